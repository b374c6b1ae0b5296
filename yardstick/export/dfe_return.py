"""The return to DfE as files: comma-separated, whose SHA-256 was signed, and a workbook of it."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, Final

import xlsxwriter

from yardstick.charts.rows import emptied
from yardstick.export.comma_separated import comma_separated
from yardstick.export.files import MEDIA_TYPES, ExportError, ExportFile, Format
from yardstick.export.neutral import as_text
from yardstick.export.return_report import INERT
from yardstick.numbers import day_text

if TYPE_CHECKING:
    import pandas as pd
    from xlsxwriter.worksheet import Worksheet

    from yardstick.submissions.dfe_acts import DfeStanding
    from yardstick.submissions.exact import Exact

MARKING: Final = "For the Department for Education only: exact figures, not protected."
_NUMBERS: Final = ("item_no", "number", "denominator", "value")
_WIDTHS: Final = {"item": 48, "area": 30, "unit": 34, "population": 24}


def checksum(rows: pd.DataFrame) -> str:
    """Return the SHA-256 of the comma-separated file: `sha256sum FILE` gives the same anywhere."""
    return hashlib.sha256(comma_separated(rows)).hexdigest()


def dfe_file(found: Exact, standing: DfeStanding, form: str) -> ExportFile:
    """Make a file of a return that was signed. The same return and signatures give the same bytes.

    Args:
        found: The return.
        standing: Who signed it.
        form: `csv` or `xlsx`.

    Raises:
        ExportError: There is no such format.
    """
    if form == Format.CSV:
        data = comma_separated(found.rows)
    elif form == Format.XLSX:
        data = _workbook(found, standing)
    else:
        raise ExportError("A return to DfE is a workbook (xlsx) or comma-separated (csv).")
    name = f"dfe-return-{found.period.replace(' ', '-').lower()}.{form}"
    return ExportFile(name, MEDIA_TYPES[Format(form)], data)


def _workbook(found: Exact, standing: DfeStanding) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, INERT) as book:
        newest = max(one.at for one in standing.signed)
        book.set_properties({"title": "Return to DfE", "created": newest.replace(tzinfo=None)})
        _rows(book.add_worksheet("Return"), found.rows)
        page = book.add_worksheet("About")
        for at, (label, text) in enumerate(_about(standing)):
            page.write_string(at, 0, label)
            page.write_string(at, 1, as_text(text))
        page.set_column(0, 0, 24)
        page.set_column(1, 1, 80)
    return out.getvalue()


def _rows(page: Worksheet, rows: pd.DataFrame) -> None:
    plain = emptied(rows)
    for column, name in enumerate(rows.columns):
        page.write_string(0, column, name)
        page.set_column(column, column, _WIDTHS.get(name, 14))
        for row, value in enumerate(plain[name], 1):
            if name in _NUMBERS and value is not None:
                page.write_number(row, column, value)
            elif value is not None:
                page.write_string(row, column, as_text(value))
    page.freeze_panes(1, 3)


def _about(standing: DfeStanding) -> list[tuple[str, str]]:
    signed = [
        (f"Signed by {one.account}", f"{day_text(one.at)}, {one.at:%H:%M} UTC")
        for one in standing.signed
    ]
    return [
        ("What it is", "The national quarterly indicators, items 1 to 24, in the agreed order."),
        ("Marking", MARKING),
        ("Quarter", standing.period),
        ("Authorities", f"{standing.returned} of {standing.expected} have returned it."),
        ("Release", standing.release),
        ("SHA-256 of the CSV file", standing.checksum),
        *signed,
        (
            "Numbers",
            "Of the one quarter, not annualised. A missing number has its symbol in status.",
        ),
    ]
