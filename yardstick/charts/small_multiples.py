"""One small line chart for each area, on a shared axis so that the panels can be compared."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from yardstick.charts import axes, lines, theme
from yardstick.charts.numbers import point_text, symbol, tick_text
from yardstick.charts.phrases import polarity

if TYPE_CHECKING:
    from yardstick.charts.axes import Scale
    from yardstick.charts.lines import Points
    from yardstick.charts.theme import Json
    from yardstick.results.types import Trend

_COLUMNS = 4
_ROW_PX = 176
_TITLE_PX = 46  # two lines above each panel
_TOP, _BOTTOM, _LEFT, _RIGHT = 104, 48, 56, 36  # the last label stands half outside its panel
_GAP_X = 0.03  # of the width, between panels
_GAP_PX = 64  # between rows of panels
_PERIODS_NAMED = 2


class Order(StrEnum):
    """How panels are ordered."""

    LEVEL = "level"  # newest figure, highest first
    CHANGE = "change"  # last figure less first since the last break, largest rise first
    NAME = "name"
    REGION = "region"  # as the region lists its authorities


def ordered(result: Trend, order: Order = Order.LEVEL) -> dict[str, Points]:
    """Return each area's figures in the order of the panels; areas without a figure last."""
    points = lines.points_by_area(result)
    if order is Order.REGION:
        return points

    def place(code: str) -> tuple[bool, float, str]:
        height = _height(points[code], result, order)
        return height is None, -(height or 0.0), result.areas[code].name

    return {code: points[code] for code in sorted(points, key=place)}


def _height(points: Points, result: Trend, order: Order) -> float | None:
    """Return what a panel is ordered by: the same for all where only the name counts."""
    if order is Order.NAME:
        return 0.0
    newest = lines.newest(points)[1].value
    if order is Order.LEVEL or newest is None:
        return newest
    comparable = lines.since_break(points, result.breaks).values()
    return newest - next((point.value for point in comparable if point.value is not None), newest)


def figure(
    result: Trend, *, order: Order = Order.LEVEL, shared: bool = True, columns: int = _COLUMNS
) -> Json:
    """Return a panel for each area as one Plotly figure.

    Args:
        result: What to draw. Not changed.
        order: Of the panels, along the rows.
        shared: Whether all panels have one value axis; else each has its own, and says so.
        columns: Panels in a row.
    """
    panels = ordered(result, order)
    against = lines.comparator_points(result)
    whole = _scale(result, [*panels.values(), against])
    scales = [whole if shared else _scale(result, [own, against]) for own in panels.values()]
    grid = _Grid(len(panels), columns, gap=_GAP_X if shared else 2 * _GAP_X)
    shaded = lines.provisional_places(result)
    level = _level(result, against)
    return {
        "data": [
            trace
            for place, (code, own) in enumerate(panels.items())
            for trace in [level | _place(place), *_panel(result, place, code, own)]
        ],
        "layout": theme.layout(
            height=_TOP + _BOTTOM + grid.height,
            margin={"l": _LEFT, "r": _RIGHT, "t": _TOP, "b": _BOTTOM},
            **_axes(result, grid, scales, shared=shared),
            shapes=[
                shape
                for place in range(len(panels))
                for shape in (*_shading(shaded, place), *_break_lines(result, place))
            ],
            annotations=[_heading(result, whole, shared=shared, shaded=bool(shaded))]
            + [
                note
                for place, (code, own) in enumerate(panels.items())
                for note in (
                    _title(result, grid, place, code, own),
                    *lines.stars(own, _nth("x", place), _nth("y", place)),
                )
            ],
        ),
    }


def _scale(result: Trend, series: list[Points]) -> Scale:
    values = [point.value for points in series for point in points.values()]
    return axes.scale([value for value in values if value is not None], result.indicator.unit)


