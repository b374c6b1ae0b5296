"""What in a file could not be used: gathered, so that many alike are one line with a count."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from yardstick.intake.errors import NotHeldError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_LISTED = 20  # more different texts than this, with one and the same fault, become one line
_SHOWN = 60  # characters of a cell that a line repeats


@dataclass(frozen=True)
class Problem:
    """One line of what a reader of the file should know.

    Attributes:
        row: The first row concerned as the file counts them (header = 1); None where it
            concerns the file as a whole.
        column: Its column's header; empty where it concerns whole rows or the file.
        what: A sentence, with how many rows it is about where they are more than one.
    """

    row: int | None
    column: str
    what: str


@dataclass
class _Alike:
    row: int | None
    times: int = 0


@dataclass
class _Fault:
    """Every text that has one fault in one column: the first few by name, the rest counted."""

    listed: dict[str, _Alike] = field(default_factory=dict)
    others: int = 0

    def add(self, said: str, row: int | None) -> None:
        if said not in self.listed and len(self.listed) == _LISTED:
            self.others += 1
            return
        self.listed.setdefault(said, _Alike(row)).times += 1

    def lines(self, column: str, about: str) -> list[Problem]:
        each = [
            Problem(alike.row, column, _sentence(said, about, alike.times))
            for said, alike in self.listed.items()
        ]
        if not self.others:
            return each
        total = self.others + sum(alike.times for alike in self.listed.values())
        said = f"More than {_LISTED} different texts, the first {next(iter(self.listed))}:"
        return [Problem(each[0].row, column, _sentence(said, about, total))]


def _sentence(said: str, about: str, times: int) -> str:
    counted = f" ({times:,} rows)" if times > 1 else ""
    return f"{said} {about}".strip() + counted + "."


def quoted(text: str) -> str:
    """Return a cell's text as a line repeats it: short, in quotes, control characters made dots."""
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return f"'{''.join(letter if letter.isprintable() else '·' for letter in short)}'"


class Findings:
    """Collects what is found while a file is read.

    Attributes:
        rows: How many rows with anything in them stood below the header.
    """

    def __init__(self) -> None:
        """Start with nothing found."""
        self.rows = 0
        self._faults: dict[tuple[str, str], _Fault] = {}

    def add(self, row: int | None, column: str, said: str, about: str = "") -> None:
        """Note a fault of one row: what it `said`, and what is wrong `about` that."""
        self._faults.setdefault((column, about), _Fault()).add(said, row)

    def held(self, row: int, column: str, said: str, read: Callable[[], T]) -> T | None:
        """Return what `read` gives; None, and a line, where that is not held here."""
        try:
            return read()
        except NotHeldError as fault:
            self.add(row, column, said, str(fault))
            return None

    def problems(self) -> tuple[Problem, ...]:
        """Return a line for each text with a fault, those about a row first, by row."""
        found = [
            line for (column, about), fault in self._faults.items()
            for line in fault.lines(column, about)
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda line: (line.row is None, line.row or 0, line.column)))
