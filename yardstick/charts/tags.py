"""Small pieces of HTML: judgement and trend tags, number tiles, the polarity line, the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.charts import theme
from yardstick.charts.captions import key
from yardstick.charts.markup import Markup, silent, slug, tag
from yardstick.charts.phrases import opened, polarity
from yardstick.model import Judgement, TrendWord

if TYPE_CHECKING:
    from yardstick.catalogue.declarations import Indicator
    from yardstick.charts.views import Result
    from yardstick.model import Direction
    from yardstick.results.types import Recent


def judgement_tag(judgement: Judgement) -> Markup:
    """Return a judgement: its shape, its word, and its colour behind both."""
    mark = theme.MARKS[judgement]
    return tag("span", silent(mark.shape), " ", mark.word, class_=f"ys-tag ys-{slug(judgement)}")


def trend_tag(recent: Recent, better: Direction) -> Markup:
    """Return what five points say: an arrow for the value's direction, a word for its meaning.

    Where nothing can be said, the reason stands with it ("only 3 points").
    """
    arrow = theme.arrow(recent.word, better)
    words = recent.word.value.capitalize()
    if recent.word is TrendWord.CANNOT_SAY and recent.reason:
        words = f"{words}: {recent.reason}"
    shown = (silent(arrow), " ", words) if arrow else (words,)
    return tag("span", *shown, class_=f"ys-chip ys-{slug(recent.word)}")


def tile(label: str, value: str, note: str = "") -> Markup:
    """Return a number tile. `note` may be a tag."""
    below = (tag("p", note, class_="ys-tile-note"),) if note else ()
    return tag(
        "div",
        tag("p", label, class_="ys-tile-label"),
        tag("p", opened(value), class_="ys-tile-value"),
        *below,
        class_="ys-tile",
    )


def tiles(*made: Markup) -> Markup:
    """Return tiles side by side, or below each other where there is no room."""
    return tag("div", *made, class_="ys-tiles")


def polarity_line(indicator: Indicator) -> Markup:
    """Return which way is better, with its note where the declaration has one."""
    extra = f". {indicator.better_note}" if indicator.better_note else ""
    return tag("p", f"{polarity(indicator)}{extra}", class_="ys-polarity")


def judgement_key() -> Markup:
    """Return what shape and colour mean, in words."""
    items = (tag("li", judgement_tag(judgement)) for judgement in Judgement)
    return tag("ul", *items, class_="ys-key", aria_label="What the shapes mean")


def symbol_key(result: Result) -> Markup:
    """Return what the symbols of a result mean; nothing where there are none."""
    lines = key(result)
    if not lines:
        return Markup()
    items = (tag("li", line) for line in lines)
    return tag("ul", *items, class_="ys-key", aria_label="What the symbols mean")


def warning(text: str) -> Markup:
    """Return a line that must be seen first: the word Warning, then what to know."""
    return tag("p", tag("strong", "Warning"), f" {text}", class_="ys-warning")
