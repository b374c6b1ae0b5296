"""Try to work hidden counts of returns out with a solver, from all that each viewer can read."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

from yardstick.catalogue import load_catalogue
from yardstick.results.settings import Settings
from yardstick.verify.bars import Outcome
from yardstick.verify.invented_region import InventedRegion, invent, viewer_of
from yardstick.verify.onlooker import look
from yardstick.verify.reconstruction import Sight, reconstruct

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from yardstick.model import Viewer
    from yardstick.verify.onlooker import Seen
    from yardstick.verify.reconstruction import Found

STATEMENT = (
    "A viewer with a solver, the published figures and their own counts cannot tell another "
    "authority's small count of a return to within fewer than three values."
)
TARGET = "0 exact, and 0 narrower than three values, beyond what public figures give"
REGION = "east_midlands"
# So many quarters, and so many regions of them: a short one gave away what no long one did.
SMALL: Final = ((4, 1),)
FULL: Final = ((4, 12), (12, 5))
VIEWERS = ("rutland.lead", "executive.reader")
VIEWERS_FULL = (*VIEWERS, "derbyshire.dcs", "nottinghamshire.analyst", "northamptonshire.data")


def check(folder: Path, *, full: bool) -> Outcome:
    """Attack an invented region as each of some viewers, and as pairs of them together."""
    tried, failures = 0, []
    together = 0
    sizes = FULL if full else SMALL
    for quarters, seed in ((size, seed) for size, regions in sizes for seed in range(regions)):
        region = _region(folder / f"region-{quarters}-{seed}", quarters, seed)
        sights = _sights(region, VIEWERS_FULL if full else VIEWERS)
        for name, (viewer, seen) in sights.items():
            found = reconstruct([Sight(region.truth(), [seen])], viewer.areas, region.catalogue)
            tried += len(found.attacked)
            failures += _told(name, found)
        for one, other in combinations(sights.values(), 2):
            own = one[0].areas | other[0].areas
            sight = Sight(region.truth(), [one[1], other[1]])
            together += len(reconstruct([sight], own, region.catalogue).narrow)
    figure = {"narrow": len(failures), "narrow_to_two_who_collude": together}
    return Outcome(tried, tuple(failures), figure)


def _region(folder: Path, quarters: int, seed: int) -> InventedRegion:
    catalogue = load_catalogue(Settings.data)
    region = catalogue.regions[REGION]
    return InventedRegion.make(folder, catalogue, region, invent(region, quarters, seed))


def _sights(region: InventedRegion, accounts: tuple[str, ...]) -> Mapping[str, tuple[Viewer, Seen]]:
    """Read everything as each account."""
    desk = region.publish()
    viewers = {name: viewer_of(name, desk) for name in accounts}
    return {
        name: (viewer, look(desk.results(viewer), region.catalogue))
        for name, viewer in viewers.items()
    }


def _told(name: str, found: Found) -> list[str]:
    """Say which counts gave way, without what they are."""
    return [
        f"{name} can tell {version.cell.item} {version.cell.part} of {version.cell.area} in "
        f"{version.cell.period} to within {high - low + 1} values."
        for version, (low, high) in found.narrow.items()
    ]
