"""What can be shown: the result types, and the views that are made of them."""

from __future__ import annotations

from enum import StrEnum

from yardstick.charts.stories import Story
from yardstick.results.types import (
    Board,
    Comparison,
    Coverage,
    Entry,
    Parts,
    Profile,
    Standing,
    Trend,
)

Register = tuple[Entry, ...]
Result = Trend | Comparison | Parts | Board | Profile | Standing | Coverage | Register | Story


class View(StrEnum):
    """A way of showing a result. One result type may have several."""

    TREND = "trend"
    SMALL_MULTIPLES = "small_multiples"
    COMPARISON = "comparison"
    PARTS = "parts"
    BOARD = "board"
    PROFILE = "profile"
    STANDING = "standing"
    COVERAGE = "coverage"
    REGISTER = "register"
    PLACEMENTS = "placements"
    WORKFORCE = "workforce"
    EXCLUSIONS = "exclusions"
    DISCLOSURE = "disclosure"
    QUALITY = "quality"
    EDUCATION = "education"
