"""A small invented trace, as it comes out of the door."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pandas as pd
from declaration_builders import LEICESTER, REPEAT_REFERRALS
from figure_builders import STAMP

from yardstick.model import Area, Basis, Period, Status
from yardstick.results.trace import CELLS, FILES, RETURNS, Trace
from yardstick.results.types import Point

if TYPE_CHECKING:
    from yardstick.catalogue.declarations import Indicator


def trace(
    measure: Indicator = REPEAT_REFERRALS, *, focus: Area = LEICESTER, **changes: Any
) -> Trace:
    """Build the trace of a returned figure of an own area."""
    sent = ["2024-25 Q4", 1, dt.date(2025, 5, 1), "", "f" * 64]
    cell = ["2024-25 Q4", "R03", "1A", "repeat referrals", 20.0, "shown", "s1", "Returns!C7"]
    said = {
        "indicator": measure,
        "basis": Basis.QUARTERLY,
        "area": focus,
        "period": Period.parse("2024-25 Q4"),
        "part": "",
        "point": Point(20.0, Status.SHOWN, 15.0, 26.0, 20.0, 100.0),
        "stamp": STAMP,
        "definitions": "d1",
        "program": "0.1",
        "own": True,
        "cells": pd.DataFrame([cell], columns=CELLS),
        "returns": pd.DataFrame([sent], columns=RETURNS),
        "measure": "",
        "files": pd.DataFrame(columns=FILES),
    }
    return Trace(**{**said, **changes})
