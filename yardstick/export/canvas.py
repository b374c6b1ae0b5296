"""A sheet of pixels to draw on: lines, shapes and text, as a picture file in the end.

Matplotlib without its axes or its global figure: everything is placed in logical pixels from the
upper left corner, so that a picture follows the chart's own layout. The same drawing gives the
same bytes: no clock, fixed identifiers, the typeface that comes with matplotlib.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon

from yardstick.charts.theme import SHORT_DASH

if TYPE_CHECKING:
    from collections.abc import Sequence

# Identifiers in a drawing follow from its content, and text stays text: it can be searched and
# read out. Set once, here: nothing else in the product draws with matplotlib, and setting them
# around each drawing would race between two downloads.
mpl.rcParams["svg.hashsalt"] = "yardstick"
mpl.rcParams["svg.fonttype"] = "none"

_FACE = "DejaVu Sans"
# A reader's machine may have the product's own typeface; it is narrower, so nothing overflows.
_FACES = "'Source Sans 3', 'Source Sans', Arial, 'DejaVu Sans', sans-serif"
_PX_PER_INCH = 100
_POINTS = 72 / _PX_PER_INCH  # per logical pixel
_TYPE = 0.86  # DejaVu Sans is this much wider than the typeface that charts are laid out for
_LINE = 1.3  # of the type's size
_BASELINE = 0.98  # from the top of a line, of the type's size
_PNG_WIDTH = 1600  # pixels
_DASHES: dict[str, Literal["-"] | tuple[float, Sequence[float]]] = {
    "solid": "-",
    "longdash": (0, (5.0, 3.0)),
    SHORT_DASH: (0, (3.0, 1.5)),
    "dot": (0, (1.2, 1.6)),
}

Colour = str | tuple[float, float, float, float]


@cache
def _is_drawable(letter: str) -> bool:
    face = font_manager.findfont(font_manager.FontProperties(family=_FACE))
    return bool(font_manager.get_font(face).get_char_index(ord(letter)))


def drawable(text: str) -> str:
    """Return text with a mark in place of each letter that the typeface does not have."""
    return "".join(
        letter if _is_drawable(letter) else "\N{REPLACEMENT CHARACTER}" for letter in text
    )


def colour(text: str) -> Colour:
    """Return a colour as matplotlib reads it: `#12436D`, or `rgba(18, 67, 109, 0.16)`."""
    match = re.fullmatch(r"rgba\((\d+), (\d+), (\d+), ([\d.]+)\)", text)
    if not match:
        return text
    red, green, blue, alpha = (float(part) for part in match.groups())
    return red / 255, green / 255, blue / 255, alpha


Place = tuple[float, float]


@dataclass(frozen=True)
class Look:
    """A mark's size in pixels, its fill, and its outline."""

    size: float
    fill: str
    stroke: str
    width: float


@dataclass(frozen=True)
class Words:
    """One line of text."""

    text: str
    is_bold: bool = False


@dataclass(frozen=True)
class Type:
    """How text is set: its size in pixels, and which corner of the block is at its place.

    Upright text is one line that is read from below, standing on its place.
    """

    size: float
    colour: str
    across: str = "left"
    down: str = "top"
    ground: str = ""
    is_upright: bool = False


class Canvas:
    """A drawing, `width` by `height` logical pixels; y runs downwards."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        size = (width / _PX_PER_INCH, height / _PX_PER_INCH)
        self._figure = Figure(figsize=size, dpi=_PX_PER_INCH, facecolor="white")
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(height, 0)
        self._axes.set_axis_off()
        self._order = 0

    def _next(self) -> int:
        """Return the place above all that was drawn before."""
        self._order += 1
        return self._order

    def line(
        self,
        points: Sequence[Place],
        *,
        stroke: str,
        width: float,
        dash: str = "solid",
    ) -> None:
        """Draw one unbroken line through points."""
        x, y = zip(*points, strict=True)
        self._axes.add_artist(
            Line2D(
                x,
                y,
                color=colour(stroke),
                linewidth=width * _POINTS,
                linestyle=_DASHES[dash],
                solid_capstyle="butt",
                dash_capstyle="butt",
                solid_joinstyle="round",
                zorder=self._next(),
            )
        )

    def shape(
        self,
        points: Sequence[Place],
        *,
        fill: str,
        stroke: str = "none",
        width: float = 0,
    ) -> None:
        """Draw one closed shape."""
        self._axes.add_patch(
            Polygon(
                points,
                closed=True,
                facecolor=colour(fill),
                edgecolor=colour(stroke),
                linewidth=width * _POINTS,
                zorder=self._next(),
            )
        )

    def marks(self, places: Sequence[Place], marker: str, look: Look) -> None:
        """Draw marks of one look, named as matplotlib names them."""
        self._axes.add_artist(
            Line2D(
                [x for x, _ in places],
                [y for _, y in places],
                linestyle="",
                marker=marker,
                markersize=look.size * _POINTS,
                markerfacecolor=colour(look.fill),
                markeredgecolor=colour(look.stroke),
                markeredgewidth=look.width * _POINTS,
                zorder=self._next(),
            )
        )

    def text(self, at: Place, lines: Sequence[Words], look: Type) -> None:
        """Write lines below each other, the block anchored at a place.

        Dollar signs are dollar signs: matplotlib would read what stands between two as
        mathematics.
        """
        step = look.size * _LINE
        ground = {"facecolor": colour(look.ground), "edgecolor": "none", "pad": 1}
        top = at[1] - {"top": 0.0, "middle": 0.5, "bottom": 1.0}[look.down] * step * len(lines)
        for place, line in enumerate(lines):
            foot = at[1] if look.is_upright else top + place * step + look.size * _BASELINE
            self._axes.text(
                at[0],
                foot,
                drawable(line.text),
                color=look.colour,
                fontfamily=_FACE,
                fontsize=look.size * _TYPE * _POINTS,
                fontweight="bold" if line.is_bold else "normal",
                horizontalalignment=look.across,
                verticalalignment="bottom" if look.is_upright else "baseline",
                rotation=90 if look.is_upright else 0,
                bbox=ground if look.ground else None,
                parse_math=False,
                zorder=self._next(),
            )

    def png(self, title: str) -> bytes:
        """Return the drawing as a bitmap, 1,600 pixels wide."""
        out = io.BytesIO()
        dpi = _PNG_WIDTH / (self.width / _PX_PER_INCH)
        self._figure.savefig(
            out, format="png", dpi=dpi, metadata={"Software": None, "Title": title}
        )
        return out.getvalue()

    def svg(self, title: str, description: str) -> bytes:
        """Return the drawing as scalable graphics, with what it shows in words for a reader."""
        out = io.BytesIO()
        said = {"Title": title, "Description": description, "Creator": None, "Date": None}
        self._figure.savefig(out, format="svg", metadata=said)
        text = out.getvalue().decode()
        size = f'width="{_PNG_WIDTH}" height="{round(self.height * _PNG_WIDTH / self.width)}"'
        text = re.sub(r'width="[\d.]+pt" height="[\d.]+pt"', size, text, count=1)
        return text.replace(f"'{_FACE}'", _FACES).encode()
