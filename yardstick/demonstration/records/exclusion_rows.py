"""Exclusions as an authority would return them: reasons, sessions, outcomes, some a term late."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from yardstick.demonstration.records import columns
from yardstick.demonstration.records.exclusions import LUNCHTIME, PERMANENT, SUSPENSION
from yardstick.demonstration.records.planted import Pattern
from yardstick.demonstration.records.pupils import ETHNIC_GROUPS, SEXES, YEAR_GROUPS
from yardstick.demonstration.records.rates import PHASES, SEN
from yardstick.demonstration.records.school_days import TERMS, school_days
from yardstick.demonstration.records.schools import TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyarrow as pa

    from yardstick.demonstration.chance import Counts
    from yardstick.demonstration.records.exclusions import Exclusions
    from yardstick.demonstration.records.planted import PlantedRecord
    from yardstick.demonstration.records.pupils import Pupils
    from yardstick.demonstration.records.schools import Schools

CATEGORIES: Final = ("SUSP", "PERM", "LNCH")
STATUSES: Final = ("C", "M", "S")
BOARD: Final = ("UPH", "REI", "PEN")
PANEL: Final = ("UPH", "REC", "QUA")
REINSTATED: Final = BOARD.index("REI")
# Share of reasons of suspensions and of permanent exclusions, those in use from 2020/21 to
# 2025/26. After DfE's table by reason, England, 2023/24; rounded.
_REASONS: Final = MappingProxyType(
    {
        "DB": (0.475, 0.385),
        "VA": (0.165, 0.095),
        "PP": (0.125, 0.165),
        "PA": (0.055, 0.125),
        "VP": (0.045, 0.040),
        "DA": (0.033, 0.070),
        "OW": (0.020, 0.070),
        "DM": (0.023, 0.015),
        "BU": (0.012, 0.007),
        "RA": (0.014, 0.004),
        "TH": (0.007, 0.003),
        "SM": (0.008, 0.012),
        "MT": (0.010, 0.004),
        "LG": (0.004, 0.002),
        "DS": (0.002, 0.001),
        "PH": (0.002, 0.002),
    }
)
_SECOND, _THIRD = 0.32, 0.25  # of exclusions with a first and with a second reason
# Sessions of a suspension and their shares; ours, with a mean near England's.
_SESSIONS: Final = (1, 2, 3, 4, 5, 6, 8, 10, 20, 30, 60, 90)
_SHARES: Final = (0.06, 0.33, 0.05, 0.24, 0.03, 0.13, 0.04, 0.10, 0.013, 0.004, 0.002, 0.001)
_BOARD: Final = (0.955, 0.03, 0.015)
_PANELS, _PANEL = 0.09, (0.62, 0.24, 0.14)
_LATE, _VERY_LATE, _PLANTED_LATE = 0.04, 0.1, 0.22  # the second of those that are late
_STATUS: Final = (0.955, 0.035, 0.01)


@dataclass(frozen=True)
class WrittenExclusions:
    """The exclusions of a year, written.

    Attributes:
        columns: By name; pseudonyms, authority and term are added later.
        pupil: Number of each one's pupil.
        term: Position of the term whose return has it.
    """

    columns: Mapping[str, pa.Array]
    pupil: Counts
    term: Counts


def board_decisions(rng: np.random.Generator, found: Exclusions) -> Counts:
    """Return the position in `BOARD` of what was decided on each; none where none had to be."""
    decided = rng.choice(len(BOARD), len(found.kind), p=_BOARD)
    return np.where(found.kind == PERMANENT, decided, columns.NOTHING)


def written(  # noqa: PLR0913 - what a record says, and of whom
    rng: np.random.Generator,
    found: Exclusions,
    pupils: Pupils,
    schools: Schools,
    *,
    plants: Iterable[PlantedRecord],
    board: Counts,
) -> WrittenExclusions:
    """Write a year's exclusions, once every move has been made.

    Args:
        rng: Where reasons, sessions and the like come from.
        found: The exclusions.
        pupils: Of the year.
        schools: Of the authority.
        plants: What is planted.
        board: What `board_decisions` gave for each.
    """
    whose, permanent, at = pupils.some(found.pupil), found.kind == PERMANENT, found.school
    status = rng.choice(len(STATUSES), len(at), p=_STATUS)
    made = {
        "school_urn": columns.urns(schools.urn[at]),
        "laestab": columns.whole(schools.laestab[at]),
        "school_phase": columns.coded(PHASES, schools.phase[at]),
        "school_type": columns.coded(TYPES, schools.type[at]),
        "enrolment_status": columns.coded(STATUSES, status),
        "category": columns.coded(CATEGORIES, found.kind),
        "start_date": columns.days(school_days().dates[found.day]),
        "sessions": columns.whole(_sessions(rng, found), ~permanent),
        "sen_provision": columns.coded(SEN, whose.sen),
        "fsm": columns.flags(whose.fsm),
        "looked_after": columns.flags(whose.care),
        "protection_plan": columns.flags(whose.plan),
        "sex": columns.coded(SEXES, whose.sex),
        "ethnic_group": columns.coded(ETHNIC_GROUPS, whose.ethnic),
        "year_group": columns.coded(YEAR_GROUPS, whose.year),
        "board_outcome": columns.coded(BOARD, board),
        "panel_outcome": columns.coded(PANEL, _panel(rng, board)),
        **_reasons(rng, found),
    }
    term = _term(rng, found, schools, plants)
    return WrittenExclusions(made, whose.number, term)


def _sessions(rng: np.random.Generator, found: Exclusions) -> Counts:
    """Return the sessions missed, none beyond the pupil's next exclusion."""
    drawn = np.array(_SESSIONS)[rng.choice(len(_SESSIONS), len(found.day), p=_SHARES)]
    same = np.append(found.pupil[1:] == found.pupil[:-1], [False] * bool(len(found.pupil)))
    gap = np.append(np.diff(found.day), [0] * bool(len(found.day)))
    most = np.where(same, np.maximum(2 * gap, 1), drawn)
    return np.where(found.kind == LUNCHTIME, 1, np.minimum(drawn, most))


