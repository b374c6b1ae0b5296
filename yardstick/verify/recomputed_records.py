"""Every authority's number of some records once more, naively, from the cubes of a release.

Written apart from the product's own, in plain loops over plain rows: which cubes a reader is
given, which words they tell apart, what they add up to, and what rates are over.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from yardstick.verify.released import CUBES, once_a_year
from yardstick.verify.true_records import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.regions import Region
    from yardstick.verify.released import Released, Row

LEAST: Final = 10  # shown records below which others have no rate
BASE: Final = 5


class Kind(NamedTuple):
    """What is known here of a data set of records.

    Attributes:
        dataset: Its identifier.
        table: The table of its records.
        key: What tells one record of an authority and year from another.
        words: Dimension to the column it is made of and the code list of its words; the list of
            a flag is empty.
        counts: Column and codes of the records that are counted; empty where all are.
    """

    dataset: str
    table: str
    key: tuple[str, ...]
    words: Mapping[str, tuple[str, str]]
    counts: tuple[str, frozenset[str]] | None = None


PLACEMENTS: Final = Kind(
    "send_placements",
    "own_placements",
    ("child_ref", "provider_name", "start_month"),
    {
        "stage": ("year_group", "year_group"),
        "need": ("primary_need", "sen_need"),
        "basis": ("placement_basis", "placement_basis"),
    },
)
EXCLUSIONS: Final = Kind(
    "school_exclusions",
    "own_exclusions",
    ("pupil_ref", "school_urn", "category", "start_date"),
    {
        "sex": ("sex", "sex"),
        "ethnic_group": ("ethnic_group", "ethnic_group"),
        "sen": ("sen_provision", "sen_provision"),
        "fsm": ("fsm", ""),
        "reason": ("reason_1", "exclusion_reason"),
    },
    ("category", frozenset({"SUSP", "FIXD"})),
)
_FLAG: Final[Mapping[object, str]] = {True: "Yes", False: "No"}


@dataclass(frozen=True)
class Number:
    """One authority's number as it must stand on a page; None where it has none."""

    area: str
    number: float | None
    rate: float | None
    is_exact: bool


