"""S03: nobody works a small count out by subtracting one filter's count from another's.

Twice: on cubes as they are made, of many records; and on those of a published release, through the
door that pages and files ask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from yardstick.disclosure.cubes import protect_records
from yardstick.verify import record_region
from yardstick.verify.bars import Outcome
from yardstick.verify.filter_attack import subtract_filters
from yardstick.verify.invented_cubes import DIMENSIONS, KEY, SUSPENSIONS, exclusion_cubes, worded
from yardstick.verify.invented_records import SHARES, exclusion_records
from yardstick.verify.record_door import Fuzzer
from yardstick.verify.record_region import RecordRegion

if TYPE_CHECKING:
    from pathlib import Path

STATEMENT = "Subtracting filters of record-level figures gives no small count away."
TARGET = "0 certain recoveries in 1,000,000 pairs of filters"

SMALL, FULL = 2_000, 1_000_000  # pairs of filters
SMALL_RECORDS, FULL_RECORDS = 1_000, 30_000
SMALL_PROGRAMS, FULL_PROGRAMS = 1, 20  # differences of an authority, bounded by programs too
SMALL_SHARES = (0.3, 0.7)
# At the door: parts that each reader asks for, questions to be refused, pairs, and programs.
SMALL_DOOR: Final = (2, 4, 200, 1)
FULL_DOOR: Final = (99, 99, 2_000, 2)


def check(folder: Path, *, full: bool) -> Outcome:
    """Try pairs of filters on the cubes of an invented region, and at the door of another."""
    made, door = _as_made(full=full), _at_the_door(folder, full=full)
    return Outcome(made.n + door.n, made.failures + door.failures, {**made.figure, **door.figure})


def _as_made(*, full: bool) -> Outcome:
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


def _at_the_door(folder: Path, *, full: bool) -> Outcome:
    region = RecordRegion.make(folder, record_region.FULL if full else record_region.SMALL)
    size = FULL_DOOR if full else SMALL_DOOR
    found = Fuzzer(region, *size, np.random.default_rng(4)).run()
    names = ("answers", "small", "certain", "solved", "refused")
    figure = {f"door_{name}": found.tried[name] for name in names}
    return Outcome(found.tried["pairs"], tuple(found.failures), figure)
