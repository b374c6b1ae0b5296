"""What earlier releases told a viewer: they may have kept it, so later ones must not add to it.

A count that a correction changed is another number in the same cell, with sums of its own; one
that stayed is the same unknown in the sums of both releases. Which counts changed is told to
everybody (the page of the release lists them), so it is taken as known here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from yardstick.disclosure.relations import LARGEST, SMALLEST
from yardstick.disclosure.sums import CELL, TOTAL
from yardstick.model import Status
from yardstick.store.withheld import Withheld

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from yardstick.disclosure.protect import Protected
    from yardstick.disclosure.relations import Cells, Relation


@dataclass(frozen=True)
class Earlier:
    """Everything a viewer was told by one release and those before it.

    Attributes:
        held: One row per count that was ever in them: `dataset`, `item`, `part`, `area`,
            `period`, `number` (true), `hidden` (from this viewer, in all of them), `ceiling`
            (the most that a hidden one can be, as far as they tell).
        relations: The sums that were told, over positions in `held`, where one hides something.
        withheld: What stays withheld because of releases before all these, which are gone.
    """

    held: pd.DataFrame
    relations: tuple[Relation, ...]
    withheld: Withheld


NOTHING = Earlier(
    pd.DataFrame({**dict.fromkeys(CELL, ""), "number": 0.0, "hidden": False, "ceiling": 0.0}, []),
    (),
    Withheld(),
)


@dataclass(frozen=True)
class Together:
    """The counts of a release with those that earlier ones held and it does not.

    Attributes:
        counts: Those of the release, in their order, then the others; numbered from 0.
        size: How many are of the release.
        hidden: Whether each was hidden in every earlier release that held it.
        told: Whether each was shown in one.
        ceiling: By position, where an earlier release told it.
        relations: What the earlier ones told, over positions here.
        withheld: As of `Earlier`.
    """

    counts: pd.DataFrame
    size: int
    hidden: list[bool]
    told: list[bool]
    ceiling: dict[int, float]
    relations: tuple[Relation, ...]
    withheld: Withheld


def withheld(safe: Protected, areas: Collection[str]) -> Withheld:
    """Return what a protected release withholds that would stay withheld without those before it.

    Args:
        safe: The release, protected together with those that are to go.
        areas: Codes of those of which no word is to be kept.
    """
    held = safe.earlier.held
    second = held["hidden"] & ~held["number"].between(SMALLEST, LARGEST)
    cells = held.loc[second & ~held["area"].isin(areas), CELL]
    totals = safe.totals.loc[safe.totals["status"] == Status.SUPPRESSED, TOTAL]
    return Withheld(
        frozenset(cells.itertuples(index=False, name=None)),
        frozenset(totals.itertuples(index=False, name=None)),
    )


def together(counts: pd.DataFrame, earlier: Earlier) -> Together:
    """Put a release's counts beside what was told before.

    Args:
        counts: Of the release, numbered from 0.
        earlier: Of the releases before it, for the same viewer.
    """
    held = earlier.held
    here = counts[[*CELL, "number"]].assign(at=np.arange(len(counts)))
    at = held[[*CELL, "number"]].merge(here, on=[*CELL, "number"], how="left")["at"]
    gone = at.isna().to_numpy()
    place = at.to_numpy(dtype=float, na_value=0, copy=True)
    place[gone] = len(counts) + np.arange(gone.sum())
    places = place.astype(int).tolist()
    joined = pd.concat([counts, held.loc[gone, [*CELL, "number"]]], ignore_index=True)
    hidden, told = np.zeros(len(joined), dtype=bool), np.zeros(len(joined), dtype=bool)
    hidden[places] = held["hidden"].to_numpy(dtype=bool)
    told[places] = ~held["hidden"].to_numpy(dtype=bool)
    ceilings = zip(places, held["ceiling"].tolist(), strict=True)
    return Together(
        counts=joined,
        size=len(counts),
        hidden=hidden.tolist(),
        told=told.tolist(),
        ceiling={at: most for at, most in ceilings if most < np.inf},
        relations=tuple(_moved(relation, places) for relation in earlier.relations),
        withheld=earlier.withheld,
    )


def remembered(joined: Together, cells: Cells, told: Sequence[Relation]) -> Earlier:
    """Return what a viewer has been told when a release is out, for the next one to heed.

    Args:
        joined: The counts of this release and of those before.
        cells: What is hidden of them.
        told: The sums that this release and those before tell.
    """
    size = range(len(joined.counts))
    hidden = [cells.is_hidden(at) and not joined.told[at] for at in size]
    held = joined.counts[[*CELL, "number"]].assign(
        hidden=hidden, ceiling=[cells.most(at) if hidden[at] else np.inf for at in size]
    )
    sent = held["number"].notna().to_numpy()
    place = (np.cumsum(sent) - 1).tolist()
    return Earlier(
        held[sent].reset_index(drop=True),
        tuple(_moved(relation, place) for relation in _telling(told, cells, sent.tolist())),
        joined.withheld,
    )


def _telling(told: Sequence[Relation], cells: Cells, sent: Sequence[bool]) -> Iterator[Relation]:
    """Yield the sums that say something of a hidden cell, over the counts that were sent."""
    for relation in told:
        if any(cells.is_unknown(at) for at in relation.positions):
            members = tuple(at for at in relation.members if sent[at])
            yield replace(relation, members=members, closes=None)


def _moved(relation: Relation, places: Sequence[int]) -> Relation:
    total = None if relation.total is None else places[relation.total]
    return replace(relation, members=tuple(places[at] for at in relation.members), total=total)
