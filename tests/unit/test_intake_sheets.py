"""A partner's text file as cells with their places."""

from __future__ import annotations

import csv
import io
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sheet_builders import sheet

from yardstick.intake import delimited
from yardstick.intake.delimited import delimited_sheet, delimiter_of
from yardstick.intake.errors import IntakeError
from yardstick.intake.sheets import column_letter, load_sheet, sheet_of, write_sheet

CELLS = st.text(string.ascii_letters + string.digits + ',;"\n\r é£', max_size=6)


def read(raw):
    return delimited_sheet(io.BytesIO(raw))


def cells(raw):
    return [row.cells for row in read(raw).rows()]


@pytest.mark.parametrize(
    ("at", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_called_as_a_spreadsheet_calls_them(at, letter):
    assert column_letter(at) == letter


def test_a_place_reads_as_its_author_sees_it():
    assert sheet(("a",)).place(6, 2) == "C7"
    assert sheet(("a",), name="Sheet1").place(0, 0) == "Sheet1!A1"
    assert sheet(("a",), name="Year's end").place(0, 0) == "'Year''s end'!A1"


def test_a_sheet_gives_its_header_and_the_rows_below_apart():
    found = sheet(("a", "b"), ("1", "2"), ("3", "4"))
    assert found.header == ("a", "b")
    assert found.table.column("B").to_pylist() == ["2", "4"]
    assert found.row(2) == ("3", "4")
    assert (found.height, found.width) == (3, 2)
    assert sheet_of("Empty", []).header == ()


@pytest.mark.parametrize(
    ("line", "delimiter"),
    [
        ("a,b", ","),
        ("a;b", ";"),
        ("a\tb", "\t"),
        ("a|b", "|"),
        ('"a,b,c";d', ";"),
        ("alone", ","),
        ("", ","),
    ],
)
def test_the_delimiter_is_the_commonest_of_the_header_outside_quotes(line, delimiter):
    assert delimiter_of(line) == delimiter


def test_a_column_of_notes_full_of_commas_parts_nothing():
    assert cells(b"a;b\n1;x, y, z\n") == [("a", "b"), ("1", "x, y, z")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_common_encoding_gives_the_same_cells(encoding):
    assert cells("£;é\r\n1;2\r\n".encode(encoding)) == [("£", "é"), ("1", "2")]


def test_blank_and_uneven_rows_keep_every_other_row_in_its_place():
    found = read(b'a,b\n\n1\n"x\ny",2,3\n4,5\n')
    assert [row.number for row in found.rows()] == [1, 2, 3, 4, 5]
    assert [row.cells for row in found.rows()][3:] == [("x\ny", "2", "3"), ("4", "5", "")]
    assert found.uneven == (2, 3)


def test_blank_rows_alone_are_one_empty_column():
    assert cells(b"\n\n") == [("",), ("",)]


def test_rows_of_several_steps_are_numbered_on(monkeypatch):
    monkeypatch.setattr(delimited, "_STEP", 2)
    found = read(b"a,b\n1,2\n3,4,5\n6,7\n8\n")
    assert [row.number for row in found.rows()] == [1, 2, 3, 4, 5]
    assert found.uneven == (2, 4)


def test_only_the_first_uneven_rows_are_listed():
    assert len(read(b"a,b\n" + b"1\n" * 200).uneven) == 100


@pytest.mark.parametrize(
    "raw",
    [b"a,b\n\0,1\n", b"a\n\x07\n", b"a\n\x81\n", b"\xff\xfea\x00\x00\xd8", b"\xff\xfea\0\0\0"],
)
def test_what_is_no_text_says_so(raw):
    with pytest.raises(IntakeError, match="is not text that can be read"):
        read(raw)


@pytest.mark.parametrize("raw", [b'a\n"x\n', b'a\n"x"y\n', b"a\n" + b"y" * 200_000])
def test_a_quotation_mark_that_never_closes_names_about_where_to_look(raw):
    with pytest.raises(IntakeError, match="from about line"):
        read(raw)


def test_too_many_columns_or_rows_are_refused(monkeypatch):
    far = (b"," * 1_000, b"x" * 300_000, b"a\n" + b"x" * 600_000, b"a\n" * 3_200_000)
    for wide in far:
        with pytest.raises(IntakeError, match="is too large"):
            read(wide)
    assert read(b"a\n" * 200_000).height == 200_000
    monkeypatch.setattr(delimited, "MOST_ROWS", 1_000)
    with pytest.raises(IntakeError, match="is too large"):
        read(b"a\n" * 2_001)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=8), st.data())
def test_what_was_written_is_read(rows, data):
    delimiter = data.draw(st.sampled_from(delimited.DELIMITERS))
    text = io.StringIO()
    head = ["one", "two", "three"]
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([head, *rows])
    found = read(text.getvalue().encode())
    assert [row.cells[: len(row_)] for row, row_ in zip(found.rows(), [head, *rows], strict=True)] \
        == [tuple(row) for row in [head, *rows]]  # fmt: skip


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_an_answer(raw):
    try:
        found = read(raw)
    except IntakeError:
        return
    assert len(list(found.rows())) == found.height


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5), st.text("aß 'x", max_size=5))
def test_a_sheet_comes_whole_from_one_process_to_another(tmp_path_factory, rows, name):
    path = tmp_path_factory.mktemp("sheets") / "one.arrow"
    sent = sheet(*rows, name=name)
    sent = type(sent)(sent.name, sent.cells, (3, 5))
    write_sheet(sent, path)
    assert load_sheet(path) == sent
