"""One authority of the demonstration: its place in the region, its quarters and its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from yardstick.demonstration.additional import additional_figures
from yardstick.demonstration.calibration import CALIBRATED, by_size, people_of, published_levels
from yardstick.demonstration.course import QUARTERS, Course
from yardstick.demonstration.national import national_figures
from yardstick.demonstration.planted import planted_for, settle, shifts
from yardstick.model import Period, PeriodKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.regions import Region
    from yardstick.demonstration.national import Figures
    from yardstick.demonstration.planted import Plant
    from yardstick.model import Area

_YEAR_STARTS: Final = Period(PeriodKind.QUARTER, CALIBRATED.year, 1)


@dataclass(frozen=True)
class Authority:
    """What is invented for one authority.

    Attributes:
        area: Which.
        seed: What its draws depend on.
        quarters: The quarters to show, oldest first.
        plants: What is planted in it.
        figures: By item and code of the part, one number for each of `quarters`.
    """

    area: Area
    seed: str
    quarters: tuple[Period, ...]
    plants: tuple[Plant, ...]
    figures: Figures


def invent_authorities(
    catalogue: Catalogue, region: Region, last: Period, quarters: int, seed: str
) -> Iterator[Authority]:
    """Yield each authority of a region, in the region's order, with figures for every quarter.

    Args:
        catalogue: Areas, populations, and which published measures belong to which indicator.
        region: Whose authorities.
        last: Newest quarter.
        quarters: How many, to the newest.
        seed: What every draw depends on, with the authority and the item.
    """
    known = published_levels(catalogue)
    ordered = by_size(catalogue, region)
    shown = tuple(last.shifted(-ago) for ago in reversed(range(quarters)))
    filled = _with_calibrated_year(shown)
    start = filled.index(shown[0])
    for code in region.authorities:
        plants = planted_for(ordered.index(code), len(ordered))
        course = Course(
            seed=seed,
            area=code,
            population=people_of(catalogue, code),
            quarters=filled,
            first=filled.index(_YEAR_STARTS),
            published=known.get(code, {}),
            region=known.get(region.code, {}),
            shifts=shifts(plants, len(filled), start + quarters - 1),
        )
        figures = _figures(course, plants, start + quarters - 1)
        cut = {cell: numbers[start : start + quarters] for cell, numbers in figures.items()}
        yield Authority(catalogue.reference.areas[code], seed, shown, plants, cut)


def _with_calibrated_year(shown: tuple[Period, ...]) -> tuple[Period, ...]:
    """Return the quarters from the first to the last of those shown and those calibrated."""
    first = min(shown[0], _YEAR_STARTS)
    last = max(shown[-1], _YEAR_STARTS.shifted(QUARTERS - 1))
    filled = [first]
    while filled[-1] < last:
        filled.append(filled[-1].shifted(1))
    return tuple(filled)


def _figures(course: Course, plants: tuple[Plant, ...], last: int) -> Figures:
    national = national_figures(course)
    figures = national | additional_figures(course, national)
    settle(figures, plants, last, course.year.stop - 1)
    return figures
