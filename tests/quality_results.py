"""How good invented returns are, as the door would tell it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
from declaration_builders import (
    AREAS,
    DERBY,
    IN_NEED,
    LEICESTER,
    LOOKED_AFTER,
    REFERRALS,
    RUTLAND,
    dataset,
)
from figure_builders import STAMP

from yardstick.results.quality import Quality

if TYPE_CHECKING:
    from yardstick.model import Area

DUE = dt.date(2025, 5, 12)
WHOLE = {"cells": "Int64", "given": "Int64", "versions": "Int64", "days_late": "Int64"}


def returns() -> pd.DataFrame:
    """Two quarters of ten authorities: Leicester late once, Derby missing once, Rutland twice."""
    made = []
    for period in ("2024-25 Q3", "2024-25 Q4"):
        for code in AREAS:
            late = 9 if (code, period) == (LEICESTER.code, "2024-25 Q4") else -3
            row = {"dataset": "riia_quarterly", "period": period, "area": code}
            gone = (code, period) == (DERBY.code, "2024-25 Q4")
            came = {
                "due": None if gone else DUE,
                "received": None if gone else DUE + dt.timedelta(late),
                "days_late": None if gone else late,
                "versions": None if gone else 1 + (code == RUTLAND.code),
                "cells": None if gone else 47,
                "given": None if gone else 45,
            }
            made.append(row | came)
    return pd.DataFrame(made).astype(WHOLE)


def agreement(*rows: tuple[Any, ...]) -> pd.DataFrame:
    columns = ["indicator", "year", "returned", "published", "apart", "allowed", "agrees", "status"]
    return pd.DataFrame(rows, columns=columns)


COMPARED = agreement(
    (REFERRALS.id, "2023-24", 3_000.0, 3_010.0, -0.33, "Within 5 %", True, "shown"),
    (REFERRALS.id, "2024-25", 3_361.0, 3_203.0, 4.93, "Within 5 %", True, "shown"),
    (LOOKED_AFTER.id, "2024-25", 560.0, 620.0, -9.68, "Within 5 %", False, "shown"),
    (IN_NEED.id, "2024-25", None, 41.0, None, "Within 5 %", None, "c"),
)


def quality(focus: Area = LEICESTER, **changes: Any) -> Quality:
    """Build it for one authority."""
    made = Quality(
        focus=focus,
        areas=AREAS,
        datasets=(dataset(),),
        returns=returns(),
        agreement=COMPARED,
        indicators={one.id: one for one in (REFERRALS, LOOKED_AFTER, IN_NEED)},
        stamp=STAMP,
    )
    return replace(made, **changes)
