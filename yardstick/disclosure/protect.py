"""Counts and a viewer in, counts with status out: small ones hidden, and what gives them back.

Viewer-relative suppression of authority-level returns (protection 2.1, domain 8.4): other areas'
1 to 5 are hidden, then the smallest other cells, and at last the region's total, wherever sums
would give one back: each sum by itself, then all together, with those of earlier releases. A
figure made of a hidden count is hidden with it, because figures are made from what this returns
and from nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from yardstick.disclosure.audit import narrow, values
from yardstick.disclosure.earlier import NOTHING, Earlier, Together, remembered, together
from yardstick.disclosure.relations import (
    LARGEST,
    SMALLEST,
    Cells,
    Relation,
    mend,
    round_to_ten,
)
from yardstick.disclosure.sums import CELL, TOTAL, relations
from yardstick.model import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from numpy.typing import NDArray

    from yardstick.disclosure.rules import Rule

NOTHING_PUBLIC = pd.DataFrame(columns=[*CELL, "year"], dtype=object)


@dataclass(frozen=True)
class Protected:
    """What a viewer may be shown of the counts.

    Attributes:
        cells: The rows given, in their order; where `status` has no value `number` is missing.
        totals: One row per data set, item, part and period: `number` (people, nearest 10),
            `status`, `with_value` (areas that sent a number).
        given_away: How many hidden small cells are narrow by what was published or shown before,
            or by being small with all that they are made of, so that nothing hidden here makes
            them wide. They are as wide as they would be if nothing were shown.
        earlier: What the viewer has been told with this, for the next release. Never shown.
    """

    cells: pd.DataFrame
    totals: pd.DataFrame
    given_away: int
    earlier: Earlier = field(repr=False)


def protect(
    counts: pd.DataFrame,
    rules: Mapping[str, Rule],
    own: frozenset[str],
    public: pd.DataFrame = NOTHING_PUBLIC,
    earlier: Earlier = NOTHING,
) -> Protected:
    """Hide small counts of others, and every count that would give one back.

    Args:
        counts: One row per `dataset`, `item`, `part`, `area` and `period`, with `number`
            (people or events; missing where `status` has no value). Not changed.
        rules: One for each data set that occurs.
        own: Codes of the viewer's areas.
        public: Which of the counts add to a published figure: their `dataset`, `item`, `part`,
            `area` and `period`, and `year`, alike for those that add up. One that stands alone
            is published itself.
        earlier: What the viewer was told by the releases before this one.

    Raises:
        KeyError: A data set has no rule. Nothing is shown of anything.
    """
    counts = counts.reset_index(drop=True)
    joined = together(counts, earlier)
    cells = _cells(joined, rules, own, public)
    told = [*relations(counts, rules, public), *joined.relations]
    desk = _Mending(cells, told, set(joined.withheld.totals))
    given_away = desk.mend()
    if given_away and any(one.loose for one in told):
        # Nothing keeps these from who knows how a mean was rounded; from others hiding can.
        wide = {at for at, small in enumerate(cells.small) if small} - given_away
        _Mending(cells, [one.loosely for one in told], desk.closed).mend(wide)
    return Protected(
        cells=_shown(counts, cells),
        totals=_totals(counts, rules, desk.closed),
        given_away=len(given_away),
        earlier=remembered(joined, cells, list(desk.told())),
    )


def _cells(
    joined: Together, rules: Mapping[str, Rule], own: frozenset[str], public: pd.DataFrame
) -> Cells:
    counts = joined.counts
    numbers = counts["number"].to_numpy(dtype=float, na_value=np.nan)
    owned = counts["area"].isin(own).to_numpy()
    spared = owned & _by_dataset(counts, rules, lambda rule: rule.spares_own)
    people = np.zeros(len(counts), dtype=bool)
    for dataset, rule in rules.items():
        people |= (counts["dataset"] == dataset) & counts["item"].isin(rule.people)
    guarded = _by_dataset(counts, rules, lambda rule: rule.guards) & people & ~spared
    small = guarded & (numbers >= SMALLEST) & (numbers <= LARGEST)
    known = owned | np.array(joined.told, dtype=bool) | _published(counts, public)
    here = np.arange(len(counts)) < joined.size
    hidden = np.array(joined.hidden, dtype=bool) | _among(counts, joined.withheld.cells)
    extra = hidden & ~small & (guarded | ~here)
    return Cells(
        numbers=[None if np.isnan(number) else number for number in numbers.tolist()],
        small=small.tolist(),
        known=known.tolist(),
        extra=extra.tolist(),
        ceiling=joined.ceiling,
    )


def _by_dataset(
    counts: pd.DataFrame, rules: Mapping[str, Rule], answer: Callable[[Rule], bool]
) -> NDArray[np.bool_]:
    answers = {dataset: answer(rules[dataset]) for dataset in counts["dataset"].unique()}
    return counts["dataset"].map(answers).to_numpy(dtype=bool)


def _published(counts: pd.DataFrame, public: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell which counts are published themselves: hiding one protects nothing."""
    alone = public[~public["year"].duplicated(keep=False)]
    return _among(counts, set(alone[CELL].itertuples(index=False, name=None)))


def _among(counts: pd.DataFrame, keys: Collection[tuple[str, ...]]) -> NDArray[np.bool_]:
    """Tell which counts bear one of some names; most often there are none to look for."""
    if not keys:
        return np.zeros(len(counts), dtype=bool)
    rows = counts[CELL].itertuples(index=False, name=None)
    return np.array([row in keys for row in rows], dtype=bool)


