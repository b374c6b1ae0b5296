"""Published suspensions and permanent exclusions, which invented ones are as frequent as."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from yardstick.demonstration.records.school_days import TERMS

if TYPE_CHECKING:
    from yardstick.demonstration.chance import Floats

PHASES: Final = ("PRI", "SEC", "SPE", "ALT")
SEN: Final = ("N", "K", "E")
MEASURES: Final = ("suspensions", "suspended", "permanent")
PUBLISHED: Final = Path(__file__).parents[3] / "data" / "samples" / "exclusion_rates.csv"
# Where no authority's rate is published for the kind of school: a third of England's in a year
# (DfE, 2023/24: 12.63 suspensions per 100 pupils of special schools). Alternative provision: ours.
_UNPUBLISHED: Final = {"SPE": (4.2, 1.8, 0.01), "ALT": (19.0, 7.5, 0.05)}


def rates(area: str) -> Floats:
    """Return how many there are for each 100 pupils of an authority.

    Returns:
        One number by term (position in `TERMS`), phase, SEN provision and measure, each in the
        order above. A term that was not published is as the one a year before; an authority that
        was not is as the mean of those that were.

    Source: DfE, *Suspensions and permanent exclusions in England*, termly, by authority, phase
    and SEN provision, to spring 2024/25.
    """
    known, terms = _published(), [term.key for term in TERMS]
    found = np.empty((len(TERMS), len(PHASES), len(SEN), len(MEASURES)))
    for at, term in enumerate(terms):
        key = term if term in known else TERMS[at].year_before.key
        for phase, sen in np.ndindex(len(PHASES), len(SEN)):
            cells = known[key].get((PHASES[phase], SEN[sen]), {})
            found[at, phase, sen] = _rate(area, cells, PHASES[phase])
    return found


def _rate(area: str, cells: dict[str, tuple[float, ...]], phase: str) -> tuple[float, ...]:
    if area in cells:
        return cells[area]
    if phase in _UNPUBLISHED:
        return _UNPUBLISHED[phase]
    return tuple(np.mean(list(cells.values()), axis=0))


@cache
def _published() -> dict[str, dict[tuple[str, str], dict[str, tuple[float, ...]]]]:
    """Return the rates by term, then by phase and SEN provision, then by authority."""
    found: dict[str, dict[tuple[str, str], dict[str, tuple[float, ...]]]] = defaultdict(dict)
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            cell = found[row["term"]].setdefault((row["phase"], row["sen"]), {})
            cell[row["area"]] = tuple(float(row[measure]) for measure in MEASURES)
    return dict(found)
