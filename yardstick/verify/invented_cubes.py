"""Cubes of an invented region, as a release would make them, for bars to be tried on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.disclosure.cube_spec import CubeSpec, Dimension, Measure, PublicMargin, Rung
from yardstick.verify.invented_records import (
    ETHNICITIES,
    MEALS,
    PROVISIONS,
    REASONS,
    SEXES,
    TERMS,
    YEARS,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pandas as pd

    from yardstick.disclosure.cube_report import BlockReport

KEY = bytes(range(32))  # of an invented region: no secret
SUSPENSIONS = "suspensions"
DIMENSIONS = ["term", "year", "sex", "ethnicity", "sen", "fsm", "reason"]


def exclusion_cubes() -> CubeSpec:
    """Return what exclusions declare, of one measure; exact by characteristic as DfE prints it."""
    return CubeSpec(
        "exclusions",
        (
            Dimension("term", TERMS, (_rung("Year", TERMS, _all),)),
            Dimension(
                "year",
                YEARS,
                (
                    _rung("Key stage", YEARS, _stage),
                    _rung("Primary or later", YEARS, _half),
                    _rung("All", YEARS, _all),
                ),
            ),
            Dimension("sex", SEXES, (_rung("All", SEXES, _all),)),
            Dimension(
                "ethnicity",
                ETHNICITIES,
                (_rung("Two groups", ETHNICITIES, _two), _rung("All", ETHNICITIES, _all)),
            ),
            Dimension("sen", PROVISIONS, (_rung("All", PROVISIONS, _all),)),
            Dimension("fsm", MEALS, (_rung("All", MEALS, _all),)),
            Dimension("reason", REASONS, (_rung("All", REASONS, _all),)),
        ),
        (Measure(SUSPENSIONS),),
        ("record",),
        public=tuple(
            PublicMargin(SUSPENSIONS, kept)
            for kept in ((), ("year",), ("sex",), ("ethnicity",), ("sen",), ("fsm",), ("reason",))
        ),
    )


def worded(records: pd.DataFrame, spec: CubeSpec, reports: Iterable[BlockReport]) -> pd.DataFrame:
    """Return records in the wording of their authority's cube: small ones are coarser."""
    found = records.copy()
    for report in reports:
        here = found["area"] == report.area
        for dimension in spec.dimensions:
            for rung in dimension.ladder:
                if rung.name == report.wording[dimension.name]:
                    words = found.loc[here, dimension.name].map(rung.groups)
                    found.loc[here, dimension.name] = words
    return found


def _rung(name: str, values: tuple[str, ...], word: Callable[[str], str]) -> Rung:
    return Rung(name, {value: word(value) for value in values})


def _all(_value: str) -> str:
    return "all"


def _two(value: str) -> str:
    return value if value == "White" else "Any other or unknown"


def _stage(year: str) -> str:
    ends = {2: "Key stage 1", 6: "Key stage 2", 9: "Key stage 3", 11: "Key stage 4"}
    number = 0 if year == "R" else int(year)
    return next((stage for end, stage in ends.items() if number <= end), "After 16")


def _half(year: str) -> str:
    return "Primary" if _stage(year) in {"Key stage 1", "Key stage 2"} else "Later"
