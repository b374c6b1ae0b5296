"""What can be shown: the result types, and the views that are made of them."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from yardstick.charts.stories import Story
from yardstick.results import exclusions_types, placement_types, workforce_types
from yardstick.results.coverage_types import Coverage, Entry
from yardstick.results.types import Board, Comparison, Parts, Profile, Standing, Trend

if TYPE_CHECKING:
    from collections.abc import Mapping

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


_OF_RECORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        View.PLACEMENTS: placement_types.DATASET,
        View.WORKFORCE: workforce_types.DATASET,
        View.EXCLUSIONS: exclusions_types.DATASET,
    }
)


def dataset_of(view: str) -> str:
    """Return the data set of records that a view is made of; empty where it is made of none."""
    return _OF_RECORDS.get(view, "")
