"""LAIT's data dictionary: which measures there are, what they are called, which way is better."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.intake.reading import even_rows
from yardstick.model import PeriodKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yardstick.intake.families import Layout
    from yardstick.intake.problems import Findings
    from yardstick.intake.reading import Table

_COLUMNS = ("Measure_short", "Measure", "Polarity", "Year_Type")
_CALENDARS = {
    "Academic Year": PeriodKind.ACADEMIC_YEAR,
    "Calendar Year": PeriodKind.CALENDAR_YEAR,
    "Financial Year": PeriodKind.FINANCIAL_YEAR,
}


@dataclass(frozen=True)
class Entry:
    """What the dictionary says of one measure, in DfE's words.

    Attributes:
        code: As the table's Short Desc.
        label: The measure's name.
        polarity: High, Low or - (which way is better); NA where none is given.
        year_type: The calendar of its years; some name only a day of the year.
    """

    code: str
    label: str
    polarity: str
    year_type: str


def read_dictionary(table: Table, layout: Layout, findings: Findings) -> tuple[Entry, ...]:
    """Return each measure once, in the order of the file.

    A measure that the dictionary lists under two topics is the same measure; where the two
    entries differ in direction or calendar, the first is kept and a line says so.
    """
    entries: dict[str, Entry] = {}
    for row in even_rows(table, findings):
        entry = Entry(*(layout.cell(row.cells, column) for column in _COLUMNS))
        first = entries.setdefault(entry.code, entry)
        if (first.polarity, first.year_type) != (entry.polarity, entry.year_type):
            about = "stands twice with another direction or calendar; the first was kept"
            findings.add(row.number, "Measure_short", entry.code, about)
    return tuple(entries.values())


def note_calendars(
    used: Mapping[str, PeriodKind], dictionary: Mapping[str, Entry], findings: Findings
) -> None:
    """Note the measures whose years are of another calendar in the dictionary than declared."""
    for code, kind in used.items():
        entry = dictionary.get(code)
        said = None if entry is None else _CALENDARS.get(entry.year_type)
        if said not in (None, kind):
            about = f"is by {said} in LAIT's dictionary, and read by {kind} as its indicator says"
            findings.add(None, "Years", code, about.replace("_", " "))
