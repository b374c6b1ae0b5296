"""Which official file this is, told by its headers, and where its columns are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.intake.errors import IntakeError
from yardstick.intake.problems import quoted
from yardstick.intake.spelling import header, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from yardstick.catalogue.sources import OfficialMeasure, OfficialSource
    from yardstick.intake.reading import Table

_FIRST_HEADERS = 6  # of an unknown file, to show


@dataclass(frozen=True)
class Layout:
    """A family laid over a header: where each of its columns stands.

    Attributes:
        source: The family.
        at: Position of each column, by its name in the declaration, in lower case.
        twice: Names that two columns have; the first of them counts.
    """

    source: OfficialSource
    at: Mapping[str, int]
    twice: tuple[str, ...] = ()

    def find(self, column: str) -> int | None:
        """Return where a column stands; None where this file has none of that name."""
        return self.at.get(header(column))

    def cell(self, cells: Sequence[str], column: str) -> str:
        """Return the text of a row's cell; empty where this file has no such column."""
        position = self.find(column)
        return "" if position is None else plain(cells[position])


@dataclass(frozen=True)
class Wanted:
    """A measure laid over a header: the columns to read in the rows where `where` holds."""

    code: str
    columns: tuple[int, ...]
    where: tuple[tuple[int, str], ...]

    def holds(self, cells: Sequence[str]) -> bool:
        """Whether a row is about this measure."""
        return all(plain(cells[at]).casefold() == text for at, text in self.where)


def wanted(layout: Layout) -> Iterator[tuple[OfficialMeasure, Wanted | str]]:
    """Give each measure of the family with its place, or the column that this file lacks."""
    for measure in layout.source.measures:
        named = (*measure.reads, *measure.where)
        missing = [column for column in named if layout.find(column) is None]
        if missing:
            yield measure, missing[0]
            continue
        where = tuple((layout.at[header(c)], text.casefold()) for c, text in measure.where.items())
        yield (
            measure,
            Wanted(
                measure.code, tuple(layout.at[header(column)] for column in measure.reads), where
            ),
        )


def recognise(table: Table, sources: Iterable[OfficialSource]) -> Layout:
    """Return the family whose headers the file has, laid over them.

    Where several families' headers are there, the one with most of them counts; where that
    leaves several, the one whose measures the rows hold.

    Raises:
        IntakeError: No family, or more than one, has these headers and measures; or there are
            no rows below the header.
    """
    if not any(any(row.cells) for row in table.rows()):
        raise IntakeError("has a first row and no others.")
    families = tuple(sources)
    named = [lay for source in families if (lay := _laid(table.header, source)) is not None]
    most = sorted(named, key=lambda lay: -len(lay.source.recognised_by))
    holding = [lay for lay in most if _holds_any(table, lay)]
    if not holding:
        raise _unknown(table.header, families)
    best = [lay for lay in holding if _weight(lay) == _weight(holding[0])]
    if len(best) > 1:
        names = " and ".join(lay.source.id for lay in best)
        raise IntakeError(
            f"could be {names}. Their recognised_by in data/published/ must tell them apart."
        )
    return best[0]


def _weight(layout: Layout) -> int:
    return len(layout.source.recognised_by)


def _laid(headers: Sequence[str], source: OfficialSource) -> Layout | None:
    renamed = {header(old): header(new) for old, new in source.renamed.items()}
    names = [renamed.get(name, name) for name in map(header, headers)]
    at = {name: position for position, name in reversed(tuple(enumerate(names)))}
    twice = tuple(name for name in at if name and names.count(name) > 1)
    layout = Layout(source, at, twice)
    return layout if all(layout.find(name) is not None for name in source.recognised_by) else None


def _holds_any(table: Table, layout: Layout) -> bool:
    """Whether any row is about a measure of the family, or the family is not told by rows."""
    filtered = [place for _, place in wanted(layout) if isinstance(place, Wanted)]
    if layout.source.layout != "statistics_service" or any(not p.where for p in filtered):
        return True
    width = len(table.header)
    return any(
        place.holds(row.cells)
        for row in table.rows()
        if len(row.cells) == width
        for place in filtered
    )


def _unknown(headers: Sequence[str], families: Sequence[OfficialSource]) -> IntakeError:
    first = ", ".join(quoted(plain(text)) for text in headers[:_FIRST_HEADERS])
    known = ", ".join(sorted(source.id for source in families))
    return IntakeError(
        f"is not an official file known here, because its first row begins {first}; choose a file "
        f"of one of the families declared in data/published/: {known}."
    )
