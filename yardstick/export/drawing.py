"""Our figures on a canvas: the traces, axes, shapes and notes that charts/ uses, and no others.

Numbers and texts are taken from the figure as they stand, so a picture can say nothing that the
chart does not.
"""

from __future__ import annotations

import html
import re
from itertools import groupby
from typing import TYPE_CHECKING

from yardstick.export.canvas import Look, Type, Words
from yardstick.export.geometry import Geometry

if TYPE_CHECKING:
    from yardstick.charts.theme import Json
    from yardstick.export.canvas import Canvas, Place

_MARKERS = {
    "circle": "o",
    "circle-open-dot": "o",
    "square": "s",
    "square-open": "s",
    "diamond": "D",
    "line-ns": "|",
}
_DIAMOND = 0.92  # matplotlib's diamond is this much larger than Plotly's of the same size
_LABEL_GAP = 6  # pixels between an axis and its labels


def draw(canvas: Canvas, figure: Json, across: tuple[float, float], top: float) -> None:
    """Draw a figure between two places across a canvas, from a height downwards.

    Raises:
        KeyError: The figure uses a kind of trace or mark that charts/ did not use so far.
    """
    layout = figure["layout"]
    _Drawing(canvas, Geometry(layout, across, top), layout).draw(figure["data"])


def lines_of(text: str) -> list[Words]:
    """Return the lines of a label in Plotly's own markup: `<br>` breaks, `<b>` is bold.

    Colour within a line is left out; what it says stands in words beside it.
    """
    found, is_open = [], False
    for line in text.split("<br>"):
        is_bold = is_open or "<b>" in line
        is_open = is_bold and "</b>" not in line
        bare = re.sub(r"</?(?:b|span)\b[^>]*>", "", line)
        # A tab or a line break in a name is a space here, where every line is placed by itself.
        found.append(Words(" ".join(html.unescape(bare).split()), is_bold))
    return found


