"""Counts of a few areas, parts and totals, for tests of their protection."""

from __future__ import annotations

import numpy as np
import pandas as pd

from yardstick.disclosure import Rule
from yardstick.model import Protection

OWN = frozenset({"A0"})
PARTS = {"S": "T"}


def rule(profile=Protection.PARTNER_SUPPRESSED, *, whole_region=True, people=("T", "S", "N")):
    return {"d": Rule(profile, frozenset(people), PARTS, whole_region=whole_region)}


def table(numbers, item="N", part="", period="q1"):
    """One row per area, with a missing number where None."""
    return pd.DataFrame(
        {
            "dataset": "d",
            "item": item,
            "part": part,
            "area": [f"A{at}" for at in range(len(numbers))],
            "period": period,
            "number": pd.array(numbers, dtype="Float64"),
            "status": ["x" if number is None else "shown" for number in numbers],
        }
    ).astype({"number": float})


def with_parts(rows):
    """Areas by parts, and the total that each area's parts add to."""
    tables = [table([row[at] for row in rows], "S", f"p{at}") for at in range(len(rows[0]))]
    return pd.concat([*tables, table([sum(row) for row in rows], "T")], ignore_index=True)


def shown(safe, item="N", part=""):
    rows = safe.cells[(safe.cells["item"] == item) & (safe.cells["part"] == part)]
    return [None if np.isnan(number) else number for number in rows["number"]]
