"""Every number on screen is written by one formatter."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import result_builders as build
from hypothesis import given
from hypothesis import strategies as st

from yardstick.charts import numbers
from yardstick.model import Counted, Period, Status, Unit
from yardstick.numbers import day_text, moment_text, period_phrase
from yardstick.results.types import Point


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "written"),
    [
        (25.0, Unit.PERCENT, 1, "25.0%"),
        (24.65, Unit.PERCENT, 1, "24.7%"),  # 24.65 is 24.649999… as a float
        (2.675, Unit.SCORE, 2, "2.68"),
        (-0.125, Unit.SCORE, 2, "−0.13"),
        (-0.001, Unit.SCORE, 2, "0.00"),
        (1234.56, Unit.PER_10K, 1, "1,234.6"),
        (330.3, Unit.PER_10K, 1, "330.3"),
        (1234.0, Unit.COUNT, 1, "1,234"),
        (420.4, Unit.DAYS, 0, "420"),
        (0.0, Unit.PERCENT, 1, "0.0%"),
    ],
)
def test_a_figure_has_its_decimals_commas_and_a_minus_sign(value, unit, decimals, written):
    assert numbers.figure_text(value, unit, decimals) == written


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (20.0, Unit.PERCENT, "20%"),
        (2.5, Unit.PERCENT, "2.5%"),
        (1500.0, Unit.PER_10K, "1,500"),
        (-0.25, Unit.SCORE, "−0.25"),
        (100.0, Unit.COUNT, "100"),
        (0.0, Unit.COUNT, "0"),
    ],
)
def test_an_axis_has_no_trailing_zeros(value, unit, written):
    assert numbers.tick_text(value, unit) == written


@given(st.floats(-1e9, 1e9), st.sampled_from(list(Unit)), st.integers(0, 2))
def test_what_is_written_reads_back_to_within_half_of_its_last_place(value, unit, decimals):
    written = numbers.figure_text(value, unit, decimals)

    assert re.fullmatch(r"−?\d{1,3}(,\d{3})*(\.\d+)?%?", written)
    assert not re.fullmatch(r"−[0.,]+%?", written)  # nothing is less than nothing
    back = float(written.replace("−", "-").replace(",", "").rstrip("%"))
    places = 0 if unit is Unit.COUNT else decimals
    assert abs(back - value) <= 0.5 * 10**-places * (1 + 1e-6) + 1e-6


@pytest.mark.parametrize("status", [status for status in Status if not status.has_value])
def test_a_point_without_a_value_says_why_and_is_never_a_number(status):
    text = numbers.point_text(Point(None, status), build.REPEAT_REFERRALS)

    assert text == status.words
    assert not re.search(r"\d", text)
    assert numbers.symbol(status) == status.value


def test_a_point_with_a_value_has_no_symbol():
    assert numbers.symbol(Status.PROVISIONAL) == ""
    assert numbers.point_text(build.point(28.767), build.REPEAT_REFERRALS) == "28.8%"


def test_an_interval_names_both_ends_or_is_not_there():
    whole = Point(28.8, Status.SHOWN, 26.44, 31.06)

    assert numbers.interval_text(whole, build.REPEAT_REFERRALS) == "26.4% to 31.1%"
    assert numbers.interval_text(Point(28.8, Status.SHOWN), build.REPEAT_REFERRALS) == ""
    assert numbers.interval_text(Point(28.8, Status.SHOWN, 1.0), build.REPEAT_REFERRALS) == ""
    hidden = Point(None, Status.SUPPRESSED, 26.4, 31.1)
    assert numbers.interval_text(hidden, build.REPEAT_REFERRALS) == ""


@pytest.mark.parametrize(
    ("change", "measure", "said"),
    [
        (1.24, build.REPEAT_REFERRALS, "up 1.2 percentage points"),
        (-1.24, build.REPEAT_REFERRALS, "down 1.2 percentage points"),
        (0.04, build.REPEAT_REFERRALS, "no change"),
        (-12.0, build.REFERRALS, "down 12.0 per 10,000"),
        (1.0, build.DAYS, "up 1 day"),
        (14.0, build.DAYS, "up 14 days"),
        (0.12, build.PROGRESS, "up 0.12 points"),
        (3.0, build.indicator(unit=Unit.COUNT, denominator=None), "up 3"),
    ],
)
def test_a_change_says_its_direction_and_spells_out_percentage_points(change, measure, said):
    assert numbers.change_text(change, measure) == said


@pytest.mark.parametrize(
    ("point", "unit", "said"),
    [
        (Point(28.8, Status.SHOWN, numerator=144, denominator=500), Unit.PERCENT, "144 of 500"),
        (Point(28.8, Status.SHOWN, numerator=144), Unit.PERCENT, "n 144"),
        (Point(175.1, Status.SHOWN, numerator=1589, denominator=90763), Unit.PER_10K, "n 1,589"),
        (Point(420.0, Status.SHOWN, numerator=9240, denominator=22), Unit.DAYS, "n 22"),
        (Point(0.1, Status.SHOWN, numerator=5, denominator=1000), Unit.SCORE, "n 1,000"),
        (Point(28.8, Status.SHOWN), Unit.PERCENT, ""),
        (Point(12.0, Status.SHOWN, numerator=12), Unit.COUNT, ""),
        (Point(None, Status.SUPPRESSED, numerator=3, denominator=9), Unit.PERCENT, ""),
    ],
)
def test_n_is_what_stands_behind_the_figure(point, unit, said):
    assert numbers.n_text(point, unit) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (3, 6, "between 3rd and 6th of 8"),
        (1.0, 2.0, "between 1st and 2nd of 8"),
        (6, 3, "between 3rd and 6th of 8"),
        (4, 4, "4th of 8 throughout its interval"),
        (None, 6, ""),
        (3, None, ""),
    ],
)
def test_a_rank_never_stands_without_its_interval(low, high, said):
    assert numbers.rank_text(low, high, 8) == said


@pytest.mark.parametrize(
    ("low", "said"), [(11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"), (22, "22nd")]
)
def test_positions_past_ten_have_their_endings(low, said):
    assert numbers.rank_text(low, 30, 150).startswith(f"between {said} and 30th")


@pytest.mark.parametrize(
    ("key", "counted", "said", "phrase"),
    [
        ("2024-25 Q4", Counted.FLOW, "January to March 2025", "in January to March 2025"),
        ("2024-25 Q4", Counted.STOCK, "31 March 2025", "at 31 March 2025"),
        ("2024-25", Counted.STOCK, "31 March 2025", "at 31 March 2025"),
        ("2024-25", Counted.FLOW, "financial year 2024-25", "in the financial year 2024-25"),
        ("2023/24", Counted.STOCK, "academic year 2023/24", "in the academic year 2023/24"),
        ("2024", Counted.STOCK, "calendar year 2024", "in the calendar year 2024"),
    ],
)
def test_a_period_is_said_in_words_and_a_stock_has_a_day(key, counted, said, phrase):
    assert numbers.period_text(Period.parse(key), counted) == said
    assert period_phrase(Period.parse(key), counted) == phrase


@pytest.mark.parametrize(
    ("many", "said"), [(0, "0 returns"), (1, "1 return"), (1_204, "1,204 returns")]
)
def test_a_number_of_things_says_one_of_one_and_several_of_others(many, said):
    assert numbers.counted(many, "return") == said


def test_a_missing_count_is_nothing_and_never_nought():
    assert numbers.count_text(None) == ""
    assert numbers.count_text(0) == "0"
    assert numbers.count_text(12345.0) == "12,345"


@pytest.mark.parametrize(
    ("unit", "decimals", "letter", "layout"),
    [
        (Unit.PERCENT, 1, "", '#,##0.0"%";−#,##0.0"%"'),
        (Unit.PERCENT, 1, "p", '#,##0.0"% p";−#,##0.0"% p"'),
        (Unit.PER_10K, 0, "", "#,##0;−#,##0"),
        (Unit.COUNT, 2, "", "#,##0;−#,##0"),
        (Unit.SCORE, 2, "r", '#,##0.00" r";−#,##0.00" r"'),
    ],
)
def test_a_spreadsheet_shows_what_the_screen_shows(unit, decimals, letter, layout):
    assert numbers.spreadsheet_format(unit, decimals, letter) == layout


def test_a_day_has_no_leading_nought_and_a_tables_month_is_short():
    at = dt.datetime(2026, 9, 5, 9, 4, tzinfo=dt.UTC)
    assert day_text(at) == "5 September 2026"
    assert moment_text(at) == "5 Sep 2026, 09:04"
