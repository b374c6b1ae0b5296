"""The invented returns of two regions, made once, and their figures by area and quarter."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pandas as pd
from desk_builders import CATALOGUE

from yardstick.demonstration.returns import LAST, InventedReturn, invent_returns

if TYPE_CHECKING:
    from yardstick.demonstration.planted import Plant

REGIONS = ("east_midlands", "eastern")
YEAR = ("2024-25 Q1", "2024-25 Q2", "2024-25 Q3", "2024-25 Q4")
NORTH, WEST = "E06000061", "E06000062"  # of Northamptonshire; neither existed before April 2021


@cache
def returns(region: str) -> tuple[InventedReturn, ...]:
    """Return every version of every return of a region, in the order in which they came."""
    return tuple(invent_returns(CATALOGUE, CATALOGUE.regions[region]))


@cache
def cells(region: str) -> pd.DataFrame:
    """Return one row per cell of the newest version of every return."""
    frames = {
        (one.dataset, one.area, one.period): one.counts.assign(
            dataset=one.dataset, area=one.area, period=one.period
        )
        for one in returns(region)
    }
    return pd.concat(frames.values(), ignore_index=True)


@cache
def totals(region: str) -> pd.DataFrame:
    """Return numbers with a row per area and quarter, and a column per item without parts."""
    whole = cells(region).query("breakdown == ''")
    return whole.pivot_table("number", ["area", "period"], "item", aggfunc="first")


@cache
def ranked(region: str) -> tuple[str, ...]:
    """Return authorities by population, largest first."""
    people = {
        code: CATALOGUE.reference.population(code, 2024).people
        for code in CATALOGUE.regions[region].authorities
    }
    return tuple(sorted(people, key=lambda code: -people[code]))


def place(region: str, plant: Plant) -> tuple[str, str]:
    """Return the area and the quarter of something planted."""
    return ranked(region)[plant.rank], LAST.shifted(-plant.ago).key
