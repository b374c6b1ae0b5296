"""Hostile workbooks and archives: bombs, false lengths, endless XML, parts that lead astray."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from functools import cache, partial
from typing import TYPE_CHECKING

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yardstick.verify.hostile_files import Hostile

_SHEET, _STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_LINKS, _BOOK = "xl/_rels/workbook.xml.rels", "xl/workbook.xml"
_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
_CARRIED = (
    *("xl/externalLinks/externalLink1.xml", "xl/pivotCache/pivotCacheRecords1.xml"),
    *("xl/model/item.data", "xl/embeddings/oleObject1.bin", "xl/vbaProject.bin"),
)
_ASTRAY = (
    *("../evil", "../../../../etc/passwd", "/etc/passwd", "xl/../../evil", "..\\evil"),
    *("C:\\evil", "c:/evil", "xl/./../../evil", "//host/share/evil"),
)


def small_workbooks() -> Iterator[Hostile]:
    """Give one or two of each kind."""
    yield "zip_bomb", lambda: _book({"xl/media/a.xml": "0" * 20_000_000})
    yield "zip_nested", lambda: _nested(3)
    yield "zip_cut", lambda: _sound()[:-30]
    yield "zip_overlapping", lambda: _overlapping(50)
    yield "zip_lying", lambda: _lying(10)
    yield "zip_astray", lambda: _book({_ASTRAY[1]: "x"})
    yield "zip_other_contents", lambda: _zip({"a.csv": "a,b"})
    yield "xml_laughs", lambda: _book({_STRINGS: f"{_LAUGHS}<sst><si><t>&i;</t></si></sst>"})
    yield "xml_deep", lambda: _book({_SHEET: _deep(100_000)})
    yield "cells_far_out", lambda: _book({_SHEET: _cells("A1", "XFD1048576")})
    yield "strings_huge", lambda: _book({_STRINGS: _text(2_000_000)})
    yield "carried_link", lambda: _book({_CARRIED[0]: "<externalLink/>"})


def more_workbooks() -> Iterator[Hostile]:
    """Give every kind at full size."""
    yield from _bombs()
    yield from _xml()
    yield from _places()
    for name in _ASTRAY:
        yield f"zip_astray_{_ASTRAY.index(name)}", partial(_book, {name: "x"})
    for part in _CARRIED[1:]:
        yield f"carried_{part}", partial(_book, {part: "x"})
    for tenth in range(1, 10):
        yield f"zip_cut_{tenth}", partial(_cut, tenth)
    for part in (_SHEET, _STRINGS, _BOOK, _LINKS, "[Content_Types].xml", "xl/styles.xml"):
        yield f"zip_flipped_{part}", partial(_flipped, part)
    for part in (_SHEET, _STRINGS, _BOOK, _LINKS):
        for seed in range(3):
            noise = random.Random(seed).randbytes(5_000)  # noqa: S311 - noise, not a secret
            yield f"part_of_noise_{part}_{seed}", partial(_book, {part: noise})
    yield from _others()


def _bombs() -> Iterator[Hostile]:
    for size in (6, 50, 200):
        yield f"zip_bomb_{size}", partial(_bomb, size)
    for depth in (2, 6, 10):
        yield f"zip_nested_{depth}", partial(_nested, depth)
        yield f"zip_nested_in_a_book_{depth}", partial(_nested_in_book, depth)
    for parts in (2, 500):
        yield f"zip_overlapping_{parts}", partial(_overlapping, parts)
    for said in (0, 1, 2**31, 2**32 - 2):
        yield f"zip_lying_{said}", partial(_lying, said)
    for parts in (1_200, 60_000):
        yield f"zip_parts_{parts}", partial(_zip, dict.fromkeys(map(str, range(parts)), ""))
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        yield f"zip_packed_by_{method}", partial(_zip, _parts(), method)
    yield "zip_names_twice", lambda: _book({_SHEET.upper(): "x"})
    yield "zip_locked", _locked
    yield "zip_empty", lambda: _zip({})
    yield "zip_with_a_long_comment", lambda: _sound() + b"x" * 70_000


def _xml() -> Iterator[Hostile]:
    for part in (_SHEET, _STRINGS, _BOOK, _LINKS):
        yield f"xml_laughs_{part}", partial(_book, {part: f"{_LAUGHS}<sst>&i;</sst>"})
        outside = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
        yield f"xml_outside_{part}", partial(_book, {part: outside})
    for depth in (10_000, 600_000):
        yield f"xml_deep_{depth}", partial(_deep_book, depth)
        yield f"xml_open_{depth}", partial(_book, {_SHEET: "<a>" * depth})
    for size in (100_000, 20_000_000):
        yield f"strings_huge_{size}", partial(_book_of_one_text, size)
    counted = '<sst uniqueCount="4294967295" count="4294967295"><si><t>x</t></si></sst>'
    yield "strings_that_claim_to_be_many", lambda: _book({_STRINGS: counted})
    yield "strings_missing", lambda: _book({_STRINGS: "<sst></sst>"})
    attributes = " ".join(f'a{at}="1"' for at in range(300_000))
    yield "xml_attributes", lambda: _book({_SHEET: f"<worksheet><sheetData {attributes}/>"})
    yield "xml_one_number", lambda: _book({_SHEET: f'<row r="{"9" * 3_000_000}"/>'})


def _places() -> Iterator[Hostile]:
    for last in ("XFD1048576", "ALM1048576", "ALL1048576", "J1048576", "XFD1", "ALM9"):
        yield f"cells_to_{last}", partial(_book, {_SHEET: _cells("A1", last)})
    for wrong in ("A99999999999", "9999999999A", "ZZZZZZ1", "A-1", "Ä1", "", "A0"):
        yield f"cells_at_{wrong}", partial(_book, {_SHEET: _cells(wrong)})


def _others() -> Iterator[Hostile]:
    yield "other_document", lambda: _zip({"word/document.xml": "x"})
    yield "other_office", lambda: _zip({"mimetype": "application/vnd.oasis.opendocument"})
    yield "other_binary", lambda: _zip({"xl/workbook.bin": "x"})
    yield "other_named_only", lambda: _zip({_BOOK: "<workbook/>"})
    links = _parts()[_LINKS].decode()
    for target in ("workbook.xml", "../../../../etc/passwd", "http://127.0.0.1/x.xml"):
        changed = links.replace("worksheets/sheet1.xml", target)
        yield f"leads_to_{target}", partial(_book, {_LINKS: changed})
    sheets = "".join(f'<sheet name="S{at}" sheetId="{at}" r:id="rId1"/>' for at in range(1, 3_000))
    book = _parts()[_BOOK].decode().replace("<sheets>", f"<sheets>{sheets}")
    yield "sheets_3000", lambda: _book({_BOOK: book})


@cache
def _sound() -> bytes:
    """Return a workbook with nothing wrong."""
    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Return")
        for row in range(50):
            sheet.write_row(row, 0, ("x", row, "E06000015"))
    return raw.getvalue()


@cache
def _parts() -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(_sound())) as file:
        return {name: file.read(name) for name in file.namelist()}


def _zip(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", method, compresslevel=1) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return raw.getvalue()


def _book(parts: Mapping[str, str | bytes]) -> bytes:
    """Return the sound workbook with parts added or put in the place of its own."""
    return _zip({**_parts(), **parts})


def _bomb(megabytes: int) -> bytes:
    return _book({_SHEET: b"\0" * (megabytes * 1024**2)})


def _nested_in_book(depth: int) -> bytes:
    return _book({_BOOK: _nested(depth)})


def _deep_book(depth: int) -> bytes:
    return _book({_SHEET: _deep(depth)})


def _book_of_one_text(size: int) -> bytes:
    return _book({_STRINGS: _text(size)})


def _cut(tenth: int) -> bytes:
    return _sound()[: len(_sound()) * tenth // 10]


def _nested(depth: int) -> bytes:
    raw = _zip({"0": b"\0" * 10_000_000})
    for level in range(depth):
        raw = _zip({f"{level}{twin}.zip": raw for twin in "abcdefgh"})
    return raw


def _directory_entry(raw: bytes) -> int:
    return raw.index(b"PK\x01\x02")


def _overlapping(parts: int) -> bytes:
    """Return an archive whose every entry is one and the same 10 MB of zeros."""
    raw = _zip({"xl/workbook.xml": b"\0" * 10_000_000})
    start, end = _directory_entry(raw), raw.index(b"PK\x05\x06")
    entry, name = raw[start : start + 46], b"xl/workbook.xml"
    names = (name, *(f"{at:0{len(name)}}".encode() for at in range(1, parts)))
    entries = b"".join(entry + one for one in names)
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, parts, parts, len(entries), start, 0)
    return raw[:start] + entries + tail + raw[end + 22 :]


def _lying(said: int) -> bytes:
    """Return an archive whose directory gives a false length for its first part."""
    raw = bytearray(_sound())
    at = _directory_entry(bytes(raw)) + 24
    raw[at : at + 4] = said.to_bytes(4, "little")
    return bytes(raw)


def _locked() -> bytes:
    raw = bytearray(_sound())
    raw[_directory_entry(bytes(raw)) + 8] |= 1
    return bytes(raw)


def _flipped(part: str) -> bytes:
    """Return the workbook with one bit of a part's packed bytes flipped."""
    raw = bytearray(_sound())
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        about = file.getinfo(part)
    raw[about.header_offset + 30 + len(part) + about.compress_size // 2] ^= 0x10
    return bytes(raw)


def _deep(depth: int) -> str:
    return "<worksheet><sheetData>" + "<a>" * depth + "</a>" * depth + "</sheetData></worksheet>"


def _cells(*places: str) -> str:
    cells = "".join(f'<row><c r="{place}"><v>1</v></c></row>' for place in places)
    return f"<worksheet><sheetData>{cells}</sheetData></worksheet>"


def _text(size: int) -> str:
    """Return shared strings of one text, too varied to be packed well."""
    letters = random.Random(size).choices("abcdefghijklmnop", k=size)  # noqa: S311 - noise, not a secret
    return f"<sst><si><t>{''.join(letters)}</t></si></sst>"
