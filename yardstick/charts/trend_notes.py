"""What is written on a trend beside its lines: labels at their ends, breaks, provisional, axes."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from yardstick.charts import axes, lines, theme
from yardstick.charts.numbers import point_text
from yardstick.charts.phrases import polarity

if TYPE_CHECKING:
    from yardstick.charts.axes import Scale
    from yardstick.charts.lines import Points
    from yardstick.charts.theme import Json
    from yardstick.results.types import Trend

_HEIGHT = 420  # with what stands above it, the first screen of 768 pixels
_LEFT, _TOP, _BOTTOM = 64, 62, 58
_PLOT = _HEIGHT - _TOP - _BOTTOM
_STRIP = 0.09  # of the plot's height, below the value axis, for what is not shown
_LABEL_LETTERS = 16
_LETTER_PX = 8.6  # of bold type at 16 px, on average
_LINE_PX = 21
_APART_PX = 6  # between two labels
_BREAK_LETTERS = 50  # (experience 3.5)
_BREAK_LINE = 20


@dataclass(frozen=True)
class _End:
    """A line's last figure, its height in the plot in pixels, and its label."""

    value: float
    height: float
    lines: tuple[str, ...]
    colour: str
    is_bold: bool

    @property
    def half(self) -> float:
        return len(self.lines) * _LINE_PX / 2


def layout(result: Trend, scale: Scale, focus: Points, against: Points, *, has_strip: bool) -> Json:
    """Return the trend's layout.

    Args:
        result: What is drawn.
        scale: The value axis.
        focus: Figures of the area in focus.
        against: Figures of the comparator.
        has_strip: Whether a strip below the axis holds symbols.
    """
    bottom = _STRIP if has_strip else 0.0
    ends = [
        *_end(result, result.focus.name, focus, scale, is_bold=True),
        *_end(result, result.against.label, against, scale, is_bold=False),
    ]
    widest = max((len(line) for end in ends for line in end.lines), default=0)
    strip = theme.axis(domain=[0, bottom], range=[-1, 1], tickvals=[])
    return theme.layout(
        height=_HEIGHT,
        margin={"l": _LEFT, "r": round(20 + widest * _LETTER_PX), "t": _TOP, "b": _BOTTOM},
        xaxis=axes.period_axis(result.periods) | {"anchor": "y2" if has_strip else "y"},
        yaxis=scale.axis(result.indicator.unit) | theme.GRIDLINES | {"domain": [bottom, 1]},
        **({"yaxis2": strip} if has_strip else {}),
        shapes=[*_shading(result), *_break_lines(result)],
        annotations=[
            _heading(result, scale),
            *_provisional_note(result),
            *_break_notes(result, bottom if _is_crowded_above(result, scale) else 1.0),
            *(star for own in lines.points_by_area(result).values() for star in lines.stars(own)),
            *_labels(ends),
        ],
    )


def _heading(result: Trend, scale: Scale) -> Json:
    """Return which way is better, a cut axis, and what the grey lines are, above the plot."""
    first = [polarity(result.indicator)] + ([axes.CUT] if scale.is_cut else [])
    others = len(result.areas) - (result.focus.code in result.areas)
    second = [f"Grey lines: {others} other areas"] if others else []
    text = "<br>".join(". ".join(line) for line in (first, second) if line)
    return theme.heading(text, _LEFT, above=12)


# ---- labels at the ends of lines ----------------------------------------------------------


def _end(result: Trend, name: str, points: Points, scale: Scale, *, is_bold: bool) -> list[_End]:
    key, last = lines.newest(points)
    if last.value is None:
        return []
    height = _PLOT * (last.value - scale.low) / (scale.high - scale.low)
    words = textwrap.wrap(name, _LABEL_LETTERS, break_long_words=False)
    # The newest figure shown may not be the newest period's: then its own is named with it.
    dated = (key,) if key != result.periods[-1].key else ()
    value = (point_text(last, result.indicator), *dated)
    colour = theme.FOCUS if is_bold else theme.COMPARATOR_TEXT
    return [_End(last.value, height, (*words, *value), colour, is_bold)]


