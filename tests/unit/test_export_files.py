"""Files hold what is on screen, say where it is from, and come out alike from the same input."""

from __future__ import annotations

import io
import json
import struct
from dataclasses import replace
from xml.etree import ElementTree as ET

import openpyxl
import pandas as pd
import pytest
import result_builders as build

from yardstick.charts import comparison, small_multiples, trend, twins
from yardstick.charts.views import View
from yardstick.export.comma_separated import comma_separated, written
from yardstick.export.files import ExportError, Format, Look, formats, make_file
from yardstick.export.pictures import Kind, picture
from yardstick.export.records import records
from yardstick.model import Comparator, Selection, Status
from yardstick.results.types import Point

SELECTION = Selection(build.LEICESTER.code, Comparator.REGION)


class Door:
    """What a viewer's results would answer."""

    def __init__(self, **changes):
        self._changes = changes
        self.asked = []

    def __getattr__(self, name):
        def answer(*selection):
            self.asked.append((name, *selection))
            made = build.entries if name == "register" else getattr(build, name)
            return self._changes.get(name) or made()

        return answer


def file_of(view, file_format, look=None, **changes):
    return make_file(Door(**changes), SELECTION, view, file_format, look)


def read_csv(data):
    return pd.read_csv(
        io.BytesIO(data), encoding="utf-8-sig", keep_default_na=False, na_values=[""]
    )


def sheets(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()]
        for sheet in book.worksheets
    }


EVERY = [(view, made) for view in View for made in formats(view)]


@pytest.mark.parametrize(("view", "made"), EVERY, ids=str)
def test_the_same_input_gives_the_same_bytes(view, made):
    first = file_of(view, made)

    assert file_of(view, made) == first
    assert first.name.endswith(f".{made}")
    assert first.name.isascii()
    assert first.data


def test_the_door_is_asked_with_the_readers_own_selection():
    door = Door()
    for view in View:
        make_file(door, SELECTION, view, Format.CSV)

    assert door.asked == [
        ("trend", SELECTION),
        ("trend", SELECTION),
        ("comparison", SELECTION),
        ("parts", SELECTION),
        ("board", SELECTION),
        ("profile", SELECTION),
        ("standing", SELECTION),
        ("coverage",),
        ("register",),
    ]


def test_a_files_name_says_what_whose_when_and_which_release():
    assert file_of("comparison", "csv").name == (
        "yardstick-comparison-r03-leicester-2024-25-q4-2025-05-12-a1b2c3.csv"
    )
    assert file_of("register", "xlsx").name == "yardstick-register.xlsx"


def test_a_name_from_hostile_words_is_still_plain():
    odd = build.trend(focus=replace(build.LEICESTER, name='../Ynys Môn\r\n"; x=<1>'))
    assert file_of("trend", "csv", trend=odd).name.startswith(
        "yardstick-trend-r03-ynys-mon-x-1-2025"
    )


@pytest.mark.parametrize(
    ("view", "made", "look", "message"),
    [
        ("board", "png", None, "'board' is a table, which has no picture. Choose csv or xlsx."),
        ("nonsense", "csv", None, "'nonsense' is no view of a file. Choose one of: trend, "),
        (
            "trend",
            "docx",
            None,
            "'docx' is no format of a file. Choose one of: csv, xlsx, svg, png.",
        ),
        ("comparison", "svg", Look(order="worst"), "'worst' is no order of a file."),
        ("small_multiples", "svg", Look(order="worst"), "'worst' is no order of a file."),
        ("comparison", "xlsx", Look(order="worst"), "'worst' is no order of a file."),
    ],
)
def test_what_cannot_be_made_is_refused_with_what_can(view, made, look, message):
    with pytest.raises(ExportError) as refused:
        file_of(view, made, look)

    assert str(refused.value).startswith(message)


# ---- comma-separated ----------------------------------------------------------------------

FRAMES = {
    "trend": build.trend().values,
    "comparison": build.comparison().values,
    "parts": build.parts().values,
    "board": build.board().values,
    "profile": build.profile().values,
    "coverage": build.coverage().returns,
}


