"""What comes out of the door: figures that are already authorised, protected and labelled.

Everything a chart draws, a sentence says or a file holds is made from one of these. A frame's
columns are named in the class that carries it. In every frame `status` says why a value is there
or not (see `model.Status`), a value that is not there is missing, never 0, and `note` is what the
figure's own authority says about it, empty where it says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    import pandas as pd

    from yardstick.catalogue.declarations import Indicator
    from yardstick.model import (
        Area,
        Basis,
        Comparator,
        Judgement,
        Period,
        Status,
        TrendWord,
    )
    from yardstick.results.replies import Reply


@dataclass(frozen=True)
class Stamp:
    """What is printed beside every figure, so that it can be traced and cited.

    Attributes:
        source: Who collected or published it, with the name of the publication or return.
        release: Identifier of the release of the store it was read from.
        made: When that release was made.
        population: Estimate year and vintage of the denominator; empty where there is none.
        basis: How the series was made, in words.
        invented: Whether the figures are a demonstration's.
        classification: Label to print on the page and in the file.
        notes: What authorities say about figures of their own that are shown here.
    """

    source: str
    release: str
    made: dt.datetime
    population: str
    basis: str
    invented: bool
    classification: str
    notes: tuple[Reply, ...] = ()


@dataclass(frozen=True)
class Against:
    """The comparator as it stands for one area.

    Attributes:
        kind: Which comparator was chosen.
        label: Short name for the end of a line ("East Midlands", "Neighbours (mean of 10)").
        detail: How it was made and how many had a value ("8 of 10 authorities").
    """

    kind: Comparator
    label: str
    detail: str


@dataclass(frozen=True)
class Verdict:
    """One area, one period, against its comparator.

    Attributes:
        judgement: By interval.
        reason: The rule in words, or why nothing was compared.
        gap: Children (or events) between the area and the comparator, positive where the area
            has more; None where it does not apply.
        gap_low, gap_high: Smallest and largest gap that the interval allows.
    """

    judgement: Judgement
    reason: str
    gap: int | None = None
    gap_low: int | None = None
    gap_high: int | None = None


@dataclass(frozen=True)
class Recent:
    """Five points together.

    Attributes:
        word: What they say.
        reason: The test, or why it cannot be made ("only 3 points").
    """

    word: TrendWord
    reason: str


@dataclass(frozen=True)
class Point:
    """One figure.

    Attributes:
        value: In the indicator's unit; None where `status` has none.
        status: Why.
        lower, upper: 95 % interval in the indicator's unit; None where there is none.
        numerator, denominator: People or events; None where hidden or not published.
        noted: Whether its authority has written a note on it.
    """

    value: float | None
    status: Status
    lower: float | None = None
    upper: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    noted: bool = field(default=False, kw_only=True)


@dataclass(frozen=True)
class Trend:
    """One indicator over time for every area the viewer may compare.

    Attributes:
        indicator: What was measured.
        basis: How the series was made.
        areas: Every area that has a row, by code, in the region's order.
        periods: Every period from the first to the last with none left out, so that a missing
            quarter is a gap.
        values: One row per `area` (code) and `period` (key): `value`, `status`, `numerator`,
            `denominator`, `lower`, `upper`, `population_year`, `vintage`.
        comparator: One row per `period`: `value`, `status`, `with_value`, `out_of`.
        against: What the comparator is.
        latest: The focus area's newest figure, and its period.
        verdict: The newest figure against the comparator.
        recent: Five-point trend of the focus area.
        change: Newest figure less that of a year before; None where either is not shown.
        breaks: Period key to the reason why figures before it are not comparable.
        stamp: What to print beside it.
    """

    indicator: Indicator
    basis: Basis
    focus: Area
    areas: Mapping[str, Area]
    periods: tuple[Period, ...]
    values: pd.DataFrame
    comparator: pd.DataFrame
    against: Against
    latest: Point
    latest_period: Period | None
    verdict: Verdict
    recent: Recent
    change: float | None
    breaks: Mapping[str, str]
    stamp: Stamp


@dataclass(frozen=True)
class Comparison:
    """One indicator in one period for every area the viewer may compare.

    Attributes:
        values: One row per `area` (code): `name`, `value`, `status`, `lower`, `upper`,
            `numerator`, `denominator`, `judgement`, `rank_low`, `rank_high` (positions the
            interval allows, 1 = best; missing where direction is neither or nothing is shown),
            `neighbour` (whether it is a statistical neighbour of the focus area).
        comparator: The comparator's figure for the focus area.
        ranked: How many areas have a value.
    """

    indicator: Indicator
    basis: Basis
    period: Period
    focus: Area
    values: pd.DataFrame
    comparator: Point
    against: Against
    ranked: int
    stamp: Stamp


@dataclass(frozen=True)
class Parts:
    """One indicator's parts for one area and period (referrals by source).

    Attributes:
        values: One row per `part` (code): `label`, `number`, `share` (% of the total),
            `status`, `lower`, `upper` (of the share), `region_share`, `region_status`.
        total: The number the parts add to.
    """

    indicator: Indicator
    period: Period
    focus: Area
    values: pd.DataFrame
    total: Point
    against: Against
    stamp: Stamp


@dataclass(frozen=True)
class Board:
    """Every indicator for every area, each at its newest period.

    Attributes:
        indicators: Those granted to the viewer that hold any figure, in catalogue order.
        areas: In the region's order.
        values: One row per `indicator` and `area`: `period`, `basis`, `value`, `status`,
            `lower`, `upper`, `numerator`, `denominator`, `comparator` (value),
            `comparator_status`, `judgement`, `distance` (from the comparator in standard
            errors, signed; missing where not compared), `trend` (a `TrendWord`), `change`
            (on a year before), `change_is_real` (whether the two intervals are apart).
        against: What the comparator is, for the focus area.
    """

    indicators: tuple[Indicator, ...]
    areas: Mapping[str, Area]
    focus: Area
    values: pd.DataFrame
    against: Against
    stamp: Stamp


@dataclass(frozen=True)
class Profile:
    """One area against the region on every indicator (the spine).

    Attributes:
        values: One row per `indicator` with the columns of `Board.values` for the focus area,
            each at its own newest period, and `low`, `q1`, `median`, `q3`, `high` over the
            areas that show a value, `shown` (how many do), all in the indicator's unit, and
            `due` (newest period that most authorities have sent and this one has not, else its
            own newest).
    """

    indicators: tuple[Indicator, ...]
    focus: Area
    values: pd.DataFrame
    against: Against
    stamp: Stamp


@dataclass(frozen=True)
class Finding:
    """One line of the landing page.

    Attributes:
        kind: `better`, `worse`, `changed` or `ask`.
        sentence: With number, comparator and period.
        indicator: Identifier, for the link to its chart.
        rule: The rule that made the line, and its inputs.
    """

    kind: str
    sentence: str
    indicator: str
    rule: str


@dataclass(frozen=True)
class Standing:
    """Where an area stands: what is better, worse, changed, and what to ask.

    Attributes:
        findings: At most three of each kind, most unusual first.
        counts: How many indicators are of each judgement; `compared` and `all` beside.
    """

    focus: Area
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    against: Against
    stamp: Stamp
