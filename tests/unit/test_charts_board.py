"""Board and profile can be walked, sorted and heard; marks stand where their figures are."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest
import result_builders as build
from markup_reader import Page, rows_of, to

from yardstick.charts.board_table import board_table, breakable
from yardstick.charts.numbers import figure_text
from yardstick.charts.spine import profile_table
from yardstick.model import Judgement


def test_a_board_has_a_row_per_indicator_and_a_link_in_each_cell():
    html = board_table(build.board(), to)
    page = Page(html)

    assert len(rows_of(html)) == 7
    assert len(page.all("td")) == 70
    assert len(page.all("a")) == 70 + 7
    assert '/indicator?indicator=R03&amp;area=E06000015"' in html


def test_a_board_is_grouped_by_theme_in_catalogue_order():
    html = board_table(build.board(), to)

    themes = re.findall(r'scope="rowgroup"[^>]*><span>([^<]+)', html)
    assert themes == [
        "Contacts and referrals",
        "Assessment",
        "Children looked after",
        "Adoption",
        "Education results",
    ]
    assert html.count("<tbody>") == 5


def test_a_theme_that_comes_back_is_one_group():
    shuffled = (build.REFERRALS, build.IN_TIME, build.REPEAT_REFERRALS)
    for html in (
        board_table(build.board(shuffled), to),
        profile_table(build.profile(shuffled), to),
    ):
        assert re.findall(r'scope="rowgroup"[^>]*><span>([^<]+)', html) == [
            "Contacts and referrals",
            "Assessment",
        ]
        named = [re.search(r">([^<]+)</a>", row).group(1) for row in rows_of(html)]
        assert named == ["Referrals", "Repeat referrals", "Assessments in 45 days"]


def test_each_cell_says_its_judgement_in_words_and_shows_its_shape():
    page = Page(board_table(build.board(), to))

    assert "28.8% provisional, Worse" in page.said
    assert {"■", "●", "○", "◆", "◇"} <= set(page.seen)
    assert "■" not in page.said
    assert "too few to report" in page.said


def test_each_cell_names_its_period_and_comparator():
    html = board_table(build.board(), to)
    assert 'title="2024-25 Q4; East Midlands 22.4%"' in html
    alone = build.board()
    alone.values["comparator_status"] = "x"
    assert 'title="2024-25 Q4"' in board_table(alone, to)


def test_a_board_sorted_by_an_area_has_its_most_unusual_first():
    result = build.board()
    html = board_table(result, to, sort=build.LEICESTER.code, to_sort=lambda area: f"?sort={area}")

    named = [re.search(r">([^<]+)</a>", row).group(1) for row in rows_of(html)]
    own = result.values[result.values["area"] == build.LEICESTER.code]
    far = own.set_index("indicator")["distance"].abs().sort_values(ascending=False)
    short = {one.id: one.short for one in result.indicators}
    assert named == [short[identifier] for identifier in far.index]
    assert "rowgroup" not in html
    assert html.count('aria-sort="descending"') == 1
    assert 'href="?sort="' in html
    assert f'href="?sort={build.DERBY.code}"' in html


def test_indicators_that_are_not_compared_stand_last():
    result = build.board()
    html = board_table(result, to, sort=build.RUTLAND.code)

    assert [re.search(r">([^<]+)</a>", row).group(1) for row in rows_of(html)] == [
        one.short for one in result.indicators
    ]


def test_an_unknown_sort_is_the_catalogues_order():
    assert board_table(build.board(), to, sort="nonsense") == board_table(build.board(), to)


def test_long_county_names_may_break():
    assert breakable("North Northamptonshire") == "North Northampton\u00adshire"
    assert breakable("Derby") == "Derby"


# ---- spine --------------------------------------------------------------------------------


def drawn(profile, identifier):
    """Return the drawing of one indicator."""
    html = profile_table(profile, to)
    row = next(row for row in rows_of(html) if f"indicator={identifier}&" in row)
    return Page(re.search(r'<span class="ys-spine".*(?=</td><td>)', row, re.DOTALL).group(0))


def place_of(page, look):
    """Return where a part of a drawing begins, in per cent."""
    [found] = [one for one in page.all("span") if one.get("class", "").split(" ")[0] == look]
    return float(re.match(r"left:([\d.]+)%", found["style"]).group(1))


def test_better_is_drawn_to_the_right_where_there_is_a_better():
    for identifier, left_to_right in (("R06", True), ("R03", False), ("R02", True)):
        values = build.profile().values.set_index("indicator").loc[identifier]
        measure = {one.id: one for one in build.INDICATORS}[identifier]
        ends = [
            figure_text(values[name], measure.unit, measure.decimals) for name in ("low", "high")
        ]
        assert drawn(build.profile(), identifier).seen == (ends if left_to_right else ends[::-1])


def test_the_mark_stands_at_the_figure_and_the_line_at_the_comparator():
    values = build.profile().values.set_index("indicator").loc["R06"]
    span = values["high"] - values["low"]
    page = drawn(build.profile(), "R06")

    assert place_of(page, "ys-mark") == pytest.approx(
        100 * (values["value"] - values["low"]) / span, abs=0.05
    )
    assert place_of(page, "ys-level") == pytest.approx(
        100 * (values["comparator"] - values["low"]) / span, abs=0.05
    )
    assert place_of(page, "ys-half") == pytest.approx(
        100 * (values["q1"] - values["low"]) / span, abs=0.05
    )
    assert place_of(page, "ys-range") == 0


def test_a_drawing_says_in_words_what_it_shows():
    whole = drawn(build.profile(), "R03").all("span")[0]

    assert whole["role"] == "img"
    assert whole["aria-label"] == (
        "Areas from 13.0% to 28.8%, middle half 18.8% to 25.2%; Leicester 28.8%; "
        "East Midlands 22.4%"
    )


@pytest.mark.parametrize("judgement", list(Judgement))
def test_marks_keep_the_look_of_their_judgement(judgement):
    profile = build.profile()
    profile.values["judgement"] = judgement.value

    assert f"ys-mark ys-{judgement.value.replace(' ', '-')}" in profile_table(profile, to)


def test_a_hidden_figure_has_no_mark_and_is_not_compared():
    profile = build.profile()
    profile.values["status"] = "c"
    html = profile_table(profile, to)

    assert "ys-mark" not in html
    assert "ys-tag ys-worse" not in html
    assert "too few to report" in html


def test_a_drawing_leaves_out_what_there_is_too_little_of():
    profile = build.profile()
    profile.values["q1"] = pd.NA
    profile.values["comparator_status"] = "x"
    html = profile_table(profile, to)
    assert "ys-half" not in html
    assert "ys-level" not in html
    assert ", middle half" not in html
    profile = replace(profile, values=profile.values.assign(low=pd.NA))
    assert "No area shows a figure" in profile_table(profile, to)


def test_areas_that_are_all_alike_stand_in_the_middle():
    profile = build.profile()
    for name in ("low", "q1", "median", "q3", "high", "value", "comparator"):
        profile.values[name] = 20.0

    assert place_of(drawn(profile, "R06"), "ys-mark") == 50


def test_a_profile_can_have_the_most_unusual_first():
    html = profile_table(build.profile(), to, unusual=True)
    far = build.profile().values.set_index("indicator")["distance"].abs()
    short = {one.id: one.short for one in build.INDICATORS}

    named = [re.search(r">([^<]+)</a>", row).group(1) for row in rows_of(html)]
    assert named == [short[one] for one in far.sort_values(ascending=False, kind="stable").index]


def test_a_profile_is_in_catalogue_order_and_says_how_to_read_it():
    html = profile_table(build.profile(), to)

    named = [re.search(r">([^<]+)</a>", row).group(1) for row in rows_of(html)]
    assert named == [one.short for one in build.INDICATORS]
    assert (
        "Range of areas (better to the right)" in html
    )  # the lowest stands left only where less is worse
    assert "the orange line the East Midlands" in html
    assert html.count('class="ys-spine"') == 7


def test_a_figure_without_n_shows_none():
    profile = build.profile()
    profile.values["numerator"] = pd.NA
    profile.values["denominator"] = pd.NA

    assert "n 1,589" in profile_table(build.profile(), to)
    assert "n 1,589" not in profile_table(profile, to)
