"""Words follow rules: a number, its comparator, n and period; never more than was tested."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

import pandas as pd
import pytest
import result_builders as build

from yardstick.charts import words
from yardstick.charts.phrases import amount, aside, movement, when, within
from yardstick.charts.views import View
from yardstick.model import (
    Area,
    AreaKind,
    Basis,
    Comparator,
    Direction,
    Judgement,
    Status,
    TrendWord,
    Unit,
)
from yardstick.results.types import Against, Point, Recent, Verdict

LONG_AREA = Area("E06000058", "839", "Bath and North East Somerset", AreaKind.AUTHORITY, "")
LONG_SHORT = "Entry to care to a new family home"
LONG_BELOW = "children looked after continuously for at least twelve months"
AGAINST = (
    Against(Comparator.REGION, "East Midlands", "9 of 10 authorities"),
    Against(Comparator.REGION, "Yorkshire and The Humber", "15 of 15 authorities"),
    Against(Comparator.ENGLAND, "England", ""),
    Against(Comparator.NEIGHBOURS, "Neighbours (mean of 10)", "10 of 10"),
    Against(Comparator.NEIGHBOURS_MEDIAN, "Neighbours (median of 10)", "10 of 10"),
    Against(Comparator.GROUP, "Cities and their large suburban authorities", "3 of 3"),
)
BLAME = re.compile(r"caus|because|due to|led to|driven|result of|thanks to|reflect", re.IGNORECASE)


def has(word, text):
    return re.search(rf"\b{word}\b", text, re.IGNORECASE) is not None


def said(result):
    return (words.headline(result), words.sentence(result), words.alt_text(result))


def latest(status):
    return build.point(28.767, status) if status.has_value else Point(None, status)


def every_trend():
    """Yield a trend for every direction, judgement, five-point word, status and comparator."""
    base = build.trend(count=1)
    measures = {
        (better, is_long): build.indicator(
            better=better,
            short=LONG_SHORT if is_long else "Repeat referrals",
            denominator={"item": "R02", "label": LONG_BELOW if is_long else "referrals"},
        )
        for better, is_long in product(Direction, (True, False))
    }
    every = product(Direction, Judgement, TrendWord, Status)
    for place, (better, judgement, word, status) in enumerate(every):
        against = AGAINST[place % len(AGAINST)]
        is_long = place // len(AGAINST) % 2 == 0
        yield replace(
            base,
            indicator=measures[better, is_long],
            focus=LONG_AREA if is_long else build.LEICESTER,
            basis=Basis.ROLLING if is_long else Basis.QUARTERLY,
            latest=latest(status),
            verdict=Verdict(judgement, "by rule"),
            recent=Recent(word, "five points"),
            against=against,
        )


@pytest.fixture(scope="module")
def trends():
    """Return every trend with its headline and its sentence."""
    return [(trend, words.headline(trend), words.sentence(trend)) for trend in every_trend()]


def test_headlines_have_at_most_ten_words_and_sentences_at_most_thirty(trends):
    assert len(trends) == 3 * 6 * 6 * 9
    for _, headline, sentence in trends:
        assert 0 < len(headline.split()) <= 10, headline
        assert 0 < len(sentence.split()) <= 30, sentence


def test_judgement_words_stand_for_that_judgement_only(trends):
    for trend, headline, sentence in trends:
        judgement = trend.verdict.judgement
        for word in ("better", "similar", "worse", "higher", "lower"):
            may_stand = trend.latest.value is not None and judgement == word
            assert has(word, headline) == may_stand, headline
            assert has(word, sentence) == may_stand, sentence


def test_significant_stands_only_where_a_test_was_made(trends):
    for trend, headline, sentence in trends:
        assert "significant" not in headline
        tested = trend.recent.word is TrendWord.NO_CHANGE
        assert "significant" not in sentence or tested, sentence
        assert "no significant change" in sentence or "significant" not in sentence


def test_movement_is_said_only_in_the_word_that_five_points_gave(trends):
    moving = {"improving", "worsening", "increasing", "decreasing"}
    for trend, headline, sentence in trends:
        for word in moving - {trend.recent.word.value}:
            assert word not in headline
            assert word not in sentence


def test_a_hidden_number_is_said_to_be_hidden_and_is_not_given(trends):
    for trend, headline, sentence in trends:
        if trend.latest.value is None:
            why = trend.latest.status.words
            assert why in headline.lower()
            assert why in sentence
            assert "28.8" not in headline + sentence
        suppressed = trend.latest.status is Status.SUPPRESSED
        assert ("too few to report" in sentence) == suppressed


def test_a_figure_comes_with_its_period_and_its_n(trends):
    for trend, _, sentence in trends:
        assert "2024-25 Q4" in sentence
        if trend.latest.value is not None:
            assert "28.8%" in sentence
            assert "144 of 500" in sentence
        if trend.latest.status is Status.PROVISIONAL:
            assert "provisional" in sentence


def test_a_compared_figure_comes_with_its_comparator(trends):
    for trend, _, sentence in trends:
        if trend.latest.value is not None:
            assert words.the(trend.against) in sentence
            compared = trend.verdict.judgement is not Judgement.NOT_COMPARED
            assert ("not compared" in sentence) != compared


def test_nothing_says_why_anything_happened(trends):
    for _, headline, sentence in trends:
        assert not BLAME.search(headline)
        assert not BLAME.search(sentence)


def test_every_result_has_all_its_words():
    results = (
        build.trend(),
        build.comparison(),
        build.parts(),
        build.board(),
        build.profile(),
        build.standing(),
        build.coverage(),
        build.entries(),
    )
    for result in results:
        headline, sentence, alt = said(result)
        assert 0 < len(headline.split()) <= 10
        assert 0 < len(sentence.split()) <= 30
        assert sentence.endswith(".")
        assert alt.endswith(".")
        assert alt.startswith(headline)
        assert words.subtitle(result).endswith(".")
        assert said(result) == (headline, sentence, alt)
        assert not BLAME.search(" ".join((headline, sentence, alt, words.subtitle(result))))


# ---- one result after the other -----------------------------------------------------------


def test_a_trend_says_where_the_area_stands_and_how_it_moves():
    headline, sentence, alt = said(build.trend())

    assert headline == "Leicester is worse than the East Midlands and worsening"
    assert sentence == (
        "Leicester: 28.8% of referrals in 2024-25 Q4 (provisional; 144 of 500), worse than the "
        "East Midlands at 22.3%, and worsening over five points."
    )
    assert alt == (
        "Leicester is worse than the East Midlands and worsening: from 27.1% in 2021-22 Q3 to "
        "28.8% in 2024-25 Q4, against 22.3% in the East Midlands, in a line chart of 10 areas."
    )


def test_alternative_text_never_spans_a_break():
    broken = build.trend(breaks={"2024-25 Q2": "New case system"})

    alt = words.alt_text(broken)

    assert "in 2024-25 Q2 to" in alt
    assert "2020-21" not in alt


def test_alternative_text_of_a_hidden_newest_figure_gives_the_earlier_ones_as_earlier():
    alt = words.alt_text(build.trend(focus=build.RUTLAND))

    assert alt.startswith("Repeat referrals in Rutland: too few to report; earlier from ")
    assert "2024-25 Q3" in alt


def test_alternative_text_names_the_kind_of_chart():
    assert "line chart of 10 areas" in words.alt_text(build.trend())
    panels = words.alt_text(build.trend(), View.SMALL_MULTIPLES)
    assert "small line chart for each of 10 areas" in panels


def test_alternative_text_of_one_period_gives_one_figure():
    alt = words.alt_text(build.trend(count=1))

    assert "worsening: 26.9% in 2024-25 Q4, against" in alt
    assert " from " not in alt


def test_a_trend_without_any_figure_says_so():
    empty = build.trend(focus=LONG_AREA, latest=Point(None, Status.UNAVAILABLE), latest_period=None)

    assert words.sentence(empty) == "Bath and North East Somerset: no figure is held."
    assert words.alt_text(empty).endswith("not available, in a line chart of 10 areas.")


def test_a_comparator_without_a_figure_is_named_without_one():
    trend = build.trend(count=2)
    trend.comparator["status"] = "x"

    assert "worse than the East Midlands, and" in words.sentence(trend)
    assert "against" not in words.alt_text(trend)


def test_a_judgement_without_a_movement_names_the_measure():
    still = build.trend(recent=Recent(TrendWord.NO_CHANGE, "five points"))

    assert words.headline(still) == "Repeat referrals: Leicester is worse than the East Midlands"


def test_what_is_not_compared_says_how_it_moves_or_that_it_is_not_compared():
    alone = Verdict(Judgement.NOT_COMPARED, "the comparator has no figure")
    moving = build.trend(verdict=alone)
    still = build.trend(verdict=alone, recent=Recent(TrendWord.CANNOT_SAY, "only 3 points"))

    assert words.headline(moving) == "Repeat referrals in Leicester: worsening"
    assert words.headline(still) == "Repeat referrals in Leicester: not compared"


def test_a_comparison_gives_the_rank_with_its_interval():
    assert words.headline(build.comparison()) == (
        "Repeat referrals: Leicester is worse than the East Midlands"
    )
    assert words.sentence(build.comparison()) == (
        "Leicester: 28.8% of referrals in 2024-25 Q4 (144 of 500), worse than the East Midlands "
        "at 22.4%; between 4th and 7th of 8."
    )
    assert words.alt_text(build.comparison()) == (
        "Repeat referrals: Leicester is worse than the East Midlands; of 8 areas with a figure: "
        "3 better, 1 similar, 4 worse, in a dot chart with 95% intervals."
    )


def test_an_indicator_without_direction_has_no_rank_in_words():
    assert "between" not in words.sentence(build.comparison(build.REFERRALS))


def test_a_comparison_without_the_focus_area_says_so():
    elsewhere = build.comparison(focus=LONG_AREA)

    assert words.headline(elsewhere).endswith("Bath and North East Somerset: not available")
    assert words.sentence(elsewhere) == "Bath and North East Somerset: not available in 2024-25 Q4."


def test_a_comparison_of_nothing_says_that_none_is_compared():
    alone = build.comparison()
    alone.values["judgement"] = "not compared"

    assert "none compared" in words.alt_text(alone)


def test_parts_say_the_largest_with_its_numbers():
    parts = build.parts()

    assert words.headline(parts) == "Police: the largest part in Leicester, 33.7%"
    assert words.sentence(parts) == (
        "Police: 33.7% in Leicester in 2024-25 Q4 (212 of 630); 35.3% in the East Midlands."
    )


def test_parts_with_long_names_keep_to_ten_words():
    parts = build.parts()
    parts.values["label"] = "Local authority services of another council or of a trust"

    assert words.headline(parts) == "Largest part in Leicester: 33.7%"
    parts.values["label"] = "Local authority services elsewhere in England"
    assert (
        words.headline(parts)
        == "Local authority services elsewhere in England: the largest part, 33.7%"
    )


def test_parts_without_numbers_beside_them_leave_those_out():
    parts = build.parts(total=Point(None, Status.SUPPRESSED))
    parts.values["region_status"] = "x"
    parts.values["number"] = pd.NA

    assert words.sentence(parts) == "Police: 33.7% in Leicester in 2024-25 Q4."


def test_parts_that_are_all_hidden_say_so():
    parts = build.parts()
    parts.values["status"] = "c"

    assert words.headline(parts) == "Leicester: no part can be shown"
    assert words.sentence(parts) == "Leicester: too few to report in every part in 2024-25 Q4."


def test_counts_are_out_of_all_indicators():
    assert words.headline(build.standing()) == "Leicester: 9 better, 6 worse of 48 compared"
    assert words.sentence(build.standing()) == (
        "Leicester: of 64 indicators, 48 are compared with the East Midlands: 9 better, "
        "20 similar, 6 worse, 8 higher, 5 lower."
    )


def test_board_and_profile_count_alike():
    assert words.sentence(build.board()) == words.sentence(build.profile())
    assert words.headline(build.board()) == "Leicester: 1 better, 2 worse of 7 compared"


def test_coverage_and_register_count_what_they_hold():
    assert words.headline(build.coverage()) == "30 of 40 returns received"
    assert "10 are missing" in words.sentence(build.coverage())
    assert words.headline(build.entries()) == "8 indicators, 7 open to you"


# ---- round the chart ----------------------------------------------------------------------


def test_subtitles_name_measure_unit_place_period_and_comparator():
    assert words.subtitle(build.trend()) == (
        "Repeat referrals within 12 months, % of referrals. Leicester and 9 other areas, "
        "2020-21 Q1 to 2024-25 Q4. One quarter. Compared with East Midlands (9 of 10 authorities)."
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