@pytest.mark.parametrize("view", FRAMES)
def test_a_csv_reads_back_as_the_results_own_frame(view):
    back = read_csv(file_of(view, "csv").data)
    frame = FRAMES[view]

    assert list(back.columns[: len(frame.columns)]) == list(frame.columns)
    for name in frame.columns:
        given = frame[name].astype(object).where(frame[name].notna() & (frame[name] != ""), None)
        read = back[name].astype(object).where(back[name].notna(), None)
        assert [str(one) if name == "received" and one else one for one in given] == list(read), (
            name
        )


@pytest.mark.parametrize("view", [view for view in View if view is not View.REGISTER])
def test_each_row_of_a_csv_says_where_it_is_from_and_that_it_is_invented(view):
    back = read_csv(file_of(view, "csv").data)

    assert set(back["source"]) == {"East Midlands quarterly return"}
    assert set(back["release"]) == {"2025-05-12-a1b2c3"}
    assert set(back["population"]) == {"mid-2023 estimate, July 2025 vintage"}
    assert set(back["classification"]) == {"OFFICIAL-SENSITIVE"}
    assert set(back["invented"]) == {True}


def test_a_csv_begins_with_a_byte_order_mark_and_its_headings():
    data = file_of("comparison", "csv").data

    assert data.startswith(b"\xef\xbb\xbfarea,name,value,status,")
    assert data.count(b"\r\n") == 11


def test_a_missing_number_is_nothing_with_its_reason_beside_it():
    back = read_csv(file_of("comparison", "csv").data).set_index("name")

    assert pd.isna(back.loc["Rutland", "value"])
    assert back.loc["Rutland", "status"] == "c"
    assert back.loc["Rutland", "status_meaning"] == "too few to report"


def test_a_number_left_beside_a_hidden_status_is_not_written():
    leaky = build.comparison()
    leaky.values["value"] = leaky.values["value"].fillna(77.75)
    leaky.values["numerator"] = leaky.values["numerator"].fillna(3.0)
    for made in ("csv", "xlsx"):
        data = file_of("comparison", made, comparison=leaky).data
        text = data.decode("utf-8-sig") if made == "csv" else json.dumps(sheets(data), default=str)
        assert "77.75" not in text
    assert read_csv(file_of("comparison", "csv", comparison=leaky).data)["numerator"].min() > 5


def test_the_comparators_hidden_figure_is_not_written_either():
    leaky = build.board()
    leaky.values["comparator_status"] = "c"

    assert read_csv(file_of("board", "csv", board=leaky).data)["comparator"].isna().all()


def test_a_trend_has_its_comparator_on_each_row_and_its_breaks():
    back = read_csv(file_of("trend", "csv").data)

    beside = back[back["period"] == "2024-25 Q4"]
    assert set(beside["comparator_value"]) == {build.trend().comparator["value"].iloc[-1]}
    assert set(beside["comparator_name"]) == {"East Midlands"}
    broken = back[back["break_reason"].notna()]
    assert set(broken["period"]) == {"2021-22 Q3"}
    assert set(back["area_name"]) == {area.name for area in build.AREAS.values()}


def test_a_trend_without_a_comparator_row_says_not_available():
    short = build.trend()
    short = replace(short, comparator=short.comparator.iloc[:-1], areas={})
    back = records(short)

    newest = back[back["period"] == "2024-25 Q4"]
    assert set(newest["comparator_status"]) == {"x"}
    assert newest["comparator_value"].isna().all()
    assert set(back["area_name"]) == set(build.AREAS)


def test_making_records_does_not_change_the_result():
    result = build.board()
    records(result)

    pd.testing.assert_frame_equal(result.values, build.board().values)


def test_a_profile_names_its_area_on_each_row():
    back = read_csv(file_of("profile", "csv").data)
    assert set(back["area_name"]) == {"Leicester"}
    bare = build.profile()
    bare = replace(bare, values=bare.values.drop(columns="area"))
    assert set(records(bare)["area"]) == {build.LEICESTER.code}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (3, "3"),
        (3.0, "3"),
        (0.1, "0.1"),
        (-0.05, "-0.05"),
        ("-0.05", "'-0.05"),
        ("plain", "plain"),
    ],
)
def test_numbers_are_written_as_they_are_and_text_is_kept_inert(value, text):
    assert written(value) == text


