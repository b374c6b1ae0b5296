"""Results of pupils: one figure for a measure and year, from the furthest stage it has come to."""

from __future__ import annotations

import pandas as pd
import pytest
from desk_builders import DERBY, DERBYSHIRE, LEICESTER, new_store, open_desk, send
from education_builders import CHILDREN, GLD, PROGRESS, RWM, SCORE, ask, desk, of, reader

from yardstick.access.errors import AccessDenied
from yardstick.results.education_types import EducationAsked, Stage, Years
from yardstick.stats.intervals import wilson_interval
from yardstick.store.ledger import record_official


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    return desk(tmp_path_factory.mktemp("education"))


@pytest.fixture
def results(held):
    return held.results(reader(DERBYSHIRE))


def test_a_year_is_local_until_the_department_publishes_it(results):
    found = of(ask(results, RWM))
    assert found["2024/25"]["stage"] == Stage.FINAL.value
    assert found["2024/25"]["value"] == 61.0
    assert found["2025/26"]["stage"] == Stage.LOCAL.value
    assert found["2025/26"]["value"] == pytest.approx(65.1)
    assert found["2025/26"]["status"] == "p"


def test_a_local_figure_that_was_published_since_is_nowhere_in_the_result(results):
    for years in Years:
        found = ask(results, RWM, years)
        for frame in (found.rows, found.trend.values, found.trend.comparator):
            numbers = {one for name in frame for one in frame[name].dropna()}
            assert not numbers & {630, 1000 + 1000, 63.0}  # the year, with another, as a share


def test_an_authority_that_the_department_left_out_has_no_figure_of_that_year(results):
    assert "2024/25" not in of(ask(results, RWM), LEICESTER)
    assert of(ask(results, RWM), LEICESTER)["2025/26"]["stage"] == Stage.LOCAL.value


def test_a_measure_of_one_source_is_shown_as_it_is(results):
    assert {row["stage"] for row in of(ask(results, SCORE)).values()} == {Stage.LOCAL.value}
    (only,) = of(ask(results, PROGRESS)).values()
    assert (only["value"], only["stage"]) == (-0.12, Stage.FINAL.value)


@pytest.mark.parametrize(
    ("status", "stage"), [("p", Stage.PROVISIONAL), ("r", Stage.REVISED), ("shown", Stage.FINAL)]
)
def test_a_published_figure_says_how_final_it_is(tmp_path, status, stage):
    store = new_store(tmp_path)
    values = pd.DataFrame(
        [("KS2RWM_Expected_STD", DERBYSHIRE, "2024/25", 61.0, status, "")],
        columns=["measure", "area", "period", "value", "status", "vintage"],
    )
    said = {"source": "lait", "title": "LAIT", "name": "a.csv", "release": "a", "rows": 1}
    received = {"sha256_of_file": "a" * 64, "loaded": pd.Timestamp("2026-01-01").date()}
    record_official(store, values=values, **said, **received)
    results = open_desk(store).results(reader(DERBYSHIRE))
    assert of(ask(results, RWM))["2024/25"]["stage"] == stage.value


def naive(years):
    """Return the sums of three years that follow each other, where each has its numbers."""
    found = {}
    for at, year in enumerate(years):
        window = years[max(at - 2, 0) : at + 1]
        if len(window) == 3 and all(CHILDREN[one] != "z" for one in window):
            pairs = [CHILDREN[one] for one in window]
            found[year] = tuple(map(sum, zip(*pairs, strict=True)))
    return found


def test_three_years_together_add_pupils_and_need_every_year(results):
    found = of(ask(results, GLD))
    expected = naive(list(CHILDREN))
    pooled = {
        year: (row["pooled_numerator"], row["pooled_denominator"])
        for year, row in found.items()
        if pd.notna(row["pooled_value"])
    }
    assert pooled == expected
    some, all_ = expected["2025/26"]
    row = found["2025/26"]
    assert row["pooled_value"] == pytest.approx(100 * some / all_)
    lower, upper = wilson_interval([some], [all_])
    bounds = (row["pooled_lower"], row["pooled_upper"])
    assert bounds == pytest.approx((100 * lower[0], 100 * upper[0]))


def test_what_is_drawn_is_the_years_asked_for(results):
    one, together = (ask(results, GLD, years) for years in Years)
    assert one.trend.latest.denominator == CHILDREN["2025/26"][1]
    assert together.trend.latest.denominator == naive(list(CHILDREN))["2025/26"][1]
    pd.testing.assert_frame_equal(one.rows, together.rows)


def test_others_years_together_need_every_one_of_their_years_to_be_shown(results):
    theirs = of(ask(results, GLD), DERBY)  # 2 of 4 in 2023/24
    assert theirs["2023/24"]["status"] == "c"
    assert all(pd.isna(theirs[year]["pooled_value"]) for year in CHILDREN)
    assert of(ask(results, GLD), LEICESTER)["2025/26"]["pooled_denominator"] == 71


def test_an_owner_sees_few_children_exactly(held):
    own = of(ask(held.results(reader(DERBY)), GLD, area=DERBY), DERBY)
    assert own["2023/24"]["numerator"] == 2
    assert own["2025/26"]["pooled_denominator"] == 50


def test_years_across_a_break_are_not_put_together(tmp_path):
    store = new_store(tmp_path)
    for year in ("2019/20", "2020/21", "2021/22", "2022/23", "2023/24"):
        send(store, DERBYSHIRE, year, "looked_after_results", N_CLA_EYFSP=20, C01=10)
    found = of(ask(open_desk(store).results(reader(DERBYSHIRE)), GLD))
    pooled = [year for year, row in found.items() if pd.notna(row["pooled_value"])]
    assert pooled == ["2023/24"]


def test_a_measure_that_was_not_given_or_is_of_another_subject_is_refused(held, tmp_path):
    results = held.results(reader(DERBYSHIRE, datasets=["provisional_outcomes"]))
    for indicator in (GLD, "", "nonsense"):
        with pytest.raises(AccessDenied):
            ask(results, indicator)
    store = new_store(tmp_path)
    send(store, DERBYSHIRE, "2024-25 Q4", R01=900)
    quarterly = open_desk(store).results(reader(datasets=["riia_quarterly"]))
    with pytest.raises(AccessDenied):
        ask(quarterly, "R01")


def test_local_figures_of_a_demonstration_say_that_they_are_invented(results):
    assert ask(results, RWM).trend.stamp.invented
    assert not ask(results, PROGRESS).trend.stamp.invented


@pytest.mark.parametrize("years", Years)
def test_a_link_carries_what_was_asked(years):
    asked = EducationAsked("C02", years)
    assert EducationAsked.from_order(asked.order) == asked
    with pytest.raises(ValueError, match="twelve"):
        EducationAsked.from_order("C02:twelve")
