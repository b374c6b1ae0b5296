"""An authority's prices against the region's once more: naively, from the prices of a release.

The authority's own placements are its own rows; the region's are mean prices that a release shows
and shares that are made of what it shows of others.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from yardstick.verify.released import PRICES, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from yardstick.verify.recomputed_records import Twin
    from yardstick.verify.released import Row
    from yardstick.verify.same_rows import Again, Made

Group = tuple[str, str]  # basis and first need, in words
ALL: Final = "All"
WHOLE: Final = (ALL, ALL)
ENOUGH: Final = 0.8  # of a basis's placements whose need has a price, on both sides
NOTHING: Final[Again] = ([], {})


@dataclass(frozen=True)
class PriceTwin:
    """One authority's placements, beside what a reader is shown of the region's prices.

    Attributes:
        twin: Placements and cubes.
        area: Whose placements.
        is_regional: Whether the reader is shown prices and others' cubes at all.
    """

    twin: Twin
    area: str
    is_regional: bool

    @cached_property
    def _prices(self) -> Mapping[str, Mapping[Group, float]]:
        made: defaultdict[str, dict[Group, float]] = defaultdict(dict)
        for row in self.twin.released.tables[PRICES] if self.is_regional else ():
            group = str(row["basis"]), str(row["need"])
            made[str(row["period"])][group] = float(str(row["price"]))
        return dict(made)

    @cached_property
    def _year(self) -> str:
        """Return the newest year of own placements with a mean price of the region, or nothing."""
        own = sorted((year for area, year in self.twin.records if area == self.area), reverse=True)
        return next((year for year in own if WHOLE in self._prices.get(year, {})), "")

    @property
    def _own(self) -> Sequence[Row]:
        return self.twin.records[self.area, self._year]

    def _words(self, dimension: str) -> list[str]:
        return [word for name, word in self.twin.parts.values() if name == dimension]

    # ---- prices against the region's ---------------------------------------------------------

    def against_region(self) -> Again:
        """Return the authority's mean prices beside the region's."""
        if not self._year:
            return NOTHING
        groups = [(basis, need) for basis in self._words("basis") for need in self._needs()]
        rows = [self._compared(one) for one in (WHOLE, *groups) if _of(self._own, one)]
        whole = rows[0]
        leaves = [row for row in rows if row["is_leaf"]]
        told = [row for row in leaves if row["region"] is not None]
        above = [row for row in told if float(str(row["mean"])) > float(str(row["region"]))]
        names = ("placements", "mean", "region", "index")
        totals = {name: float(str(whole[name])) for name in names}
        counted = {"compared": told, "above": above, "leaves": leaves}
        return rows, totals | {name: float(len(held)) for name, held in counted.items()}

    def _needs(self) -> list[str]:
        return [ALL, *self._words("need")]

    def _compared(self, group: Group) -> Made:
        held, region = _of(self._own, group), self._prices[self._year].get(group)
        mean = _paid(held) / len(held)
        return {
            "part": "/".join(group),
            "is_leaf": group[1] != ALL,
            "placements": len(held),
            "mean": mean,
            "region": region,
            "index": None if region is None else mean / region * 100,
        }

    # ---- why the mean is another -------------------------------------------------------------

    def mix(self) -> Again:
        """Return what the mix of placements and what prices add to the difference of the means."""
        others = self._others()
        groups = list(self._groups(others)) if self._year and self._tells(others, "basis") else []
        if not groups:
            return NOTHING
        own, prices = self._own, self._prices[self._year]
        rows = [self._part(group, others) for group in groups]
        mean = _paid(own) / len(own)
        parts = {name: sum(float(str(row[name])) for row in rows) for name in ("mix", "within")}
        rest = mean - prices[WHOLE] - sum(parts.values())
        whole = {"mean": mean, "region": prices[WHOLE], "placements": float(len(own))}
        return rows, whole | parts | {"rest": rest}

    def _others(self) -> list[Row]:
        cells = self.twin.cells.items()
        return [
            cell
            for (area, year), held in cells
            for cell in held
            if year == self._year and area != self.area
        ]

    def _tells(self, others: Sequence[Row], dimension: str) -> bool:
        return all(cell[dimension] in self._words(dimension) for cell in others)

    def _groups(self, others: Sequence[Row]) -> Iterator[Group]:
        """Yield each need of a basis where nearly all are priced, else the basis if it is."""
        by_need = self._tells(others, "need")
        for basis in self._words("basis"):
            needs = [one for one in self._prices[self._year] if one[0] == basis and one[1] != ALL]
            if by_need and needs and self._are_priced(basis, needs, others):
                yield from needs
            elif (basis, ALL) in self._prices[self._year]:
                yield basis, ALL

    def _are_priced(self, basis: str, needs: Sequence[Group], others: Sequence[Row]) -> bool:
        own = [float(len(_of(self._own, one))) for one in (*needs, (basis, ALL))]
        region = [
            count + _number(_of(others, one))
            for count, one in zip(own, (*needs, (basis, ALL)), strict=True)
        ]
        return all(sum(some) >= ENOUGH * of for *some, of in (own, region))

    def _part(self, group: Group, others: Sequence[Row]) -> Made:
        """Return Kitagawa's two parts of one group."""
        own, held = self._own, _of(self._own, group)
        number = len(held) + _number(_of(others, group))
        share, region_share = len(held) / len(own), number / (len(own) + _number(others))
        price, centre = self._prices[self._year][group], self._prices[self._year][WHOLE]
        mean = _paid(held) / len(held) if held else None
        level = price if mean is None else (mean + price) / 2
        mix = (share - region_share) * (level - centre)
        within = 0.0 if mean is None else (share + region_share) / 2 * (mean - price)
        return {
            "part": "/".join(group),
            "placements": len(held),
            "share": share * 100,
            "region_share": region_share * 100,
            "mean": mean,
            "region": price,
            "mix": mix,
            "within": within,
            "effect": mix + within,
        }

    # ---- what if -----------------------------------------------------------------------------

    def all_moved(self) -> list[Made]:
        """Return what moving every placement of the newest term to the region's mean changes."""
        table = self.twin.released.tables[self.twin.kind.table]
        own = in_order(row for row in table if row["area"] == self.area)
        last = [self.twin.worded(row) for row in own if row["period"] == own[-1]["period"]]
        prices = self._prices[max(self._prices)] if self._prices else {}
        by_need: defaultdict[str, list[Row]] = defaultdict(list)
        for row in last:
            by_need[str(row["need"])].append(row)
        return [_moved(need, held, prices) for need, held in by_need.items()]


def _moved(need: str, held: Sequence[Row], prices: Mapping[Group, float]) -> Made:
    then = [
        prices.get((str(row["basis"]), need), prices.get((str(row["basis"]), ALL))) for row in held
    ]
    priced = [
        (float(str(row["annual_price"])), price)
        for row, price in zip(held, then, strict=True)
        if price is not None
    ]
    return {
        "part": need,
        "placements": len(held),
        "moved": len(priced),
        "unpriced": len(held) - len(priced),
        "now": sum(now for now, _ in priced),
        "then": sum(price for _, price in priced),
        "difference": sum(price - now for now, price in priced),
    }


def _of(rows: Sequence[Row], group: Group) -> list[Row]:
    basis, need = group
    return [row for row in rows if basis in {ALL, row["basis"]} and need in {ALL, row["need"]}]


def _number(cells: Sequence[Row]) -> float:
    return float(sum(int(str(cell["number"])) for cell in cells))


def _paid(rows: Sequence[Row]) -> float:
    return sum(float(str(row["annual_price"])) for row in rows)
