"""Facts that come as tables: areas, populations, statistical neighbours and code lists.

What belongs here is looked up by everybody. It is read from `data/reference/*.csv` by `tables`;
where each table comes from stands in the README there.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping

    from yardstick.model import Area


@dataclass(frozen=True)
class Population:
    """People aged 0 to 17 in one area at the middle of one year.

    Attributes:
        area: GSS code.
        year: Calendar year; the estimate is for 30 June.
        vintage: Which estimate, since earlier years are revised.
        people: How many.
    """

    area: str
    year: int
    vintage: str
    people: int


@dataclass(frozen=True)
class Neighbour:
    """One of the ten statistical neighbours of an area. A may list B while B does not list A.

    Attributes:
        model: Year of the department's model.
        area: GSS code of the area whose neighbour it is.
        position: 1 is the nearest.
        neighbour: GSS code of the neighbour.
        closeness: The department's word for how alike they are.
    """

    model: str
    area: str
    position: int
    neighbour: str
    closeness: str


@dataclass(frozen=True)
class Part:
    """One code of a code list, and the published group that it is counted in.

    Attributes:
        breakdown: The code list.
        code: As a return gives it.
        label: What the code means.
        part: Identifier of the group.
        part_label: What the group is called.
        position: Of the group, for display.
        valid_from: First day on which the code may be used; None where it always could.
        valid_to: Last such day; None where it still may.
    """

    breakdown: str
    code: str
    label: str
    part: str
    part_label: str
    position: int
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


@dataclass(frozen=True)
class PublishedRange:
    """Where 90 % of England's authorities lie with one indicator.

    Attributes:
        indicator: Identifier.
        low: 5th percentile, in the indicator's unit, for a year where it counts events.
        high: 95th percentile.
        year: That was published.
        measure: Code in the department's interactive tool.
    """

    indicator: str
    low: float
    high: float
    year: str
    measure: str


@dataclass(frozen=True)
class Reference:
    """Every table of reference, looked up by GSS code.

    Attributes:
        areas: England, its regions and authorities, and the combined areas, by GSS code. Those
            that no longer exist have `valid_to`.
        by_dfe: Three-digit DfE code to GSS code, with abolished authorities and with the
            numbers that the department gives to regions.
        populations: One row per area and year.
        neighbours: One row per model, area and position.
        parts: One row per code list and code.
        ranges: One row per indicator.
        superseded: GSS code that a place had before to the one it has now.
    """

    areas: Mapping[str, Area]
    by_dfe: Mapping[str, str]
    populations: tuple[Population, ...]
    neighbours: tuple[Neighbour, ...]
    parts: tuple[Part, ...]
    ranges: tuple[PublishedRange, ...] = ()
    superseded: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def area(self, code: str) -> Area | None:
        """Return the area that a GSS code, an older GSS code or a DfE code stands for."""
        return self.areas.get(self.superseded.get(code) or self.by_dfe.get(code) or code)

    def population(self, area: str, year: int) -> Population | None:
        """Return an area's people aged 0 to 17 in one year, or None where there is no estimate."""
        return self._populations.get((area, year))

    def neighbours_of(self, area: str, model: str) -> tuple[Neighbour, ...]:
        """Return an area's statistical neighbours, nearest first; empty where it has none."""
        return self._neighbours.get((area, model), ())

    def parts_of(self, breakdown: str) -> tuple[Part, ...]:
        """Return the codes of a code list in its order; empty where there is no such list."""
        return self._parts.get(breakdown, ())

    @cached_property
    def _populations(self) -> dict[tuple[str, int], Population]:
        return {(row.area, row.year): row for row in self.populations}

    @cached_property
    def _neighbours(self) -> dict[tuple[str, str], tuple[Neighbour, ...]]:
        return _grouped(self.neighbours, lambda row: (row.area, row.model))

    @cached_property
    def _parts(self) -> dict[str, tuple[Part, ...]]:
        return _grouped(self.parts, lambda row: row.breakdown)


Row = TypeVar("Row")
Key = TypeVar("Key")


def _grouped(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, tuple[Row, ...]]:
    groups: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return {found: tuple(members) for found, members in groups.items()}
