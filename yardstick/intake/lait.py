"""DfE's Local Authority Interactive Tool (LAIT): one long table of every measure it shows."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from yardstick.intake.errors import IntakeError
from yardstick.intake.figures import Figure
from yardstick.intake.problems import quoted
from yardstick.intake.reading import even_rows
from yardstick.intake.spelling import lait_years
from yardstick.intake.symbols import read_cell, symbols_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from yardstick.catalogue.declarations import PublishedSeries
    from yardstick.intake.dictionary import Entry
    from yardstick.intake.families import Layout
    from yardstick.intake.places import Places
    from yardstick.intake.problems import Findings
    from yardstick.intake.reading import Table
    from yardstick.model import PeriodKind

_MEASURE, _YEARS, _VALUES, _NUMBER, _NAME = (
    *("Short Desc", "Years", "Values", "LA Number", "LA and Regions"),
)
_UNKNOWN = "is not a measure of LAIT's dictionary; its rows were left out"


class Published(Protocol):
    """An indicator, as far as LAIT's reader needs it."""

    @property
    def id(self) -> str:
        """Its identifier."""

    @property
    def published(self) -> tuple[PublishedSeries, ...]:
        """Where official files give its value."""


def calendars(indicators: Iterable[Published], source: str) -> dict[str, PeriodKind]:
    """Return the measures of a source that indicators use, each with the calendar of its years.

    Raises:
        IntakeError: Two indicators read one measure by different calendars.
    """
    kinds: dict[str, PeriodKind] = {}
    for indicator in indicators:
        for series in indicator.published:
            if series.source != source:
                continue
            for measure in filter(None, (series.measure, series.numerator, series.denominator)):
                if kinds.setdefault(measure, series.period) is not series.period:
                    raise IntakeError(
                        f"Indicator {indicator.id} reads {measure} by {series.period}, another "
                        f"indicator by {kinds[measure]}. Mend their published entries."
                    )
    return kinds


class Measures(NamedTuple):
    """The measures known: those that are used by their calendar, and the dictionary's.

    Without a dictionary (empty) no measure is told to be unknown.
    """

    used: Mapping[str, PeriodKind]
    dictionary: Mapping[str, Entry]


def read_lait(
    table: Table, layout: Layout, measures: Measures, places: Places, findings: Findings
) -> Iterator[Figure]:
    """Give the figures of the measures that are used; the others are counted, in one line.

    Columns are those of LAIT's own long table, whether in Parquet or in CSV. With a dictionary,
    a measure that is neither used nor in it is a line of its own.
    """
    used, dictionary = measures
    about = _About(layout, places, findings)
    spare: Counter[str] = Counter()
    measure_at = layout.at[_MEASURE.casefold()]
    for row in even_rows(table, findings):
        measure = row.cells[measure_at].strip()
        if (kind := used.get(measure)) is not None:
            if (figure := about.figure(measure, kind, row.number, row.cells)) is not None:
                yield figure
        elif dictionary and measure not in dictionary:
            findings.add(row.number, _MEASURE, quoted(measure), _UNKNOWN)
        else:
            spare[measure] += 1
    if spare:
        said = f"Measures no indicator uses: {len(spare)} ({spare.total():,} rows)"
        findings.add(None, _MEASURE, said, "were left out")


class _About:
    """Reads the rows of measures that are used."""

    def __init__(self, layout: Layout, places: Places, findings: Findings) -> None:
        symbols = symbols_of(layout.source)
        self._layout = layout
        self._findings = findings
        self._place = cache(lambda number: places.area(number.removesuffix(".0"), ""))
        self._years = cache(lait_years)
        self._number = cache(lambda text: read_cell(text, symbols))

    def figure(
        self, measure: str, kind: PeriodKind, number: int, cells: Sequence[str]
    ) -> Figure | None:
        """Return a row's figure; None, and a finding, where something in it is not held."""
        place, name, years, value = (
            self._layout.cell(cells, column) for column in (_NUMBER, _NAME, _YEARS, _VALUES)
        )
        held = self._findings.held
        said = f"{quoted(place)} {name and f'({name})'}".strip()
        area = held(number, _NUMBER, said, lambda: self._place(place))
        spelt = held(number, _YEARS, quoted(years), lambda: self._years(years, kind))
        cell = held(number, _VALUES, quoted(value), lambda: self._number(value))
        if area is None or spelt is None or cell is None:
            return None
        status = cell.status if cell.value is None else spelt.edition
        return Figure(measure, area, spelt.period.key, cell.value, status, number)
