"""A workbook holds the table as on screen, what it means, and the rows behind it."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest
import result_builders as build
from file_reader import SELECTION, Door, file_of, sheets

from yardstick.charts import twins
from yardstick.charts.views import View
from yardstick.export.files import Look, make_file, result_of
from yardstick.export.records import records
from yardstick.model import Comparator


def test_a_workbook_has_the_table_as_on_screen_what_it_means_and_the_rows():
    found = sheets(file_of("comparison", "xlsx").data)

    assert list(found) == ["Table", "About", "Figures"]
    table = found["Table"]
    assert table[0][0] == "Repeat referrals: Leicester is worse than the East Midlands"
    assert table[4][0].startswith("Warning: Invented figures")
    head = next(place for place, row in enumerate(table) if row[0] == "Area")
    shown = twins.areas(build.comparison())
    assert table[head] == [column.label for column in shown.columns]
    for row, cells in zip(table[head + 1 :], shown.rows, strict=True):
        expected = [cell.text if cell.number is None else cell.number for cell in cells]
        assert row == [value if value != "" else None for value in expected]


def test_a_workbooks_figures_are_those_of_the_csv():
    for view in View:
        rows = sheets(file_of(view, "xlsx").data)["Figures"]
        frame = records(result_of(Door(), SELECTION, view, Look()))
        assert rows[0] == list(frame.columns)
        plain = frame.astype(object).where(frame.notna(), None)
        for row, values in zip(rows[1:], plain.itertuples(index=False), strict=True):
            # A workbook keeps sixteen digits of a number, one fewer than a computer does.
            expected = map(_as_read, values)
            assert row == [
                pytest.approx(one, rel=1e-14) if isinstance(one, float) else one for one in expected
            ]


def _as_read(value):
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, int | float) else str(value)


def test_a_workbook_shows_numbers_as_the_screen_does():
    book = openpyxl.load_workbook(io.BytesIO(file_of("profile", "xlsx").data))
    cell = next(row[4] for row in book["Table"].iter_rows() if row[0].value == "Repeat referrals")

    assert (cell.value, cell.number_format) == (28.767, '#,##0.0"% p";−#,##0.0"% p"')


def test_a_workbook_says_definition_filters_release_symbols_and_classification():
    about = dict(
        row[:2] for row in sheets(file_of("trend", "xlsx").data)["About"] if row[1] is not None
    )

    assert about["Numerator"] == "repeat referrals"
    assert about["Denominator"] == "referrals"
    assert about["Direction"] == "Lower is better"
    assert about["Area"] == "Leicester (E06000016)"
    assert about["Comparator"] == "East Midlands: 9 of 10 authorities"
    assert about["Period"] == "2020-21 Q1 to 2024-25 Q4"
    assert about["Release"] == "2025-05-12-a1b2c3"
    assert about["Invented"] == "Yes"
    assert about["Classification"] == "OFFICIAL-SENSITIVE"
    assert about["Caution"].startswith("Twins and siblings")
    assert about["c"].startswith("too few to report")
    assert "95% interval" in about["Judgement"]


def test_about_says_which_period_and_group_was_chosen():
    grouped = replace(SELECTION, comparator=Comparator.GROUP, group="cities", model="2021")
    data = make_file(Door(), grouped, "parts", "xlsx").data
    about = dict(row[:2] for row in sheets(data)["About"] if row[1] is not None)

    assert about["Period"] == "2024-25 Q4 (January to March 2025)"
    assert about["Group"] == "cities"
    assert about["Statistical neighbour model"] == "2021"
    assert "Definition" not in about


def test_about_a_board_is_of_each_indicators_newest_period_with_every_definition():
    found = sheets(file_of("board", "xlsx").data)

    assert ["Period", "The newest of each indicator"] in found["About"]
    assert len(found["Definitions"]) == 8
    assert found["Definitions"][0][:2] == ["Indicator", "Why it matters"]


def test_several_cautions_of_a_definition_stand_in_one_cell():
    twice = build.indicator(
        "R10",
        caveats=("One caution.", "Another."),
        breaks=({"period": "2022-23", "reason": "New"},),
    )
    counted = build.indicator("R11", unit="count", denominator=None)
    rows = sheets(file_of("board", "xlsx", board=build.board((twice, counted))).data)["Definitions"]

    assert rows[1][rows[0].index("Caution")] == "One caution. Another."
    assert rows[1][rows[0].index("Break")] == "2022-23: New"
    assert rows[2][rows[0].index("Denominator")] == "none: a count"


def test_a_workbooks_date_is_the_releases():
    book = openpyxl.load_workbook(io.BytesIO(file_of("trend", "xlsx").data))

    assert book.properties.created == build.STAMP.made.replace(tzinfo=None)
    assert book.properties.category == "OFFICIAL-SENSITIVE"


def test_a_register_needs_no_release():
    found = sheets(file_of("register", "xlsx").data)

    assert found["Table"][0][0] == "8 indicators, 7 open to you"
    assert ["Judgement", found["About"][-2][1]] == found["About"][-2]


def test_the_order_on_screen_is_the_order_of_the_table():
    table = sheets(file_of("comparison", "xlsx", Look(order="name")).data)["Table"]

    head = next(place for place, row in enumerate(table) if row[0] == "Area")
    assert [row[0] for row in table[head + 1 : head + 4]] == ["Derby", "Derbyshire", "Leicester"]