@dataclass(frozen=True)
class Twin:
    """A data set's records and cubes, as the verifier reads them.

    Attributes:
        released: The tables.
        catalogue: Code lists, declared wordings and populations.
        region: Whose authorities.
        kind: Which data set.
    """

    released: Released
    catalogue: Catalogue
    region: Region
    kind: Kind

    @cached_property
    def records(self) -> Mapping[tuple[str, str], list[Row]]:
        """Return the records by area and year, each once, with its dimensions in words."""
        found = once_a_year(self.released.tables[self.kind.table], self.kind.key)
        made: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in found:
            if not self.kind.counts or row[self.kind.counts[0]] in self.kind.counts[1]:
                made[str(row["area"]), str(row["year"])].append(self.worded(row))
        return made

    def worded(self, row: Row) -> Row:
        """Return a record with its dimensions in words."""
        named = {
            name: self._codes(codes)[row[column]]
            for name, (column, codes) in self.kind.words.items()
        }
        return {**row, **named}

    def _codes(self, codes: str) -> Mapping[object, str]:
        if not codes:
            return _FLAG
        return {one.code: one.part_label for one in self.catalogue.reference.parts_of(codes)}

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, str]]:
        """Return what a link calls each part of the records: to its dimension and word."""
        return {"": ("", ""), **parts_of(self.catalogue, self.kind.dataset)}

    @cached_property
    def cubes(self) -> Mapping[tuple[str, str], Row]:
        """Return what is said of each cube, by area and year."""
        said = (row for row in self.released.tables[CUBES] if row["dataset"] == self.kind.dataset)
        return {(str(row["area"]), str(row["period"])): row for row in said}

    @cached_property
    def cells(self) -> Mapping[tuple[str, str], list[Row]]:
        """Return the cells of each cube."""
        made: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
        for cell in self.released.tables[f"shared_{self.kind.dataset}"]:
            made[str(cell["area"]), str(cell["period"])].append(cell)
        return made

    def years(self, seen: Iterable[str]) -> list[str]:
        """Return the years of which somebody is shown a cube, the oldest first."""
        areas = set(seen)
        return sorted({year for area, year in self.cubes if area in areas})

    def of_others(self, area: str, year: str, part: str) -> float | None:
        """Return what a cube adds up to; None where there is none, or it has not the word."""
        cube, (dimension, word) = self.cubes.get((area, year)), self.parts[part]
        if cube is None or word in self._untold(str(cube["wording"]), dimension):
            return None
        return _sum(_with(self.cells.get((area, year), ()), dimension, word))

    def own(self, area: str, year: str, part: str) -> float:
        """Return how many records there truly are."""
        return float(len(_with(self.records.get((area, year), ()), *self.parts[part])))

    def _untold(self, wording: str, dimension: str) -> set[str]:
        """Return the words that a wording such as `need: Four areas of need` leaves untold."""
        said = dict(part.split(": ") for part in wording.split("; ") if part)
        if dimension not in said:
            return set()
        if said[dimension] == "All":
            return {word for name, word in self.parts.values() if name == dimension}
        declared = self.catalogue.datasets[self.kind.dataset].cubes
        rungs = [rung for one in declared.dimensions for rung in one.rungs] if declared else []
        joins = next(rung.joins for rung in rungs if rung.name == said[dimension])
        return {word for words in joins.values() for word in words}

    # ---- every authority's -----------------------------------------------------------------

    def children(self) -> dict[str, float]:
        """Return each authority's children of the newest estimate."""
        newest: dict[str, tuple[int, int]] = {}
        for one in self.catalogue.reference.populations:
            newest[one.area] = max(newest.get(one.area, (0, 0)), (one.year, one.people))
        return {area: float(newest[area][1]) for area in self.region.authorities}

    def pupils(self, year: str) -> dict[str, float]:
        """Return the pupils that the department published of each authority."""
        return {
            str(row["area"]): float(str(row["value"]))
            for row in self.released.tables["published"]
            if (row["source"], row["measure"], row["period"]) == ("exclusions", "headcount", year)
        }

    def numbers(
        self, exact: Mapping[str, float], shown: Mapping[str, float | None], per: Per
    ) -> list[Number]:
        """Return every authority's number and rate from A to Z."""
        names = self.catalogue.reference.areas
        return [
            self._number(area, exact.get(area), shown.get(area), per)
            for area in sorted(self.region.authorities, key=lambda one: names[one].name)
        ]

    @staticmethod
    def _number(area: str, exact: float | None, shown: float | None, per: Per) -> Number:
        number = shown if exact is None else exact
        has_rate = exact is not None or (shown is not None and shown >= LEAST)
        rate = number / per.of[area] * per.each if number is not None and has_rate else None
        return Number(area, number, rate, is_exact=exact is not None)


class Per(NamedTuple):
    """What rates are over: people by area, and of how many of them."""

    of: Mapping[str, float]
    each: int


def whole(numbers: Sequence[Number], per: Per) -> dict[str, float]:
    """Return the region's number and rate; nothing where an authority has no number."""
    each = [one.number for one in numbers if one.number is not None]
    if len(each) < len(numbers):
        return {}
    found = {"number": sum(each)}
    rate = sum(each) * per.each / sum(per.of[one.area] for one in numbers)
    return found | ({"rate": rate} if sum(each) >= LEAST else {})


def _with(rows: Iterable[Row], dimension: str, word: str) -> list[Row]:
    return [row for row in rows if not dimension or row[dimension] == word]


def _sum(cells: Iterable[Row]) -> float:
    return float(sum(int(str(cell["number"])) for cell in cells))
