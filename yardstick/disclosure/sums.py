"""Which sums a reader can do with what a release shows: every one becomes a relation.

Areas add to the region's rounded total, parts to their item, quarters to a year that is
published, no item exceeds the one it is part of, and some count the same. A rolling year is
shown only where all its quarters are, a rate only beside its counts, and every comparator is made
of shown figures: those tell nothing that is not told here.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd

from yardstick.disclosure.relations import Relation, behind_rounding
from yardstick.model import Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from yardstick.disclosure.rules import Rule

    Key = tuple[str, ...]

CELL = ["dataset", "item", "part", "area", "period"]
TOTAL = ["dataset", "item", "part", "period"]
ROUNDED = 1  # to a whole, a mean of two is off the sum of both by no more than this


def relations(
    counts: pd.DataFrame, rules: Mapping[str, Rule], public: pd.DataFrame
) -> Iterator[Relation]:
    """Yield every sum that a screen, a file or a publication lets a reader do.

    Args:
        counts: As for `protect`, numbered from 0.
        rules: One for each data set that occurs.
        public: Which of the counts add to a published figure, as for `protect`.
    """
    keys = list(counts[CELL].itertuples(index=False, name=None))
    position = {key: at for at, key in enumerate(keys)}
    yield from _region(counts, rules)
    yield from _parts(counts, rules, position)
    yield from _years(counts, public, position)
    yield from _within(counts["number"].tolist(), rules, position)
    yield from _alike(counts["number"].tolist(), rules, position)
    yield from _means(counts["number"].tolist(), rules, position)


def _region(counts: pd.DataFrame, rules: Mapping[str, Rule]) -> Iterator[Relation]:
    """Yield areas adding to the region's total, of which the nearest 10 is shown."""
    numbers = counts["number"].to_numpy(dtype=float)
    for key, members in _groups(counts, TOTAL):
        if rules[key[0]].whole_region:
            least, most = behind_rounding(float(np.nansum(numbers[list(members)])))
            yield Relation(members, least, most, closes=key)


def _parts(
    counts: pd.DataFrame, rules: Mapping[str, Rule], position: Mapping[Key, int]
) -> Iterator[Relation]:
    numbers = counts["number"].to_numpy(dtype=float)
    parts = counts[counts["part"] != ""]
    by = ["dataset", "item", "area", "period"]
    for (dataset, item, area, period), members in _groups(parts, by):
        whole = position.get((dataset, rules[dataset].parts_of[item], "", area, period))
        if whole is not None and not math.isnan(numbers[whole]):
            # A return whose parts do not add up is refused; one that came in otherwise must not
            # make every bound impossible here, so what it adds to is what is taken as told.
            apart = float(np.nansum(numbers[list(members)])) - numbers[whole]
            yield Relation(members, apart, apart, total=whole)


def _years(
    counts: pd.DataFrame, public: pd.DataFrame, position: Mapping[Key, int]
) -> Iterator[Relation]:
    """Yield quarters adding to a published year.

    A return's year and the department's differ by what was cleaned since. The reader is given
    the year as if they did not: that can only hide more.
    """
    numbers = counts["number"].to_numpy(dtype=float)
    at = [position.get(key) for key in public[CELL].itertuples(index=False, name=None)]
    found = public.assign(at=pd.array(at, dtype="Int64"))
    for _, group in found.groupby("year", sort=False):
        members = group["at"].dropna().astype(int).tolist()
        whole = float(numbers[members].sum())  # a quarter that was not sent leaves no sum
        if len(members) == len(group) and not math.isnan(whole):
            yield Relation(tuple(members), whole, whole)


def _within(
    numbers: Sequence[float], rules: Mapping[str, Rule], position: Mapping[Key, int]
) -> Iterator[Relation]:
    """Yield an item and the one it is part of: repeat referrals never exceed referrals."""
    for (dataset, item, *where), at in position.items():
        for whole in rules[dataset].at_most.get(item, ()):
            other = position.get((dataset, whole, *where))
            if other is not None and numbers[at] <= numbers[other]:
                yield Relation((at,), -math.inf, 0, total=other)


def _alike(
    numbers: Sequence[float], rules: Mapping[str, Rule], position: Mapping[Key, int]
) -> Iterator[Relation]:
    """Yield an item and one that counts the same: children adopted, in two shares of a return."""
    for (dataset, item, *where), at in position.items():
        other = position.get((*rules[dataset].same_as.get(item, ("", "")), *where))
        if other is not None and numbers[at] == numbers[other]:
            yield Relation((at,), 0, 0, total=other)
            yield Relation((other,), 0, 0, total=at)


def _means(
    numbers: Sequence[float], rules: Mapping[str, Rule], position: Mapping[Key, int]
) -> Iterator[Relation]:
    """Yield a stock on two last days and the mean of it, which may be rounded to a whole."""
    for (dataset, item, *where, period), at in position.items():
        stock = rules[dataset].mean_of.get(item)
        if stock is None:
            continue
        periods = Period.parse(period).shifted(-1).key, period
        days = [position.get((dataset, stock, *where, day)) for day in periods]
        held = tuple(day for day in days if day is not None)
        apart = sum(numbers[day] for day in held) - 2 * numbers[at]
        if len(held) == len(days) and abs(apart) <= ROUNDED:
            yield Relation(held, apart, apart, total=at, times=2, loose=(-ROUNDED, ROUNDED))


def _groups(counts: pd.DataFrame, by: list[str]) -> Iterator[tuple[Key, tuple[int, ...]]]:
    """Yield each group's key and its rows' positions in the whole frame."""
    rows = counts.index.to_numpy(dtype=np.intp)
    for key, members in counts.groupby(by, sort=False).indices.items():
        yield cast("Key", key), tuple(rows[np.asarray(members, np.intp)].tolist())
