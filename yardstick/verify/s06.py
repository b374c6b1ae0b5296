"""Try to work out what a correction, a late return or a withdrawal changed, from two releases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from yardstick.catalogue import load_catalogue
from yardstick.results.settings import Settings
from yardstick.verify.bars import Outcome
from yardstick.verify.invented_region import InventedRegion, invent, viewer_of
from yardstick.verify.onlooker import look
from yardstick.verify.reconstruction import SMALL, Sight, reconstruct

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from yardstick.catalogue.regions import Region
    from yardstick.results.desk import Desk
    from yardstick.verify.invented_region import Returns
    from yardstick.verify.reconstruction import Found, Version

STATEMENT = (
    "Somebody who keeps what one release showed and reads the next cannot tell another "
    "authority's small count that a correction, a late return or a withdrawal changed."
)
TARGET = "0 of 1,000 changed small counts narrower than three values (50 when small)"
REGION = "east_midlands"
VIEWER = "executive.reader"
CHANGED, CHANGED_FULL = 50, 1_000
WITHDRAWALS, WITHDRAWALS_FULL = 1, 10
QUARTERS = 4
LATE = 3  # authorities whose newest quarter is only in the second release
_CORRECTED = ("R08", "R10", "R16", "R19", "N_ICPC")  # nothing else adds to these or is part of them
_MOST_REGIONS = 60


def check(folder: Path, *, full: bool) -> Outcome:
    """Publish, correct and publish again, until enough small counts have changed."""
    wanted, tried, anyway, failures = CHANGED_FULL if full else CHANGED, 0, 0, []
    for seed in range(_MOST_REGIONS):
        if tried >= wanted:
            break
        changed, found = _between_two_releases(folder / f"region-{seed}", seed)
        tried += len(changed)
        anyway += found.anyway
        failures += [_told("change", *held) for held in found.narrow.items() if held[0] in changed]
    after = [
        _after_a_withdrawal(folder / f"withdrawal-{seed}", seed)
        for seed in range(WITHDRAWALS_FULL if full else WITHDRAWALS)
    ]
    failures += [_told("withdrawal", *held) for found in after for held in found.narrow.items()]
    around = sum(len(found.attacked) for found in after)
    figure = {
        "pinpointed": len(failures),
        "narrow_by_what_is_published": anyway + sum(found.anyway for found in after),
        "counts_around_a_withdrawal": around,
    }
    return Outcome(tried + around, tuple(failures), figure)


def _told(what: str, one: Version, bounds: tuple[int, int]) -> str:
    """Say which count gave way, without what it is."""
    low, high = bounds
    of = f"{one.cell.item} of {one.cell.area} in {one.cell.period}"
    return f"A {what} leaves {high - low + 1} values of {of}."


def _between_two_releases(folder: Path, seed: int) -> tuple[set[Version], Found]:
    """Return the small counts that changed, and what two releases together give away."""
    catalogue = load_catalogue(Settings.data)
    declared = catalogue.regions[REGION]
    returns = invent(declared, QUARTERS, seed)
    late = _late(returns, declared)
    first = {key: counts for key, counts in returns.items() if key not in late}
    region = InventedRegion.make(folder, catalogue, declared, first)
    sights = [_sight(region)]
    for (area, period), counts in _corrected(first, seed):
        region.send(area, period, counts)
    for key in late:
        region.send(*key, returns[key])
    sights.append(_sight(region))
    found = reconstruct(sights, (), catalogue)
    return {one for one in found.attacked if len(_holding(one, sights)) == 1}, found


def _after_a_withdrawal(folder: Path, seed: int) -> Found:
    """Return what a release gives away to who kept one of before a partner was withdrawn."""
    catalogue = load_catalogue(Settings.data)
    declared = catalogue.regions[REGION]
    region = InventedRegion.make(folder, catalogue, declared, invent(declared, QUARTERS, seed))
    before = _sight(region)
    leaving = [one for one in declared.partners if one.areas][seed % len(declared.authorities)]
    region.withdraw(leaving.id, leaving.areas)
    return reconstruct([before, _read(region, region.open())], (), catalogue)


def _holding(version: Version, sights: list[Sight]) -> list[Sight]:
    return [sight for sight in sights if sight.truth.get(version.cell) == version.number]


def _sight(region: InventedRegion) -> Sight:
    return _read(region, region.publish())


def _read(region: InventedRegion, desk: Desk) -> Sight:
    seen = look(desk.results(viewer_of(VIEWER, desk)), region.catalogue)
    return Sight(region.truth(), [seen])


def _late(returns: Returns, region: Region) -> set[tuple[str, str]]:
    newest = max(period for _, period in returns)
    return {(area, newest) for area in region.authorities[-LATE:]}


def _corrected(
    returns: Returns, seed: int
) -> Iterator[tuple[tuple[str, str], dict[tuple[str, str], int]]]:
    """Yield returns in which one small count, or several, became another number."""
    rng = np.random.default_rng(seed)
    for key, counts in returns.items():
        small = [
            cell for cell, number in counts.items() if cell[0] in _CORRECTED and number in SMALL
        ]
        if small and rng.random() < 1 / 3:
            chosen = {cell for cell in small if rng.random() < 1 / 2} or {small[0]}
            yield (
                key,
                {
                    cell: max(number + int(rng.choice([-1, 1, 2])), _part_of(counts, cell))
                    if cell in chosen
                    else number
                    for cell, number in counts.items()
                },
            )


def _part_of(counts: Mapping[tuple[str, str], int], cell: tuple[str, str]) -> int:
    """Return what a count cannot go below: a part of it stays a part."""
    parts = {"R10": "R13", "N_ICPC": "R09", "R19": "R20"}
    return counts.get((parts.get(cell[0], ""), ""), 0)