def test_an_empty_frame_is_its_headings():
    assert comma_separated(pd.DataFrame({"a": []})) == b"\xef\xbb\xbfa\r\n"


# ---- workbook -----------------------------------------------------------------------------


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
        frame = records(getattr(build, "entries" if view is View.REGISTER else _made(view))())
        assert rows[0] == list(frame.columns)
        plain = frame.astype(object).where(frame.notna(), None)
        for row, values in zip(rows[1:], plain.itertuples(index=False), strict=True):
            assert row == [_as_read(value) for value in values]


def _made(view):
    return "trend" if view is View.SMALL_MULTIPLES else view.value


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
    assert about["Comparator"] == "East Midlands (9 of 10 authorities)"
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


# ---- pictures -----------------------------------------------------------------------------


def texts(svg):
    return [element.text for element in ET.fromstring(svg).iter() if element.tag.endswith("}text")]  # noqa: S314 - our own drawing


PICTURES = ("trend", "small_multiples", "comparison", "parts")


@pytest.mark.parametrize("view", PICTURES)
def test_a_picture_carries_finding_subtitle_warning_source_and_release(view):
    said = " ".join(texts(file_of(view, "svg").data))

    assert "Leicester" in said
    assert "Compared with East Midlands (9 of 10 authorities)." in said
    assert "Warning: Invented figures" in said
    assert "Source: East Midlands quarterly return." in said
    assert "Release 2025-05-12-a1b2c3" in said
    assert "OFFICIAL-SENSITIVE" in said


@pytest.mark.parametrize("view", PICTURES)
def test_a_picture_is_1600_pixels_wide(view):
    png = file_of(view, "png").data
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">I", png[16:20]) == (1600,)
    assert ET.fromstring(file_of(view, "svg").data).get("width") == "1600"  # noqa: S314 - our own


def test_a_picture_has_no_date_and_no_trace_of_its_maker():
    for view in PICTURES:
        for made in ("svg", "png"):
            data = file_of(view, made).data
            assert b"atplotlib" not in data
            assert b"date" not in data


def test_a_picture_has_its_figures_labels():
    said = texts(file_of("comparison", "svg").data)

    for note in comparison.figure(build.comparison())["layout"]["annotations"]:
        assert note["text"].replace("<b>", "").replace("</b>", "") in said


def test_a_picture_of_a_hidden_area_has_its_symbols_and_no_line_through_gaps():
    hidden = build.trend(focus=build.RUTLAND)
    said = texts(file_of("trend", "svg", trend=hidden).data)

    assert said.count("c") == 7
    assert "Rutland" in said


def test_a_picture_is_of_the_chart_as_it_stands_on_screen():
    with_band = file_of("trend", "svg", Look(interval=True))
    assert with_band != file_of("trend", "svg")
    apart = file_of("small_multiples", "svg", Look(order="name", shared=False))
    assert apart.data == picture(
        small_multiples.figure(build.trend(), order=small_multiples.Order.NAME, shared=False),
        build.trend(),
        Kind.SVG,
    )


def test_a_picture_without_classification_or_symbols_leaves_those_lines_out():
    plain = build.comparison(
        stamp=replace(build.STAMP, classification="", invented=False),
        comparator=Point(None, Status.UNAVAILABLE),
    )
    plain = replace(plain, values=plain.values[plain.values["status"] == "shown"])
    said = " ".join(texts(file_of("comparison", "svg", comparison=plain).data))

    assert "Warning" not in said
    assert "too few" not in said
    assert said.endswith("12 May 2025.")


def test_an_unknown_kind_of_trace_is_refused():
    figure = trend.figure(build.trend())
    figure["data"][0]["type"] = "pie"

    with pytest.raises(KeyError, match="pie"):
        picture(figure, build.trend(), Kind.SVG)
