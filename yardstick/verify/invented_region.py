"""A region's invented returns of small numbers, hostile to any protection: nearly all is hidden.

Counts are drawn so that every rule has work: areas of very different size, parts that add to few,
items within items, and a published year for one of them. Nothing here is anybody's.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from yardstick.access.policy import viewer_for
from yardstick.results.desk import Desk
from yardstick.results.settings import Settings
from yardstick.store.build import untold
from yardstick.store.history import prune
from yardstick.store.ledger import record_official
from yardstick.store.places import create_store
from yardstick.ui.wiring import submissions_at
from yardstick.verify.invented_release import DAY, publish, send
from yardstick.verify.seen import Cell

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.regions import Region
    from yardstick.model import Viewer
    from yardstick.store.places import Store

DATASET = "riia_quarterly"
PUBLISHER = "host.publisher"
FIRST = 2021  # the financial year of the first quarter
MEANS = (40.0, 14.0, 9.0, 6.0, 2.0)  # of an item, by the size of the area
SOURCES = ("6", "2A", "1A", "3A", "5B", "9")
WITHIN = {"R03": ("R02", 0.2), "R06": ("R05", 0.8), "R09": ("N_ICPC", 0.8), "R13": ("R10", 0.3)}
_WITHIN_LAST = {"R14": ("R13", 0.5), "R18": ("R15", 0.08), "R20": ("R19", 0.2)}
_PLAIN = ("R05", "N_ICPC", "R10", "R15", "R16", "R19", "R08")
_LEAST_PUBLISHED = 6

Returns = dict[tuple[str, str], dict[tuple[str, str], int]]  # area and period; item and code
Published = tuple[str, str, str, float | None]


def invent(region: Region, quarters: int, seed: int) -> Returns:
    """Return every authority's counts for so many quarters. The same seed gives the same."""
    rng = np.random.default_rng(seed)
    periods = [f"{year}-{(year + 1) % 100:02} Q{part}" for year, part in _quarters(quarters)]
    return {
        (area, period): _counts(rng, MEANS[at % len(MEANS)])
        for at, area in enumerate(region.authorities)
        for period in periods
    }


def _quarters(count: int) -> list[tuple[int, int]]:
    return [(FIRST + at // 4, at % 4 + 1) for at in range(count)]


def _counts(rng: np.random.Generator, mean: float) -> dict[tuple[str, str], int]:
    parts = {("R02S", code): int(rng.poisson(mean / 2)) for code in SOURCES}
    counts = {(item, ""): int(rng.poisson(mean)) for item in _PLAIN}
    counts["R02", ""] = sum(parts.values())
    for item, (of, share) in {**WITHIN, **_WITHIN_LAST}.items():
        counts[item, ""] = int(rng.binomial(counts[of, ""], share))
    return counts | parts


@dataclass
class InventedRegion:
    """A demonstration store of such returns, and what was sent to it.

    Attributes:
        sent: The newest version of each return, by data set.
    """

    store: Store
    catalogue: Catalogue
    sent: dict[str, Returns] = field(default_factory=dict)

    @classmethod
    def make(
        cls,
        folder: Path,
        catalogue: Catalogue,
        region: Region,
        every: Mapping[str, Returns],
    ) -> InventedRegion:
        """Make a store and send it every return, and a published year of children entering care."""
        made = cls(create_store(folder, "demonstration", region.id), catalogue)
        for dataset, returns in every.items():
            for (area, period), counts in returns.items():
                made.send(area, period, counts, dataset)
        made.publish_entering_care()
        return made

    def send(
        self, area: str, period: str, counts: Mapping[tuple[str, str], int], dataset: str = DATASET
    ) -> None:
        """Send one return, or a corrected one."""
        rows = [(*cell, float(number), "shown") for cell, number in counts.items()]
        send(
            self.store,
            dataset=dataset,
            area=area,
            period=period,
            counts=pd.DataFrame(rows, columns=["item", "breakdown", "number", "status"]),
        )
        self.sent.setdefault(dataset, {})[area, period] = dict(counts)

    def send_tables(
        self, dataset: str, area: str, period: str, tables: Mapping[str, pa.Table]
    ) -> None:
        """Send one return of tables."""
        send(
            self.store,
            dataset=dataset,
            area=area,
            period=period,
            tables=tables,
        )

    def publish_entering_care(self) -> None:
        """Publish the first year of those who sent it, as the department does: 1 to 5 hidden."""
        year = f"{FIRST}-{(FIRST + 1) % 100:02}"
        quarters = [f"{year} Q{part}" for part in range(1, 5)]
        returns = self.sent[DATASET]
        found = {
            area: sum(returns[area, period]["R16", ""] for period in quarters)
            for area in dict.fromkeys(area for area, _ in returns)
            if all((area, period) in returns for period in quarters)
        }
        rows = [
            (measure, area, year, float(number) if number >= _LEAST_PUBLISHED else None)
            for measure in ("LACnum_Start", "LAC_Start_Rate")
            for area, number in found.items()
        ]
        self.publish_official(rows, "year")

    def publish_official(self, rows: Sequence[Published], release: str) -> None:
        """Load figures as the department's: of each its measure, area, period and number."""
        values = pd.DataFrame(rows, columns=["measure", "area", "period", "value"])
        status = np.where(values["value"].isna(), "c", "shown")
        record_official(
            self.store,
            source="lait",
            title="LAIT",
            name=f"{release}.csv",
            release=release,
            values=values.assign(status=status, vintage=""),
            rows=len(rows),
            sha256_of_file=hashlib.sha256(release.encode()).hexdigest(),
            loaded=DAY,
        )

    def publish(self, accounts: Path = Settings.accounts) -> Desk:
        """Publish what was sent, and open a desk on it."""
        publish(self.store, self.catalogue)
        return self.open(accounts)

    def open(self, accounts: Path = Settings.accounts) -> Desk:
        """Open a desk on what readers get."""
        return Desk.open(Settings(store=self.store.root, accounts=accounts))

    def remove_older(self) -> None:
        """Remove every release but readers'."""
        prune(self.store, partial(self.open().withhold, ()), keep=1)

    def withdraw(self, partner: str, areas: Collection[str]) -> None:
        """Have a partner withdrawn, with everything that it sent."""
        door = submissions_at(self.store.root, Settings.accounts, PUBLISHER)
        door.withdraw_partner(partner, "Invented for a bar of security.", untold)
        for dataset, returns in self.sent.items():
            stay = {key: one for key, one in returns.items() if key[0] not in areas}
            self.sent[dataset] = stay

    def truth(self) -> dict[Cell, float]:
        """Return every count as pages would count it: codes added to the parts they belong to."""
        sources = self.catalogue.reference.parts_of("referral_source")
        part_of = {one.code: one.part for one in sources}
        found: dict[Cell, float] = {}
        for dataset, returns in self.sent.items():
            for (area, period), counts in returns.items():
                for (item, code), number in counts.items():
                    cell = Cell(dataset, item, part_of.get(code, ""), area, period)
                    found[cell] = found.get(cell, 0.0) + number
        return found


def year_of(quarter: str) -> str:
    """Return the key of the financial year that a quarter is of."""
    return quarter.partition(" ")[0]


def viewer_of(account: str, desk: Desk) -> Viewer:
    """Return who an account of the product's own accounts file is to a desk.

    Raises:
        LookupError: It may not sign in.
    """
    viewer = viewer_for(account, desk.accounts, desk.region)
    if viewer is None:
        raise LookupError(f"'{account}' cannot sign in by the product's accounts file.")
    return viewer
