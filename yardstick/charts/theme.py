"""Colours by role, type sizes and the bare layout that figures and their HTML neighbours share.

Nothing here knows a result. Colours were chosen for readers who tell few hues apart and for grey
printing: better is dark blue, worse is orange, and each judgement has a shape and a word of its
own, so that colour never speaks alone. Contrasts are checked in a test (WCAG 2.2: 4.5:1 for
text, 3:1 for marks).

Source: Government Analysis Function, data visualisation: colours in charts; GOV.UK Design System.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from yardstick.model import Direction, Judgement, TrendWord

Json = dict[str, Any]  # a figure or a part of one, as Plotly's specification names it

# ---- colours by role ----------------------------------------------------------------------

INK = "#0B0C0C"
SECONDARY = "#484949"
WHITE = "#FFFFFF"
GRID = "#CECECE"
PANEL = "#F3F3F3"
BORDER = "#858686"

FOCUS = "#12436D"
FOCUS_BAND = "rgba(18, 67, 109, 0.16)"
COMPARATOR = "#F46A25"
SHORT_DASH = "6px,3px"  # of a comparator in a small panel, where long dashes look like gaps
COMPARATOR_TEXT = "#8F3608"  # the comparator's own hue is 3:1 on white: enough for a line only
CONTEXT = "#BFBFBF"
TRACEABLE = "#858686"  # a grey line that must be followed by eye
PANEL_LINE = "#484949"  # an area in a panel of its own
HIGHER_FILL = "#54319F"

LINK, LINK_HOVER = "#1A65A6", "#0F385C"
FOCUS_RING = "#FFDD00"
INFORMATION, INFORMATION_BAR = "#F4F8FB", "#1D70B8"


@dataclass(frozen=True)
class Mark:
    """How a judgement looks, and what it is called.

    Attributes:
        word: Always printed or read out beside the colour.
        shape: The same mark as a character, for HTML.
        symbol: The same mark as Plotly names it.
        fill, text, border: Colours; `text` is what is written on `fill`.
    """

    word: str
    shape: str
    symbol: str
    fill: str
    text: str
    border: str


MARKS = {
    Judgement.BETTER: Mark("Better", "●", "circle", FOCUS, WHITE, FOCUS),
    Judgement.SIMILAR: Mark("Similar", "○", "circle", WHITE, INK, SECONDARY),
    Judgement.WORSE: Mark("Worse", "■", "square", COMPARATOR, INK, COMPARATOR),
    Judgement.HIGHER: Mark("Higher", "◆", "diamond", HIGHER_FILL, WHITE, HIGHER_FILL),
    Judgement.LOWER: Mark("Lower", "◇", "diamond", "#AA98CF", INK, HIGHER_FILL),
    Judgement.NOT_COMPARED: Mark(
        "Not compared", "–", "circle-open-dot", WHITE, SECONDARY, TRACEABLE
    ),
}


@dataclass(frozen=True)
class Chip:
    """How a trend word looks: text and border of one hue on a pale ground."""

    text: str
    ground: str


CHIPS = {
    TrendWord.IMPROVING: Chip(FOCUS, "#DCE6EF"),
    TrendWord.WORSENING: Chip(COMPARATOR_TEXT, "#FBE3D6"),
    TrendWord.INCREASING: Chip(HIGHER_FILL, "#EEEAF6"),
    TrendWord.DECREASING: Chip(HIGHER_FILL, "#EEEAF6"),
    TrendWord.NO_CHANGE: Chip(SECONDARY, PANEL),
    TrendWord.CANNOT_SAY: Chip(SECONDARY, WHITE),
}

UP, DOWN, LEVEL = "↑", "↓", "→"


def arrow(word: TrendWord, better: Direction) -> str:
    """Return which way the value went: a direction, never a judgement. Empty where unknown."""
    falls = better is Direction.LOWER
    return {
        TrendWord.IMPROVING: DOWN if falls else UP,
        TrendWord.WORSENING: UP if falls else DOWN,
        TrendWord.INCREASING: UP,
        TrendWord.DECREASING: DOWN,
        TrendWord.NO_CHANGE: LEVEL,
        TrendWord.CANNOT_SAY: "",
    }[word]


# ---- type and lines -----------------------------------------------------------------------

FAMILY = '"Source Sans", "Source Sans 3", Arial, sans-serif'  # the first is the one Streamlit has
TEXT_PX = 16  # ticks, labels, notes
SMALL_PX = 14  # notes inside the plot

FOCUS_WIDTH, COMPARATOR_WIDTH, CONTEXT_WIDTH = 4, 3, 1.5
MARKER_PX = 8

# A chart is read, not operated: what a click or a drag would do has a visible control elsewhere.
CONFIG: Json = {"displayModeBar": False, "responsive": True, "scrollZoom": False}


def axis(**changes: Any) -> Json:  # noqa: ANN401 - Plotly's own keys and values
    """Return an axis without line, grid or zoom, and with readable labels, save for `changes`."""
    bare: Json = {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "fixedrange": True,
        "ticks": "",
        "tickfont": {"size": TEXT_PX, "color": INK},
        "automargin": False,
    }
    return bare | changes


GRIDLINES: Json = {  # of an axis whose values are read off
    "showgrid": True,
    "gridcolor": GRID,
    "gridwidth": 1,
    "zeroline": True,
    "zerolinecolor": BORDER,
    "zerolinewidth": 1,
}


def layout(**changes: Any) -> Json:  # noqa: ANN401 - Plotly's own keys and values
    """Return a layout with no border, legend or title, save for `changes`.

    The headline, subtitle and source stand beside the figure as text, where they can be read
    out, copied and enlarged; a picture file draws them round it.
    """
    bare: Json = {
        # Any template of our own keeps Plotly from adding its 6 KB default to every figure.
        "template": {"layout": {"colorway": [FOCUS, COMPARATOR, HIGHER_FILL, TRACEABLE]}},
        "font": {"family": FAMILY, "size": TEXT_PX, "color": INK},
        "paper_bgcolor": WHITE,
        "plot_bgcolor": WHITE,
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": WHITE,
            "bordercolor": BORDER,
            "align": "left",
            "font": {"family": FAMILY, "size": TEXT_PX, "color": INK},
        },
    }
    return bare | changes


def note(text: str, **changes: Any) -> Json:  # noqa: ANN401 - Plotly's own keys and values
    """Return a label at a place of the plot: no arrow, aligned to the left, save for `changes`."""
    bare: Json = {
        "text": text,
        "showarrow": False,
        "align": "left",
        "xanchor": "left",
        "font": {"size": TEXT_PX, "color": INK},
    }
    return bare | changes


def heading(text: str, left: int, above: int = 8) -> Json:
    """Return what is said above a plot: which way is better, and what the marks are.

    Args:
        text: Of one line or several, with `<br>` between.
        left: Width of the left margin, which it begins in.
        above: Pixels between it and the plot.
    """
    font = {"size": TEXT_PX, "color": SECONDARY}
    at = {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "yanchor": "bottom"}
    return note(text, **at, xshift=8 - left, yshift=above, font=font)
