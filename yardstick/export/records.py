"""A result as one rectangle: its own rows, and on each of them what it is and where it is from.

Nothing but figures that the result holds; a number beside a status that has none is blanked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

import pandas as pd

from yardstick.charts.phrases import polarity
from yardstick.charts.stories import Story
from yardstick.model import Status
from yardstick.results.coverage_types import Coverage
from yardstick.results.types import Board, Comparison, Parts, Profile, Standing, Trend

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yardstick.catalogue.declarations import Indicator
    from yardstick.charts.views import Register, Result
    from yardstick.results.types import Point, Stamp

# The numbers that each status speaks for.
_SPOKEN_FOR = {
    "status": ("value", "numerator", "denominator", "lower", "upper", "number", "share"),
    "comparator_status": ("comparator", "comparator_value"),
    "region_status": ("region_share",),
}


def records(result: Result) -> pd.DataFrame:
    """Return a result's rows, each with its definition, comparator and stamp.

    One row per row of the result, in its order and with its columns first; then what names and
    explains them; then `source`, `release`, `made`, `population`, `series`, `classification`
    and `invented`, the same on every row. Missing is missing, with its reason in
    `status_meaning`. The result is not changed.
    """
    match result:
        case Trend():
            frame = _trend(result)
        case Comparison():
            frame = _comparison(result)
        case Parts():
            frame = _parts(result)
        case Board() | Profile():
            frame = _many(result)
        case Standing():
            frame = pd.DataFrame(
                [vars(finding) | {"area": result.focus.code} for finding in result.findings]
            )
        case Coverage():
            frame = result.returns.copy()
        case Story():
            named = {"area": result.focus.code, "area_name": result.focus.name}
            frame = _constant(result.values, named | {"of": result.period})
        case tuple():
            return _register(result)
        case _:
            assert_never(result)
    return _constant(frame, _stamp(result.stamp))


def _constant(frame: pd.DataFrame, values: dict[str, Any]) -> pd.DataFrame:
    """Add columns that are the same on every row; one already there keeps its own values."""
    return frame.assign(**{name: value for name, value in values.items() if name not in frame})


def _stamp(stamp: Stamp) -> dict[str, Any]:
    return {
        "source": stamp.source,
        "release": stamp.release,
        "made": stamp.made.isoformat(),
        "population": stamp.population,
        "series": stamp.basis,
        "classification": stamp.classification,
        "invented": stamp.invented,
    }


def _protected(frame: pd.DataFrame) -> pd.DataFrame:
    """Blank what stands beside a status without a value, and say the status in words."""
    made = frame.copy()
    for column in (name for name in _SPOKEN_FOR if name in made):
        hidden = pd.Series([not Status(one).has_value for one in made[column]], index=made.index)
        for name in (name for name in _SPOKEN_FOR[column] if name in made):
            made[name] = made[name].mask(hidden)
    return made.assign(status_meaning=[Status(one).words for one in made["status"]])


def _measure(indicator: Indicator) -> dict[str, Any]:
    return {
        "indicator": indicator.id,
        "title": indicator.title,
        "unit": indicator.per_words,
        "direction": polarity(indicator),
    }


def _against(result: Comparison | Parts | Board | Profile) -> dict[str, Any]:
    return {
        "comparator_name": result.against.label,
        "comparator_detail": result.against.detail,
    }


def _level(point: Point) -> dict[str, Any]:
    return {"comparator_value": point.value, "comparator_status": point.status.value}


def _trend(result: Trend) -> pd.DataFrame:
    """Put the comparator's row of the same period beside each area's."""
    beside = result.comparator.rename(
        columns={
            name: f"comparator_{name}" for name in result.comparator.columns if name != "period"
        }
    )
    frame = result.values.merge(beside, on="period", how="left", validate="many_to_one")
    frame["comparator_status"] = frame["comparator_status"].fillna(Status.UNAVAILABLE.value)
    frame = _protected(frame).assign(
        area_name=_names(frame["area"], result),
        break_reason=[result.breaks.get(period, "") for period in frame["period"]],
    )
    said = {"basis": result.basis.value, "comparator_name": result.against.label}
    return _constant(frame, _measure(result.indicator) | said)


def _names(codes: Iterable[str], result: Trend | Board) -> list[str]:
    return [result.areas[code].name if code in result.areas else code for code in codes]


def _comparison(result: Comparison) -> pd.DataFrame:
    said = _measure(result.indicator) | _against(result) | _level(result.comparator)
    when = {"period": result.period.key, "basis": result.basis.value}
    return _protected(_constant(result.values, when | said))


def _parts(result: Parts) -> pd.DataFrame:
    where = {"area": result.focus.code, "area_name": result.focus.name}
    said = where | {"period": result.period.key} | _measure(result.indicator) | _against(result)
    return _protected(_constant(result.values, said))


def _many(result: Board | Profile) -> pd.DataFrame:
    """Put each indicator's definition on its rows."""
    measures = {indicator.id: _measure(indicator) for indicator in result.indicators}
    frame = _protected(result.values)
    named = {
        name: [measures[identifier][name] for identifier in frame["indicator"]]
        for name in ("title", "unit", "direction")
    }
    area = (
        {"area_name": _names(frame["area"], result)}
        if isinstance(result, Board)
        else {"area": result.focus.code, "area_name": result.focus.name}
    )
    return _constant(frame.assign(**named), area | _against(result))


def _register(result: Register) -> pd.DataFrame:
    return pd.DataFrame(
        [
            _measure(entry.indicator)
            | {
                "theme": entry.indicator.theme,
                "dataset": entry.indicator.dataset,
                "numerator": entry.indicator.numerator.label,
                "denominator": below.label if (below := entry.indicator.denominator) else "",
                "owner": entry.indicator.owner,
                "reviewed": str(entry.indicator.reviewed),
                "review_by": str(entry.indicator.review_by),
                "latest": entry.latest,
                "granted": entry.granted,
            }
            for entry in result
        ]
    )
