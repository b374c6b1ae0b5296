"""Hostile files that are not workbooks: endless lines, noise, wrong encodings, false names."""

from __future__ import annotations

import io
import random
from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yardstick.verify.hostile_files import Hostile

_MEGABYTE = 1024**2
_HEADER = b"child_ref,la_code,count\n"
_SIGNS = {
    "pdf": b"%PDF-1.7\n1 0 obj",
    "picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "program": b"MZ\x90\0\x03\0\0\0",
    "gzip": b"\x1f\x8b\x08\0\0\0\0\0",
    "seven_zip": b"7z\xbc\xaf\x27\x1c\0\4",
    "rar": b"Rar!\x1a\x07\x01\0",
    "formatted": b"{\\rtf1\\ansi hello}",
    "web_page": b"<!DOCTYPE html><html><table><tr><td>1</td></tr></table></html>",
    "web_page_of_excel": b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table/></html>",
    "xml_of_excel": b"<?xml version='1.0'?><Workbook xmlns='urn:schemas'/>",
    "xml_of_entities": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "&b;&b;">]><a/>',
    "old_workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "old_workbook_cut": b"\xd0\xcf\x11\xe0",
    "locked_workbook": b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
    "empty": b"",
    "blank": b" \r\n\t" * 1_000,
    "mark_alone": b"\xef\xbb\xbf",
}
_ENCODINGS = {
    "utf16_cut": "a,b\n1,2\n".encode("utf-16")[:-1],
    "utf16_lone_surrogate": b"\xff\xfe" + b"a\0,\0\x00\xd8b\0",
    "utf16_with_nul": "a,\0b".encode("utf-16"),
    "utf16_other_way": b"\xfe\xff" + "a,\0b".encode("utf-16-be"),
    "utf32": "a,b\n1,2\n".encode("utf-32"),
    "utf8_overlong": _HEADER + b"\xc0\xaf\x81,1,2\n",
    "utf8_surrogate": _HEADER + b"\xed\xa0\x81,1,2\n",
    "undefined_in_cp1252": _HEADER + b"\x81\x8d\x8f\x90\x9d,1,2\n",
}


def small_texts() -> Iterator[Hostile]:
    """Give one or two of each kind."""
    yield "columns_1000000", lambda: b"," * 1_000_000
    yield "line_unclosed_quote", lambda: _HEADER + b'"' + b"x,\n" * 100_000
    yield "control_0", lambda: _HEADER + b"\0,1,2\n"
    yield "text_cut", lambda: _ENCODINGS["utf16_cut"]
    yield "text_undefined", lambda: _ENCODINGS["undefined_in_cp1252"]
    yield "named_wrongly_old_workbook", lambda: _SIGNS["old_workbook"]
    yield "named_wrongly_web_page", lambda: _SIGNS["web_page_of_excel"]
    yield "noise_1", lambda: _noise(1)
    yield "parquet_noise_1", partial(_parquet_noise, 1)
    yield "parquet_cut", lambda: _parquet()[:-20]


def more_texts() -> Iterator[Hostile]:
    """Give every kind at full size."""
    yield from _long_ones()
    for code in (*range(1, 9), 11, 12, *range(14, 32), 127):
        yield f"control_{code}", partial(bytes, _HEADER + b"x" + bytes([code]) + b",1,2\n")
    for name, raw in _ENCODINGS.items():
        yield f"encoding_{name}", partial(bytes, raw)
    for name, raw in _SIGNS.items():
        yield f"sign_{name}", partial(bytes, raw)
    for seed in range(2, 30):
        yield f"noise_{seed}", partial(_noise, seed)
    for seed in range(2, 12):
        yield f"parquet_noise_{seed}", partial(_parquet_noise, seed)
    for tenth in range(1, 10):
        yield f"parquet_cut_{tenth}", partial(_cut, tenth)
    yield from _tables()


def _long_ones() -> Iterator[Hostile]:
    size = 100 * _MEGABYTE
    yield "line_of_letters", lambda: b"a" * size
    yield "line_of_quotes", lambda: b'"' * size
    yield "line_of_commas", lambda: b"," * size
    yield "lines_of_commas", lambda: (b"," * 200_000 + b"\n") * 400
    yield "line_opened_by_a_quote", lambda: b'"' + b"a" * size
    yield "rows_without_end", lambda: b"\n" * size
    yield "rows_of_one_letter", lambda: b"a\n" * (size // 2)
    yield "rows_ever_wider", lambda: b"\n".join(b"," * width for width in range(3_000))
    yield "larger_than_any", lambda: b"a" * (151 * _MEGABYTE)
    yield "carriage_returns", lambda: b"\r" * (20 * _MEGABYTE)
    yield "nuls", lambda: b"\0" * (20 * _MEGABYTE)


def _tables() -> Iterator[Hostile]:
    """Give Parquet files that are sound and no plain table, or would fill the memory."""
    text = pa.array(["y" * 9_000])
    many = pa.DictionaryArray.from_arrays(pa.array([0] * 500_000, pa.int32()), text)
    yield "parquet_one_text_in_every_row", lambda: _parquet({"a": many})
    yield "parquet_lists", lambda: _parquet({"a": [[1, 2], [3]]})
    yield "parquet_records", lambda: _parquet({"a": [{"b": {"c": 1}}]})
    yield "parquet_columns", lambda: _parquet({str(at): [1] for at in range(3_000)})
    yield "parquet_rows", lambda: _parquet({"a": pa.nulls(1_600_000, pa.int8())})
    yield "parquet_long_text", lambda: _parquet({"a": ["y" * 5_000_000]})


def _noise(seed: int) -> bytes:
    """Return bytes of no format; the first is in no text, so that none of it can be one."""
    return b"\0" + random.Random(seed).randbytes(200 * 4 ** (seed % 6))  # noqa: S311 - noise, not a secret


def _parquet_noise(seed: int) -> bytes:
    return b"PAR1" + _noise(seed) + b"PAR1"


def _cut(tenth: int) -> bytes:
    return _parquet()[: len(_parquet()) * tenth // 10]


def _parquet(columns: dict[str, object] | None = None) -> bytes:
    raw = io.BytesIO()
    pq.write_table(pa.table(columns or {"a": ["x"] * 1_000, "b": list(range(1_000))}), raw)
    return raw.getvalue()
