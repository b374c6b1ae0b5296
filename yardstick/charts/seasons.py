"""A rate term by term, read against the same term of other years.

Terms differ by season. So those of the newest term's season are blue and have their figures, and
the others are grey. The thin line through each is its 95% interval; a term without a rate lifts the
pen and has a letter where 0 is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts import axes, lines, theme
from yardstick.charts.numbers import plain, symbol
from yardstick.charts.phrases import opened
from yardstick.model import Period, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.charts.rows import Row
    from yardstick.charts.theme import Json

_HEIGHT: Final = 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 24, 84, 58
_MOST_NAMED: Final = 4  # a screen of 390 pixels has room for no more
_LETTERS: Final = 42
_ROOM: Final = 1.06  # above the highest, for its figure
_MARK_PX: Final = 10


def figure(rows: Sequence[Row]) -> Json:
    """Return the terms from the oldest to the newest as a Plotly figure.

    Args:
        rows: `label` (key of a term), `value`, `lower`, `upper`, `number` and `status`; what is not
            known is None.
    """
    held = [row for row in rows if row["value"] is not None]
    season = Period.parse(rows[-1]["label"]).part
    same = [row for row in held if Period.parse(row["label"]).part == season]
    others = [row for row in held if row not in same]
    scale = axes.scale([_top(row) * _ROOM for row in held], Unit.COUNT, zero=True)
    return {
        "data": [
            _intervals(others, theme.CONTEXT),
            _intervals(same, theme.FOCUS),
            _terms(rows),
            _marks(same),
        ],
        "layout": _layout(rows, same, scale),
    }


def _top(row: Row) -> float:
    top: float = row["value"] if row["upper"] is None else row["upper"]
    return top


def _intervals(rows: Sequence[Row], colour: str) -> Json:
    return {
        "type": "scatter",
        "name": "95% interval",
        "mode": "lines",
        "x": [at for row in rows for at in (row["label"], row["label"], None)],
        "y": [at for row in rows for at in (row["lower"], row["upper"], None)],
        "line": {"color": colour, "width": theme.CONTEXT_WIDTH},
        "hoverinfo": "skip",
    }


def _terms(rows: Sequence[Row]) -> Json:
    look = {"line": {"color": theme.TRACEABLE, "width": theme.CONTEXT_WIDTH}}
    return _points(rows, "lines+markers", **look, marker={"color": theme.TRACEABLE, "size": 6})


def _marks(rows: Sequence[Row]) -> Json:
    return _points(rows, "markers", marker={"color": theme.FOCUS, "size": _MARK_PX})


def _points(rows: Sequence[Row], mode: str, **look: Json) -> Json:
    return {
        "type": "scatter",
        "name": "Terms",
        "mode": mode,
        "x": [row["label"] for row in rows],
        "y": [row["value"] for row in rows],
        "connectgaps": False,
        "hoverinfo": "text",
        "hovertext": [_hover(row) for row in rows],
        **look,
    }


def _hover(row: Row) -> str:
    name = f"<b>{opened(Period.parse(row['label']).words)}</b>"
    if row["value"] is None:
        return f"{name}<br>{opened(row['status'].words)}"
    said = f"{plain(row['value'], 2)} per 100 (n {plain(row['number'], 0)})"
    if row["upper"] is None:
        return f"{name}<br>{said}"
    return f"{name}<br>{said}<br>95% interval {plain(row['lower'], 2)} to {plain(row['upper'], 2)}"


def _layout(rows: Sequence[Row], same: Sequence[Row], scale: axes.Scale) -> Json:
    missing = [row for row in rows if row["value"] is None]
    return theme.layout(
        height=_HEIGHT,
        margin={"l": _LEFT, "r": _RIGHT, "t": _TOP, "b": _BOTTOM},
        xaxis=axes.term_axis([Period.parse(row["label"]) for row in rows], _MOST_NAMED),
        yaxis=scale.axis(Unit.COUNT) | theme.GRIDLINES,
        annotations=[
            theme.heading(lines.wrapped(_key(rows[-1], missing), _LETTERS), _LEFT, above=12),
            *(_said(row, plain(row["value"], 2), _top(row)) for row in same),
            *(_said(row, symbol(row["status"]), 0) for row in missing),
        ],
    )


def _key(newest: Row, missing: Sequence[Row]) -> str:
    season = Period.parse(newest["label"]).words.partition(" ")[0]
    letters = dict.fromkeys(f"{symbol(row['status'])}: {row['status'].words}" for row in missing)
    marks = (f"Blue: {season} terms", "Grey: other terms", "Upright lines: 95% intervals")
    return ". ".join((*marks, *letters))


def _said(row: Row, text: str, height: float) -> Json:
    place = {"x": row["label"], "y": height, "xanchor": "center", "yanchor": "bottom"}
    return theme.note(text, **place)
