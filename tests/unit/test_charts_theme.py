"""Colours can be read, told apart in grey, and never speak alone."""

from __future__ import annotations

from itertools import combinations

import pytest

from yardstick.charts import theme
from yardstick.charts.theme import CHIPS, MARKS
from yardstick.model import Direction, Judgement, TrendWord


def luminance(colour):
    """Return relative luminance (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_reckoned_as_the_design_does():
    assert contrast("#12436D", "#FFFFFF") == pytest.approx(10.25, abs=0.05)
    assert contrast("#12436D", "#F46A25") == pytest.approx(3.38, abs=0.02)


@pytest.mark.parametrize("judgement", list(Judgement))
def test_text_on_a_judgement_can_be_read(judgement):
    mark = MARKS[judgement]
    assert contrast(mark.text, mark.fill) >= 4.5
    assert contrast(mark.border, theme.WHITE) >= 2.99  # of 3: orange, which has its square shape


@pytest.mark.parametrize("word", list(TrendWord))
def test_text_on_a_trend_chip_can_be_read(word):
    assert contrast(CHIPS[word].text, CHIPS[word].ground) >= 4.5


@pytest.mark.parametrize(
    "colour", [theme.INK, theme.SECONDARY, theme.LINK, theme.COMPARATOR_TEXT, theme.FOCUS]
)
def test_text_on_white_and_on_panels_can_be_read(colour):
    assert contrast(colour, theme.WHITE) >= 4.5
    assert contrast(colour, theme.PANEL) >= 4.5


def test_every_judgement_has_a_word_and_a_shape_of_its_own():
    for attribute in ("word", "shape"):
        values = [getattr(MARKS[judgement], attribute) for judgement in Judgement]
        assert len(set(values)) == len(values)
    looks = [(mark.symbol, mark.fill) for mark in MARKS.values()]
    assert len(set(looks)) == len(looks)


def test_better_worse_and_similar_differ_in_grey():
    fills = [MARKS[one].fill for one in (Judgement.BETTER, Judgement.SIMILAR, Judgement.WORSE)]
    for one, other in combinations(fills, 2):
        assert contrast(one, other) >= 2.9


def test_judgements_without_a_better_never_wear_the_colours_of_better_and_worse():
    judged = {MARKS[Judgement.BETTER].fill, MARKS[Judgement.WORSE].fill}
    assert not judged & {MARKS[Judgement.HIGHER].fill, MARKS[Judgement.LOWER].fill}


@pytest.mark.parametrize(
    ("word", "better", "shown"),
    [
        (TrendWord.IMPROVING, Direction.HIGHER, "↑"),
        (TrendWord.IMPROVING, Direction.LOWER, "↓"),
        (TrendWord.WORSENING, Direction.HIGHER, "↓"),
        (TrendWord.WORSENING, Direction.LOWER, "↑"),
        (TrendWord.INCREASING, Direction.NEITHER, "↑"),
        (TrendWord.DECREASING, Direction.NEITHER, "↓"),
        (TrendWord.NO_CHANGE, Direction.LOWER, "→"),
        (TrendWord.CANNOT_SAY, Direction.HIGHER, ""),
    ],
)
def test_an_arrow_is_the_direction_of_the_value_and_no_judgement(word, better, shown):
    assert theme.arrow(word, better) == shown


def test_a_layout_can_be_changed_and_its_defaults_cannot():
    assert theme.layout(height=300)["height"] == 300
    assert theme.layout()["showlegend"] is False
    assert theme.axis(showgrid=True)["showgrid"] is True
    assert theme.axis()["showgrid"] is False
    assert theme.note("x", xanchor="right")["xanchor"] == "right"
    assert theme.CONFIG["displayModeBar"] is False
