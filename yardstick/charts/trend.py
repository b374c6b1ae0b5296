"""One indicator over time: the area in focus, its comparator, and the others in grey behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.charts import axes, lines, theme, trend_notes
from yardstick.charts.numbers import star, symbol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yardstick.charts.lines import Points
    from yardstick.charts.theme import Json
    from yardstick.results.types import Trend

_STRIP_AXIS = "y2"


def figure(result: Trend, *, interval: bool = False) -> Json:
    """Return the trend as a Plotly figure.

    Gaps stay gaps: a period without a figure lifts the pen and puts its symbol on a strip below
    the axis, away from 0. Provisional periods are shaded and dashed. Figures on two sides of a
    break are not joined.

    Args:
        result: What to draw. Not changed.
        interval: Whether to draw the 95 % interval of the area in focus as a band.
    """
    points = lines.points_by_area(result)
    focus = points.pop(result.focus.code, {})
    against = lines.comparator_points(result)
    ends = _ends(focus) if interval else []
    scale = axes.scale(
        _known([*_values([*points.values(), focus, against]), *ends]), result.indicator.unit
    )
    traces = [_other(result, code, own) for code, own in points.items() if lines.is_shown(own)]
    traces += [_band(result, focus)] if interval else []
    traces += [_comparator(result, against), *_focus(result, focus)]
    strip = _strip(result, focus)
    return {
        "data": traces + strip,
        "layout": trend_notes.layout(result, scale, focus, against, has_strip=bool(strip)),
    }


def _values(series: Iterable[Points]) -> list[float | None]:
    return [point.value for points in series for point in points.values()]


def _ends(points: Points) -> list[float | None]:
    return [end for point in points.values() for end in (point.lower, point.upper)]


def _known(values: Iterable[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def _other(result: Trend, code: str, points: Points) -> Json:
    bare = {key: lines.without_interval(point) for key, point in points.items()}
    return lines.trace(
        result,
        result.areas[code].name,
        bare,
        line={"color": theme.CONTEXT, "width": theme.CONTEXT_WIDTH},
        # A mark on each figure, or one between two gaps would not be seen.
        marker={"color": theme.CONTEXT, "size": 3},
    )


def _band(result: Trend, points: Points) -> Json:
    return lines.band(points, result.breaks, f"{result.focus.name}: 95% interval")


def _comparator(result: Trend, points: Points) -> Json:
    return lines.trace(
        result,
        result.against.label,
        points,
        mode="lines",
        line={"color": theme.COMPARATOR, "width": theme.COMPARATOR_WIDTH, "dash": "longdash"},
    )


def _focus(result: Trend, points: Points) -> list[Json]:
    """Return the focus area's line: the provisional end dashed, with open marks."""
    stroke = {"color": theme.FOCUS, "width": theme.FOCUS_WIDTH}
    mark = {"color": theme.FOCUS, "size": theme.MARKER_PX}
    final = lines.trace(result, result.focus.name, lines.final(points), line=stroke, marker=mark)
    ahead = lines.provisional(points)
    if not lines.is_shown(ahead):
        return [final]
    # The solid line is drawn over the dashed one, so that their shared point is a filled mark.
    dashed = lines.trace(
        result,
        result.focus.name,
        ahead,
        name=f"{result.focus.name} (provisional)",
        line=stroke | {"dash": "dot"},
        marker={
            "color": theme.WHITE,
            "size": theme.MARKER_PX,
            "line": {"color": theme.FOCUS, "width": 2},
        },
    )
    return [dashed, final]


def _strip(result: Trend, points: Points) -> list[Json]:
    """Return the symbols of periods without a figure: on an axis of their own, never at 0."""
    hidden = {key: point for key, point in points.items() if point.value is None}
    if not hidden:
        return []
    periods = {period.key: period for period in result.periods}
    name = result.focus.name
    return [
        {
            "type": "scatter",
            "name": f"{name}: no figure",
            "mode": "markers+text",
            "x": list(hidden),
            "y": [0] * len(hidden),
            "yaxis": _STRIP_AXIS,
            "text": [symbol(one.status) + star(noted=one.noted) for one in hidden.values()],
            "textposition": "middle center",
            "textfont": {"size": theme.SMALL_PX, "color": theme.SECONDARY},
            "marker": {
                "symbol": "square-open",
                "size": 20,
                "color": theme.BORDER,
                "line": {"width": 1},
            },
            "hoverinfo": "text",
            "hovertext": [
                lines.hover(name, periods[key], point, result) for key, point in hidden.items()
            ],
        }
    ]
