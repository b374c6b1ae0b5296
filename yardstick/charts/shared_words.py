"""How numbers of others' records are said: the reader's own exact, others' rounded to 5."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts.numbers import count_text, spreadsheet_format
from yardstick.charts.table import Cell
from yardstick.disclosure.cube_display import LEAST_FOR_RATE, in_words
from yardstick.model import Status, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

NOT_HERE: Final = (
    "Figures of other authorities are not in this release, or not shown to your organisation."
)
FOOTNOTE: Final = "≈ rounded to 5; 0 means 0 to 4"
ROUNDED: Final = (
    "≈",
    (
        "Numbers of other authorities are rounded to 5; 0 means 0 to 4. Rounded numbers add up. "
        f"A rate is made of {LEAST_FOR_RATE} or more. Your own authority's are exact."
    ),
)
COARSE: Final = (
    "x",
    (
        "The release has no such figure of the authority: it sent no return, or its figures are "
        "worded more coarsely, because it has few of a kind."
    ),
)


def shown_text(row: Mapping[str, Any]) -> str:
    """Return a number of a row: `27, exact`, `≈ 25`, `0 to 4`, or `x`."""
    number = row["number"]
    if number is None:
        return Status.UNAVAILABLE.value
    return f"{count_text(number)}, exact" if row["is_exact"] else in_words(int(number))


def shown_cell(row: Mapping[str, Any]) -> Cell:
    """Return a number of a row as a cell; one that is not exact is never written as if it were."""
    number = row["number"]
    if number is None:
        return Cell(Status.UNAVAILABLE.value, why=Status.UNAVAILABLE.words)
    if row["is_exact"]:
        return Cell(count_text(number), number, spreadsheet_format(Unit.COUNT, 0))
    return Cell(in_words(int(number)))
