"""Workbooks, Parquet files and what only looks like one, as cells or as one clear sentence."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sheet_builders import archive, with_parts, workbook

from yardstick.intake import archives, opening, workbooks
from yardstick.intake.errors import IntakeError
from yardstick.intake.opening import sheets_of
from yardstick.intake.workbooks import cell_text


def rows(path):
    return {one.name: [row.cells for row in one.rows()] for one in sheets_of(path)}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" as typed ", " as typed "),
        (True, "TRUE"),
        (5, "5"),
        (5.0, "5"),
        (-0.0, "0"),
        (12345678901.0, "12345678901"),
        (0.27, "0.27"),
        (1e21, "1e+21"),
        (float("inf"), "inf"),
        (float("nan"), ""),
        (dt.date(2024, 5, 1), "2024-05-01"),
        (dt.datetime(2024, 5, 1), "2024-05-01"),  # noqa: DTZ001 - a cell knows no time zone
        (dt.datetime(2024, 5, 1, 13, 30), "2024-05-01T13:30:00"),  # noqa: DTZ001 - likewise
        (dt.time(8, 15), "08:15:00"),
        (dt.timedelta(hours=36, minutes=5), "36:05:00"),
        (dt.timedelta(hours=-12), "-12:00:00"),
        (None, ""),
    ],
)
def test_a_cell_reads_as_it_was_typed(value, text):
    assert cell_text(value) == text


def test_every_sheet_is_read_from_its_first_row_and_column_and_hidden_ones_too(tmp_path):
    def more(book):
        book.get_worksheet_by_name("Hidden").very_hidden()
        page = book.get_worksheet_by_name("Return")
        page.write(3, 2, "C4")
        page.write_formula(4, 2, "=1+1", value=2)
        page.write_datetime(5, 2, dt.date(2024, 5, 1), book.add_format({"num_format": "dd/mm/yy"}))
        book.add_chartsheet("Chart")

    path = workbook(tmp_path / "a.xlsx", {"Return": [], "Hidden": [("x", 1.5)], "Empty": []}, more)
    assert rows(path) == {
        "Return": [("",) * 3] * 3 + [("", "", text) for text in ("C4", "2", "2024-05-01")],
        "Hidden": [("x", "1.5")],
        "Empty": [],
    }


def test_rows_of_several_steps_stay_in_order(tmp_path, monkeypatch):
    monkeypatch.setattr(workbooks, "_STEP", 2)
    path = workbook(tmp_path / "a.xlsx", {"R": [(at,) for at in range(5)]})
    assert rows(path) == {"R": [(str(at),) for at in range(5)]}


@pytest.mark.parametrize("at", [(1_600_000, 0), (0, 1_500)])
def test_a_cell_far_out_is_too_large(tmp_path, monkeypatch, at):
    monkeypatch.setattr(workbooks, "MOST_ROWS", 1_000_000)
    place = (min(at[0], 1_048_575), at[1])
    path = workbook(
        tmp_path / "a.xlsx", {"R": []}, lambda book: book.worksheets()[0].write(*place, 1)
    )
    with pytest.raises(IntakeError, match="is too large"):
        sheets_of(path)


def test_too_many_sheets_are_too_large(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {f"S{at}": [] for at in range(101)})
    with pytest.raises(IntakeError, match="is too large"):
        sheets_of(path)


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"a.csv": "a,b"}, "is a zip archive"),
        ({"xl/workbook.bin": ""}, "is a binary workbook"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "is an OpenDocument"),
        ({"word/document.xml": ""}, "is a Word document"),
        ({"xl/workbook.xml": "nonsense"}, "is a damaged workbook"),
        ({"xl/workbook.xml": "", "../../etc/passwd": ""}, "is a damaged workbook"),
        ({"xl/workbook.xml": "", "/etc/passwd": ""}, "is a damaged workbook"),
        ({"xl/workbook.xml": "", "XL/WORKBOOK.XML": ""}, "is a damaged workbook"),
        ({str(at): "" for at in range(1_001)}, "is too large"),
        ({"xl/workbook.xml": "0" * 6_000_000}, "is too large"),
    ],
)
def test_an_archive_that_is_no_sound_workbook_says_what_it_is(tmp_path, parts, why):
    with pytest.raises(IntakeError, match=why):
        sheets_of(archive(tmp_path / "a.xlsx", parts))


def test_a_workbook_with_nothing_in_it_or_more_than_a_cell_can_hold_is_refused(tmp_path):
    with pytest.raises(IntakeError, match="no filled cell"):
        sheets_of(workbook(tmp_path / "a.xlsx", {"R": []}))
    long = {"xl/sharedStrings.xml": f"<sst><si><t>{'x' * 40_000}</t></si></sst>"}
    sound = workbook(tmp_path / "b.xlsx", {"R": [("x",)]})
    with zipfile.ZipFile(sound) as file:
        parts = {part: file.read(part) for part in file.namelist()} | long
    with pytest.raises(IntakeError, match="damaged"):
        sheets_of(archive(tmp_path / "c.xlsx", parts))


def test_a_cell_with_an_error_is_named_as_it_would_be_read_as_nothing(tmp_path):
    def more(book):
        book.worksheets()[0].write_formula(6, 2, "=1/0", value="#DIV/0!")

    with pytest.raises(IntakeError, match="in cell C7 of one of its sheets"):
        sheets_of(workbook(tmp_path / "a.xlsx", {"R": [("a",)]}, more))
    harmless = with_parts(tmp_path / "b.xlsx", {"docProps/x.xml": '<a t="e"/>'})
    assert rows(harmless)["Return"][0] == ("a", "b")


def test_a_document_type_is_in_no_workbook_even_where_two_steps_meet(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "_STEP", 5)
    path = with_parts(tmp_path / "a.xlsx", {"xl/a.xml": "<?xml?><!DOCTYPE a>"})
    with pytest.raises(IntakeError, match="damaged"):
        sheets_of(path)


@pytest.mark.parametrize(
    ("part", "why"),
    [
        ("xl/externalLinks/externalLink1.xml", "links to another workbook"),
        ("xl/pivotCache/pivotCacheRecords1.xml", "has a pivot table"),
        ("xl/model/item.data", "has a data model"),
        ("xl/embeddings/oleObject1.bin", "has another file embedded"),
        ("xl/vbaProject.bin", "has macros"),
    ],
)
def test_a_workbook_that_carries_what_no_cell_shows_is_refused(tmp_path, part, why):
    with pytest.raises(IntakeError, match=why):
        sheets_of(with_parts(tmp_path / "a.xlsx", {part: "x"}))


def test_a_part_packed_in_another_way_or_under_a_password_is_refused(tmp_path):
    packed = archive(tmp_path / "a.xlsx", {"xl/workbook.xml": "x"}, compression=zipfile.ZIP_LZMA)
    with pytest.raises(IntakeError, match="damaged"):
        sheets_of(packed)
    raw = bytearray(archive(tmp_path / "b.xlsx", {"xl/workbook.xml": "x"}).read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "b.xlsx").write_bytes(raw)
    with pytest.raises(IntakeError, match="protected by a password"):
        sheets_of(tmp_path / "b.xlsx")


def test_parts_that_lie_over_each_other_are_refused():
    part = zipfile.ZipInfo("a")
    part.compress_size = part.file_size = 11
    with pytest.raises(IntakeError, match="damaged"):
        archives._check_sizes([part], 10)


def test_a_part_longer_than_the_directory_says_is_refused(tmp_path):
    path = archive(tmp_path / "a.xlsx", {"xl/workbook.xml": "x" * 1_000})
    raw = bytearray(path.read_bytes())
    at = raw.index(b"PK\x01\x02") + 24
    raw[at : at + 4] = (10).to_bytes(4, "little")
    path.write_bytes(raw)
    with pytest.raises(IntakeError, match="damaged"):
        sheets_of(path)


def parquet(path, columns):
    raw = io.BytesIO()
    pq.write_table(pa.table(columns), raw)
    path.write_bytes(raw.getvalue())
    return path


def test_parquet_gives_its_cells_as_a_workbook_would(tmp_path):
    midnight = [dt.datetime(2024, 5, 1), None]  # noqa: DTZ001 - a cell knows no time zone
    columns = {
        "text": ["x", None],
        "float": [940.0, None],
        "whole": [3, None],
        "exact": [Decimal("1.50"), None],
        "truth": [True, None],
        "when": pa.array(midnight, pa.timestamp("ns", "UTC")),
        "coded": pa.array(["y", None]).dictionary_encode(),
    }
    path = parquet(tmp_path / "a.parquet", columns)
    assert rows(path)[""] == [
        tuple(columns),
        ("x", "940", "3", "1.50", "TRUE", "2024-05-01", "y"),
        ("",) * 7,
    ]


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({"a": [[1]]}, "damaged Parquet"),
        ({str(at): ["x"] for at in range(1_001)}, "is too large"),
        ({"a": ["y" * 20_000]}, "is larger than"),
    ],
)
def test_parquet_that_is_no_plain_table_says_so(tmp_path, columns, why):
    with pytest.raises(IntakeError, match=why):
        sheets_of(parquet(tmp_path / "a.parquet", columns))


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (b"\xff\xfe", "is empty"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\x1f\x8b...", "is a gzip archive"),
        (b"7z\xbc\xaf'\x1c", "is a 7-Zip"),
        (b"Rar!\x1a\x07", "is a RAR"),
        (b"PK\x05\x06" + b"\0" * 18, "is an empty zip"),
        (b"{\\rtf1", "is a formatted document"),
        (b"PK\x03\x04...", "is a damaged workbook"),
        (b"PAR1...", "is a damaged Parquet"),
        (b"\xd0\xcf\x11\xe0...", "is an old Excel workbook"),
        (b"\xd0\xcf\x11\xe0." + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"<html><table>", "is a web page or XML"),
        (b"\xef\xbb\xbf\n<?xml version='1.0'?>", "is a web page or XML"),
        (b"a\0b", "is not text"),
    ],
)
def test_a_file_is_known_by_its_first_bytes_whatever_its_name_says(tmp_path, raw, why):
    path = tmp_path / "return.csv"
    path.write_bytes(raw)
    with pytest.raises(IntakeError, match=why):
        sheets_of(path)


def test_a_file_that_is_not_there_or_too_long_says_so(tmp_path, monkeypatch):
    with pytest.raises(IntakeError, match="cannot be opened: No such file"):
        sheets_of(tmp_path / "none.csv")
    monkeypatch.setattr(opening, "MOST_BYTES", 2)
    (tmp_path / "a.csv").write_bytes(b"a,b")
    with pytest.raises(IntakeError, match="is too large"):
        sheets_of(tmp_path / "a.csv")


def test_a_text_file_is_read(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"a,b\n")
    assert rows(tmp_path / "a.csv") == {"": [("a", "b")]}
