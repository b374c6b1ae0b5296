"""What stands round a chart: subtitle, source, warnings, key, and the pieces of sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest
import result_builders as build
from word_builders import AGAINST

from yardstick.charts import words
from yardstick.charts.phrases import amount, aside, movement, when, within
from yardstick.model import (
    Basis,
    Comparator,
    Direction,
    Judgement,
    Status,
    TrendWord,
    Unit,
)
from yardstick.results.types import Against, Point, Verdict


def test_subtitles_name_measure_unit_place_period_and_comparator():
    assert words.subtitle(build.trend()) == (
        "Repeat referrals within 12 months, % of referrals. Leicester and 9 other areas, "
        "2020-21 Q1 to 2024-25 Q4. One quarter. Compared with the East Midlands: 9 of 10 "
        "authorities."
    )
    assert "per 10,000 children aged 0–17" in words.subtitle(build.comparison(build.REFERRALS))
    assert "2024-25 Q4 (31 March 2025)" in words.subtitle(build.comparison(build.IN_NEED))
    assert "no period held" in words.subtitle(build.trend(periods=()))
    assert ", 2024-25 Q4." in words.subtitle(build.trend(count=1))


def test_the_source_line_can_be_cited():
    assert words.source_line(build.STAMP) == (
        "Source: East Midlands quarterly return. Population: mid-2023 estimate, July 2025 "
        "vintage. Release 2025-05-12-a1b2c3 of 12 May 2025."
    )
    assert "Population" not in words.source_line(replace(build.STAMP, population=""))
    assert words.source_line(replace(build.STAMP, source="")).startswith("Population: ")


def test_a_comparator_that_names_itself_is_not_named_twice():
    detail = "East Midlands, totals rounded to the nearest 10; 8 of 10 authorities have a figure"
    against = Against(Comparator.REGION, "East Midlands", detail)
    assert words.compared_with(against) == f"Compared with the {detail}"
    bare = Against(Comparator.ENGLAND, "England", "")
    assert words.compared_with(bare) == "Compared with England"


def test_a_series_begins_its_own_sentence():
    annualised = replace(build.STAMP, basis="quarterly rate times four (annualised)")
    assert ". Quarterly rate times four" in words.subtitle(build.trend(stamp=annualised))


def test_warnings_name_what_is_invented_provisional_and_broken():
    assert words.warnings(build.trend()) == (
        words.INVENTED,
        "Provisional figures: 2024-25 Q4.",
        "Break in 2021-22 Q3: New case system. Earlier figures are not comparable.",
    )
    assert words.warnings(build.board())[1] == "Some figures are provisional (p)."
    assert words.warnings(build.entries()) == ()
    real = replace(build.STAMP, invented=False)
    assert words.warnings(build.comparison(stamp=real)) == ()
    assert words.warnings(build.coverage(stamp=real)) == ()


def test_whose_figures_are_provisional_is_said_where_they_are_others():
    trend = build.trend(count=5)
    others = trend.values["area"] != trend.focus.code
    trend.values["status"] = "shown"
    first = trend.values.index[others & (trend.values["period"] == trend.periods[-1].key)][0]
    code = trend.values.loc[first, "area"]
    trend.values.loc[first, "status"] = "p"
    name = trend.areas[code].name
    assert f"Provisional figures: {trend.periods[-1].key} of {name}." in words.warnings(trend)


def test_many_provisional_periods_are_counted():
    trend = build.trend(count=5)
    trend.values["status"] = trend.values["status"].replace("shown", "p")

    assert "Provisional figures: 5 periods." in words.warnings(trend)


def test_a_trend_without_provisional_figures_has_no_such_warning():
    trend = build.trend(count=5)
    trend.values["status"] = trend.values["status"].replace("p", "r")

    assert not any("Provisional" in line for line in words.warnings(trend))


def test_the_key_lists_only_the_symbols_that_occur():
    assert [line.split(":")[0] for line in words.key(build.comparison())] == ["c", "x"]
    assert words.key(build.standing()) == ()
    assert len(words.symbols()) == 8


@pytest.mark.parametrize(
    ("against", "named"),
    [
        (AGAINST[0], "the East Midlands"),
        (AGAINST[1], "Yorkshire and The Humber"),
        (AGAINST[2], "England"),
        (AGAINST[3], "its statistical neighbours"),
        (AGAINST[4], "its neighbours' median"),
        (AGAINST[5], "its chosen group"),
        (Against(Comparator.GROUP, "Three cities", ""), "Three cities"),
    ],
)
def test_a_comparator_is_named_as_a_sentence_would(against, named):
    assert words.the(against) == named
    assert against.label in words.compared_with(against)


@pytest.mark.parametrize(
    ("verdict", "said_"),
    [
        (Verdict(Judgement.WORSE, "", 23, 9, 37), "23 fewer repeat referrals (range 9 to 37)"),
        (Verdict(Judgement.BETTER, "", -23, -37, -9), "23 more repeat referrals (range 9 to 37)"),
        (
            Verdict(Judgement.SIMILAR, "", 5, -3, 12),
            "5 fewer repeat referrals (range 3 more to 12 fewer)",
        ),
        (
            Verdict(Judgement.SIMILAR, "", -5, -12, 3),
            "5 more repeat referrals (range 3 fewer to 12 more)",
        ),
        (Verdict(Judgement.WORSE, "", 1234), "1,234 fewer repeat referrals"),
    ],
)
def test_a_gap_says_how_many_fewer_or_more_with_its_range(verdict, said_):
    expected = f"To match the East Midlands: {said_}"
    assert words.gap(verdict, build.REPEAT_REFERRALS, build.AGAINST) == expected


def test_no_gap_is_said_where_there_is_none_or_nothing_to_want():
    none = Verdict(Judgement.NOT_COMPARED, "")
    assert words.gap(none, build.REPEAT_REFERRALS, build.AGAINST) == ""
    some = Verdict(Judgement.HIGHER, "", 23, 9, 37)
    assert words.gap(some, build.REFERRALS, build.AGAINST) == ""


@pytest.mark.parametrize(
    ("unit", "said_"),
    [
        (Unit.PERCENT, "28.8% of referrals"),
        (Unit.PER_100, "28.8 per 100 referrals"),
        (Unit.PER_10K, "28.8 per 10,000 referrals"),
        (Unit.DAYS, "a mean of 28.8 days"),
        (Unit.SCORE, "a mean of 28.8 points"),
        (Unit.RATIO, "28.8 per referrals"),
    ],
)
def test_an_amount_carries_its_unit(unit, said_):
    assert amount(build.point(28.767), build.indicator(unit=unit)) == said_


def test_a_count_carries_what_was_counted_and_is_its_own_n():
    counted = build.indicator(unit=Unit.COUNT, denominator=None)
    assert amount(build.point(212.0), counted) == "212 repeat referrals"
    assert aside(build.point(212.0), counted) == ""


def test_a_published_figure_without_its_n_says_that_it_has_none():
    bare = Point(28.8, Status.REVISED)
    assert aside(bare, build.REPEAT_REFERRALS) == " (revised; n not published)"


@pytest.mark.parametrize("basis", list(Basis))
def test_a_basis_is_said_where_it_changes_what_the_period_covers(basis):
    said_ = when("2024-25 Q4", basis)
    assert "2024-25 Q4" in said_
    assert ("12 months" in said_) == (basis is Basis.ROLLING)
    assert ("annualised" in said_) == (basis is Basis.ANNUALISED)


def test_movement_is_silent_where_five_points_cannot_be_read():
    assert movement(TrendWord.CANNOT_SAY) == ""


@pytest.mark.parametrize(
    ("better", "said_"),
    [
        (Direction.HIGHER, "Higher is better"),
        (Direction.LOWER, "Lower is better"),
        (Direction.NEITHER, "No judgement"),
    ],
)
def test_polarity_is_always_said(better, said_):
    assert words.polarity(build.indicator(better=better)).startswith(said_)


def test_the_last_candidate_stands_where_none_is_short_enough():
    assert within(1, "one two three", "one two") == "one two"
