"""Partner's files made for tests: workbooks, archives and sheets."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import xlsxwriter

from yardstick.intake.sheets import batch_of, sheet_of


def sheet(*rows, name=""):
    """A sheet of rows of equal length."""
    return sheet_of(name, [batch_of(zip(*rows, strict=True))])


def column(header, cells, name=""):
    """A sheet of one column beside another that holds nothing of interest."""
    return sheet((header, "count"), *((cell, "1") for cell in cells), name=name)


def workbook(path, sheets, fill=None):
    """Write a workbook of sheets by name, each a list of rows; `fill` may do more to it."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for at, row in enumerate(rows):
                page.write_row(at, 0, row)
        if fill:
            fill(book)
    return Path(path)


def archive(path, parts, **how):
    """Write a zip archive of parts by name."""
    how.setdefault("compression", zipfile.ZIP_DEFLATED)
    with zipfile.ZipFile(path, "w", **how) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return Path(path)


def with_parts(path, parts):
    """Write a small sound workbook to which parts were added."""
    raw = io.BytesIO()
    workbook(path, {"Return": [("a", "b"), (1, 2)]})
    raw.write(path.read_bytes())
    with zipfile.ZipFile(raw, "a", compression=zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    path.write_bytes(raw.getvalue())
    return path
