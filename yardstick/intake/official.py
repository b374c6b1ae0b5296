"""An official file from first byte to figures: recognise its family, read it as declared.

What a family's files look like stands in `data/published/`; a new family, or a year with other
headers, is a declaration, not code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from yardstick.intake.dictionary import Entry, note_calendars, read_dictionary
from yardstick.intake.errors import IntakeError
from yardstick.intake.families import recognise
from yardstick.intake.figures import as_frame, settled
from yardstick.intake.joint import note_joint_figures
from yardstick.intake.lait import Measures, calendars, read_lait
from yardstick.intake.places import Places
from yardstick.intake.problems import Findings, Problem
from yardstick.intake.reading import ParquetTable, digest, file_bytes, table_of
from yardstick.intake.statistics_service import read_statistics
from yardstick.model import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from yardstick.catalogue.regions import Region
    from yardstick.catalogue.sources import OfficialSource
    from yardstick.intake.families import Layout
    from yardstick.intake.figures import Figure
    from yardstick.intake.lait import Published
    from yardstick.intake.places import Reference
    from yardstick.intake.reading import Table


class Catalogue(Protocol):
    """What reading official files needs of the catalogue."""

    @property
    def sources(self) -> Mapping[str, OfficialSource]:
        """The families of official files, by identifier."""

    @property
    def indicators(self) -> Mapping[str, Published]:
        """The indicators, by identifier."""

    @property
    def reference(self) -> Reference:
        """The areas."""

    @property
    def regions(self) -> Mapping[str, Region]:
        """The regions, by identifier."""


@dataclass(frozen=True)
class OfficialFile:
    """What one official file holds.

    Attributes:
        source: Identifier of its family.
        name: What the file is called.
        sha256: Of the file as it lies on disk.
        release: Which release it is, in words.
        values: One row per `measure`, `area` (GSS) and `period` (key): `value` (missing where the
            status has none), `status`, `vintage` (of the populations its rates rest on; empty
            where it has none) and `row` (the first it stands in).
        problems: What could not be used, and what to know; lines about a row first.
        rows: How many rows with anything in them stand below the header.
        dictionary: LAIT's measures, where the file is LAIT's dictionary; else empty.
    """

    source: str
    name: str
    sha256: str
    release: str
    values: pd.DataFrame
    problems: tuple[Problem, ...]
    rows: int
    dictionary: tuple[Entry, ...] = ()


def read_official(
    path: Path,
    catalogue: Catalogue,
    *,
    name: str | None = None,
    dictionary: Iterable[Entry] = (),
) -> OfficialFile:
    """Read an official file by its family's declaration.

    A measure, area, period or cell that is not held here is a line of `problems` with its row;
    everything else is read. The same file gives the same answer, row by row.

    Args:
        path: CSV, gzipped CSV, or LAIT's Parquet table.
        catalogue: The families, the indicators that say what of LAIT is used, and the areas.
        name: What to call the file; its own name where none is given.
        dictionary: LAIT's dictionary as read before; tells its measures from unknown ones.

    Raises:
        IntakeError: It is no official file known here, or cannot be read.
    """
    called = name or path.name
    try:
        raw = file_bytes(path)
        table = table_of(raw)
        layout = recognise(table, catalogue.sources.values())
        reading = _Reading(catalogue, {entry.code: entry for entry in dictionary})
        return reading.file(table, layout, called, digest(raw))
    except IntakeError as fault:
        raise IntakeError(f"{called}: {fault}") from fault


class _Reading:
    """Reads one file with what is known beforehand."""

    def __init__(self, catalogue: Catalogue, dictionary: Mapping[str, Entry]) -> None:
        self._catalogue = catalogue
        self._dictionary = dictionary
        self._places = Places(catalogue.reference, catalogue.regions.values())
        self._findings = Findings()

    def file(self, table: Table, layout: Layout, name: str, sha256: str) -> OfficialFile:
        source, findings = layout.source, self._findings
        _check_kind(table, source)
        for column in layout.twice:
            findings.add(1, column, f"'{column}'", "stands twice in the header; the first was read")
        is_dictionary = source.layout == "lait_dictionary"
        entries = read_dictionary(table, layout, findings) if is_dictionary else ()
        figures = [] if is_dictionary else self._figures(table, layout)
        newest = _newest(figures)
        return OfficialFile(
            source=source.id,
            name=name,
            sha256=sha256,
            release=source.release.replace("{newest}", newest),
            values=as_frame(figures, (source.population_vintage or "").replace("{newest}", newest)),
            problems=findings.problems(),
            rows=findings.rows,
            dictionary=entries,
        )

    def _figures(self, table: Table, layout: Layout) -> list[Figure]:
        findings, places = self._findings, self._places
        if layout.source.layout == "statistics_service":
            return settled(read_statistics(table, layout, places, findings), findings)
        used = calendars(self._catalogue.indicators.values(), layout.source.id)
        note_calendars(used, self._dictionary, findings)
        measures = Measures(used, self._dictionary)
        figures = settled(read_lait(table, layout, measures, places, findings), findings)
        note_joint_figures(figures, places.combined, findings)
        return figures


def _check_kind(table: Table, source: OfficialSource) -> None:
    if isinstance(table, ParquetTable) and source.layout != "lait":
        raise IntakeError("is a Parquet file; only LAIT's table is read from one. Use the CSV.")


def _newest(figures: Sequence[Figure]) -> str:
    """Return the latest period that has a number, by its last day; empty where none has."""
    periods = {figure.period for figure in figures if figure.value is not None}
    return max(periods, key=lambda key: (Period.parse(key).end, key), default="")
