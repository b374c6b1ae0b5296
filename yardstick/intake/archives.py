"""A workbook's zip archive: whether it may be unpacked at all, told before anything is."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from yardstick.intake.errors import IntakeError
from yardstick.intake.limits import too_large

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

# A return of 500,000 rows unpacks to some 350 MB; what any template unpacks to is under 1 MB.
_MOST_UNPACKED = 500 * 1024**2
# A sheet of one figure repeated packs 60 to 1; only zeros or blanks pack better than 100 to 1.
_DENSEST = 100
_SMALL = 5 * 1024**2  # what is no danger, however densely packed
_MOST_PARTS = 1_000  # a workbook of 100 sheets, each with drawing, notes and print settings
_STEP = 1 << 20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_DOCUMENT_TYPE = b"<!DOCTYPE"
_ERROR = b' t="e"'
_ERROR_CELL = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"[^<>]*? t="e"')
_OVERLAP = 200  # bytes; longer than the start of a cell, so that none is missed between two steps
_WORKBOOK = "xl/workbook.xml"
# Parts in which a workbook carries data or programs that no cell shows.
_CARRIES = {
    "xl/externallinks/": "links to another workbook, and carries a hidden copy of its cells",
    "xl/pivotcache/": "has a pivot table, which carries a hidden copy of its records",
    "xl/model/": "has a data model, which carries a hidden copy of its records",
    "xl/embeddings/": "has another file embedded in it",
    "xl/vbaproject": "has macros in it",
}
_OTHERS = {
    "xl/workbook.bin": "is a binary workbook (.xlsb). Save it as an Excel workbook (.xlsx).",
    "mimetype": "is an OpenDocument file. Save it as an Excel workbook (.xlsx) or as CSV.",
    "word/document.xml": "is a Word document. Send the return's workbook or CSV file.",
}


def check_workbook(file: BinaryIO) -> None:
    """Check a zip archive by its directory, then that each part is as long as it says.

    Raises:
        IntakeError: It is no workbook, is damaged, would unpack too large, is protected by a
            password, or carries what no cell shows.
    """
    with _faults(), zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        _check_names(parts)
        _check_sizes(parts, file.seek(0, io.SEEK_END))
        _check_contents(parts)
        for part in parts:
            _unpack(archive, part)


@contextmanager
def _faults() -> Iterator[None]:
    faults = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
    try:
        yield
    except faults as fault:
        raise damaged() from fault


def damaged() -> IntakeError:
    """Return what is said of a workbook that cannot be unpacked or understood."""
    return IntakeError(
        "is a damaged workbook. Open it in Excel, save it again as an Excel workbook (.xlsx) and "
        "send that."
    )


def _check_names(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename.casefold() for part in parts]
    if len(set(names)) != len(names) or any(map(_is_astray, names)):
        raise damaged()


def _is_astray(name: str) -> bool:
    """Whether a part would be unpacked outside the archive's own folder."""
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name


def _check_sizes(parts: list[zipfile.ZipInfo], length: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    dense = unpacked > _SMALL and unpacked > packed * _DENSEST
    if len(parts) > _MOST_PARTS or unpacked > _MOST_UNPACKED or dense:
        raise too_large()
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise IntakeError("is protected by a password. Send it without one.")
    # More packed bytes than the file has are parts that lie over each other.
    if packed > length or any(part.compress_type not in _METHODS for part in parts):
        raise damaged()


def _check_contents(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename.casefold() for part in parts]
    if _WORKBOOK not in names:
        other = next((said for name, said in _OTHERS.items() if name in names), None)
        raise IntakeError(other or "is a zip archive. Unpack it, and send the file in it.")
    for start, what in _CARRIES.items():
        if any(name.startswith(start) for name in names):
            raise IntakeError(
                f"{what}. Copy the sheet of the return, values only, into a new workbook (.xlsx)."
            )


def _unpack(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Unpack a part to nowhere: length and checksum must be as the directory says."""
    before = b""
    with archive.open(part) as inside:
        while step := inside.read(_STEP):
            _check_text(before + step)
            before = (before + step)[-_OVERLAP:]


def _check_text(text: bytes) -> None:
    """Refuse a document type, which can make a few letters gigabytes, and a cell with an error.

    An error would be read as an empty cell, and a figure would be missing without a word.
    """
    if _DOCUMENT_TYPE in text:
        raise damaged()
    if _ERROR in text and (cell := _ERROR_CELL.search(text)):
        raise IntakeError(
            f"shows an error, such as #DIV/0!, in cell {cell[1].decode()} of one of its sheets. "
            "Clear it, or mend its formula."
        )
