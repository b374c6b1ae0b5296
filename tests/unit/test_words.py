"""Words of one result after the other: a number, its comparator, n and period."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import result_builders as build
from word_builders import AGAINST, BLAME, LONG_AREA, LONG_SHORT

from yardstick.charts import words
from yardstick.charts.views import View
from yardstick.model import (
    Judgement,
    Status,
    TrendWord,
)
from yardstick.results.types import Point, Recent, Verdict


def said(result):
    return (words.headline(result), words.sentence(result), words.alt_text(result))


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

    assert headline == "Repeat referrals: Leicester is worse than the East Midlands"
    assert sentence == (
        "Leicester: 28.8% of referrals in 2024-25 Q4 (provisional; 144 of 500), worse than the "
        "East Midlands at 22.3%, and worsening over five yearly figures."
    )
    assert alt == (
        "Repeat referrals: Leicester is worse than the East Midlands, from 27.1% in 2021-22 Q3 to "
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

    assert "the East Midlands, 26.9% in 2024-25 Q4, against" in alt
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
    parts = build.parts()
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


def test_parts_that_nobody_sent_are_not_said_to_be_too_few():
    nothing = build.parts()
    nothing = replace(nothing, values=nothing.values.iloc[:0])

    assert words.sentence(nothing) == "Leicester: no part is held in 2024-25 Q4."
    assert words.headline(nothing) == "Leicester: no part can be shown"


def test_a_headline_keeps_the_measure_as_long_as_there_is_room():
    measure = build.indicator(short="Enquiries to conference in 15 days")
    trend = build.trend(indicator=measure, against=AGAINST[3])
    brief = build.trend(indicator=build.indicator(short="Contacts"))
    wide = build.comparison(build.indicator(short=LONG_SHORT))

    assert (
        words.headline(brief) == "Contacts: Leicester is worse than the East Midlands and worsening"
    )
    assert words.headline(trend) == "Enquiries to conference in 15 days in Leicester: worse"
    assert words.headline(wide) == "Leicester is worse than the East Midlands"


def test_coverage_and_register_count_what_they_hold():
    assert words.headline(build.coverage()) == "30 of 40 returns received"
    assert "10 are missing" in words.sentence(build.coverage())
    alone = replace(build.coverage(), returns=build.coverage().returns.iloc[:0])
    assert words.headline(alone) == "1 official file, no returns"
    assert words.headline(build.entries()) == "8 indicators, 7 open to you"
