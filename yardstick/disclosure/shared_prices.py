"""Mean prices of the region that others than an authority may be shown, so that none comes apart.

A mean is shown for the region, then within it for each word of the first dimension, then within
that for each of the second: a tree, so that all that can be worked out from means is what is left
of one when those below it are taken away. What is left must be allowed to be shown like any mean
(`price.may_show`); and what is left when an authority takes its own placements away must be, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from yardstick.catalogue.cubes import ALL, PERIOD
from yardstick.disclosure.price import may_show, rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def shown_prices(placements: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return the mean prices that may be shown.

    Args:
        placements: One row per placement and year: `area`, `period`, the dimensions, `provider`,
            `provider_group` (missing where there is none), `price` in pounds a year.
        by: The dimensions from the outside in.

    Returns:
        One row per `period` and mean: the dimensions, `All` where the mean is of all of them, and
        `price` in pounds a year, rounded.
    """
    alone = placements["provider_group"].fillna(placements["provider"])
    grouped = placements.assign(provider_group=alone)
    rows = [
        [period, *path, *[ALL] * (len(by) - len(path)), int(rounded(float(held["price"].mean())))]
        for period, year in grouped.groupby(PERIOD, sort=True)
        if may_be_told(year)
        for path, held in _tree(year, tuple(by), ())
    ]
    return pd.DataFrame(rows, columns=[PERIOD, *by, "price"])


def may_be_told(placements: pd.DataFrame) -> bool:
    """Tell whether a mean may be shown to authorities that know their own placements."""
    return may_show(placements) and all(
        may_show(placements[placements["area"] != area]) for area in placements["area"].unique()
    )


def _tree(
    held: pd.DataFrame, by: tuple[str, ...], path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], pd.DataFrame]]:
    """Yield a mean that may be shown and all below it that may."""
    yield path, held
    if not by:
        return
    below = {str(word): rows for word, rows in held.groupby(by[0]) if may_be_told(rows)}
    while below and not _leaves_enough(held, list(below), by[0]):
        del below[min(below, key=lambda word: len(below[word]))]
    for word, rows in below.items():
        yield from _tree(rows, by[1:], (*path, word))


def _leaves_enough(held: pd.DataFrame, told: Sequence[str], name: str) -> bool:
    """Tell whether what is left of a mean, those below it taken away, is nothing or may be told."""
    left = held[~held[name].isin(told)]
    return left.empty or may_be_told(left)
