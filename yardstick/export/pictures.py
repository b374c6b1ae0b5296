"""Pictures of charts for slides and reports: what is said beside a chart on screen is baked in.

Title, subtitle, warnings, symbols, source and release stand on the picture itself, because a
picture travels without its page.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from yardstick.charts import theme, words
from yardstick.charts.markup import inert
from yardstick.export.canvas import Canvas, Type, Words
from yardstick.export.drawing import draw

if TYPE_CHECKING:
    from yardstick.charts.stories import Story
    from yardstick.charts.theme import Json
    from yardstick.results.types import Comparison, Parts, Trend

_WIDTH = 1000  # logical pixels; a bitmap has 1,600
_MARGIN = 24
_GAP = 14
_INSET = 8  # of a chart's own heading from its edge, so that it stands under the title
_TITLE_PX, _TEXT_PX, _SOURCE_PX = 26, 16, 14
_LETTER, _BOLD_LETTER = 0.46, 0.52  # of the type's size, on average
_LINE = 1.3


class Kind(StrEnum):
    """Of a picture."""

    SVG = "svg"
    PNG = "png"


@dataclass(frozen=True)
class _Block:
    """Lines of one size above or below a chart."""

    lines: list[str]
    look: Type
    is_bold: bool = False

    @property
    def height(self) -> float:
        return len(self.lines) * self.look.size * _LINE


def picture(figure: Json, result: Trend | Comparison | Parts | Story, kind: Kind) -> bytes:
    """Return a chart as a picture with everything that must travel with it.

    Args:
        figure: The chart's figure, made from `result`.
        result: Gives the words.
        kind: Of picture.
    """
    above, below = _above(result), _below(result)
    head, foot = _height(above), _height(below)
    canvas = Canvas(_WIDTH, round(head + figure["layout"]["height"] + foot))
    _write(canvas, above, _MARGIN)
    draw(canvas, figure, (_MARGIN - _INSET, _WIDTH - _INSET), head)
    _write(canvas, below, head + figure["layout"]["height"] + _GAP)
    title = inert(words.headline(result))
    return (
        canvas.png(title) if kind is Kind.PNG else canvas.svg(title, inert(words.alt_text(result)))
    )


def _above(result: Trend | Comparison | Parts | Story) -> list[_Block]:
    return [
        _block([words.headline(result)], _TITLE_PX, theme.INK, is_bold=True),
        _block([words.subtitle(result)], _TEXT_PX, theme.SECONDARY),
    ]


def _below(result: Trend | Comparison | Parts | Story) -> list[_Block]:
    stamp = result.stamp
    label = [stamp.classification] if stamp.classification else []
    warned = [f"Warning: {line}" for line in words.warnings(result)]
    blocks = [
        _block(warned, _SOURCE_PX, theme.INK, is_bold=True),
        _block(["; ".join(words.key(result))], _SOURCE_PX, theme.SECONDARY),
        _block([*words.reply_lines(result)], _SOURCE_PX, theme.INK),
        _block([words.source_line(stamp), *label], _SOURCE_PX, theme.SECONDARY),
    ]
    return [block for block in blocks if block.lines]


def _block(texts: list[str], size: int, colour: str, *, is_bold: bool = False) -> _Block:
    letters = int((_WIDTH - 2 * _MARGIN) / (size * (_BOLD_LETTER if is_bold else _LETTER)))
    lines = [line for text in texts for line in textwrap.wrap(inert(text), letters)]
    return _Block(lines, Type(size, colour), is_bold)


def _height(blocks: list[_Block]) -> float:
    return _MARGIN + sum(block.height + _GAP for block in blocks)


def _write(canvas: Canvas, blocks: list[_Block], top: float) -> None:
    at = top
    for block in blocks:
        canvas.text((_MARGIN, at), [Words(line, block.is_bold) for line in block.lines], block.look)
        at += block.height + _GAP
