"""S05: protected cubes are still worth reading."""

from __future__ import annotations

import time
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from loky import cpu_count

from yardstick.disclosure.cubes import protect_records
from yardstick.verify.bars import Outcome
from yardstick.verify.invented_cubes import DIMENSIONS, KEY, SUSPENSIONS, exclusion_cubes, worded
from yardstick.verify.invented_records import SHARES, exclusion_records

if TYPE_CHECKING:
    from pathlib import Path

STATEMENT = "Protected cubes hide nothing, add up, and are close to the truth."
TARGET = "0 % hidden, total error ≤ 2, one-way mean ≤ 1.5 and largest ≤ 4, two-way p95 ≤ 6"

SMALL, FULL = 1_500, 30_000  # suspensions in the region
SMALL_SHARES = (0.4, 0.6)
MOST = {
    "total_error_largest": 2.0,
    "one_way_error_mean": 1.5,
    "one_way_error_largest": 4.0,
    "two_way_error_p95": 6.0,
    "cells_off_by_more_than_4": 0.0,
    "hidden_percent": 0.0,
}


def check(folder: Path, *, full: bool) -> Outcome:  # noqa: ARG001 - nothing is written
    """Round an invented region's year of exclusions and measure how far off each table is."""
    count, shares = (FULL, SHARES) if full else (SMALL, SMALL_SHARES)
    records = exclusion_records(count, 1, shares)
    records = records[records[SUSPENSIONS] == 1]
    began = time.perf_counter()
    workers = cpu_count() if full else 1
    spec = exclusion_cubes()
    cubes = protect_records(records, spec, KEY, workers=workers)
    took = time.perf_counter() - began
    true, shown = _numbers(worded(records, spec, cubes.reports), cubes.published)
    figure = _measured(true, shown)
    failures = [
        f"{name} is {figure[name]:.2f}, more than {most:g}."
        for name, most in MOST.items()
        if figure[name] > most
    ]
    said = {name: round(number, 2) for name, number in figure.items()}
    return Outcome(len(true), tuple(failures), {**said, "seconds": round(took, 1)})


def _numbers(records: pd.DataFrame, published: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return true and shown counts of every cell that either has."""
    keys = ["area", *DIMENSIONS]
    true, shown = records.groupby(keys).size(), published.set_index(keys)["number"]
    every = true.index.union(shown.index)
    return true.reindex(every, fill_value=0), shown.reindex(every, fill_value=0)


def _measured(true: pd.Series, shown: pd.Series) -> dict[str, float]:
    off = pd.DataFrame({"error": shown - true, "true": true})
    none, one, two = (_errors(off, order) for order in range(3))
    return {
        "total_error_largest": float(none.max()),
        "one_way_error_mean": float(one.mean()),
        "one_way_error_largest": float(one.max()),
        "two_way_error_p95": float(np.percentile(two, 95)),
        "cells_off_by_more_than_4": float((off["error"].abs() > 4).sum()),  # noqa: PLR2004 - said
        "hidden_percent": float(shown.isna().mean() * 100),
    }


def _errors(off: pd.DataFrame, order: int) -> pd.Series:
    tables = [
        off.groupby(level=["area", *kept])["error"].sum().abs()
        for kept in combinations(DIMENSIONS, order)
    ]
    return pd.concat(tables, ignore_index=True)
