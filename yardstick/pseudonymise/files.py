"""The partner's files: CSV as their systems write it, and CSV as the region takes it."""

from __future__ import annotations

import csv
import hashlib
import io
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.pseudonymise.errors import PseudonymiseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_DELIMITERS = ",;\t|"
_OWNER_ONLY = 0o600
FIRST_ROW = 2  # as a spreadsheet numbers the row below the header


@dataclass(frozen=True)
class Rows:
    """A header and the rows below it, each with a cell for every header."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_rows(path: Path) -> Rows:
    """Return the rows of a CSV file in any of the usual encodings and delimiters.

    Raises:
        PseudonymiseError: It cannot be read, is empty, or a row has more cells than the header.
    """
    text = _text(path)
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    try:
        found = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise PseudonymiseError(f"{path.name} is not CSV that can be read ({error}).") from error
    header, *rows = found or [[]]
    if not any(header):
        raise PseudonymiseError(f"{path.name} is empty. The first row must hold the headers.")
    return Rows(path.name, tuple(header), tuple(_even(path, header, rows)))


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a CSV file that its owner only can read, and return its SHA-256.

    Raises:
        PseudonymiseError: It exists already: nothing is ever written over.
    """
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([header, *rows])
    content = text.getvalue().encode()
    write_new(path, content)
    return hashlib.sha256(content).hexdigest()


def write_new(path: Path, content: bytes) -> None:
    """Write a file that did not exist.

    Raises:
        PseudonymiseError: It exists already, or the folder is closed.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    except OSError as error:
        raise PseudonymiseError(
            f"{path.name} cannot be written ({error.strerror}). Give a new, empty folder."
        ) from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise PseudonymiseError(f"{path.name} cannot be read ({error.strerror}).") from error
    for encoding in (
        ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    ):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise PseudonymiseError(f"{path.name} is not text. Save the sheet as CSV and give that.")


def _even(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]
) -> Iterable[tuple[str, ...]]:
    for number, row in enumerate(rows, start=FIRST_ROW):
        if len(row) > len(header):
            raise PseudonymiseError(f"{path.name}, row {number} has more cells than the header.")
        if any(row):
            yield (*row, *[""] * (len(header) - len(row)))
