"""What a data set says of the figures that others may see of its records.

What belongs here is decided with the data set and the same for every release: what is counted,
what it may be filtered by, how that is worded more coarsely, and what is published exactly
elsewhere. How cells are protected stands in docs/protection-cubes.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self

from pydantic import Field, model_validator

from yardstick.catalogue.strict import Declaration, Identifier, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yardstick.catalogue.records import Table

PERIOD: Final = "period"
ALL: Final = "All"  # the word of a dimension that is left out
_TAKEN = ("dataset", "area", PERIOD, "measure", "number", "price")


class Rung(Declaration):
    """A coarser wording of a dimension.

    Attributes:
        name: What it is called beside the figures.
        joins: New word to the finest words that it stands for; words left out stay.
    """

    name: Sentence
    joins: dict[Sentence, tuple[str, ...]] = Field(min_length=1)


class Dimension(Declaration):
    """What figures may be filtered by: a column's groups in words, as `codes.csv` has them.

    The column is of codes, a flag (Yes, No), or `period` (the term). Every ladder of rungs ends
    by leaving the dimension out, which needs no declaring: its one word is then "All".
    """

    name: Identifier
    label: Sentence
    column: Identifier
    rungs: tuple[Rung, ...] = ()


class Measure(Declaration):
    """What is counted.

    Attributes:
        name: As the shared table has it.
        label: In words.
        when: Column to the codes that a record must have one of; every record counts where empty.
    """

    name: Identifier
    label: Sentence
    when: dict[Identifier, tuple[str, ...]] = Field(default_factory=dict)


class Exact(Declaration):
    """Tables of one measure that are published exactly: each the names of its dimensions."""

    measure: Identifier
    by: tuple[tuple[Identifier, ...], ...]


class Prices(Declaration):
    """The mean prices that may be shown of the whole region, where the price rules allow.

    Attributes:
        price: Column of pounds a year.
        provider: Column with the provider's name.
        group: Column with the name of the provider's group; a provider without is its own.
        by: Dimensions from the outside in. A mean stands for the region, for each word of the
            first, for each of the second within it; never across, or means could be taken apart.
    """

    price: Identifier
    provider: Identifier
    group: Identifier
    by: tuple[Identifier, ...] = Field(min_length=1)


class Cubes(Declaration):
    """The figures of a data set of records that others may see.

    Attributes:
        table: Of records. In an academic year each record counts once, as last returned.
        dimensions: At most eight.
        measures: What is counted.
        coupled: Pairs of measures of which the first never exceeds the second.
        exact: What is published exactly, here or by the department.
        impossible: Combinations that cannot be: dimension to words.
        prices: None where there are none.
    """

    table: Identifier
    dimensions: tuple[Dimension, ...] = Field(min_length=1, max_length=8)
    measures: tuple[Measure, ...] = Field(min_length=1)
    coupled: tuple[tuple[Identifier, Identifier], ...] = ()
    exact: tuple[Exact, ...] = ()
    impossible: tuple[dict[Identifier, tuple[str, ...]], ...] = ()
    prices: Prices | None = None

    @model_validator(mode="after")
    def _names_stand_for_something(self) -> Self:
        names = [dimension.name for dimension in self.dimensions]
        measures = [measure.name for measure in self.measures]
        for name in [*names, *measures]:
            if [*names, *measures].count(name) > 1 or name in _TAKEN:
                raise ValueError(f"'{name}' stands twice")
        for place, name in self._named():
            if name not in (measures if place == "coupled" else names):
                raise ValueError(f"{place}: '{name}' is not declared here")
        return self

    def _named(self) -> Iterator[tuple[str, str]]:
        yield from (("coupled", name) for pair in self.coupled for name in pair)
        yield from (("coupled", one.measure) for one in self.exact)
        yield from (("exact", name) for one in self.exact for by in one.by for name in by)
        yield from (("impossible", name) for one in self.impossible for name in one)
        yield from (("prices", name) for name in (self.prices.by if self.prices else ()))

    @property
    def columns(self) -> tuple[str, ...]:
        """Return every column of the table that the figures are made of, each once."""
        prices = self.prices
        named = [
            *(dimension.column for dimension in self.dimensions),
            *(column for measure in self.measures for column in measure.when),
            *((prices.price, prices.provider, prices.group) if prices else ()),
        ]
        return tuple(name for name in dict.fromkeys(named) if name != PERIOD)

    def fault_in(self, table: Table) -> str | None:
        """Return what does not fit the table, or None."""
        known = {column.name: column.type for column in table.columns}
        for name in self.columns:
            if name not in known:
                return f"'{name}' is not a column of '{table.id}'"
        for one in self.dimensions:
            if one.column != PERIOD and known[one.column] not in {"code", "flag"}:
                return f"'{one.column}' has no words to filter by: it is no code and no flag"
        return None
