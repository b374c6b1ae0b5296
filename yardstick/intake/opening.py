"""Which format a partner's file is in, told by its first bytes and never by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.intake.delimited import delimited_sheet
from yardstick.intake.errors import IntakeError
from yardstick.intake.limits import MOST_BYTES, too_large
from yardstick.intake.parquet import parquet_sheet
from yardstick.intake.workbooks import workbook_sheets

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from yardstick.intake.sheets import Sheet

_OLD = b"\xd0\xcf\x11\xe0"
_STARTS = {
    b"%PDF": "is a PDF. Send the return's workbook or CSV file.",
    b"\x1f\x8b": "is a gzip archive. Unpack it, and send the file in it.",
    b"7z\xbc\xaf": "is a 7-Zip archive. Unpack it, and send the file in it.",
    b"Rar!": "is a RAR archive. Unpack it, and send the file in it.",
    b"PK\x05\x06": "is an empty zip archive. Send the return's workbook or CSV file.",
    b"{\\rtf": "is a formatted document. Send the return's workbook or CSV file.",
}
_PAGE = "is a web page or XML, whatever its name says. Open it in Excel, and save it as .xlsx."
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STEP = 1 << 20


def sheets_of(path: Path) -> tuple[Sheet, ...]:
    """Return every sheet of a file, in this process.

    Raises:
        IntakeError: It cannot be read; the message says why, and what to do.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise too_large()
        with path.open("rb") as file:
            sheets = _sheets(file)
    except OSError as fault:
        raise IntakeError(f"cannot be opened: {fault.strerror}.") from fault
    if not any(sheet.height for sheet in sheets):
        raise IntakeError("has no filled cell on any sheet.")
    return sheets


def _sheets(file: BinaryIO) -> tuple[Sheet, ...]:
    start = file.read(_STEP)
    if not start.strip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n"):
        raise IntakeError("is empty.")
    for sign, why in _STARTS.items():
        if start.startswith(sign):
            raise IntakeError(why)
    if start.startswith(_OLD):
        raise _old_workbook(start + file.read())
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise IntakeError(_PAGE)
    if start.startswith(b"PK\x03\x04"):
        return workbook_sheets(file)
    if start.startswith(b"PAR1"):
        return (parquet_sheet(file),)
    return (delimited_sheet(file),)


def _old_workbook(raw: bytes) -> IntakeError:
    if _ENCRYPTED in raw:
        return IntakeError("is protected by a password. Save it without one, and send that.")
    return IntakeError(
        "is an old Excel workbook (.xls). Open it in Excel, and save it as an Excel workbook "
        "(.xlsx)."
    )