def _labels(ends: list[_End]) -> list[Json]:
    """Return the labels, moved apart where they would lie on each other."""
    ordered = sorted(ends, key=lambda end: end.height)
    overlap = 0.0
    if len(ordered) > 1:
        below, above = ordered
        overlap = max(0.0, below.half + above.half + _APART_PX - (above.height - below.height))
    shifts = (-overlap / 2, overlap / 2)
    return [_label(end, shift) for end, shift in zip(ordered, shifts, strict=False)]


def _label(end: _End, shift: float) -> Json:
    said = "<br>".join(lines.safe(line) for line in end.lines)
    text = f"<b>{said}</b>" if end.is_bold else said
    place = {"xref": "paper", "x": 1, "y": end.value, "yanchor": "middle"}
    colour = {"size": theme.TEXT_PX, "color": end.colour}
    return theme.note(text, **place, xshift=10, yshift=round(shift), font=colour)


# ---- what happened along the way ----------------------------------------------------------


def _shading(result: Trend) -> list[Json]:
    return [
        {
            "type": "rect",
            "xref": "x",
            "yref": "paper",
            "x0": place - 0.5,
            "x1": place + 0.5,
            "y0": 0,
            "y1": 1,
            "fillcolor": theme.PANEL,
            "line": {"width": 0},
            "layer": "below",
        }
        for place in lines.provisional_places(result)
    ]


def _provisional_note(result: Trend) -> list[Json]:
    """Return the word once, above the newest shaded period, at the plot's upper edge."""
    return [
        theme.note(
            "Provisional",
            xref="x",
            yref="paper",
            x=place + 0.5,
            y=1,
            xanchor="right",
            yanchor="bottom",
            font={"size": theme.TEXT_PX, "color": theme.SECONDARY},
        )
        for place in lines.provisional_places(result)[-1:]
    ]


def _break_lines(result: Trend) -> list[Json]:
    return [
        {
            "type": "line",
            "xref": "x",
            "yref": "paper",
            "x0": place,
            "x1": place,
            "y0": 0,
            "y1": 1,
            "line": {"color": theme.SECONDARY, "width": 1.5, "dash": "dot"},
        }
        for place, _ in lines.break_places(result)
    ]


def _is_crowded_above(result: Trend, scale: Scale) -> bool:
    """Tell whether most figures are in the upper half of the plot, and would lie below a note."""
    drawn = [point for own in lines.points_by_area(result).values() for point in own.values()]
    known = [point.value for point in drawn if point.value is not None]
    return bool(known) and median(known) > (scale.low + scale.high) / 2


def _break_notes(result: Trend, edge: float) -> list[Json]:
    """Return each reason, short, on the side of its line where there is more room.

    They begin at an edge of the plot, its upper one at 1, and go on away from it. Several have one
    line each: how wide the plot is, only the browser knows, and on a telephone even reasons years
    apart would lie on each other. Whole reasons stand below
    the chart.
    """
    places = list(lines.break_places(result))
    letters = _BREAK_LETTERS if len(places) == 1 else _BREAK_LINE
    middle = len(result.periods) / 2
    return [
        _break_note(
            lines.wrapped(textwrap.shorten(reason, letters, placeholder="…"), _BREAK_LINE),
            (place, edge),
            away=at * _LINE_PX,
            is_left=place < middle,
        )
        for at, (place, reason) in enumerate(places)
    ]


def _break_note(text: str, place: tuple[float, float], *, away: int, is_left: bool) -> Json:
    x, y = place
    is_top = y == 1
    return theme.note(
        text,
        xref="x",
        yref="paper",
        x=x,
        y=y,
        xanchor="left" if is_left else "right",
        yanchor="top" if is_top else "bottom",
        xshift=6 if is_left else -6,
        yshift=-away if is_top else away,
        bgcolor="rgba(255, 255, 255, 0.85)",
        font={"size": theme.TEXT_PX, "color": theme.SECONDARY},
    )
