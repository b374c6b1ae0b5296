"""Tables are semantic, and hold their chart's figures in its order."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
import result_builders as build
from markup_reader import Page, to

from yardstick.charts import comparison, listings, parts, twins
from yardstick.charts.board_table import board_table
from yardstick.charts.table import Cell, Column, figure_cell, made, read_out, table
from yardstick.model import Status
from yardstick.results.types import Point


def test_a_table_has_caption_scoped_headings_and_a_region_to_scroll_in():
    page = Page(table(twins.twin(build.comparison())))

    [region] = page.all("div")
    assert region["role"] == "region"
    assert region["tabindex"] == "0"
    assert region["aria-label"].startswith("Repeat referrals within 12 months")
    scopes = [attrs["scope"] for attrs in page.all("th")]
    assert scopes.count("col") == 7
    assert scopes.count("row") == 11
    assert len(page.all("caption")) == 1


def test_numbers_are_marked_for_alignment():
    page = Page(
        table(made("x", [Column("A"), Column("B", is_numeric=True)], [[Cell("a"), Cell("1")]]))
    )

    assert [attrs.get("class") for attrs in page.all("th") + page.all("td")] == [
        None,
        "ys-n",
        None,
        "ys-n",
    ]


def test_a_symbol_is_seen_and_its_reason_is_read_out():
    page = Page(table(twins.twin(build.comparison())))

    assert "c" in page.seen
    assert "c" not in page.said
    assert "too few to report" in page.said


def test_a_provisional_figure_shows_its_letter_and_reads_its_word():
    cell = figure_cell(build.point(28.767, Status.PROVISIONAL), build.REPEAT_REFERRALS)

    assert (cell.text, cell.number, read_out(cell)) == ("28.8% p", 28.767, "28.8% provisional")
    assert cell.layout.endswith('"% p"')
    assert read_out(Cell("13.0%", 13.0)) == "13.0%"
    assert read_out(Cell("c", why="too few to report")) == "too few to report"


# ---- twins --------------------------------------------------------------------------------


def column(data, label):
    place = [one.label for one in data.columns].index(label)
    return [row[place] for row in data.rows]


RESULTS = (
    build.trend(),
    build.trend(focus=replace(build.LEICESTER, code="E06000001", name="Hartlepool")),
    build.comparison(),
    build.parts(),
    build.board(),
    build.profile(),
    build.standing(),
    build.coverage(),
    build.entries(),
)


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: type(result).__name__)
def test_every_result_has_a_table_in_which_each_row_is_whole(result):
    data = twins.twin(result)

    assert data.caption
    assert data.rows
    assert all(len(row) == len(data.columns) for row in data.rows)
    assert len({one.label for one in data.columns}) == len(data.columns)
    Page(table(data))


def test_a_trends_twin_has_every_figure_of_the_result():
    result = build.trend()
    data = twins.twin(result)

    for code, area in build.AREAS.items():
        own = result.values[result.values["area"] == code]
        cells = column(data, area.name)
        expected = [None if pd.isna(value) else value for value in own["value"]]
        assert [cell.number for cell in cells] == expected
    assert [cell.number for cell in column(data, "East Midlands")] == (
        result.comparator["value"].tolist()
    )
    assert column(data, "Period")[6].text == "2021-22 Q3 (break: New case system)"
    assert column(data, "Number")[0].text == "134 of 500"


def test_a_comparisons_twin_has_the_charts_order_and_the_comparator_last():
    result = build.comparison()
    for order in comparison.Order:
        data = twins.areas(result, order)
        named = [cell.text for cell in column(data, "Area")]
        assert named[:-1] == [row["name"] for row in comparison.ordered(result, order)]
        assert named[-1] == "East Midlands"
    assert column(data, "Value")[-1].number == result.comparator.value


def test_an_indicator_without_direction_has_no_position_in_its_table():
    ranked = column(twins.areas(build.comparison()), "Position its interval allows")
    unranked = column(
        twins.areas(build.comparison(build.REFERRALS)), "Position its interval allows"
    )

    assert "between 3rd and 6th of 8" in {cell.text for cell in ranked}
    assert {cell.text for cell in unranked} == {""}


def test_parts_table_has_the_charts_order_symbols_and_the_total():
    data = twins.twin(build.parts())

    assert [cell.text for cell in column(data, "Part")][:-1] == [
        row["label"] for row in parts.ordered(build.parts())
    ]
    assert [cell.text for cell in column(data, "Number")][-2:] == ["c", "630"]
    assert [cell.text for cell in column(data, "Share")][-2:] == ["c", ""]
    hidden = build.parts(total=Point(None, Status.SUPPRESSED))
    assert column(twins.twin(hidden), "Number")[-1].text == "c"


def test_a_boards_twin_has_each_figure_with_its_judgement_in_words():
    result = build.board()
    data = twins.twin(result)

    assert len(data.rows) == 7
    own = result.values[result.values["area"] == build.LEICESTER.code]
    assert [cell.number for cell in column(data, "Leicester")] == own["value"].tolist()
    words = column(data, "Leicester: against the comparator")
    assert [cell.text.lower() for cell in words] == own["judgement"].tolist()


def test_a_board_without_a_row_says_not_available():
    sparse = build.board()
    sparse = replace(sparse, values=sparse.values[sparse.values["area"] != build.RUTLAND.code])

    assert {cell.text for cell in column(twins.twin(sparse), "Rutland")} == {"x"}
    assert "not available" in board_table(sparse, to)


def test_a_profiles_twin_has_the_spread_of_the_region():
    result = build.profile()
    data = twins.twin(result)

    assert [cell.number for cell in column(data, "Median")] == result.values["median"].tolist()
    assert {cell.text for cell in column(data, "Areas shown")} == {"9"}


def test_a_profile_without_a_spread_leaves_it_empty():
    few = build.profile()
    few.values["q1"] = pd.NA
    few = replace(few, values=few.values.iloc[1:])

    data = twins.twin(few)
    assert {cell.text for cell in column(data, "Lower quartile")} == {""}
    assert len(data.rows) == 6


def test_coverage_has_three_tables():
    result = build.coverage()

    returns = listings.returns(result)
    assert {cell.text for cell in column(returns, "State")} == {
        "Received",
        "Late",
        "Missing",
        "Resubmitted",
    }
    missing = [row for row in returns.rows if row[3].text == "Missing"]
    assert all(row[4].text == row[5].text == "" for row in missing)
    assert column(listings.files(result), "Rows")[0].text == "12,345"
    [revised] = listings.revisions(result).rows
    assert [cell.text for cell in revised][4:6] == ["140", "152"]


def test_a_revision_that_is_hidden_and_an_unknown_place_are_said_plainly():
    result = build.coverage()
    result.revisions["before"] = pd.NA
    result.revisions["area"] = "E99999999"
    unknown = replace(result, datasets=())

    [row] = listings.revisions(unknown).rows
    assert [cell.text for cell in row][:1] == ["E99999999"]
    assert row[4].text == "not shown"
    assert listings.returns(unknown).rows[0][1].text == "riia_quarterly"


def test_the_register_says_what_is_open_to_the_viewer():
    counted = replace(build.entries()[0], indicator=build.indicator(unit="count", denominator=None))
    data = twins.twin((*build.entries(), counted))

    assert [cell.text for cell in column(data, "Open to you")][-2:] == ["No", "Yes"]
    assert column(data, "Denominator")[-1].text == ""


def test_a_long_text_keeps_a_width_in_which_it_can_be_read_and_a_short_one_takes_none():
    columns = (Column("Who", is_numeric=False), Column("Sees", is_numeric=False))
    drawn = table(
        made("Caption", columns, [[Cell("A"), Cell("word " * 13)], [Cell("B"), Cell("-")]])
    )
    assert drawn.count('class="ys-long"') == 1
