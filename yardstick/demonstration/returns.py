"""Invented returns, as authorities would have sent them: late, missing, corrected and all."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from yardstick.demonstration.authority import Authority, invent_authorities
from yardstick.demonstration.chance import Counts, chance, nearest
from yardstick.demonstration.planted import ADDITIONAL, MEANS, NATIONAL, Shows, status
from yardstick.model import Period, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.declarations import DataSet, Item
    from yardstick.catalogue.regions import Region
    from yardstick.model import Area

LAST: Final = Period.parse("2025-26 Q4")
DAYS_TO_SUBMIT: Final = 42  # the sector's window is four to six weeks after the quarter's end
LATE_RECORDED: Final = 0.06  # of the events, which only a second version has
_RECORDED_LATE = {"R05": "R06", "R06": "R06", "R22": "R22"}  # and of how many it is a share
_DAYS_EARLY, _DAYS_LATE = 20, 12
_OFTEN_LATE = 0.04
# A correction comes after the returns of a later quarter, the late ones of them included.
_CORRECTED_WITH, _DAYS_AFTER = 2, 20


@dataclass(frozen=True)
class InventedReturn:
    """One return of one authority for one quarter, all of it invented.

    Attributes:
        dataset: Identifier of the data set.
        area: GSS code of the authority.
        period: Key of the quarter.
        counts: One row per `item` and `breakdown` (code of the part, '' for the total) with
            `number` (whole people, events or days; missing where `status` has no value) and
            `status` (letter).
        received: Day it came in.
        due: Day it was to come in by.
        submitted_by: Says that nobody did.
    """

    dataset: str
    area: str
    period: str
    counts: pd.DataFrame
    received: dt.date
    due: dt.date
    submitted_by: str


def invent_returns(
    catalogue: Catalogue,
    region: Region,
    *,
    last: Period = LAST,
    quarters: int = 24,
    seed: str = "yardstick",
) -> Iterator[InventedReturn]:
    """Yield a region's returns in the order they came in, a correction after what it corrects.

    The same arguments give the same returns in any process. The year that was published agrees
    with what was published.

    Args:
        catalogue: Says which items a return has, and which measures are published where.
        region: Any region of the catalogue.
        last: Newest quarter.
        quarters: How many, to the newest. There is none from before an authority existed.
        seed: Another one gives another region of the same size.
    """
    datasets = [catalogue.datasets[name] for name in (NATIONAL, ADDITIONAL)]
    authorities = invent_authorities(catalogue, region, last, quarters, seed)
    made = [
        sent
        for authority in authorities
        for dataset in datasets
        for sent in _Sender(authority, dataset).returns()
    ]
    yield from sorted(made, key=lambda one: (one.received, one.dataset, one.area, one.period))


@dataclass(frozen=True)
class _Cell:
    """One cell of a return, before it is a row."""

    item: str
    breakdown: str
    number: int
    status: Status


class _Sender:
    """One authority sending one data set."""

    def __init__(self, authority: Authority, dataset: DataSet) -> None:
        self._area = authority.area
        self._authority = authority
        self._dataset = dataset
        self._plants = tuple(one for one in authority.plants if one.dataset == dataset.id)
        self._parts: dict[str, dict[str, Counts]] = defaultdict(dict)
        for (item, code), numbers in authority.figures.items():
            self._parts[item][code] = numbers

    def returns(self) -> Iterator[InventedReturn]:
        """Yield what was sent for each quarter in which the authority existed."""
        for position, quarter in enumerate(self._authority.quarters):
            ago = len(self._authority.quarters) - 1 - position
            planted = {one.shows for one in self._plants if one.ago == ago and not one.item}
            if self._area.exists_in(quarter) and not planted & {Shows.MISSING, Shows.NOT_YET}:
                yield from self._versions(position, quarter, ago, planted)

    def _versions(
        self, position: int, quarter: Period, ago: int, planted: set[Shows]
    ) -> Iterator[InventedReturn]:
        cells = [
            cell
            for item in self._dataset.items
            for cell in self._cells(item, position, quarter, ago)
        ]
        sent = InventedReturn(
            dataset=self._dataset.id,
            area=self._area.code,
            period=quarter.key,
            counts=_frame(cells),
            received=self._received(quarter, late=Shows.LATE in planted),
            due=due(quarter),
            submitted_by=sender(self._area),
        )
        if Shows.RESUBMITTED not in planted:
            yield sent
        else:
            yield replace(sent, counts=_frame(_before_correction(cells)))
            after = due(quarter.shifted(_CORRECTED_WITH)) + dt.timedelta(_DAYS_AFTER)
            yield replace(sent, received=after)

    def _cells(self, item: Item, position: int, quarter: Period, ago: int) -> Iterator[_Cell]:
        """Yield an item's cells; one that this demonstration knows nothing of was not collected."""
        begun = (
            item.collected_from is None or Period.parse(item.collected_from).start <= quarter.start
        )
        of_nobody = item.name in MEANS and not self._parts[MEANS[item.name]][""][position]
        for code, numbers in self._parts.get(item.name, {}).items():
            state = status(self._plants, item.name, ago, of_nobody=of_nobody)
            yield _Cell(
                item.name, code, int(numbers[position]), state if begun else Status.UNAVAILABLE
            )
        if item.name not in self._parts:
            yield _Cell(item.name, "", 0, Status.UNAVAILABLE)

    def _received(self, quarter: Period, *, late: bool) -> dt.date:
        names = (self._area.code, self._dataset.id, quarter.key)
        rng = chance(self._authority.seed, *names, "received")
        if rng.random() < _OFTEN_LATE or late:
            return due(quarter) + dt.timedelta(int(rng.integers(1, _DAYS_LATE + 1)))
        return due(quarter) - dt.timedelta(int(rng.integers(0, _DAYS_EARLY + 1)))


def due(quarter: Period) -> dt.date:
    """Return the day a quarter's return is to come in by."""
    return quarter.end + dt.timedelta(DAYS_TO_SUBMIT)


def _before_correction(cells: list[_Cell]) -> list[_Cell]:
    """Return the cells without the events that were recorded late."""
    numbers = {cell.item: cell.number for cell in cells if not cell.breakdown}
    missed = {
        item: max(nearest(numbers[of] * LATE_RECORDED), 1) for item, of in _RECORDED_LATE.items()
    }
    return [replace(cell, number=max(cell.number - missed.get(cell.item, 0), 0)) for cell in cells]


def _frame(cells: list[_Cell]) -> pd.DataFrame:
    numbers = [float(cell.number) if cell.status.has_value else None for cell in cells]
    return pd.DataFrame(
        {
            "item": pd.Series([cell.item for cell in cells], dtype="str"),
            "breakdown": pd.Series([cell.breakdown for cell in cells], dtype="str"),
            "number": pd.Series(numbers, dtype="Float64"),
            "status": pd.Series([cell.status.value for cell in cells], dtype="str"),
        }
    )


def sender(area: Area) -> str:
    """Return who sends an authority's invented returns: nobody, and its name says so."""
    return f"demonstration:{re.sub('[^a-z]+', '-', area.name.lower()).strip('-')}"
