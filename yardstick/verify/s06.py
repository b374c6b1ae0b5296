"""Try to work out what a correction, a late return or a withdrawal changed, from two releases."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from loky import cpu_count

from yardstick.catalogue import load_catalogue
from yardstick.processes import side_by_side
from yardstick.results.settings import Settings
from yardstick.verify.bars import Outcome
from yardstick.verify.corrected import corrections
from yardstick.verify.invented_every import invent_every, send_every
from yardstick.verify.invented_region import viewer_of
from yardstick.verify.onlooker import look
from yardstick.verify.reconstruction import Sight, reconstruct

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.regions import Region
    from yardstick.results.desk import Desk
    from yardstick.verify.invented_region import InventedRegion, Returns
    from yardstick.verify.reconstruction import Found, Version

STATEMENT = (
    "Somebody who keeps what one release showed and reads the next cannot tell another "
    "authority's small count that a correction, a late return or a withdrawal changed, whether or "
    "not older releases were removed."
)
TARGET = "0 of 4,000 changed small counts narrower than three values (150 when small)"
REGION = "east_midlands"
VIEWER = "executive.reader"
REGIONS, REGIONS_FULL = 1, 12  # some 300 small counts change in each
WITHDRAWALS, WITHDRAWALS_FULL = 1, 10
REMOVALS, REMOVALS_FULL = 0, 6
_APART = 1_000  # seeds of a region's corrections
LEAST, LEAST_FULL = 150, 4_000
QUARTERS = 4
LATE = 3  # authorities whose newest returns are only in the second release


class _Tried(NamedTuple):
    """What one region was attacked for: by `what` happened between two readings of it."""

    what: str
    sought: Collection[Version]
    found: Found


def check(folder: Path, *, full: bool) -> Outcome:
    """Publish, correct and publish again, and withdraw partners, in invented regions."""
    seeds = REGIONS_FULL if full else REGIONS
    works = [(_between_two_releases, folder / f"region-{one}", one) for one in range(seeds)]
    seeds = WITHDRAWALS_FULL if full else WITHDRAWALS
    works += [(_after_a_withdrawal, folder / f"withdrawal-{one}", one) for one in range(seeds)]
    seeds = REMOVALS_FULL if full else REMOVALS
    works += [(_after_a_removal, folder / f"removal-{one}", one) for one in range(seeds)]
    tried = list(side_by_side(_done, works, min(cpu_count(), len(works)) if full else 1))
    of = Counter(one.cell.dataset for each in tried for one in each.sought)
    changed = sum(len(each.sought) for each in tried if each.what == "change")
    failures = [line for each in tried for line in _told(each)]
    if changed < (LEAST_FULL if full else LEAST):
        failures.append(f"Only {changed} small counts changed: too few to tell.")
    figure = {
        "pinpointed": sum(len(each.found.narrow) for each in tried),
        "narrow_by_what_is_published": sum(each.found.anyway for each in tried),
        "changed": changed,
        **{f"counts_of_{dataset}": many for dataset, many in sorted(of.items())},
    }
    return Outcome(of.total(), tuple(failures), figure)


def _done(work: tuple[Callable[[Path, int], _Tried], Path, int]) -> _Tried:
    """Do one work of many, in whatever process."""
    attack, folder, seed = work
    return attack(folder, seed)


def _told(tried: _Tried) -> Iterator[str]:
    """Say which counts gave way, without what they are."""
    for one, (low, high) in tried.found.narrow.items():
        if one in tried.sought:
            of = f"{one.cell.item} of {one.cell.area} in {one.cell.period}"
            yield f"A {tried.what} leaves {high - low + 1} values of {of}."


def _between_two_releases(folder: Path, seed: int) -> _Tried:
    """Seek the small counts that changed in what two releases together give away."""
    catalogue, declared = _declared()
    every = invent_every(catalogue, declared, QUARTERS, seed)
    late = set(_late(every, declared))
    region = send_every(folder, catalogue, declared, every, late)
    sights = [_sight(region)]
    _correct(region, seed)
    for dataset, returns in every.items():
        for area, period in late & returns.keys():
            region.send(area, period, returns[area, period], dataset)
    sights.append(_sight(region))
    found = reconstruct(sights, (), catalogue)
    changed = {one for one in found.attacked if len(_holding(one, sights)) == 1}
    return _Tried("change", changed, found)


def _after_a_removal(folder: Path, seed: int) -> _Tried:
    """Seek what two corrections tell to who kept the release before them, which is removed."""
    catalogue, declared = _declared()
    region = send_every(
        folder, catalogue, declared, invent_every(catalogue, declared, QUARTERS, seed)
    )
    sights = [_sight(region)]
    for again in range(2):
        _correct(region, seed + again * _APART)
        sights.append(_sight(region))
        region.remove_older()
    found = reconstruct(sights, (), catalogue)
    return _Tried("removal", found.attacked, found)


def _after_a_withdrawal(folder: Path, seed: int) -> _Tried:
    """Seek what a release gives away to who kept one of before a partner was withdrawn."""
    catalogue, declared = _declared()
    every = invent_every(catalogue, declared, QUARTERS, seed)
    region = send_every(folder, catalogue, declared, every)
    before = _sight(region)
    leaving = [one for one in declared.partners if one.areas][seed % len(declared.authorities)]
    region.withdraw(leaving.id, leaving.areas)
    found = reconstruct([before, _read(region, region.open())], (), catalogue)
    return _Tried("withdrawal", found.attacked, found)


def _correct(region: InventedRegion, seed: int) -> None:
    for dataset, (area, period), counts in [*corrections(region.sent, region.catalogue, seed)]:
        region.send(area, period, counts, dataset)


def _declared() -> tuple[Catalogue, Region]:
    catalogue = load_catalogue(Settings.data)
    return catalogue, catalogue.regions[REGION]


def _holding(version: Version, sights: list[Sight]) -> list[Sight]:
    return [sight for sight in sights if sight.truth.get(version.cell) == version.number]


def _sight(region: InventedRegion) -> Sight:
    return _read(region, region.publish())


def _read(region: InventedRegion, desk: Desk) -> Sight:
    seen = look(desk.results(viewer_of(VIEWER, desk)), region.catalogue)
    return Sight(region.truth(), [seen])


def _late(every: Mapping[str, Returns], region: Region) -> Iterator[tuple[str, str]]:
    """Yield the areas, and the newest period of each return, that the second release adds."""
    for returns in every.values():
        newest = max(period for _, period in returns)
        yield from ((area, newest) for area in region.authorities[-LATE:])
