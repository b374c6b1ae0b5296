"""What is planted among the invented figures, so that every state a page can show occurs.

`PLANTED` is the one list of it: the generator does what it says, and tests look where it says.
Places are ranks by size and quarters are counted back from the last one, so that the list
holds for any region.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from yardstick.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yardstick.demonstration.chance import Counts, Floats
    from yardstick.demonstration.national import Figures

NATIONAL: Final = "riia_quarterly"
ADDITIONAL: Final = "social_care_additional"


class Shows(StrEnum):
    """What a planted thing lets a page show."""

    LATE = "received after it was due"
    MISSING = "a quarter that was never submitted"
    NOT_YET = "the newest quarter, not submitted yet"
    RESUBMITTED = "a second version with other figures"
    STEP = "a sudden change of level"
    IMPROVING = "a steady improvement"
    WORSENING = "a steady worsening"
    RECOUNT = "a stock that its starts and ends do not explain"
    NOT_COLLECTED = "an item not collected before a quarter"
    NOT_APPLICABLE = "a mean of no children"
    UNRELIABLE = "a figure too unreliable to report"
    ZERO = "nobody"
    EVERYBODY = "all of them"
    PROVISIONAL = "a return that may still change"
    SMALL = "counts of fewer than six children"


@dataclass(frozen=True)
class Plant:
    """One planted thing.

    Attributes:
        shows: What it is for.
        dataset: The return it is in.
        rank: Which authority: 0 is the region's largest by population, -1 its smallest.
        ago: Quarters before the last one; where it lasts, the quarter it begins in, or for
            what was not collected, the first quarter in which it was.
        item: The item it changes; empty where it is the whole return.
        whole: The item that `item` is all of, for `EVERYBODY`.
    """

    shows: Shows
    dataset: str
    rank: int
    ago: int
    item: str = ""
    whole: str = ""


PLANTED: Final = (
    Plant(Shows.LATE, NATIONAL, 8, 0),
    Plant(Shows.LATE, ADDITIONAL, 3, 5),
    Plant(Shows.MISSING, ADDITIONAL, 6, 11),
    Plant(Shows.NOT_YET, NATIONAL, 5, 0),
    Plant(Shows.NOT_YET, ADDITIONAL, 5, 0),
    Plant(Shows.NOT_YET, NATIONAL, 7, 0),
    Plant(Shows.NOT_YET, ADDITIONAL, 7, 0),
    Plant(Shows.RESUBMITTED, NATIONAL, 6, 9),
    Plant(Shows.RESUBMITTED, NATIONAL, 1, 2),
    Plant(Shows.STEP, NATIONAL, 4, 10, "R08"),
    Plant(Shows.IMPROVING, NATIONAL, 3, 7, "R06"),
    Plant(Shows.WORSENING, NATIONAL, 0, 7, "R03"),
    Plant(Shows.RECOUNT, NATIONAL, 7, 14, "R11"),
    Plant(Shows.NOT_COLLECTED, NATIONAL, 5, 14, "R20"),
    Plant(Shows.NOT_APPLICABLE, ADDITIONAL, -1, 0, "S11", "N_ADOPT"),
    Plant(Shows.NOT_APPLICABLE, ADDITIONAL, -1, 0, "S12", "N_MATCH"),
    Plant(Shows.UNRELIABLE, ADDITIONAL, 8, 3, "S22"),
    Plant(Shows.ZERO, ADDITIONAL, -1, 0, "S09"),
    Plant(Shows.EVERYBODY, ADDITIONAL, -1, 0, "S07", "N_CLA12"),
    Plant(Shows.PROVISIONAL, NATIONAL, 2, 0),
    Plant(Shows.PROVISIONAL, ADDITIONAL, 2, 0),
    Plant(Shows.SMALL, NATIONAL, -1, 0, "R16"),
)

STEP_UP: Final = 1.4
# Log odds a quarter: from the planted quarter on, and in the years before.
STEEP: Final = 0.06
GENTLE: Final = 0.03
RECOUNTED: Final = 0.08  # of the stock
MEANS: Final = {"S11": "N_ADOPT", "S12": "N_MATCH"}  # total days, and whose they are
_SIGNS = {Shows.IMPROVING: 2.0, Shows.WORSENING: 1.0}


def planted_for(rank: int, authorities: int) -> tuple[Plant, ...]:
    """Return what is planted in the authority of a rank, in a region of any size."""
    return tuple(plant for plant in PLANTED if plant.rank % authorities == rank)


def shifts(plants: Iterable[Plant], quarters: int, last: int) -> dict[str, Floats]:
    """Return what is added to the log of a level, or the log odds of a share, by item.

    Args:
        plants: What is planted in one authority.
        quarters: How many quarters there are.
        last: Position of the last one shown.
    """
    found = {}
    for plant in plants:
        since = np.arange(quarters) - (last - plant.ago)
        if plant.shows is Shows.STEP:
            found[plant.item] = np.where(since >= 0, np.log(STEP_UP), 0.0)
        elif plant.shows in _SIGNS:
            slope = np.where(since >= 0, STEEP, GENTLE) * _SIGNS[plant.shows]
            found[plant.item] = slope * since
    return found


def settle(figures: Figures, plants: Iterable[Plant], last: int, anchor: int) -> None:
    """Write into the figures what is planted in single cells.

    Args:
        figures: All items of one authority; changed in place.
        plants: What is planted there.
        last: Position of the last quarter shown.
        anchor: Position of the quarter whose stocks are published and stay as they are.
    """
    for plant in plants:
        where, cell = last - plant.ago, (plant.item, "")
        if where < 0:
            continue  # planted before the first of these quarters
        if plant.shows is Shows.ZERO:
            figures[cell][where] = 0
        elif plant.shows is Shows.EVERYBODY:
            figures[cell][where] = figures[plant.whole, ""][where]
        elif plant.shows is Shows.NOT_APPLICABLE:
            figures[plant.whole, ""][where] = figures[cell][where] = 0
        elif plant.shows is Shows.RECOUNT:
            _recount(figures[cell], where, anchor)


def _recount(stock: Counts, where: int, anchor: int) -> None:
    """Move the stock on the side of the recount that is not published."""
    moved = int(stock[anchor] * RECOUNTED)
    if where <= anchor:
        stock[:where] -= moved
    else:
        stock[where:] += moved


def status(plants: Iterable[Plant], item: str, ago: int, *, of_nobody: bool) -> Status:
    """Return the status of one cell of a return.

    Args:
        plants: What is planted in this return's authority and data set.
        item: Which item.
        ago: Quarters before the last one.
        of_nobody: Whether it is a mean of no children.
    """
    for plant in plants:
        if plant.item == item and plant.shows is Shows.NOT_COLLECTED and ago > plant.ago:
            return Status.UNAVAILABLE
        if plant.item == item and plant.shows is Shows.UNRELIABLE and ago == plant.ago:
            return Status.UNRELIABLE
    if of_nobody:
        return Status.NOT_APPLICABLE
    provisional = any(p.shows is Shows.PROVISIONAL and p.ago == ago for p in plants)
    return Status.PROVISIONAL if provisional else Status.SHOWN
