"""What bytes are text in: told by a mark or by decoding all of it, never guessed from letters."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_STEP = 1 << 20
# What no spreadsheet or export writes into a cell; tab, line feed and carriage return are text.
_CONTROL = bytes({*range(0x20), 0x7F} - {*b"\t\n\r"})


def encoding_of(file: BinaryIO) -> str | None:
    """Return the encoding: UTF-16 by its mark, UTF-8, or the one that Excel saves in (CP1252).

    Returns:
        A name to open the file with; None where it is not text in any of them, or holds NUL or
        other control characters.
    """
    mark = _from_start(file, 2)
    wide = mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    candidates = ("utf-16",) if wide else ("utf-8-sig", "cp1252")
    return next((encoding for encoding in candidates if _is_text(file, encoding)), None)


def _is_text(file: BinaryIO, encoding: str) -> bool:
    """Whether all of it decodes, without control characters; a megabyte at a time."""
    try:
        return not any(_has_control(text) for text in codecs.iterdecode(_steps(file), encoding))
    except UnicodeDecodeError:
        return False


def _has_control(text: str) -> bool:
    raw = text.encode("utf-8", "surrogatepass")
    return len(raw.translate(None, delete=_CONTROL)) != len(raw)


def _steps(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while step := file.read(_STEP):
        yield step


def _from_start(file: BinaryIO, length: int) -> bytes:
    file.seek(0)
    return file.read(length)