class _Drawing:
    """One figure on its way to a canvas."""

    def __init__(self, canvas: Canvas, geometry: Geometry, layout: Json) -> None:
        self._canvas, self._geometry, self._layout = canvas, geometry, layout
        self._kinds = {"scatter": self._scatter, "bar": self._bars}

    def draw(self, traces: list[Json]) -> None:
        """Draw what lies below, the axes, the traces, what lies above, and the notes."""
        self._shapes("below")
        for name in self._geometry.names("x"):
            self._x_axis(name)
        for name in self._geometry.names("y"):
            self._y_axis(name)
        for trace in traces:
            self._kinds[trace["type"]](trace)
        self._shapes("above")
        for note in self._layout["annotations"]:
            self._note(note)

    # ---- axes -----------------------------------------------------------------------------

    def _x_axis(self, name: str) -> None:
        """Draw a horizontal axis at the foot of the one it is anchored to."""
        axis, span = self._geometry.axis(name), self._geometry.span(name)
        foot = self._geometry.domain(axis.get("anchor", "y"))[0]
        if axis["showline"]:
            self._rule((span.start, foot), (span.end, foot), axis["linecolor"])
        tick = axis.get("ticklen", 0)
        for value, text in zip(axis["tickvals"], axis.get("ticktext", []), strict=True):
            x = span.at(value)
            if tick:
                self._rule((x, foot), (x, foot + tick), axis["tickcolor"])
            if axis.get("showticklabels", True):
                self._label((x, foot + tick + _LABEL_GAP), text, axis, "center", "top")

    def _y_axis(self, name: str) -> None:
        """Draw a vertical axis at the left of the one it is anchored to, with its grid."""
        axis, span = self._geometry.axis(name), self._geometry.span(name)
        left, right = self._geometry.domain(axis.get("anchor", "x"))
        if axis["zeroline"] and span.low <= 0 <= span.high:
            self._rule((left, span.at(0)), (right, span.at(0)), axis["zerolinecolor"])
        if axis["showline"]:
            self._rule((left, span.start), (left, span.end), axis["linecolor"])
        for value, text in zip(axis["tickvals"], axis.get("ticktext", []), strict=True):
            y = span.at(value)
            if axis["showgrid"]:
                self._rule((left, y), (right, y), axis["gridcolor"])
            if axis.get("showticklabels", True):
                self._label((left - _LABEL_GAP, y), text, axis, "right", "middle")

    def _rule(self, start: Place, end: Place, stroke: str) -> None:
        self._canvas.line([start, end], stroke=stroke, width=1)

    def _label(self, at: Place, text: str, axis: Json, across: str, down: str) -> None:
        font = axis["tickfont"]
        self._canvas.text(at, lines_of(text), Type(font["size"], font["color"], across, down))

    # ---- traces ---------------------------------------------------------------------------

    def _scatter(self, trace: Json) -> None:
        x = self._geometry.span(trace.get("xaxis", "x"))
        y = self._geometry.span(trace.get("yaxis", "y"))
        places = [
            None if across is None or up is None else (x.at(across), y.at(up))
            for across, up in zip(trace["x"], trace["y"], strict=True)
        ]
        modes = trace["mode"].split("+")
        if "fill" in trace:
            self._filled(places, trace["fillcolor"])
        elif "lines" in modes:
            self._lines(places, trace["line"])
        if "error_x" in trace:
            self._arms(trace, x.step)
        if "markers" in modes:
            self._marks(places, trace["marker"])
        if "text" in modes:
            self._texts(places, trace)

    def _filled(self, places: list[Place | None], fill: str) -> None:
        for run in _unbroken(places):
            self._canvas.shape(run, fill=fill)

    def _lines(self, places: list[Place | None], line: Json) -> None:
        look = {"stroke": line["color"], "width": line["width"], "dash": line.get("dash", "solid")}
        for run in _unbroken(places):
            if len(run) > 1:
                self._canvas.line(run, **look)

    def _arms(self, trace: Json, step: float) -> None:
        """Draw intervals to both sides of marks."""
        arms = trace["error_x"]
        x, y = self._geometry.span("x"), self._geometry.span("y")
        rows = zip(trace["x"], trace["y"], arms["arrayminus"], arms["array"], strict=True)
        for value, row, minus, plus in rows:
            at, up = x.at(value), y.at(row)
            ends = [(at - minus * step, up), (at + plus * step, up)]
            self._canvas.line(ends, stroke=arms["color"], width=arms["thickness"])

    def _marks(self, places: list[Place | None], marker: Json) -> None:
        symbol = marker.get("symbol", "circle")
        outline = marker.get("line", {})
        shape = _MARKERS[symbol]
        look = Look(
            marker["size"] * (_DIAMOND if shape == "D" else 1),
            "none" if symbol.endswith("-open") else marker.get("color", "none"),
            outline.get("color", marker.get("color", "none")),
            outline.get("width", 0),
        )
        self._canvas.marks([place for place in places if place is not None], shape, look)

    def _texts(self, places: list[Place | None], trace: Json) -> None:
        font = trace["textfont"]
        look = Type(font["size"], font["color"], "center", "middle")
        pairs = zip(places, trace["text"], strict=True)
        for place, text in ((place, text) for place, text in pairs if place is not None):
            self._canvas.text(place, lines_of(text), look)

    def _bars(self, trace: Json) -> None:
        """Draw horizontal bars, each from its base or from 0."""
        x, y = self._geometry.span("x"), self._geometry.span("y")
        half = abs(y.step) * trace["width"] / 2
        bases = trace.get("base", [0] * len(trace["x"]))
        for length, base, row in zip(trace["x"], bases, trace["y"], strict=True):
            left, right, up = x.at(base), x.at(base + length), y.at(row)
            corners = [(left, up - half), (right, up - half), (right, up + half), (left, up + half)]
            self._canvas.shape(corners, fill=trace["marker"]["color"])

    # ---- shapes and notes -----------------------------------------------------------------

    def _shapes(self, layer: str) -> None:
        for shape in self._layout.get("shapes", []):
            if shape.get("layer", "above") == layer:
                self._shape(shape)

    def _shape(self, shape: Json) -> None:
        x0, x1 = (self._geometry.place("x", shape["xref"], shape[end]) for end in ("x0", "x1"))
        y0, y1 = (self._geometry.place("y", shape["yref"], shape[end]) for end in ("y0", "y1"))
        if shape["type"] == "rect":
            self._canvas.shape([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], fill=shape["fillcolor"])
            return
        line = shape["line"]
        self._canvas.line(
            [(x0, y0), (x1, y1)], stroke=line["color"], width=line["width"], dash=line["dash"]
        )

    def _note(self, note: Json) -> None:
        x = self._geometry.place("x", note.get("xref", "x"), note["x"]) + note.get("xshift", 0)
        y = self._geometry.place("y", note.get("yref", "y"), note["y"]) - note.get("yshift", 0)
        font = note["font"]
        look = Type(
            font["size"],
            font["color"],
            note["xanchor"],
            note["yanchor"],
            note.get("bgcolor", ""),
            is_upright="textangle" in note,
        )
        self._canvas.text((x, y), lines_of(note["text"]), look)


def _unbroken(places: list[Place | None]) -> list[list[Place]]:
    """Return the runs between gaps: a line never bridges one."""
    runs = groupby(places, key=lambda place: place is not None)
    return [[place for place in run if place is not None] for shown, run in runs if shown]
