"""Stocks that follow from starts and ends, quarter by quarter, without a child lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from yardstick.demonstration.chance import nearest

if TYPE_CHECKING:
    from yardstick.demonstration.chance import Counts

PULL: Final = 0.15  # of a stock's distance from its usual size that ends make good in a quarter


def ends_and_stock(
    rng: np.random.Generator, starts: Counts, year: slice, in_year: int, at_year_end: int
) -> tuple[Counts, Counts]:
    """Return ends and stock per quarter; each stock is the one before, plus starts, less ends.

    Args:
        rng: Where the ends come from.
        starts: Per quarter. Not changed.
        year: The calibrated quarters.
        in_year: How many end in them. More do where the starts and the stock leave no choice.
        at_year_end: The stock at their end. Before and after, ends keep it near that size.
    """
    started = int(starts[year].sum())
    opening = max(at_year_end - started + in_year, 0)
    ends = rng.poisson(starts.mean(), len(starts))
    quarters = year.stop - year.start
    ends[year] = rng.multinomial(opening + started - at_year_end, np.full(quarters, 1 / quarters))
    stock = np.zeros_like(starts)
    _through_year(starts[year], ends[year], stock[year], opening)
    _after(starts[year.stop :], ends[year.stop :], stock[year.stop :], at_year_end)
    _before(starts[: year.start], ends[: year.start], stock[: year.start], opening, at_year_end)
    return ends, stock


def _through_year(starts: Counts, ends: Counts, stock: Counts, opening: int) -> None:
    """Follow the year; ends for which there are no children yet wait for the next quarter."""
    held, waiting = opening, 0
    for i, started in enumerate(starts):
        wanted = ends[i] + waiting
        ends[i] = min(wanted, held + started)
        waiting = wanted - ends[i]
        stock[i] = held = held + started - ends[i]


def _after(starts: Counts, ends: Counts, stock: Counts, usual: int) -> None:
    held = usual
    for i, started in enumerate(starts):
        wanted = ends[i] + nearest(PULL * (held - usual))
        ends[i] = max(min(wanted, held + started - usual // 2), 0)
        stock[i] = held = held + started - ends[i]


def _before(starts: Counts, ends: Counts, stock: Counts, opening: int, usual: int) -> None:
    """Go backwards from the year's opening: more ends leave a larger stock the quarter before."""
    held = opening
    for i in reversed(range(len(starts))):
        stock[i] = held
        wanted = ends[i] + nearest(PULL * (usual - held))
        ends[i] = max(wanted, starts[i] - held + usual // 2, 0)
        held = held - starts[i] + ends[i]
