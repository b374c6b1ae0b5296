"""S03: nobody works a small count out by subtracting one filter's count from another's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from yardstick.disclosure.cubes import protect_records
from yardstick.verify.bars import Outcome
from yardstick.verify.filter_attack import subtract_filters
from yardstick.verify.invented_cubes import DIMENSIONS, KEY, SUSPENSIONS, exclusion_cubes, worded
from yardstick.verify.invented_records import SHARES, exclusion_records

if TYPE_CHECKING:
    from pathlib import Path

STATEMENT = "Subtracting filters of record-level figures gives no small count away."
TARGET = "0 certain recoveries in 1,000,000 pairs of filters"

SMALL, FULL = 2_000, 1_000_000  # pairs of filters
SMALL_RECORDS, FULL_RECORDS = 1_000, 30_000
SMALL_PROGRAMS, FULL_PROGRAMS = 1, 20  # differences of an authority, bounded by programs too
SMALL_SHARES = (0.3, 0.7)


def check(folder: Path, *, full: bool) -> Outcome:  # noqa: ARG001 - nothing is written
    """Try pairs of filters on the cubes of an invented region."""
    count, shares = (FULL_RECORDS, SHARES) if full else (SMALL_RECORDS, SMALL_SHARES)
    records = exclusion_records(count, 2, shares)
    records = records[records[SUSPENSIONS] == 1]
    spec = exclusion_cubes()
    cubes = protect_records(records, spec, KEY)
    records, published = worded(records, spec, cubes.reports), cubes.published
    chance = np.random.default_rng(3)
    pairs = (FULL if full else SMALL) // len(shares)
    found = [
        subtract_filters(
            rows.groupby(DIMENSIONS).size(),
            published[published["area"] == area].set_index(DIMENSIONS)["number"],
            pairs,
            FULL_PROGRAMS if full else SMALL_PROGRAMS,
            chance,
        )
        for area, rows in records.groupby("area")
    ]
    small, certain = sum(each.small for each in found), sum(each.certain for each in found)
    threshold = sum(each.by_threshold for each in found)
    failures = [f"{certain} of {small} small differences were certain."] if certain else []
    figure = {
        "small_differences": small,
        "certain": certain,
        "bounded_by_programs": sum(each.solved for each in found),
        "certain_by_published_tables": sum(each.certain_by_tables for each in found),
        "percent_that_hiding_below_5_gives_away": round(100 * threshold / max(1, small), 1),
    }
    return Outcome(sum(each.pairs for each in found), tuple(failures), figure)