@dataclass(frozen=True)
class _Grid:
    """Where each panel stands, in fractions of the plot."""

    panels: int
    columns: int
    gap: float

    @property
    def rows(self) -> int:
        return max(1, math.ceil(self.panels / self.columns))

    @property
    def height(self) -> int:
        return self.rows * _ROW_PX + (self.rows - 1) * _GAP_PX

    def across(self, place: int) -> list[float]:
        width = (1 - self.gap * (self.columns - 1)) / self.columns
        left = (place % self.columns) * (width + self.gap)
        return [round(left, 4), round(left + width, 4)]

    def down(self, place: int) -> list[float]:
        top = 1 - (place // self.columns) * (_ROW_PX + _GAP_PX) / self.height
        return [round(top - _ROW_PX / self.height, 4), round(top, 4)]

    def is_lowest(self, place: int) -> bool:
        return place + self.columns >= self.panels


def _nth(axis: str, place: int) -> str:
    """Return an axis's name as Plotly counts: x, x2, x3."""
    return axis if place == 0 else f"{axis}{place + 1}"


def _place(place: int) -> Json:
    return {"xaxis": _nth("x", place), "yaxis": _nth("y", place)}


def _level(result: Trend, against: Points) -> Json:
    """Return the comparator's line, made once: every panel has the same."""
    stroke = {"color": theme.COMPARATOR, "width": 2, "dash": theme.SHORT_DASH}
    return lines.trace(result, result.against.label, _bare(against), mode="lines", line=stroke)


def _panel(result: Trend, place: int, code: str, own: Points) -> list[Json]:
    name = result.areas[code].name
    is_focus = code == result.focus.code
    colour = theme.FOCUS if is_focus else theme.PANEL_LINE
    stroke = {"color": colour, "width": 3 if is_focus else 2}
    look = {"marker": {"color": colour, "size": 4}, **_place(place)}
    final, ahead = _bare(lines.final(own)), _bare(lines.provisional(own))
    drawn = [lines.trace(result, name, final, line=stroke, **look)]
    if lines.is_shown(ahead):
        drawn.append(lines.trace(result, name, ahead, line=stroke | {"dash": "dot"}, **look))
    return drawn


def _bare(points: Points) -> Points:
    return {key: lines.without_interval(point) for key, point in points.items()}


def _axes(result: Trend, grid: _Grid, scales: list[Scale], *, shared: bool) -> Json:
    made: Json = {}
    for place, scale in enumerate(scales):
        across = axes.period_axis(result.periods, _PERIODS_NAMED) | {
            "domain": grid.across(place),
            "anchor": _nth("y", place),
            "showticklabels": grid.is_lowest(place),
        }
        down = scale.axis(result.indicator.unit) | {
            "domain": grid.down(place),
            "anchor": _nth("x", place),
            "showgrid": True,
            "gridcolor": theme.GRID,
            "tickvals": list(scale.ticks[::2]),
            "ticktext": [tick_text(tick, result.indicator.unit) for tick in scale.ticks[::2]],
            "showticklabels": not shared or place % grid.columns == 0,
        }
        made |= {
            _nth("x", place).replace("x", "xaxis"): across,
            _nth("y", place).replace("y", "yaxis"): down,
        }
    return made


def _shading(shaded: list[int], place: int) -> list[Json]:
    return [
        {
            "type": "rect",
            "xref": _nth("x", place),
            "yref": f"{_nth('y', place)} domain",
            "x0": at - 0.5,
            "x1": at + 0.5,
            "y0": 0,
            "y1": 1,
            "fillcolor": theme.PANEL,
            "line": {"width": 0},
            "layer": "below",
        }
        for at in shaded
    ]


def _break_lines(result: Trend, place: int) -> list[Json]:
    """Return where figures stop being comparable; the reasons stand below the chart."""
    return [
        {
            "type": "line",
            "xref": _nth("x", place),
            "yref": f"{_nth('y', place)} domain",
            "x0": at,
            "x1": at,
            "y0": 0,
            "y1": 1,
            "line": {"color": theme.SECONDARY, "width": 1, "dash": "dot"},
        }
        for at, _ in lines.break_places(result)
    ]


def _heading(result: Trend, scale: Scale, *, shared: bool, shaded: bool) -> Json:
    cut = [axes.CUT] if shared and scale.is_cut else []
    own = [] if shared else ["Each panel has its own axis"]
    grey = ["Provisional figures shaded"] if shaded else []
    dashes = f'<span style="color:{theme.COMPARATOR_TEXT}">Orange dashes</span>'
    key = [f"{dashes}: {lines.safe(result.against.label)}", *grey]
    text = ". ".join([polarity(result.indicator), *cut, *own]) + "<br>" + ". ".join(key)
    return theme.heading(text, _LEFT, _TITLE_PX + 4)


def _title(result: Trend, grid: _Grid, place: int, code: str, points: Points) -> Json:
    """Return an area's name and its newest figure; if it is not the newest period's, why not.

    Earlier gaps are seen as gaps: a letter beside the figure would be taken for the figure's.
    """
    key, newest = lines.newest(points)
    last = result.periods[-1].key
    is_older = key not in {"", last}
    dated = f" in {key} ({symbol(points[last].status)})" if is_older else ""
    is_focus = code == result.focus.code
    colour = theme.FOCUS if is_focus else theme.INK
    said = f"{point_text(newest, result.indicator)}{dated}"
    return theme.note(
        f"<b>{lines.safe(result.areas[code].name)}</b><br>{said}",
        xref="paper",
        yref="paper",
        x=grid.across(place)[0],
        y=grid.down(place)[1],
        yanchor="bottom",
        font={"size": theme.TEXT_PX, "color": colour},
    )
