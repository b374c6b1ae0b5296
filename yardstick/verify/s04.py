"""Try to work hidden counts of returns out with a solver, from all that each viewer can read."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from loky import cpu_count

from yardstick.catalogue import load_catalogue
from yardstick.model import Reach
from yardstick.processes import side_by_side
from yardstick.results.settings import Settings
from yardstick.verify.bars import Outcome
from yardstick.verify.invented_every import invent_every, send_every
from yardstick.verify.invented_region import viewer_of
from yardstick.verify.onlooker import look_everywhere
from yardstick.verify.reconstruction import Sight, reconstruct
from yardstick.verify.unmoved import told_by_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.regions import Region
    from yardstick.model import Viewer
    from yardstick.verify.invented_region import InventedRegion
    from yardstick.verify.reconstruction import Found
    from yardstick.verify.seen import Cell, Seen

STATEMENT = (
    "A viewer with a solver, the published figures and their own counts cannot tell another "
    "authority's small count of a return to within fewer than three values, and nothing that is "
    "shown of others' workforce moves with a number."
)
TARGET = "0 exact, and 0 narrower than three values, beyond what public figures give"
REGION = "east_midlands"
# So many quarters, and so many regions of them: a short one gave away what no long one did.
SMALL: Final = ((4, 1),)
FULL: Final = ((4, 12), (12, 5))
VIEWERS = ("rutland.lead", "executive.reader")
VIEWERS_FULL = (*VIEWERS, "derbyshire.dcs", "nottinghamshire.analyst", "northamptonshire.data")
OTHERS, OTHERS_FULL = 2, 9  # authorities of which analyses of the workforce are asked for


class _Onlooker(NamedTuple):
    """One account, and what it has read."""

    viewer: Viewer
    seen: Seen

    def given(self, truth: Mapping[Cell, float]) -> dict[Cell, float]:
        """Return the counts of data sets of which the account was given every authority's."""
        reach = {cell.dataset: self.viewer.reach(cell.dataset) for cell in truth}
        return {cell: one for cell, one in truth.items() if reach[cell.dataset] is Reach.REGION}

    def beyond(self, truth: Mapping[Cell, float]) -> Iterator[Cell]:
        """Yield the counts of others that were read of a data set that was not given so."""
        given = self.given(truth)
        summed = (cell for cells, number in self.seen.sums if number is not None for cell in cells)
        for cell in (*self.seen.numbers, *summed):
            if cell in truth and cell not in given and cell.area not in self.viewer.areas:
                yield cell


class _Attacked(NamedTuple):
    """What came of one invented region."""

    tried: Counter[str]
    failures: list[str]
    together: int


def check(folder: Path, *, full: bool) -> Outcome:
    """Attack invented regions as each of some viewers, and as pairs of them together."""
    sizes = list(_regions(FULL if full else SMALL))
    attack = partial(_attack, folder, full=full)
    done = list(side_by_side(attack, sizes, min(cpu_count(), len(sizes))))
    tried = sum((one.tried for one in done), Counter[str]())
    failures = [failure for one in done for failure in one.failures]
    asked, moved = told_by_numbers(folder, *_declared(), OTHERS_FULL if full else OTHERS)
    figure = {
        "narrow": len(failures),
        "narrow_to_two_who_collude": sum(one.together for one in done),
        **{f"counts_of_{dataset}": many for dataset, many in sorted(tried.items())},
        "answers_about_the_workforce": asked,
    }
    return Outcome(tried.total() + asked, (*failures, *moved), figure)


def _attack(folder: Path, size: tuple[int, int], *, full: bool) -> _Attacked:
    """Attack one region of so many quarters, made from a seed."""
    quarters, seed = size
    region = _region(folder / f"region-{quarters}-{seed}", quarters, seed)
    sights = _sights(region, VIEWERS_FULL if full else VIEWERS, every_period=full and not seed)
    tried: Counter[str] = Counter()
    failures: list[str] = []
    for name, sight in sights.items():
        truth = sight.given(region.truth())
        found = reconstruct([Sight(truth, [sight.seen])], sight.viewer.areas, region.catalogue)
        tried.update(one.cell.dataset for one in found.attacked)
        failures += _told(name, found)
        failures += _shown(name, sight.beyond(region.truth()))
    together = sum(_by_two(region, *pair) for pair in combinations(sights.values(), 2))
    return _Attacked(tried, failures, together)


def _regions(sizes: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield how many quarters each region has, and its seed."""
    return ((quarters, seed) for quarters, regions in sizes for seed in range(regions))


def _declared() -> tuple[Catalogue, Region]:
    catalogue = load_catalogue(Settings.data)
    return catalogue, catalogue.regions[REGION]


def _region(folder: Path, quarters: int, seed: int) -> InventedRegion:
    declared = _declared()
    return send_every(folder, *declared, invent_every(*declared, quarters, seed))


def _sights(
    region: InventedRegion, accounts: tuple[str, ...], *, every_period: bool
) -> Mapping[str, _Onlooker]:
    """Read everything as each account."""
    desk = region.publish()
    viewers = {name: viewer_of(name, desk) for name in accounts}
    read = partial(look_everywhere, catalogue=region.catalogue, every_period=every_period)
    return {name: _Onlooker(one, read(desk.results(one))) for name, one in viewers.items()}


def _by_two(region: InventedRegion, one: _Onlooker, other: _Onlooker) -> int:
    """Return how many counts two who put their heads together can tell."""
    truth = one.given(region.truth()) | other.given(region.truth())
    sight = Sight(truth, [one.seen, other.seen])
    own = one.viewer.areas | other.viewer.areas
    return len(reconstruct([sight], own, region.catalogue).narrow)


def _shown(name: str, cells: Iterable[Cell]) -> list[str]:
    """Say which counts were read of a data set that an account was not given."""
    return [f"{name} is shown {cell.item} of {cell.area} in {cell.period}." for cell in cells]


def _told(name: str, found: Found) -> list[str]:
    """Say which counts gave way, without what they are."""
    return [
        f"{name} can tell {version.cell.item} {version.cell.part} of {version.cell.area} in "
        f"{version.cell.period} to within {high - low + 1} values."
        for version, (low, high) in found.narrow.items()
    ]
