"""Judgements that a draft of the next release would change, as one viewer sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from yardstick.model import Selection
from yardstick.results.boards import board

if TYPE_CHECKING:
    from collections.abc import Callable

    from yardstick.model import Viewer
    from yardstick.results.desk import Desk
    from yardstick.store.connection import OpenRelease

_KEYS = ["indicator", "area"]
CROSSED = [*_KEYS, "period", "before", "after"]


def crossings(desk: Desk, viewer: Viewer) -> Callable[[OpenRelease], pd.DataFrame]:
    """Return what compares a draft's judgements with those of the current release.

    Args:
        desk: Whose current release.
        viewer: Whose rights decide what can be judged.

    Returns:
        A function of an open draft. One row per indicator and area of the region whose newest
        figure is judged otherwise against the region's own comparator: `indicator`, `area`,
        `period` (of the newer figure), `before` and `after` (words of `Judgement`). Nothing
        where no release was published yet.
    """
    return lambda draft: _crossed(desk, viewer, draft)


def _crossed(desk: Desk, viewer: Viewer, draft: OpenRelease) -> pd.DataFrame:
    if not desk.store.current.exists():
        return pd.DataFrame(columns=CROSSED)
    selection = Selection(desk.region.authorities[0], desk.region.default_comparator)
    before = desk.results(viewer).board(selection).values
    after = board(desk.book(draft, viewer), selection, draft.info).values
    both = before[[*_KEYS, "judgement"]].merge(
        after[[*_KEYS, "period", "judgement"]], "inner", _KEYS, suffixes=("_before", "_after")
    )
    both = both.rename(columns={"judgement_before": "before", "judgement_after": "after"})
    return both[both["before"] != both["after"]][CROSSED].reset_index(drop=True)
