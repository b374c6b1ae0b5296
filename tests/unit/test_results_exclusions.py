"""Views of exclusions: who may ask, and what stands where there is nothing or little."""

from __future__ import annotations

import pytest
from desk_builders import viewer
from exclusion_builders import (
    DERBY,
    INFO,
    LEICESTER,
    LIBRARY,
    YEAR,
    messy,
    release,
    returns,
    suspensions,
    view,
)

from yardstick.access.errors import AccessDenied
from yardstick.model import Viewer
from yardstick.results.cache import Cache
from yardstick.results.exclusions import DATASET, ROLE, check_asked
from yardstick.results.exclusions_types import ExclusionsAsked, ExclusionsView
from yardstick.results.gate import Results

# ---- who may ask --------------------------------------------------------------------------


def lead(**changes):
    given = viewer(DERBY, datasets=[DATASET])
    said = {"areas": given.areas, "grants": given.grants, "roles": frozenset({ROLE})}
    return Viewer("lead", "A lead", "derby", **{**said, **changes})


def test_a_person_named_for_exclusions_may_ask_for_their_own_authority():
    check_asked(lead(), ExclusionsAsked(ExclusionsView.TERMS, DERBY))


@pytest.mark.parametrize(
    ("who", "area"),
    [
        (lead(roles=frozenset()), DERBY),
        (lead(grants=frozenset()), DERBY),
        (lead(), LEICESTER),
        (lead(areas=frozenset()), DERBY),
    ],
    ids=["without the role", "without the grant", "of another authority", "of none"],
)
def test_nobody_else_may(who, area):
    with pytest.raises(AccessDenied):
        check_asked(who, ExclusionsAsked(ExclusionsView.TERMS, area))


# ---- nothing, one, and other authorities' -------------------------------------------------


@pytest.mark.parametrize("name", ExclusionsView)
def test_a_release_without_records_gives_an_empty_view(name):
    result = view({}, name)
    assert result.years == ()
    assert result.asked.year == ""
    assert result.said["terms"] == 0
    assert not (result.values["number"] > 0).any()


@pytest.mark.parametrize("name", ExclusionsView)
def test_records_of_others_count_nowhere(name):
    rows = messy(3)
    mine = {table: [row for row in held if row["area"] == DERBY] for table, held in rows.items()}
    assert view(rows, name).values.equals(view(mine, name).values)


def test_a_year_that_is_not_held_is_refused():
    with pytest.raises(AccessDenied):
        view(returns(), "terms", year="2011/12")


@pytest.mark.parametrize("name", ExclusionsView)
@pytest.mark.parametrize("odd", [{"part": "reason.children"}, {"phase": "secondary"}])
def test_a_filter_that_there_is_not_is_refused_by_views_too_that_look_at_none(name, odd):
    with pytest.raises(AccessDenied):
        view(returns(), name, **odd)


def test_the_newest_year_is_shown_unless_another_is_asked_for():
    rows = returns(exclusions=suspensions("a", period="2022/23 Autumn"))
    assert view(rows, "reasons").asked.year == YEAR
    assert view(rows, "reasons", year="2022/23").asked.year == "2022/23"
    assert [year.key for year in view(rows, "reasons").years] == ["2022/23", YEAR]


# ---- through the door ---------------------------------------------------------------------


def door(who):
    """Return a viewer's results of a release with one suspension."""
    held = release(returns(exclusions=suspensions("a")))
    made = Cache(4)
    return Results(who, INFO, "r1", None, LIBRARY, held.cursor, held.cursor, made, tuple)


def test_the_door_gives_a_view_once_and_its_years():
    results, asked = door(lead()), ExclusionsAsked(ExclusionsView.REASONS, DERBY)
    assert results.exclusions(asked) is results.exclusions(asked)
    assert [year.key for year in results.exclusion_years(DERBY)] == [YEAR]


def test_the_door_is_shut_to_whoever_is_not_named():
    results = door(lead(roles=frozenset()))
    with pytest.raises(AccessDenied):
        results.exclusions(ExclusionsAsked(ExclusionsView.REASONS, DERBY))
    with pytest.raises(AccessDenied):
        results.exclusion_years(DERBY)
