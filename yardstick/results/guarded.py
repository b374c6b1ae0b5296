"""How many of a release's counts a viewer is shown: how many exactly, how many hidden.

Which of the hidden are small and which were hidden because of them is told nowhere: that would
be one more thing to reckon with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from yardstick.model import Status

if TYPE_CHECKING:
    import pandas as pd

    from yardstick.disclosure import Protected

_KINDS = ["shown", "hidden", "absent"]


def guarded(protected: Protected) -> pd.DataFrame:
    """Count a viewer's cells, by data set and area.

    Returns:
        One row per `dataset` and `area`: how many counts are `shown`, `hidden` because they are
        small or would give a small one away, and `absent` because the return has no number.
    """
    return _counted(protected.cells, ["dataset", "area"])


def guarded_totals(protected: Protected) -> pd.DataFrame:
    """Count the region's totals, which are shown to the nearest 10: by `dataset`, as `guarded`."""
    return _counted(protected.totals, ["dataset"])


def _counted(cells: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    status = [Status(one) for one in cells["status"]]
    shown = np.array([one.has_value for one in status], dtype=bool)
    hidden = np.array([one is Status.SUPPRESSED for one in status], dtype=bool)
    told = cells[by].assign(shown=shown, hidden=hidden, absent=~shown & ~hidden)
    return told.groupby(by, as_index=False)[_KINDS].sum()
