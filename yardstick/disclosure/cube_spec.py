"""What a data set declares of its cubes: dimensions with their ladders, measures, what is public.

Nothing here is chosen for one release. The directors decide it with the data set; the release
only climbs the ladders (`cube_design`) as far as an authority's own counts ask for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

MOST_ORDER = 3  # tables of up to three dimensions are controlled, stated and attacked (2.2)


class CubeError(Exception):
    """A cube cannot be made, in one sentence that says what to do. Nothing of it is published."""


@dataclass(frozen=True)
class Rung:
    """A coarser wording of a dimension: every value of the finest wording, and what it becomes.

    Attributes:
        name: Stands beside the cube where this rung was used ("Key stage").
        groups: Finest value to coarser value. All to one value drops the dimension.
    """

    name: str
    groups: Mapping[str, str]


@dataclass(frozen=True)
class Dimension:
    """A column that a reader may filter by.

    Attributes:
        name: Column of the records.
        values: Every value that can occur, finest wording, in the order they are shown.
        ladder: Coarser wordings, each made from the one before it, the coarsest last.
    """

    name: str
    values: tuple[str, ...]
    ladder: tuple[Rung, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a ladder that forgets a value or splits what an earlier rung joined."""
        before: Mapping[str, str] = {value: value for value in self.values}
        for rung in self.ladder:
            if set(rung.groups) != set(self.values):
                raise CubeError(
                    f"Rung '{rung.name}' of '{self.name}' must say what becomes of each value."
                )
            joined = {(before[value], rung.groups[value]) for value in self.values}
            if len(joined) != len({earlier for earlier, _ in joined}):
                raise CubeError(f"Rung '{rung.name}' of '{self.name}' splits an earlier group.")
            before = rung.groups

    def at(self, rung: int) -> Mapping[str, str]:
        """Return what each finest value is called on a rung; 0 is the finest wording."""
        if rung == 0:
            return {value: value for value in self.values}
        return self.ladder[rung - 1].groups

    def values_at(self, rung: int) -> tuple[str, ...]:
        """Return the values of a rung, in the order of the finest ones."""
        return tuple(dict.fromkeys(self.at(rung)[value] for value in self.values))


@dataclass(frozen=True)
class Measure:
    """A count that the cube shows.

    Attributes:
        name: Column of the records: 1 where a record counts, 0 where it does not.
        people: Whether it counts each person at most once (`pupils`), so that a number near the
            public headcount of a group says something about everybody in it.
    """

    name: str
    people: bool = False


@dataclass(frozen=True)
class PublicMargin:
    """A table that is published exactly, by the authority or by the region.

    The attacker is given it as the true counts of the authority, which is the worst case: as if
    all other partners had pooled their rows to take the region's figure apart.
    """

    measure: str
    dimensions: tuple[str, ...]


@dataclass(frozen=True)
class CubeSpec:
    """All that a data set declares of its cubes.

    Attributes:
        dataset: Its key; goes into every cell's seed.
        dimensions: What may be filtered by. At most eight.
        measures: What is counted.
        coupled: Pairs of measures where the first never exceeds the second in any cell
            (`pupils`, `suspensions`): rounded together, so that it holds in what is shown.
        tokens: Columns that tell one record from another; they make the seed and never leave.
        public: Exact margins that are published elsewhere.
        impossible: Combinations that cannot occur, each a dimension with its values:
            structural zeros, which everybody knows to be 0.
    """

    dataset: str
    dimensions: tuple[Dimension, ...]
    measures: tuple[Measure, ...]
    tokens: tuple[str, ...]
    coupled: tuple[tuple[str, str], ...] = ()
    public: tuple[PublicMargin, ...] = ()
    impossible: tuple[Mapping[str, tuple[str, ...]], ...] = ()

    def __post_init__(self) -> None:
        """Refuse a name that nothing stands behind."""
        measures = {measure.name for measure in self.measures}
        dimensions = {dimension.name for dimension in self.dimensions}
        margins = {margin.measure for margin in self.public}
        named = set(chain.from_iterable(self.coupled)) | margins
        used = set(chain.from_iterable(margin.dimensions for margin in self.public))
        used |= set(chain.from_iterable(self.impossible))
        for unknown in sorted((named - measures) | (used - dimensions)):
            raise CubeError(f"'{unknown}' is named by the cubes of '{self.dataset}' and unknown.")
        if not self.measures or not self.tokens:
            raise CubeError(f"The cubes of '{self.dataset}' need a measure and a token column.")

    @property
    def names(self) -> list[str]:
        """The dimensions' columns, in their order."""
        return [dimension.name for dimension in self.dimensions]

    @property
    def families(self) -> tuple[tuple[Measure, ...], ...]:
        """Measures that are coupled, directly or through others, share a design; others do not."""
        family = {measure.name: measure.name for measure in self.measures}
        for less, more in self.coupled:
            old, new = family[less], family[more]
            family = {name: new if head == old else head for name, head in family.items()}
        heads = dict.fromkeys(family.values())
        return tuple(
            tuple(measure for measure in self.measures if family[measure.name] == head)
            for head in heads
        )


@dataclass(frozen=True)
class Headcount:
    """How many people there are of each kind, published by others.

    Attributes:
        dimensions: Dimensions of the cube that it is given by, in their finest wording.
        people: One row per `area`, `period` and those dimensions, with `number` of people.
    """

    dimensions: tuple[str, ...]
    people: pd.DataFrame = field(repr=False)

    def of(self, area: str, period: str) -> Headcount:
        """Return the headcount of one authority and period."""
        here = (self.people["area"] == area) & (self.people["period"] == period)
        return Headcount(self.dimensions, self.people[here])
