"""Scales: where a value axis begins and ends, and which periods are named below it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.charts import theme
from yardstick.charts.numbers import tick_text
from yardstick.model import PeriodKind, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from yardstick.charts.theme import Json
    from yardstick.model import Period

CUT = "Axis does not start at 0"
_WANTED_TICKS = 5
_STEPS = (1, 2, 2.5, 5, 10)
# Where the lowest value is above this share of the highest, a zero would flatten what there is
# to see; the axis is then cut and says so.
_FLAT = 0.6
_MOST_LABELS = 8
_WHOLE = 100


@dataclass(frozen=True)
class Scale:
    """A value axis.

    Attributes:
        low, high: Its ends, both ticks.
        ticks: Where it is labelled.
        is_cut: Whether 0 is left out, which the chart must then say.
    """

    low: float
    high: float
    ticks: tuple[float, ...]
    is_cut: bool

    def axis(self, unit: Unit, sign: str = "") -> Json:
        """Return the axis with its labels; % or `sign` stands on each, other units elsewhere."""
        return theme.axis(
            range=[self.low, self.high],
            tickvals=list(self.ticks),
            ticktext=[sign + tick_text(tick, unit) for tick in self.ticks],
        )


def scale(values: Iterable[float], unit: Unit, *, zero: bool = False, flat: float = _FLAT) -> Scale:
    """Return a scale with round ticks that holds every value.

    A percentage never runs past 100 unless a value does. With no value at all it runs from 0
    to 1 (or 100%), so that an empty chart is still a chart.

    Args:
        values: What is to be drawn, interval ends among them.
        unit: Decides the upper end of a percentage.
        zero: Whether the axis must start at 0, as bars must.
        flat: The axis is cut where the lowest value is above this share of the highest.
    """
    known = list(values) or [0.0, float(_WHOLE) if unit is Unit.PERCENT else 1.0]
    low, high = min(known), max(known)
    is_cut = not zero and low > 0 and low >= flat * high
    low, high = (low, high) if is_cut else (min(low, 0.0), max(high, 0.0))
    step = _step(high - low or abs(high) or 1.0)
    first, last = math.floor(low / step), math.ceil(high / step)
    if last == first:  # every value is one and the same tick
        first, last = (first - 1, last) if first > 0 else (first, last + 1)
    ticks = tuple(round(count * step, 10) for count in range(first, last + 1))
    if unit is Unit.PERCENT and high <= _WHOLE and _WHOLE in ticks:
        ticks = tuple(tick for tick in ticks if tick <= _WHOLE)
    return Scale(ticks[0], ticks[-1], ticks, is_cut and ticks[0] > 0)


def _step(span: float) -> float:
    rough = span / _WANTED_TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    return next(size * power for size in _STEPS if size * power >= rough * (1 - 1e-9))


def period_axis(periods: Sequence[Period], most: int = _MOST_LABELS) -> Json:
    """Return a time axis on which every period has its place and as many as fit have a name.

    Quarters are named by their year where it begins (`Q1` over `2024-25`), or each by its own
    name where there are few. Years are named back from the newest.
    """
    named = _named(periods, most)
    keys = [period.key for period in periods]
    return theme.axis(
        type="category",
        categoryorder="array",
        categoryarray=keys,
        range=[-0.5, len(keys) - 0.5],
        tickvals=[period.key for period in named],
        ticktext=[_label(period) for period in named],
        ticks="outside",
        ticklen=6,
        tickcolor=theme.BORDER,
        # On a narrow screen the names stand upright instead of on each other.
        autotickangles=[0, 90],
        automargin="height",
        showline=True,
        linecolor=theme.BORDER,
    )


def term_axis(periods: Sequence[Period], most: int) -> Json:
    """Return the axis of terms, each named in two lines so that names fit beside each other."""
    axis = period_axis(periods, most)
    names = (text.split(" ") for text in axis["ticktext"])
    return axis | {"ticktext": [f"{term}<br>{year}" for year, term in names]}


def _label(period: Period) -> str:
    if period.kind is PeriodKind.QUARTER:
        year, quarter = period.key.split(" ")
        return f"{quarter}<br>{year}"
    return period.key


def _named(periods: Sequence[Period], most: int) -> list[Period]:
    chosen = list(periods)
    if len(chosen) > most and chosen[0].kind is PeriodKind.QUARTER:
        chosen = [period for period in chosen if period.part == 1] or chosen
    every = math.ceil(len(chosen) / most) if chosen else 1
    return chosen[::-1][::every][::-1]
