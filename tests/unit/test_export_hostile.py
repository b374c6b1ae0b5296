"""Hostile text is shown letter by letter, everywhere: page, figure, picture, file."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import openpyxl
import pytest
import result_builders as build
from hypothesis import given
from hypothesis import strategies as st

from yardstick.charts import comparison, parts, small_multiples, tags, trend, twins, words
from yardstick.charts.board_table import board_table
from yardstick.charts.markup import inert
from yardstick.charts.spine import profile_table
from yardstick.charts.table import table
from yardstick.export.canvas import drawable
from yardstick.export.comma_separated import comma_separated
from yardstick.export.drawing import lines_of
from yardstick.export.neutral import is_live, neutral
from yardstick.export.pictures import Kind, picture
from yardstick.export.records import records
from yardstick.export.workbook import workbook
from yardstick.model import Comparator, Judgement, Selection
from yardstick.results.types import Against, Finding

HOSTILE = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "＝1+1",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "](javascript:alert(1))",
    "\u202egnp.exe",
    "$\\frac{1}{0}$ and $x$",
    "%{x}<br>&lt;b&gt;",
    "'; DROP TABLE area; --",
    "x" * 300,
    "\x00\x1b[31m",
)
SELECTION = Selection("E06000016", Comparator.GROUP)


def poisoned(text):
    """Return every result with the text wherever words of others can stand."""
    name = f"{text} "
    places = {code: replace(area, name=name) for code, area in build.AREAS.items()}
    focus = places[build.LEICESTER.code]
    against = Against(Comparator.GROUP, name, name)
    stamp = replace(build.STAMP, source=name, population=name, basis=name, classification=name)
    measure = build.indicator(
        title=f"Title {text}",
        short=f"Sh {text}"[:34],
        better_note=text,
        numerator={"item": "R03", "label": f"of {text}"},
        denominator={"item": "R02", "label": f"of {text}"},
        caveats=(f"But {text}",),
    )
    shared = {"focus": focus, "against": against, "stamp": stamp}
    compared = build.comparison(measure, **shared)
    compared.values["name"] = name
    made = build.parts(**shared)
    made.values["label"] = name
    findings = (Finding("better", name, "R03", name),)
    return (
        build.trend(measure, count=2, areas=places, breaks={"2024-25 Q4": name}, **shared),
        compared,
        made,
        build.board((measure,), areas=places, **shared),
        build.profile((measure,), **shared),
        build.standing(findings=findings, **shared),
    )


def to(indicator, area):
    return f"/indicator?i={indicator}&a={area}"


def pages(results):
    board, profile = results[3], results[4]
    yield board_table(board, to, to_sort=lambda area: f"?sort={area}")
    yield profile_table(profile, to)
    for result in results:
        yield table(twins.twin(result))
        yield tags.tile(result.focus.name, words.headline(result), words.sentence(result))
        yield tags.symbol_key(result)
        yield "".join(tags.warning(line) for line in words.warnings(result))
    yield tags.polarity_line(results[0].indicator)
    yield tags.judgement_tag(Judgement.WORSE)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_page_holds_a_tag_or_attribute_of_the_texts_making(text):
    harmless = poisoned("P" * len(text))  # as long: a long text has a look of its own
    for hostile, plain in zip(pages(poisoned(text)), pages(harmless), strict=True):
        shape = [re.sub(r'"[^"]*"', '""', tag) for tag in re.findall(r"<[^>]*>", hostile)]
        assert set(shape) <= {
            re.sub(r'"[^"]*"', '""', tag) for tag in re.findall(r"<[^>]*>", plain)
        }
        assert "\u202e" not in hostile
        assert not re.search(r'href="(?![/?#])', hostile)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_figure_gives_plotly_markup_of_the_texts_making(text):
    results = poisoned(text)
    figures = (
        trend.figure(results[0], interval=True),
        small_multiples.figure(results[0]),
        comparison.figure(results[1]),
        parts.figure(results[2]),
    )
    for figure in figures:
        shown = [note["text"] for note in figure["layout"]["annotations"]]
        for trace in figure["data"]:
            shown += [said for said in trace.get("hovertext", []) if said]
        for axis in ("xaxis", "yaxis"):
            shown += figure["layout"][axis]["ticktext"]
        tags_ = {tag for said in shown for tag in re.findall(r"<[^>]*>", said)}
        assert tags_ <= {"<b>", "</b>", "<br>", "</span>", '<span style="color:#8F3608">'}
        assert "\u202e" not in json.dumps(figure, ensure_ascii=False).replace(text, "")


@pytest.mark.parametrize("text", HOSTILE)
def test_pictures_are_whole_and_hold_no_script_and_no_link(text):
    result = poisoned(text)[1]
    drawn = ET.fromstring(picture(comparison.figure(result), result, Kind.SVG))  # noqa: S314 - our own drawing

    for element in drawn.iter():
        assert element.tag.rpartition("}")[2] not in {"script", "a", "image", "foreignObject"}
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert not name.endswith("href") or value.startswith("#")


def test_a_letter_that_the_typeface_lacks_is_marked():
    assert drawable("Derby ＝") == "Derby \N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_csv_can_be_run(text):
    for result in poisoned(text):
        rows = csv.reader(io.StringIO(comma_separated(records(result)).decode("utf-8-sig")))
        for cell in (cell for row in rows for cell in row):
            is_number = re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", cell)
            assert is_number or not is_live(cell), cell


@pytest.mark.parametrize("text", HOSTILE)
def test_a_workbook_holds_no_formula_and_no_link(text):
    for result in poisoned(text):
        data = workbook(result, SELECTION, twins.twin(result))
        book = openpyxl.load_workbook(io.BytesIO(data))
        kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
        assert kinds <= {"s", "n"}
        with zipfile.ZipFile(io.BytesIO(data)) as parts_:
            sheets = [parts_.read(name) for name in parts_.namelist() if "sheets/" in name]
        assert not any(b"<f>" in sheet or b"hyperlink" in sheet for sheet in sheets)


def test_a_hostile_cell_of_a_workbook_stays_text_when_it_is_edited():
    result = poisoned("=1+1")[1]
    book = openpyxl.load_workbook(io.BytesIO(workbook(result, SELECTION, twins.twin(result))))

    cells = [cell for row in book["Figures"].iter_rows() for cell in row if cell.value == "=1+1 "]
    assert cells
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)


@given(st.text())
def test_neutral_text_is_never_live_and_loses_nothing_that_is_seen(text):
    made = neutral(text)

    assert not is_live(made)
    assert made.removeprefix("'") == inert(text) or made == inert(text)


@pytest.mark.parametrize("text", ["Leicester", "0–17", "a=b", "1+1", "'quoted", "−0.05", ""])
def test_harmless_text_is_left_alone(text):
    assert neutral(text) == text


def test_labels_keep_what_looks_like_markup_as_text():
    [line] = lines_of("&lt;b&gt;x&lt;/b&gt; &amp;")
    assert (line.text, line.is_bold) == ("<b>x</b> &", False)


def test_labels_in_bold_stay_bold_over_a_break():
    assert [(line.text, line.is_bold) for line in lines_of("<b>a<br>b</b><br>c")] == [
        ("a", True),
        ("b", True),
        ("c", False),
    ]
