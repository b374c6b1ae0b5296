"""Counts and a viewer in, counts with status out: small ones hidden, and what gives them back.

Viewer-relative suppression of authority-level returns (protection 2.1, domain 8.4): other areas'
1 to 5 are hidden, then the smallest other cells wherever the regional total (shown to the
nearest 10) or the sum of an item's parts would give one back. A figure made of a hidden count is
hidden with it, because figures are made from what this returns and from nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd

from yardstick.disclosure.relations import (
    LARGEST,
    SMALLEST,
    Cells,
    Relation,
    mend,
    round_to_ten,
)
from yardstick.model import Protection, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

CELL = ["dataset", "item", "part", "area", "period"]
TOTAL = ["dataset", "item", "part", "period"]


@dataclass(frozen=True)
class Rule:
    """How one data set is protected.

    Attributes:
        profile: Decided by the directors, in the data set's file.
        people: Items that count people or events. Days and points are not counts of anybody:
            they are shown only beside a denominator that is.
        parts_of: Item with parts to the item its parts add to.
        whole_region: Whether the viewer holds every area's rows. Where not, no total is made.
    """

    profile: Protection
    people: frozenset[str]
    parts_of: Mapping[str, str]
    whole_region: bool


@dataclass(frozen=True)
class Protected:
    """What a viewer may be shown of the counts.

    Attributes:
        cells: The rows given, in their order; where `status` has no value `number` is missing.
        totals: One row per data set, item, part and period: `number` (people, nearest 10),
            `status`, `with_value` (areas that sent a number).
    """

    cells: pd.DataFrame
    totals: pd.DataFrame


def protect(counts: pd.DataFrame, rules: Mapping[str, Rule], own: frozenset[str]) -> Protected:
    """Hide small counts of others, and every count that would give one back.

    Args:
        counts: One row per `dataset`, `item`, `part`, `area` and `period`, with `number`
            (people or events; missing where `status` has no value). Not changed.
        rules: One for each data set that occurs.
        own: Codes of the viewer's areas.

    Raises:
        KeyError: A data set has no rule. Nothing is shown of anything.
    """
    counts = counts.reset_index(drop=True)
    cells = _cells(counts, rules, own)
    unsafe = _mend_all(list(_relations(counts, rules)), cells)
    return Protected(_shown(counts, cells), _totals(counts, rules, unsafe))


def _cells(counts: pd.DataFrame, rules: Mapping[str, Rule], own: frozenset[str]) -> Cells:
    numbers = counts["number"].to_numpy(dtype=float, na_value=np.nan)
    owned = counts["area"].isin(own).to_numpy()
    guarded = _by_dataset(counts, rules, _guards)
    spared = owned & ~_by_dataset(counts, rules, lambda rule: rule.profile is Protection.PUBLIC)
    people = np.zeros(len(counts), dtype=bool)
    for dataset, rule in rules.items():
        people |= (counts["dataset"] == dataset) & counts["item"].isin(rule.people)
    small = guarded & people & ~spared & (numbers >= SMALLEST) & (numbers <= LARGEST)
    known = [None if missing else number for number, missing in _with_missing(numbers)]
    return Cells(known, small.tolist(), owned.tolist(), [False] * len(counts))


def _with_missing(numbers: NDArray[np.float64]) -> Iterator[tuple[float, bool]]:
    return zip(numbers.tolist(), np.isnan(numbers).tolist(), strict=True)


def _guards(rule: Rule) -> bool:
    return rule.profile in {Protection.PARTNER_SUPPRESSED, Protection.PUBLIC}


def _by_dataset(
    counts: pd.DataFrame, rules: Mapping[str, Rule], answer: Callable[[Rule], bool]
) -> NDArray[np.bool_]:
    answers = {dataset: answer(rules[dataset]) for dataset in counts["dataset"].unique()}
    return counts["dataset"].map(answers).to_numpy(dtype=bool)


def _relations(counts: pd.DataFrame, rules: Mapping[str, Rule]) -> Iterator[Relation]:
    """Yield every sum that a screen or a file lets a reader do."""
    for (dataset, *_), members in _groups(counts, TOTAL):
        if rules[dataset].whole_region:
            yield Relation(members, rounded=True)
    position = {key: at for at, key in enumerate(counts[CELL].itertuples(index=False, name=None))}
    parts = counts[counts["part"] != ""]
    for (dataset, item, area, period), members in _groups(
        parts, ["dataset", "item", "area", "period"]
    ):
        whole = position.get((dataset, rules[dataset].parts_of[item], "", area, period))
        if whole is not None:
            yield Relation(members, rounded=False, total=whole)


def _groups(counts: pd.DataFrame, by: list[str]) -> Iterator[tuple[tuple[str, ...], list[int]]]:
    """Yield each group's key and its rows' positions in the whole frame."""
    rows = counts.index.to_numpy(dtype=np.intp)
    for key, members in counts.groupby(by, sort=False).indices.items():
        yield cast("tuple[str, ...]", key), rows[np.asarray(members, dtype=np.intp)].tolist()


def _mend_all(relations: list[Relation], cells: Cells) -> list[Relation]:
    """Mend until nothing changes; hiding a cell for one relation can open another.

    Returns:
        The relations that no hiding can make safe: their totals must not be shown.
    """
    at_risk = [
        relation for relation in relations if any(cells.small[at] for at in relation.members)
    ]
    before = -1
    unsafe: list[Relation] = []
    while sum(cells.extra) != before:
        before = sum(cells.extra)
        unsafe = [relation for relation in at_risk if not mend(relation, cells)]
        for relation in unsafe:
            if relation.total is not None and not cells.owned[relation.total]:
                cells.extra[relation.total] = True
    return unsafe


def _shown(counts: pd.DataFrame, cells: Cells) -> pd.DataFrame:
    shown = counts.copy()
    hidden = [cells.is_hidden(at) for at in range(len(counts))]
    shown.loc[hidden, "status"] = Status.SUPPRESSED.value
    shown.loc[hidden, "number"] = np.nan
    return shown


def _totals(
    counts: pd.DataFrame, rules: Mapping[str, Rule], unsafe: list[Relation]
) -> pd.DataFrame:
    """Return the regional totals, each to the nearest 10, over the areas that sent a number."""
    whole = counts["dataset"].map({dataset: rule.whole_region for dataset, rule in rules.items()})
    held = counts[whole.to_numpy(dtype=bool)]
    grouped = held.groupby(TOTAL, sort=False)["number"]
    totals = grouped.agg(number="sum", with_value="count").reset_index()
    closed = {
        tuple(counts.loc[relation.members[0], TOTAL]) for relation in unsafe if relation.rounded
    }
    keys = pd.Series(list(totals[TOTAL].itertuples(index=False, name=None)), dtype=object)
    totals["status"] = Status.SHOWN.value
    totals.loc[totals["with_value"] == 0, "status"] = Status.UNAVAILABLE.value
    totals.loc[keys.isin(closed).to_numpy(), "status"] = Status.SUPPRESSED.value
    totals["number"] = [
        round_to_ten(number) if status == Status.SHOWN else np.nan
        for number, status in zip(totals["number"], totals["status"], strict=True)
    ]
    return totals
