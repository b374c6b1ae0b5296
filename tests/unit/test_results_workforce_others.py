"""Pay and agencies of every authority: from A to Z, for who was given the region's, and no more."""

from __future__ import annotations

import math
from statistics import median

import pytest
from beside_builders import INFO, LIBRARY, salary, tables, used
from desk_builders import CATALOGUE, DERBY, DERBYSHIRE, LEICESTER, REGION, RUTLAND, viewer
from hypothesis import given
from hypothesis import strategies as st
from workforce_builders import by_part, workforce_lead

from yardstick.access.errors import AccessDenied
from yardstick.model import Reach
from yardstick.results.workforce import workforce
from yardstick.results.workforce_others import roles, senders
from yardstick.results.workforce_types import DATASET, OF_OTHERS, WorkforceAsked

PAY, AGENCIES = OF_OTHERS
((NORTH, WEST),) = (one.parts for one in REGION.combined)
LEAD = workforce_lead(DERBYSHIRE)
EACH = pytest.mark.parametrize("question", OF_OTHERS)


def found(question, *, pay=(), uses=(), area=DERBYSHIRE, reader=LEAD):
    """Return what somebody finds in a release that shows these of every authority."""
    return answer(WorkforceAsked(question), pay, uses, area, reader)


def answer(wanted, pay=(), uses=(), area=DERBYSHIRE, reader=LEAD):
    """Answer one question from what is shown."""
    connection = tables(shared_pay=list(pay), shared_agency=list(uses))
    focus = CATALOGUE.reference.areas[area]
    return workforce(connection, LIBRARY, reader, asked=wanted, focus=focus, info=INFO)


THREE = [
    salary(DERBY, 36_000, 40_000),
    salary(DERBYSHIRE, 35_000, 41_000, period="2024-25 Q2"),
    salary(LEICESTER, 39_000, 44_000),
]
USES = [
    used(DERBY, "Amber"), used(DERBY, "Flint"), used(DERBYSHIRE, "amber "),
    used(DERBYSHIRE, "Coral"), used(LEICESTER, "Amber"), used(LEICESTER, "Flint"),
]  # fmt: skip


def test_each_middle_stands_beside_the_best_and_the_median():
    made = found(PAY, pay=THREE)
    rows = by_part(made)
    assert {area: rows[area]["gap"] for area in (DERBY, DERBYSHIRE, LEICESTER)} == {
        DERBY: 3_500.0, DERBYSHIRE: 3_500.0, LEICESTER: 0.0,
    }  # fmt: skip
    assert made.totals == {"authorities": 3.0, "median": 38_000.0, "best": 41_500.0}
    assert rows[DERBYSHIRE]["quarter"] == "2024-25 Q2"
    assert [area for area, row in rows.items() if row["is_focus"]] == [DERBYSHIRE]
    assert made.period.key == "2025-26 Q2"
    assert (made.role, made.stamp.basis) == (
        "Social worker", "Newest return of each authority, exact",
    )  # fmt: skip


def test_every_authority_has_a_row_from_a_to_z_whatever_it_pays():
    names = found(PAY, pay=THREE).rows["label"].tolist()
    assert names == sorted(names)
    assert len(names) == 9
    assert math.isnan(by_part(found(PAY, pay=THREE))[RUTLAND]["middle"])


PAID = st.dictionaries(st.sampled_from(REGION.authorities), st.integers(20_000, 90_000), min_size=1)


@given(paid=PAID)
def test_order_gaps_and_median_agree_with_a_naive_reader(paid):
    rows = found(PAY, pay=[salary(area, least, least + 4_000) for area, least in paid.items()])
    alone = {area: least + 2_000 for area, least in paid.items() if area not in {NORTH, WEST}}
    both = [paid[area] + 2_000 for area in (WEST, NORTH) if area in paid][:1]
    middles = [*alone.values(), *both]
    assert rows.totals["median"] == median(middles)
    assert rows.totals["best"] == max(middles)
    assert rows.rows["label"].is_monotonic_increasing
    gaps = {area: by_part(rows)[area]["gap"] for area in alone}
    assert gaps == {area: max(middles) - middle for area, middle in alone.items()}


@pytest.mark.parametrize(
    ("sent", "by"),
    [
        ({NORTH: "2025-26 Q2"}, NORTH),
        ({WEST: "2025-26 Q2"}, WEST),
        ({WEST: "2025-26 Q2", NORTH: "2024-25 Q2"}, WEST),
        ({WEST: "2024-25 Q2", NORTH: "2025-26 Q2"}, NORTH),
    ],
)
def test_of_authorities_that_return_together_the_newest_return_is_the_one(sent, by):
    (joint,) = [one for one in senders(LIBRARY, sent) if len(one.parts) > 1]
    assert (joint.code, joint.name) == (by, "Northamptonshire (combined)")
    assert len(senders(LIBRARY, sent)) == 9


def test_both_authorities_of_a_joint_return_have_its_pay():
    for area in (NORTH, WEST):
        made = found(PAY, pay=[salary(NORTH, 30_000, 32_000)], area=area)
        assert by_part(made)[NORTH]["is_focus"]
        assert made.totals["authorities"] == 1


def test_an_agency_is_shared_where_two_use_it_whatever_its_letter_case():
    made = found(AGENCIES, pay=THREE, uses=USES)
    users = {
        agency: rows[rows["is_used"]]["authority"].tolist()
        for agency, rows in made.rows.groupby("part")
    }
    assert users == {"Amber": ["Derby", "Derbyshire", "Leicester"], "Flint": ["Derby", "Leicester"]}
    assert made.totals == {
        "authorities": 3.0, "agencies": 3.0, "shared": 2.0, "own": 2.0, "own_shared": 1.0,
    }  # fmt: skip
    assert set(made.rows[made.rows["is_focus"]]["area"]) == {DERBYSHIRE}
    quarters = dict(zip(made.rows["area"], made.rows["quarter"], strict=True))
    assert quarters[DERBYSHIRE] == "2024-25 Q2"


def test_where_no_agency_is_shared_the_quarter_is_known_and_no_row_is_there():
    made = found(AGENCIES, pay=THREE, uses=USES[3:4])
    assert (made.period.key, len(made.rows), made.totals["agencies"]) == ("2025-26 Q2", 0, 1.0)


@EACH
def test_a_release_that_shows_nothing_has_no_quarter(question):
    made = found(question)
    assert (made.period, len(made.rows), made.totals) == (None, 0, {})


@EACH
def test_who_was_given_their_own_return_is_shown_no_other_authority(question):
    reader = viewer(DERBYSHIRE, reach=Reach.OWN, datasets=(DATASET,))
    made = found(question, pay=THREE, uses=USES, reader=reader)
    assert (made.is_regional, made.period, len(made.rows), made.totals) == (False, None, 0, {})


def test_a_role_that_there_is_not_is_refused():
    with pytest.raises(AccessDenied):
        answer(WorkforceAsked(PAY, role="DIRECTOR"), THREE)


def test_roles_are_in_the_order_of_the_ladder():
    assert list(roles(LIBRARY))[:2] == ["ASYE", "SW"]
