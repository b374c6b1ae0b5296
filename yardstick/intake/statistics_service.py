"""The statistics service's CSV files: geography and time in fixed columns, figures beside them."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from yardstick.intake.families import Wanted, wanted
from yardstick.intake.figures import Figure
from yardstick.intake.problems import quoted
from yardstick.intake.reading import even_rows
from yardstick.intake.spelling import edition, plain, service_period
from yardstick.intake.symbols import add_up, read_cell, symbols_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from yardstick.intake.families import Layout
    from yardstick.intake.places import Places
    from yardstick.intake.problems import Findings
    from yardstick.intake.reading import Row, Table
    from yardstick.intake.symbols import Cell
    from yardstick.model import Status

# Where each level that is held here has its code.
_CODES = {
    "national": "country_code",
    "regional": "region_code",
    "local authority": "new_la_code",
}
# Columns that say what a row is about, in the service's own words.
_ABOUT = (
    *("time_period", "time_identifier", "geographic_level", "country_code", "country_name"),
    *("region_code", "region_name", "old_la_code", "new_la_code", "la_name", "version"),
)
_NAMED = 3  # how many of the columns that are not used are called by name


def read_statistics(
    table: Table, layout: Layout, places: Places, findings: Findings
) -> Iterator[Figure]:
    """Give every figure of the family's measures for areas and periods held here.

    A row or a cell that is not held here gives no figure, and a line in `findings`.
    """
    measures = _measures(layout, findings)
    _note_spare_columns(table.header, layout, measures, findings)
    about = _About(layout, places, findings)
    figure = _Cells(table.header, layout, findings)
    for row in even_rows(table, findings):
        meant = [measure for measure in measures if measure.holds(row.cells)]
        if not meant:
            findings.add(row.number, "", "Rows of breakdowns no measure uses", "were left out")
        elif found := about.of(row):
            area, period, status = found
            for measure in meant:
                if (cell := figure.of(measure, row)) is not None:
                    why = cell.status if cell.value is None else status
                    yield Figure(measure.code, area, period, cell.value, why, row.number)


def _measures(layout: Layout, findings: Findings) -> list[Wanted]:
    """Return the measures whose columns are here, and note those whose are not."""
    found = []
    for measure, place in wanted(layout):
        if isinstance(place, Wanted):
            found.append(place)
        else:
            about = "is not in this file, so the measure was left out"
            findings.add(1, place, f"The column of '{measure.label}'", about)
    return found


def _note_spare_columns(
    headers: Sequence[str], layout: Layout, measures: Sequence[Wanted], findings: Findings
) -> None:
    used = {at for measure in measures for at in (*measure.columns, *dict(measure.where))}
    used |= {at for name in _ABOUT if (at := layout.find(name)) is not None}
    spare = [quoted(plain(text)) for at, text in enumerate(headers) if at not in used]
    if spare:
        more = f" and {len(spare) - _NAMED} others" if len(spare) > _NAMED else ""
        findings.add(None, "", f"Columns no measure uses: {', '.join(spare[:_NAMED])}{more}")


class _About:
    """Reads which area, period and edition a row is about."""

    def __init__(self, layout: Layout, places: Places, findings: Findings) -> None:
        kind = layout.source.period
        self._layout = layout
        self._findings = findings
        self._period = cache(lambda text, named: service_period(text, named, kind).key)
        self._place = cache(places.area)

    def of(self, row: Row) -> tuple[str, str, Status] | None:
        """Return area, period and status; None, and a finding, where one is not held."""
        say = partial(self._layout.cell, row.cells)
        held = partial(self._findings.held, row.number)
        text, named, version = say("time_period"), say("time_identifier"), say("version")
        area = self._area(row, say)
        if area is None:
            return None
        period = held("time_period", quoted(text), lambda: self._period(text, named))
        status = held("version", quoted(version), lambda: edition(version))
        return None if period is None or status is None else (area, period, status)

    def _area(self, row: Row, say: Callable[[str], str]) -> str | None:
        level = say("geographic_level")
        column = _CODES.get(level.casefold())
        if column is None:
            said, about = f"Rows of level {quoted(level)}", "are not held here and were left out"
            self._findings.add(row.number, "geographic_level", said, about)
            return None
        dfe = say("old_la_code") if column == "new_la_code" else ""
        code, name = say(column), say(column.replace("new_", "").replace("_code", "_name"))
        said = f"{quoted(f'{dfe} {code}'.strip())} {name and f'({name})'}".strip()
        return self._findings.held(row.number, column, said, lambda: self._place(dfe, code))


class _Cells:
    """Reads the figure of a measure in a row."""

    def __init__(self, headers: Sequence[str], layout: Layout, findings: Findings) -> None:
        symbols = symbols_of(layout.source)
        self._headers = headers
        self._findings = findings
        self._number = cache(lambda text: read_cell(text, symbols))

    def of(self, measure: Wanted, row: Row) -> Cell | None:
        """Return the cell, or the sum of several; None, and a finding, where one is unreadable."""
        cells = [self._one(row, at) for at in measure.columns]
        known = [cell for cell in cells if cell is not None]
        return add_up(known) if len(known) == len(cells) else None

    def _one(self, row: Row, at: int) -> Cell | None:
        text = plain(row.cells[at])
        column = plain(self._headers[at])
        return self._findings.held(row.number, column, quoted(text), lambda: self._number(text))
