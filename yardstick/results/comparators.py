"""What a series is held against: region, statistical neighbours, England, a chosen group.

Every comparator is made from what the viewer may be shown, so that it gives nothing back. The
rules and their evidence are those of DfE's Local Authority Interactive Tool (domain 7): region
and England are ratios of sums, neighbours a simple mean of those that have a value.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from yardstick.model import Basis, Comparator, Counted, Period, Status, Unit
from yardstick.results.series import Together, or_nan, scale
from yardstick.results.types import Against
from yardstick.stats.comparators import mean_of, median_of, ratio_of_sums

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yardstick.catalogue.regions import Group, Region
    from yardstick.model import Selection
    from yardstick.results.series import Series
    from yardstick.results.types import Point
    from yardstick.stats.comparators import Combined

ENGLAND = "E92000001"


@dataclass(frozen=True)
class Peers:
    """Who can be compared with whom.

    Attributes:
        region: The region's declaration.
        neighbours: Model and area to its neighbours' codes, nearest first.
    """

    region: Region
    neighbours: Mapping[tuple[str, str], tuple[str, ...]]

    def of(self, selection: Selection) -> tuple[str, ...]:
        """Return the statistical neighbours of the area in focus."""
        return self.neighbours.get((selection.model, selection.area), ())

    def group(self, selection: Selection) -> Group | None:
        """Return the chosen group, or None where the comparator is not one."""
        return next((g for g in self.region.groups if g.id == selection.group), None)


@dataclass(frozen=True)
class Yardstick:
    """A comparator, ready to be asked for any period of a series.

    Attributes:
        series: What is compared.
        published: The same indicator's published series: where an in-year one finds England.
        peers: Who can be compared with whom.
        selection: The area in focus and the comparator.
    """

    series: Series
    published: Series | None
    peers: Peers
    selection: Selection

    def at(self, period: str, part: str = "") -> Together:
        """Return the comparator's figure in one period.

        A plain count has none: what several areas count together is no yardstick for one.
        """
        if self.series.indicator.unit is Unit.COUNT:
            return _none(0)
        match self.selection.comparator:
            case Comparator.REGION:
                return self.series.total(period, part)
            case Comparator.ENGLAND:
                return self._england(period) if not part else _none(1)
            case Comparator.NEIGHBOURS:
                return _together(mean_of(self._shown(self.peers.of(self.selection), period, part)))
            case Comparator.NEIGHBOURS_MEDIAN:
                return _together(
                    median_of(self._shown(self.peers.of(self.selection), period, part))
                )
            case Comparator.GROUP:
                return self._group(period, part)
            case unknown:
                assert_never(unknown)

    def _points(self, areas: Sequence[str], period: str, part: str) -> list[Point]:
        return [self.series.point(area, period, part) for area in areas]

    def _shown(self, areas: Sequence[str], period: str, part: str) -> list[float]:
        return [or_nan(point.value) for point in self._points(areas, period, part)]

    def _group(self, period: str, part: str) -> Together:
        group = self.peers.group(self.selection)
        points = self._points(group.areas if group else (), period, part)
        return _together(
            ratio_of_sums(
                [or_nan(point.numerator) for point in points],
                [or_nan(point.denominator) for point in points],
                self.series.indicator.unit.multiplier,
                scale(self.series.basis),
            )
        )

    def _england(self, period: str) -> Together:
        """Return England's published value.

        An in-year figure takes the newest published year that does not lie after it; a
        quarterly flow over a population has none, because a quarter is never put beside a year
        (domain 1.3).
        """
        if self.series.basis is Basis.PUBLISHED:
            return _one(self.series.point(ENGLAND, period))
        if self.published is None or not self.published.comparable:
            return _none(1)
        if not _may_stand_beside_a_year(self.series):
            return _none(1)
        end = Period.parse(period).end
        for year in reversed(self.published.periods):
            point = self.published.point(ENGLAND, year.key)
            if year.end <= end and point.value is not None:
                return _one(point)
        return _none(1)

    def against(self, period: str, part: str = "") -> Against:
        """Name the comparator as it stands in one period, and how many had a value."""
        found = self.at(period, part)
        # Years that are not published yet are of local returns, and of so many authorities.
        published = self.series.basis is Basis.PUBLISHED and found.out_of <= 1
        name, how = self._naming(published=published)
        single = self.selection.comparator is Comparator.ENGLAND or (
            self.selection.comparator is Comparator.REGION and published
        )
        if single:
            detail = how if found.with_value else f"{name}: nothing comparable is published"
        else:
            detail = f"{how}; {found.with_value} of {found.out_of} authorities have a figure"
        return Against(self.selection.comparator, name, detail)

    def _naming(self, *, published: bool) -> tuple[str, str]:
        """Return the comparator's short name and how it was made."""
        region, model = self.peers.region.name, self.selection.model
        group = self.peers.group(self.selection)
        return {
            Comparator.REGION: (
                region,
                f"{region} as published"
                if published
                else f"{region}, totals rounded to the nearest 10",
            ),
            Comparator.ENGLAND: ("England", "England as published"),
            Comparator.NEIGHBOURS: (
                "Neighbours (mean)",
                f"Mean of statistical neighbours, {model} model",
            ),
            Comparator.NEIGHBOURS_MEDIAN: (
                "Neighbours (median)",
                f"Median of statistical neighbours, {model} model",
            ),
            Comparator.GROUP: (group.name if group else "Group", "Total of the group"),
        }[self.selection.comparator]


def _may_stand_beside_a_year(series: Series) -> bool:
    quarter = series.basis is Basis.QUARTERLY and series.indicator.counted is Counted.FLOW
    return not (quarter and series.indicator.annualise)


def _together(combined: Combined) -> Together:
    shown = not math.isnan(combined.value)
    return Together(
        combined.value if shown else None,
        Status.SHOWN if shown else Status.UNAVAILABLE,
        combined.with_value,
        combined.out_of,
    )


def _one(point: Point) -> Together:
    return Together(point.value, point.status, int(point.value is not None), 1)


def _none(out_of: int) -> Together:
    return Together(None, Status.UNAVAILABLE, 0, out_of)
