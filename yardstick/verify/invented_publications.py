"""What the department would publish of invented returns: counts from 6, and rounded shares.

As its releases do, it hides counts of 1 to 5 and the shares that are made of them, and rounds a
share to a whole per cent and a mean to one decimal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.model import Counted, Unit
from yardstick.verify.invented_region import year_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.declarations import Indicator
    from yardstick.verify.invented_region import Published, Returns

SOURCE = "lait"
HIDDEN = range(1, 6)


def publications(dataset: str, returns: Returns, catalogue: Catalogue) -> list[Published]:
    """Return the department's figures of the first year of a data set's returns.

    Of a return of school years only every other measure is published, so that items which two
    measures share are still shown from the returns.
    """
    yearly = catalogue.datasets[dataset].cycle == "year"
    declared = [one for one in catalogue.indicators.values() if one.dataset == dataset]
    periods = sorted({period for _, period in returns})
    first = periods[:1] if yearly else periods[:4]
    year = first[0] if yearly else year_of(first[0])
    found: dict[tuple[str, str, str], float | None] = {}
    for indicator in declared[:: 2 if yearly else 1]:
        for area in dict.fromkeys(area for area, _ in returns):
            some, of = (_whole(indicator, item, returns, area, first) for item in _sides(indicator))
            for measure, number in _told(indicator, some, of):
                found[measure, area, year] = number
    return [(*key, number) for key, number in found.items()]


def _sides(indicator: Indicator) -> tuple[str, str]:
    below = indicator.denominator
    return str(indicator.numerator.item), str(below.item) if below else ""


def _whole(
    indicator: Indicator, item: str, returns: Returns, area: str, periods: list[str]
) -> int | None:
    """Return an item's number of a year: of its last day where it is a stock."""
    kept = periods[-1:] if indicator.counted is Counted.STOCK else periods
    numbers = [returns[area, period].get((item, "")) for period in kept]
    return sum(one for one in numbers if one is not None) if None not in numbers else None


def _told(
    indicator: Indicator, some: int | None, of: int | None
) -> Iterator[tuple[str, float | None]]:
    """Yield each measure that is published of an indicator, with its number."""
    if some is None or of is None:
        return
    hidden = some in HIDDEN or of in HIDDEN or not of
    share = 0.0 if hidden else _rounded(indicator, some / of)
    for one in indicator.published:
        if one.source == SOURCE:
            yield one.measure, None if hidden else share
            if one.numerator:
                yield one.numerator, None if some in HIDDEN else float(some)
            if one.denominator:
                yield one.denominator, None if of in HIDDEN else float(of)


def _rounded(indicator: Indicator, ratio: float) -> float:
    return float(round(100 * ratio)) if indicator.unit is Unit.PERCENT else round(ratio, 1)