def _panel(rng: np.random.Generator, board: Counts) -> Counts:
    decided = (board == BOARD.index("UPH")) & (rng.random(len(board)) < _PANELS)
    return np.where(decided, rng.choice(len(PANEL), len(board), p=_PANEL), columns.NOTHING)


def _reasons(rng: np.random.Generator, found: Exclusions) -> dict[str, pa.Array]:
    """Return up to three reasons each, no reason twice."""
    codes, size = tuple(_REASONS), len(found.kind)
    shares = np.array(list(_REASONS.values())).T
    shares = shares / shares.sum(axis=1, keepdims=True)
    first = np.where(
        found.kind == PERMANENT,
        rng.choice(len(codes), size, p=shares[PERMANENT]),
        rng.choice(len(codes), size, p=shares[SUSPENSION]),
    )
    second = _another(first, first, rng.choice(len(codes), size, p=shares[SUSPENSION]))
    third = _another(first, second, rng.choice(len(codes), size, p=shares[SUSPENSION]))
    has_second = rng.random(size) < _SECOND
    has_third = has_second & (rng.random(size) < _THIRD)
    return {
        "reason_1": columns.coded(codes, first),
        "reason_2": columns.coded(codes, np.where(has_second, second, columns.NOTHING)),
        "reason_3": columns.coded(codes, np.where(has_third, third, columns.NOTHING)),
    }


def _another(first: Counts, second: Counts, wanted: Counts) -> Counts:
    """Return the wanted reasons, or the first in the list that none of two others is."""
    spare = np.zeros_like(wanted)
    for _ in range(2):  # each of the two can be met once
        spare += (spare == first) | (spare == second)
    return np.where((wanted == first) | (wanted == second), spare, wanted)


def _term(
    rng: np.random.Generator,
    found: Exclusions,
    schools: Schools,
    plants: Iterable[PlantedRecord],
) -> Counts:
    """Return the term of the return that has each: its own, or a later one where it came late."""
    planted = any(p.pattern is Pattern.LATE_RECORDS and p.area == schools.area for p in plants)
    late = rng.random(len(found.day)) < (_PLANTED_LATE if planted else _LATE)
    very = late & (rng.random(len(found.day)) < _VERY_LATE)
    return np.minimum(school_days().terms[found.day] + late + very, len(TERMS) - 1)
