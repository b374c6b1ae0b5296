"""Files as rows: packed, encoded, damaged and hostile."""

from __future__ import annotations

import gzip
import hashlib
import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yardstick.intake import reading
from yardstick.intake.errors import IntakeError
from yardstick.intake.problems import Findings, Problem
from yardstick.intake.reading import ParquetTable, Row, digest, even_rows, file_bytes, table_of


def rows(raw: bytes) -> list[list[str]]:
    return [list(row.cells) for row in table_of(raw).rows()]


def parquet(columns: dict[str, object]) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns), buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        "a,b\n1,Coté £5\n".encode(),
        "\ufeffa,b\r\n1,Coté £5\r\n".encode(),
        "a,b\n1,Coté £5\n".encode("cp1252"),
        "a,b\n1,Coté £5\n".encode("utf-16"),
        gzip.compress("a,b\n1,Coté £5\n".encode(), mtime=0),
        gzip.compress(b"a,b\n", mtime=0) + gzip.compress("1,Coté £5".encode("cp1252"), mtime=0),
        b'"a","b"\r"1","Cot\xe9 \xa35"\r',
    ],
)
def test_text_is_read_however_it_is_encoded_and_packed(raw):
    table = table_of(raw)
    assert table.header == ("a", "b")
    assert rows(raw) == [["1", "Coté £5"]]


def test_rows_can_be_read_again():
    table = table_of(b"a\n1\n")
    assert list(table.rows()) == list(table.rows()) == [Row(2, ["1"])]


def test_rows_are_numbered_as_a_spreadsheet_shows_them():
    table = table_of(b'a,b\n"two\nlines",1\n\n"x",2\n')
    assert [row.number for row in table.rows()] == [2, 3, 4]


def test_a_row_with_a_field_too_many_or_too_few_is_noted_and_the_others_are_given():
    findings = Findings()
    table = table_of(b"a,b\n1,2\n1,2,3\n\n,\n1\n3,4\n")
    assert [row.cells for row in even_rows(table, findings)] == [["1", "2"], ["3", "4"]]
    assert findings.rows == 4
    assert findings.problems() == (
        Problem(3, "", "A row with 3 fields where the header has 2 was left out."),
        Problem(6, "", "A row with 1 fields where the header has 2 was left out."),
    )


def test_parquet_gives_its_cells_as_text():
    raw = parquet({"a": ["x", None, "y"], "n": [940.0, None, 0.5], "i": [1, 2, 3]})
    table = table_of(raw)
    assert isinstance(table, ParquetTable)
    assert table.header == ("a", "n", "i")
    assert [row.cells[0] for row in table.rows()] == ["x", "", "y"]
    assert [row.number for row in table.rows()] == [2, 3, 4]
    assert [float(row.cells[1] or "-1") for row in table.rows()] == [940, -1, 0.5]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "is empty"),
        (b"\n \r\n", "is empty"),
        (gzip.compress(b"", mtime=0), "is empty"),
        (b"PK\x03\x04...", "Excel workbook or a zip"),
        (b"\xd0\xcf\x11\xe0...", "old Excel workbook"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\x1f\x8bnonsense", "damaged gzip"),
        (gzip.compress(b"a,b\n" * 1000, mtime=0)[:-9], "damaged gzip"),
        (b"a,b\n\x00\x01", "is not text"),
        (b"\xff\xfea\x00\x00", "is not text"),
        (b"a\n\x81", "is not text"),
        (b"PAR1nonsense", "damaged Parquet"),
        (parquet({"a": [[1]]}), "damaged Parquet"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(raw, why):
    with pytest.raises(IntakeError, match=why):
        rows(raw)


def test_a_quotation_mark_that_is_never_closed_names_its_row():
    raw = b'a,b\n1,2\n"' + b"x,\n" * 100_000
    with pytest.raises(IntakeError, match=r"Row 3 cannot be read .* quotation mark"):
        rows(raw)


def test_text_that_unpacks_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "LIMIT", 1_000)
    with pytest.raises(IntakeError, match="larger than"):
        table_of(gzip.compress(b"a" * 1_001, mtime=0))


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "_MOST_ROWS", 3)
    with pytest.raises(IntakeError, match="longer than 3 rows"):
        rows(b"a\n1\n2\n3\n")
    with pytest.raises(IntakeError, match="longer than 3 rows"):
        rows(parquet({"a": ["x"] * 4}))


def test_parquet_that_unpacks_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "LIMIT", 10)
    with pytest.raises(IntakeError, match="larger than"):
        rows(parquet({"a": ["x" * 100]}))


def test_one_long_text_in_many_rows_of_parquet_is_refused_before_it_fills_the_memory():
    text = pa.array(["y" * 1_000_000])
    many = pa.DictionaryArray.from_arrays(pa.array([0] * 50_000, pa.int32()), text)
    with pytest.raises(IntakeError, match="larger than"):
        rows(parquet({"a": many}))


def test_a_file_too_large_on_disk_is_not_read(tmp_path, monkeypatch):
    path = tmp_path / "large.csv"
    path.write_bytes(b"a" * 11)
    monkeypatch.setattr(reading, "LIMIT", 10)
    with pytest.raises(IntakeError, match="larger than"):
        file_bytes(path)


def test_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(IntakeError, match="cannot be opened: No such file"):
        file_bytes(tmp_path / "none.csv")
    with pytest.raises(IntakeError, match="cannot be opened"):
        file_bytes(tmp_path)


def test_a_file_is_known_by_its_sha_256(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a\n")
    assert digest(file_bytes(path)) == hashlib.sha256(b"a\n").hexdigest()


@given(st.binary(max_size=200))
def test_any_bytes_are_rows_or_an_answer(raw):
    try:
        table = table_of(raw)
        numbers = [row.number for row in table.rows()]
    except IntakeError:
        return
    assert numbers == list(range(2, len(numbers) + 2))
