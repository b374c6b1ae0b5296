"""Lines over time that never bridge a gap: what trend and small multiples draw alike."""

from __future__ import annotations

import html
import textwrap
from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from yardstick.charts import theme
from yardstick.charts.markup import inert
from yardstick.charts.numbers import STAR, interval_text, n_text, period_text, point_text
from yardstick.charts.rows import figure_of, rows
from yardstick.model import Status
from yardstick.results.types import Point

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from yardstick.charts.theme import Json
    from yardstick.model import Period
    from yardstick.results.types import Trend

    Points = dict[str, Point]  # by period key, in time order

NOTHING = Point(None, Status.UNAVAILABLE)


def points_by_area(result: Trend) -> dict[str, Points]:
    """Return every area's figures by period, in the region's order.

    A period without a row is there all the same, as not available.
    """
    found = {(row["area"], row["period"]): figure_of(row) for row in rows(result.values)}
    keys = [period.key for period in result.periods]
    return {area: {key: found.get((area, key), NOTHING) for key in keys} for area in result.areas}


def comparator_points(result: Trend) -> Points:
    """Return the comparator's figures by period; not available where it has no row."""
    found = {row["period"]: figure_of(row) for row in rows(result.comparator)}
    return {period.key: found.get(period.key, NOTHING) for period in result.periods}


def final(points: Points) -> Points:
    """Return the figures without the provisional ones."""
    hidden = Point(None, Status.PROVISIONAL)
    return {
        key: hidden if point.status is Status.PROVISIONAL else point
        for key, point in points.items()
    }


def provisional(points: Points) -> Points:
    """Return the provisional figures, and the one before each so that a line can lead to it."""
    keys = list(points)
    ahead = dict(pairwise(keys))
    hidden = Point(None, Status.SHOWN)

    def is_drawn(key: str) -> bool:
        following = points.get(ahead.get(key, ""), NOTHING)
        return Status.PROVISIONAL in {points[key].status, following.status}

    return {key: point if is_drawn(key) else hidden for key, point in points.items()}


def path(
    points: Points, breaks: Mapping[str, str]
) -> tuple[list[str | None], list[float | None], list[Point | None]]:
    """Return the x and y of a line and the figure at each: None where the pen is lifted.

    It is lifted where nothing is shown, and before a period from which figures are not
    comparable with those before.
    """
    drawn: list[tuple[str | None, Point | None]] = []
    for key, point in points.items():
        if key in breaks and drawn:
            drawn.append((None, None))
        drawn.append((key, point))
    x = [key for key, _ in drawn]
    y = [None if point is None else point.value for _, point in drawn]
    return x, y, [point for _, point in drawn]


