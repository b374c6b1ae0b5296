"""Every figure once more, naively, from the counts that are shown beside it and from nothing else.

Written apart from the product's own arithmetic, in plain loops over plain numbers. What is not
made of shown counts one by one, a region's total, must be made of tens: that is what its
protection leaves of it.
"""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from yardstick.model import Basis, Comparator, Period, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from yardstick.catalogue.declarations import Indicator
    from yardstick.results.types import Trend

NEAR = 1e-9  # of its size: what two ways of adding in floating point may differ by
MOST_TENS = 20_000  # a region counts fewer children than this times ten in any figure here
SHOWN = frozenset(status.value for status in Status if status.has_value)
NUMBERS = ("value", "numerator", "denominator", "lower", "upper")


@dataclass
class Tally:
    """How many figures were made again, and which came out otherwise."""

    made: int = 0
    wrong: list[str] = field(default_factory=list)

    def same(self, where: str, shown: object, mine: float | None) -> None:
        """Hold a figure against the same one made again; both may be missing."""
        self.made += 1
        number = _number(shown)
        if (number is None) != (mine is None) or (
            number is not None
            and mine is not None
            and not math.isclose(number, mine, rel_tol=NEAR, abs_tol=NEAR)
        ):
            self.wrong.append(f"{where} is not what the shown counts give.")

    def holds(self, where: str, *, true: bool) -> None:
        """Hold a statement."""
        self.made += 1
        if not true:
            self.wrong.append(f"{where} is not made of protected counts.")


def _number(shown: object) -> float | None:
    number = math.nan if shown is None or str(shown) == "<NA>" else float(str(shown))
    return None if math.isnan(number) else number


def number_in(row: Mapping[str, object], name: str) -> float | None:
    """Return a number of a row, or None where it is missing."""
    return _number(row[name])


Counts = dict[tuple[str, str], tuple[float, float]]  # area and period to what stands over what


def shown_counts(trend: Trend) -> Counts:
    """Return the counts that a quarter's or a year's series shows, by area and period.

    A share of nothing shows neither: what it is over adds nothing to a year.
    """
    found: Counts = {}
    for row in trend.values.to_dict("records"):
        above, below = _number(row["numerator"]), _number(row["denominator"])
        if row["status"] in SHOWN and above is not None:
            found[row["area"], row["period"]] = above, 1.0 if below is None else below
        elif row["status"] == Status.NOT_APPLICABLE:
            found[row["area"], row["period"]] = 0.0, 0.0
    return found


def check_trend(tally: Tally, trend: Trend, counts: Counts) -> None:
    """Make every figure of a series again from the counts of its quarters."""
    where = f"{trend.indicator.id} {trend.basis.value}"
    for row in trend.values.to_dict("records"):
        here = f"{where} {row['area']} {row['period']}"
        if row["status"] not in SHOWN:
            tally.holds(here, true=all(_number(row[name]) is None for name in NUMBERS))
            continue
        made = _over(trend, counts, row["area"], row["period"])
        mine = _value(trend.indicator, trend.basis, made)
        if mine is not None and _has_nothing(counts, row["area"], row["period"]):
            # What stands over nothing is shown nowhere, and may be more than nothing.
            tally.holds(here, true=row["value"] >= mine * (1 - NEAR))
        else:
            tally.same(here, row["value"], mine)


def _has_nothing(counts: Counts, area: str, period: str) -> bool:
    """Tell whether a quarter of the year to a period is a share of nothing."""
    year = [Period.parse(period).shifted(-ago).key for ago in range(4)]
    return any(counts.get((area, key), (0.0, 1.0))[1] == 0 for key in year)


def _over(trend: Trend, counts: Counts, area: str, period: str) -> tuple[float, float] | None:
    if trend.basis is not Basis.ROLLING:
        return counts.get((area, period))
    quarters = [
        counts.get((area, Period.parse(period).shifted(-ago).key)) for ago in reversed(range(4))
    ]
    held = [pair for pair in quarters if pair is not None]
    if len(held) < len(quarters):
        return None
    over = trend.indicator.denominator
    summed = over is not None and over.population is None
    return sum(a for a, _ in held), sum(b for _, b in held) if summed else held[-1][1]


def _value(indicator: Indicator, basis: Basis, pair: tuple[float, float] | None) -> float | None:
    if pair is None or not pair[1]:
        return None
    value = pair[0] / pair[1]
    if indicator.denominator is not None:
        value *= indicator.unit.multiplier
    return value * 4 if basis is Basis.ANNUALISED else value


def check_comparator(tally: Tally, trend: Trend, peers: Sequence[str]) -> None:
    """Make the line of a mean, a median or a group again from the areas that are shown."""
    rows = {(row["area"], row["period"]): row for row in rows_of(trend.values)}
    for line in rows_of(trend.comparator):
        where = f"{trend.indicator.id} {trend.against.kind.value} {line['period']}"
        held = [rows[area, line["period"]] for area in peers if (area, line["period"]) in rows]
        held = [row for row in held if _number(row["value"]) is not None]
        tally.same(where, line["value"], _combined(trend, held))
        if _number(line["value"]) is not None:
            tally.same(f"{where} how many", line["with_value"], float(len(held)))


def _combined(trend: Trend, rows: list[dict[str, object]]) -> float | None:
    if not rows or trend.indicator.denominator is None:
        return None
    values = [float(str(row["value"])) for row in rows]
    if trend.against.kind is Comparator.NEIGHBOURS:
        return sum(values) / len(values)
    if trend.against.kind is Comparator.NEIGHBOURS_MEDIAN:
        return statistics.median(values)
    above = sum(float(str(row["numerator"])) for row in rows)
    below = sum(float(str(row["denominator"])) for row in rows)
    return _value(trend.indicator, trend.basis, (above, below))


def is_of_tens(value: float, people: float | None) -> bool:
    """Tell whether a region's share is one of two tens, or of tens over so many people."""
    if people is not None:
        tens = value * people / 10
        return math.isclose(tens, round(tens), abs_tol=1e-6)
    near = Fraction(value).limit_denominator(MOST_TENS)
    return math.isclose(value, float(near), rel_tol=NEAR, abs_tol=1e-12)


def spread(values: Iterable[float]) -> dict[str, float]:
    """Return what a spine shows of some figures: ends, quarters and middle (type 7)."""
    held = sorted(values)
    return {
        name: _quantile(held, share)
        for name, share in (("low", 0), ("q1", 0.25), ("median", 0.5), ("q3", 0.75), ("high", 1))
    }


def _quantile(held: list[float], share: float) -> float:
    place = share * (len(held) - 1)
    below = int(place)
    above = min(below + 1, len(held) - 1)
    return held[below] + (place - below) * (held[above] - held[below])


def rows_of(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Return a frame's rows."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def by_area(frame: pd.DataFrame) -> dict[str, dict[str, object]]:
    """Return a frame's rows by area."""
    return {str(row["area"]): row for row in rows_of(frame)}
