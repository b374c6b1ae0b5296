"""A trace in words and tables: what the figure is made of, how, and how to cite it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts.numbers import count_text, point_text, symbol
from yardstick.charts.replies import lines_of
from yardstick.charts.rows import rows
from yardstick.charts.table import Cell, TableData, made, numbers, texts
from yardstick.model import Basis, Status
from yardstick.numbers import day_text, short_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yardstick.results.trace import Trace

_NOTHING: Final = "–"
_TIMES: Final = {Basis.ANNUALISED: ", times four for a year"}


def heading(trace: Trace) -> str:
    """Return the figure with whose and when it is."""
    return f"{trace.indicator.title}: {figure(trace)} for {trace.area.name}, {trace.period.key}"


def figure(trace: Trace) -> str:
    """Return the figure as it is shown, or the words for why there is none."""
    point = trace.point
    return point.status.words if point.value is None else point_text(point, trace.indicator)


def transformation(trace: Trace) -> str:
    """Say in words and numbers how the figure was made of its counts."""
    point, indicator = trace.point, trace.indicator
    if point.value is None:
        return f"No figure is shown: {point.status.words}."
    if trace.as_published:
        return "It is the value as the department published it. Nothing was done to it."
    above = f"{count_text(point.numerator)} {indicator.numerator.label}"
    summed = " of four quarters together" if trace.basis is Basis.ROLLING else ""
    if indicator.denominator is None:
        return f"It is the number{summed} as returned: {above}."
    below = f"{count_text(point.denominator)} {indicator.denominator.label}"
    by = f", times {indicator.unit.multiplier:,.0f}" if indicator.unit.multiplier > 1 else ""
    times = _TIMES.get(trace.basis, "")
    return f"{above}{summed}, over {below}{by}{times}: {figure(trace)}."


def scope(trace: Trace) -> str:
    """Say how much of it the reader is told."""
    if trace.basis is Basis.PUBLISHED or trace.own:
        return ""
    return (
        f"The cells and the file are for {trace.area.name} to read. What is shown here is what is "
        "shown to you everywhere: counts after protection."
    )


def citation(trace: Trace) -> str:
    """Return a sentence to copy beside the figure."""
    printed = trace.stamp
    invented = " Invented for a demonstration." if printed.invented else ""
    people = f" Population: {printed.population}." if printed.population else ""
    return (
        f"{trace.indicator.title} ({trace.indicator.id}), {trace.area.name}, {trace.period.key}: "
        f"{figure(trace)} ({trace.indicator.per_words}; {printed.basis.lower()}). "
        f"Source: {printed.source}.{people} Yardstick release {printed.release}, "
        f"{day_text(printed.made)}; definitions {trace.definitions}; "
        f"{printed.classification}.{invented}"
    )


def facts(trace: Trace) -> dict[str, str]:
    """Return what is the same for every cell of the figure."""
    printed = trace.stamp
    found = {
        "Release": f"{printed.release}, made {day_text(printed.made)}",
        "Definition": f"{trace.indicator.id}, version {trace.definitions} of the definitions",
        "Population": printed.population,
        "Series": printed.basis,
        "Source": printed.source,
        "Program": f"version {trace.program}",
        "Note": " ".join(lines_of(printed)),
    }
    return {name: text for name, text in found.items() if text}


def tables(trace: Trace) -> tuple[TableData, ...]:
    """Return the cells, the returns and the official values it is made of; nothing empty."""
    found = (_cells(trace), _returns(trace), _files(trace))
    return tuple(table for table in found if table.rows)


def _cells(trace: Trace) -> TableData:
    body = (
        (
            Cell(f"{row['label']} ({_code(row)})"),
            Cell(str(row["period"])),
            _number(row, "number"),
            Cell(str(row["place"]) or _NOTHING),
            Cell(str(row["submission"])),
        )
        for row in rows(trace.cells)
    )
    columns = (
        *texts("Cell", "Period"),
        *numbers("Number"),
        *texts("Sheet and cell", "Return"),
    )
    return made("The cells it is made of", columns, body)


def _returns(trace: Trace) -> TableData:
    body = (
        (
            Cell(str(row["period"])),
            Cell(str(row["version"])),
            Cell(short_day(row["received"])),
            Cell(str(row["submission"]) or _NOTHING),
            Cell(str(row["file"]) or _NOTHING),
        )
        for row in rows(trace.returns)
    )
    columns = texts("Period", "Version", "Received", "Number", "SHA-256 of what was sent")
    return made("The returns it is from", columns, body)


def _files(trace: Trace) -> TableData:
    body = (
        (
            Cell(str(row["measure"])),
            Cell(str(row["period"])),
            _number(row, "value"),
            Cell(f"{row['title']}: {row['name']}, {row['release']}"),
            Cell(str(row["file"])),
        )
        for row in rows(trace.files)
    )
    columns = (
        *texts("Row: measure", "Period"),
        *numbers("Value"),
        *texts("File", "SHA-256 of the file"),
    )
    return made("The official values it is from", columns, body)


def _number(row: Mapping[str, object], name: str) -> Cell:
    value, status = row[name], row["status"]
    if isinstance(value, int | float):
        return Cell(f"{value:,.10g}", value)
    found = Status(str(status))
    return Cell(symbol(found), why=found.words)


def _code(row: Mapping[str, object]) -> str:
    return " ".join(str(row[name]) for name in ("item", "breakdown") if row[name])