def band(points: Points, breaks: Mapping[str, str], name: str) -> Json:
    """Return the ground between the ends of intervals: one closed shape per unbroken run."""
    x, y = _outline(points, breaks)
    return {
        "type": "scatter",
        "name": name,
        "mode": "lines",
        "x": x,
        "y": y,
        "fill": "toself",
        "fillcolor": theme.FOCUS_BAND,
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _outline(
    points: Points, breaks: Mapping[str, str]
) -> tuple[list[str | None], list[float | None]]:
    x, _, figures = path(points, breaks)
    ends = [
        (key, point.lower, point.upper)
        for key, point in zip(x, figures, strict=True)
        if key is not None and point is not None
    ]
    outline_x: list[str | None] = []
    outline_y: list[float | None] = []
    for run in _runs(ends, breaks):
        there = [(key, upper) for key, _, upper in run]
        back = [(key, lower) for key, lower, _ in reversed(run)]
        for key, value in [*there, *back, (None, None)]:
            outline_x.append(key)
            outline_y.append(value)
    return outline_x[:-1], outline_y[:-1]


_Ends = tuple[str, float | None, float | None]


def _runs(ends: Iterable[_Ends], breaks: Mapping[str, str]) -> list[list[_Ends]]:
    section = 0
    numbered: list[tuple[int | None, _Ends]] = []
    for key, lower, upper in ends:
        known = lower is not None and upper is not None
        section += (key in breaks) or not known
        numbered.append((section if known else None, (key, lower, upper)))
    groups = groupby(numbered, key=lambda pair: pair[0])
    return [[item for _, item in group] for number, group in groups if number is not None]


def is_shown(points: Points) -> bool:
    """Whether any period has a figure."""
    return any(point.value is not None for point in points.values())


def newest(points: Points) -> tuple[str, Point]:
    """Return the newest figure that has a value, and its period; an empty key where none has."""
    shown = ((key, point) for key, point in reversed(points.items()) if point.value is not None)
    return next(shown, ("", NOTHING))


def since_break(points: Points, breaks: Mapping[str, str]) -> Points:
    """Return the figures that are comparable with the newest: those since the last break."""
    keys = list(points)
    last = max((place for place, key in enumerate(keys) if key in breaks), default=0)
    return {key: points[key] for key in keys[last:]}


def safe(text: str) -> str:
    """Return text that Plotly shows letter by letter: it would take `<b>` or `<a>` for markup."""
    return html.escape(inert(text), quote=False)


def wrapped(text: str, width: int) -> str:
    """Return a label broken at its spaces into lines of about so many letters, for Plotly."""
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return "<br>".join(safe(line) for line in lines)


def hover(name: str, period: Period, point: Point, result: Trend) -> str:
    """Return what a point says when pointed at: whose, when, how much, of how many, how sure."""
    indicator = result.indicator
    when = period_text(period, indicator.counted)
    lines = [
        f"<b>{safe(name)}</b>",
        f"{when}: {point_text(point, indicator)}",
        n_text(point, indicator.unit),
    ]
    if interval := interval_text(point, indicator):
        lines.append(f"95% interval {interval}")
    if point.status in {Status.PROVISIONAL, Status.REVISED}:
        lines.append(point.status.words.capitalize())
    return "<br>".join(line for line in lines if line)


def without_interval(point: Point) -> Point:
    """Return a figure without its interval, for lines that only give context."""
    return replace(point, lower=None, upper=None)


def trace(result: Trend, called: str, points: Points, **look: object) -> Json:
    """Return a line with what each of its points says when pointed at, drawn as `look` says.

    Args:
        result: What is drawn.
        called: Whose figures they are.
        points: The figures.
        **look: Keys of the trace, as Plotly names them; they stand before those set here.
    """
    x, y, drawn = path(points, result.breaks)
    periods = {period.key: period for period in result.periods}
    said = [
        None
        if key is None or point is None or point.value is None
        else hover(called, periods[key], point, result)
        for key, point in zip(x, drawn, strict=True)
    ]
    return {
        "type": "scatter",
        "name": called,
        "mode": "lines+markers",
        "x": x,
        "y": y,
        "connectgaps": False,
        "hoverinfo": "text",
        "hovertext": said,
        **look,
    }


def stars(points: Points, x: str = "x", y: str = "y") -> list[Json]:
    """Return a star above each figure of an area that its authority has written a note on.

    Args:
        points: The figures.
        x: Name of the axis along which their periods stand.
        y: Name of the axis of their values.
    """
    return [
        theme.note(
            f"<b>{STAR}</b>",
            xref=x,
            yref=y,
            x=key,
            y=point.value,
            xanchor="center",
            yanchor="bottom",
            yshift=2,
            font={"size": theme.TEXT_PX, "color": theme.INK},
        )
        for key, point in points.items()
        if point.noted and point.value is not None
    ]


def provisional_places(result: Trend) -> list[int]:
    """Return where the periods stand in which any area's figure is provisional."""
    found = {row["period"] for row in rows(result.values) if row["status"] is Status.PROVISIONAL}
    return [place for place, period in enumerate(result.periods) if period.key in found]


def break_places(result: Trend) -> list[tuple[float, str]]:
    """Return where each break stands, between two periods, and its reason."""
    places = {period.key: place for place, period in enumerate(result.periods)}
    return [(places[key] - 0.5, reason) for key, reason in result.breaks.items() if key in places]
