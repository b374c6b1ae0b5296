"""One cell of figures: a number, or a symbol that says why there is none."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from yardstick.intake.errors import IntakeError, NotHeldError
from yardstick.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from yardstick.catalogue.sources import OfficialSource

_NUMBER = re.compile(
    r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?<=[0-9])(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,3})?"
    r"|[+-]?\.[0-9]+(?:[eE][+-]?[0-9]{1,3})?"
)
_MINUS = "\N{MINUS SIGN}"
# Of several parts without a number, the first of these is why their sum has none.
_WEIGHT = (
    Status.SUPPRESSED,
    Status.UNRELIABLE,
    Status.UNAVAILABLE,
    Status.NOT_APPLICABLE,
    Status.LOW,
    Status.ROUNDS_TO_ZERO,
)


class Cell(NamedTuple):
    """A number, or why there is none; never both."""

    value: float | None
    status: Status


def symbols_of(source: OfficialSource) -> dict[str, Status]:
    """Return what the family writes in place of a number, in lower case, with its meaning.

    Raises:
        IntakeError: The declaration gives a symbol a meaning that is none.
    """
    return {
        text.casefold(): _meaning(text, letter, source) for text, letter in source.symbols.items()
    }


def _meaning(text: str, letter: str, source: OfficialSource) -> Status:
    if letter not in _WEIGHT:
        allowed = ", ".join(_WEIGHT)
        raise IntakeError(
            f"data/published/{source.id}.yaml: symbols: '{text}' cannot mean '{letter}'. "
            f"Allowed: {allowed}."
        )
    return Status(letter)


def read_cell(text: str, symbols: Mapping[str, Status]) -> Cell:
    """Read one cell.

    Args:
        text: Without spaces around it.
        symbols: From `symbols_of`.

    Returns:
        The number with status shown, or no number with the symbol's status. Noise of binary
        fractions is taken off (4.9000000000000004 is 4.9); whole numbers stay exact.

    Raises:
        NotHeldError: It is neither.
    """
    if (status := symbols.get(text.casefold())) is not None:
        return Cell(None, status)
    return Cell(read_number(text), Status.SHOWN)


def read_number(text: str) -> float:
    """Read a number written plainly, in scientific notation or with commas at the thousands.

    Raises:
        NotHeldError: It is not a number, or too large for one.
    """
    plain = text.replace(_MINUS, "-")
    if not _NUMBER.fullmatch(plain):
        raise NotHeldError("is neither a number nor a symbol of this family; it was left out")
    number = float(plain.replace(",", ""))
    if not math.isfinite(number):
        raise NotHeldError("is too large for a number; it was left out")
    # Ten digits are more than any release prints, and fewer than binary noise needs. Adding 0.0
    # makes -0.0 a plain zero.
    return (number if number.is_integer() else float(f"{number:.10g}")) + 0.0


def add_up(cells: Iterable[Cell]) -> Cell:
    """Return the sum of parts; where any part has no number, the weightiest reason for that."""
    parts = tuple(cells)
    hidden = {part.status for part in parts if part.value is None}
    if hidden:
        return Cell(None, min(hidden, key=_WEIGHT.index))
    return Cell(math.fsum(part.value for part in parts if part.value is not None), Status.SHOWN)
