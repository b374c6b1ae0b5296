"""How a number of a cube is said: never as if it were exact."""

from __future__ import annotations

from yardstick.disclosure.cube_rounding import BASE, WIDEST

LEAST_FOR_RATE = 10  # shown records below which no rate is made (protection 2.2)


def in_words(shown: int) -> str:
    """Return a shown count in the reader's words: "≈ 25", and "0 to 4" for 0.

    Args:
        shown: A multiple of 5: a cell, or a sum of cells, of protected cubes.

    Raises:
        ValueError: It is no multiple of 5, so it did not come from a cube.
    """
    if shown < 0 or shown % BASE:
        raise ValueError("Only numbers of a protected cube are said this way: multiples of 5.")
    return f"0 to {WIDEST}" if shown == 0 else f"≈ {shown:,}"


def rate(shown: int, denominator: float | None, per: int) -> float | None:
    """Return a rate of a shown count over a public denominator, or None where none is shown.

    Args:
        shown: A multiple of 5 from a protected cube; never a true count.
        denominator: Public: people, or None where it is missing.
        per: 100 for a percentage.
    """
    if shown < LEAST_FOR_RATE or not denominator or denominator < 0:
        return None
    return shown / denominator * per
