"""What stands round a chart: subtitle, source, warnings, the key to symbols, alternative text."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from yardstick.charts.numbers import period_text
from yardstick.charts.phrases import compared_with, opened, series_break
from yardstick.charts.rows import rows
from yardstick.charts.stories import Story
from yardstick.model import Status
from yardstick.numbers import day_text
from yardstick.results.coverage_types import Coverage
from yardstick.results.types import Board, Comparison, Parts, Profile, Standing, Trend

if TYPE_CHECKING:
    import pandas as pd

    from yardstick.catalogue.declarations import Indicator
    from yardstick.charts.views import Result
    from yardstick.results.types import Stamp

INVENTED = "Invented figures, made to demonstrate: they describe no child and no authority."
_NAMED_PERIODS = 3  # more provisional periods than this are counted, not listed

# The symbols in the order in which the Department for Education lists them.
_KEY = {
    Status.SUPPRESSED: "c: too few to report (1 to 5, or a figure that would give them away)",
    Status.UNAVAILABLE: "x: not available",
    Status.NOT_APPLICABLE: "z: not applicable",
    Status.ROUNDS_TO_ZERO: "k: not zero, but rounds to zero",
    Status.LOW: "low: not zero, but rounds to zero",
    Status.UNRELIABLE: "u: not reliable enough to report",
    Status.PROVISIONAL: "p: provisional",
    Status.REVISED: "r: revised",
}


def subtitle(result: Result) -> str:
    """Return measure, unit with its population, geography, period, basis and comparator."""
    said: tuple[str, ...]
    match result:
        case Trend() | Comparison():
            said = (_measure(result.indicator), _extent(result), result.stamp.basis)
        case Parts():
            said = (f"{result.indicator.title}, % of the total by part", _extent(result))
        case Board():
            size = f"{len(result.indicators)} indicators in {len(result.areas)} areas"
            said = (f"{size}, each at its newest period",)
        case Profile():
            size = f"{len(result.indicators)} indicators"
            said = (f"{result.focus.name}: {size}, each at its newest period",)
        case Standing():
            said = (result.focus.name,)
        case Coverage():
            said = (f"Release {result.stamp.release}",)
        case tuple():
            said = ("Every indicator of the register",)
        case Story():
            said = (result.subtitle,)
        case _:
            assert_never(result)
    return _lines(*said, _against(result))


def _against(result: Result) -> str:
    if isinstance(result, Coverage | Story | tuple):
        return ""
    return compared_with(result.against)


def _extent(result: Trend | Comparison | Parts) -> str:
    """Return which areas and when."""
    if isinstance(result, Trend):
        ends = [period.key for period in (*result.periods[:1], *result.periods[-1:])]
        span = " to ".join(dict.fromkeys(ends)) or "no period held"
        others = len(result.areas) - (result.focus.code in result.areas)
        return f"{result.focus.name} and {others} other areas, {span}"
    period = f"{result.period.key} ({period_text(result.period, result.indicator.counted)})"
    where = result.focus.name if isinstance(result, Parts) else f"{len(result.values)} areas"
    return f"{where}, {period}"


def _lines(*sentences: str) -> str:
    return " ".join(f"{opened(text).removesuffix('.')}." for text in sentences if text)


def _measure(indicator: Indicator) -> str:
    return f"{indicator.title}, {indicator.per_words}"


def source_line(stamp: Stamp) -> str:
    """Return where the figures come from and which release they were read from."""
    population = f"Population: {stamp.population}" if stamp.population else ""
    source = f"Source: {stamp.source}" if stamp.source else ""
    return _lines(source, population, f"Release {stamp.release} of {day_text(stamp.made)}")


def warnings(result: Result) -> tuple[str, ...]:
    """Return what a reader must know first: invented, provisional, not comparable over a break."""
    if isinstance(result, tuple):
        return ()
    invented = (INVENTED,) if result.stamp.invented else ()
    own = result.cautions if isinstance(result, Story) else ()
    return (*invented, *own, *_provisional(result), *_breaks(result))


def _provisional(result: Result) -> tuple[str, ...]:
    if isinstance(result, Trend):
        rows_ = rows(result.values)
        ahead = [row for row in rows_ if row["status"] is Status.PROVISIONAL]
        found = {row["period"] for row in ahead}
        keys = [period.key for period in result.periods if period.key in found]
        listed = ", ".join(keys) if len(keys) <= _NAMED_PERIODS else f"{len(keys)} periods"
        whose = _whose(result, {row["area"] for row in ahead})
        return (f"Provisional figures: {listed}{whose}.",) if keys else ()
    present = Status.PROVISIONAL in _statuses(result)
    return ("Some figures are provisional (p).",) if present else ()


def _whose(result: Trend, codes: set[str]) -> str:
    """Name whose figures are provisional where those of the area in focus are not."""
    if result.focus.code in codes:
        return ""
    return f" of {', '.join(area.name for code, area in result.areas.items() if code in codes)}"


def _breaks(result: Result) -> tuple[str, ...]:
    if not isinstance(result, Trend):
        return ()
    return tuple(series_break(key, reason) for key, reason in result.breaks.items())


def key(result: Result) -> tuple[str, ...]:
    """Return what each symbol in a result means; nothing for those that do not occur."""
    present = _statuses(result)
    return tuple(meaning for status, meaning in _KEY.items() if status in present)


def symbols() -> tuple[str, ...]:
    """Return what every symbol means, for a file's notes."""
    return tuple(_KEY.values())


def _statuses(result: Result) -> set[Status]:
    if not isinstance(result, Trend | Comparison | Parts | Board | Profile):
        return set()
    frame: pd.DataFrame = result.values
    return {Status(status) for status in frame["status"].unique()}