class _Mending:
    """Hiding until nothing is narrow: each relation alone, then all of them together."""

    def __init__(self, cells: Cells, told: list[Relation], closed: set[tuple[str, ...]]) -> None:
        self._cells = cells
        self.closed = closed
        self._relations = told
        self._of: dict[int, list[Relation]] = defaultdict(list)
        for relation in told:
            for at in relation.positions:
                self._of[at].append(relation)

    def told(self) -> Iterator[Relation]:
        """Yield the sums that a reader is told."""
        for relation in self._relations:
            if relation.closes is None or relation.closes not in self.closed:
                yield relation

    def mend(self, wide: Collection[int] = ()) -> set[int]:
        """Hide what must be hidden, and return which cells stay narrow whatever is.

        Args:
            wide: Cells that are proven wide already.
        """
        small = {at for at, hidden in enumerate(self._cells.small) if hidden}
        self._mend_each()
        unproven = narrow(list(self.told()), self._cells, wide)
        at_best = self._at_best(small - unproven) if unproven else {}
        if at_best:
            unproven = narrow(self._linked(unproven), self._cells, small - unproven, at_best)
        helpless: set[int] = set()
        while unproven - helpless:
            for at in sorted(unproven - helpless):
                if not self._relieve(at):
                    helpless.add(at)
            self._mend_each()
            # What was hidden since can only widen a cell, so no other needs another proof.
            proven = small - unproven | helpless
            unproven = narrow(self._linked(unproven), self._cells, proven, at_best)
        return helpless | at_best.keys()

    def _linked(self, cells: Collection[int]) -> list[Relation]:
        """Return the sums that say something of some cells, through whatever is hidden."""
        told, reached, ring = set(self.told()), set(cells), set(cells)
        found: dict[Relation, None] = {}
        while ring:
            near = dict.fromkeys(one for at in sorted(ring) for one in self._of[at] if one in told)
            ring = {at for one in near for at in one.positions if self._cells.is_unknown(at)}
            ring -= reached
            reached |= ring
            found |= near
        return list(found)

    def _at_best(self, wide: Collection[int]) -> dict[int, int]:
        """Return the cells that stay narrow if everything is hidden that can be, and how narrow.

        What makes them so was published, or shown before, or is that they are small with all
        that they are made of. No more than this can be had by hiding, and no less may be left.
        """
        fixed = [relation for relation in self._relations if relation.closes is None]
        cells = self._cells
        held = zip(cells.numbers, cells.small, strict=True)
        extra = [number is not None and not small for number, small in held]
        everything = replace(cells, extra=extra, beside={})
        return values(fixed, everything, narrow(fixed, everything, wide))

    def _mend_each(self) -> None:
        """Mend until nothing changes; hiding a cell for one relation can open another."""
        at_risk = [
            relation
            for relation in self.told()
            if any(self._cells.small[at] for at in relation.members)
        ]
        before = -1
        while sum(self._cells.extra) != before:
            before = sum(self._cells.extra)
            for relation in at_risk:
                if not mend(relation, self._cells):
                    self._withhold(relation)

    def _withhold(self, relation: Relation) -> bool:
        """Withhold the total that tells a relation, and say whether there was one to withhold."""
        if relation.closes is not None and relation.closes not in self.closed:
            self.closed.add(relation.closes)
            return True
        return relation.total is not None and self._cells.take((relation.total,))

    def _relieve(self, at: int) -> bool:
        """Hide one thing more that may widen a cell: the nearest to it that there is.

        First the smallest shown cell of a sum it stands in, then that sum's total, then a true
        zero; then the same of the sums that those share a hidden cell with, and so on.
        """
        reached, ring = {at}, {at}
        while ring:
            near = [relation for one in sorted(ring) for relation in self._of[one]]
            cells = tuple(dict.fromkeys(one for found in near for one in found.positions))
            if self._cells.take(cells) or any(map(self._withhold, near)):
                return True
            if self._cells.take_zero(cells):
                return True
            ring = {one for one in cells if self._cells.is_unknown(one)} - reached
            reached |= ring
        return False


def _shown(counts: pd.DataFrame, cells: Cells) -> pd.DataFrame:
    shown = counts.copy()
    hidden = [cells.is_hidden(at) for at in range(len(counts))]
    shown.loc[hidden, "status"] = Status.SUPPRESSED.value
    shown.loc[hidden, "number"] = np.nan
    return shown


def _totals(
    counts: pd.DataFrame, rules: Mapping[str, Rule], closed: set[tuple[str, ...]]
) -> pd.DataFrame:
    """Return the regional totals, each to the nearest 10, over the areas that sent a number."""
    whole = counts["dataset"].map({dataset: rule.whole_region for dataset, rule in rules.items()})
    held = counts[whole.to_numpy(dtype=bool)]
    grouped = held.groupby(TOTAL, sort=False)["number"]
    totals = grouped.agg(number="sum", with_value="count").reset_index()
    keys = pd.Series(list(totals[TOTAL].itertuples(index=False, name=None)), dtype=object)
    totals["status"] = Status.SHOWN.value
    totals.loc[totals["with_value"] == 0, "status"] = Status.UNAVAILABLE.value
    totals.loc[keys.isin(closed).to_numpy(), "status"] = Status.SUPPRESSED.value
    totals["number"] = [
        round_to_ten(number) if status == Status.SHOWN else np.nan
        for number, status in zip(totals["number"], totals["status"], strict=True)
    ]
    return totals
