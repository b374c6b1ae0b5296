"""The counts of the 24 national indicators for one authority, each consistent with the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from yardstick.demonstration import typical
from yardstick.demonstration.chance import Counts, nearest, whole_for
from yardstick.demonstration.course import PER, Course, pinned

if TYPE_CHECKING:
    from collections.abc import Mapping

# Item and code of the breakdown ('' for the total) to one number per quarter.
Figures: TypeAlias = dict[tuple[str, str], Counts]


def national_figures(course: Course) -> Figures:
    """Return every item of the national return, over the quarters of the course."""
    referrals = _referrals(course)
    made = referrals["R02"]
    single = referrals | _assessments(course, made) | _protection(course) | _care(course)
    single["R07"] = course.stock("R07", course.number("R07"))
    single |= _outside_care(course)
    return {(item, ""): counts for item, counts in single.items()} | _sources(course, made)


def _referrals(course: Course) -> dict[str, Counts]:
    made = course.flow("R02", course.number("R02"), typical.REFERRALS)
    yearly = int(made[course.year].sum())
    rate = yearly / course.chance("conversion").uniform(*typical.CONVERSION)
    lowest, highest = (limit * course.population / PER for limit in typical.CONTACTS)
    other = max(nearest(min(max(rate, lowest), highest)) - yearly, 0)
    return {
        # A referral begins as a contact, so there are never fewer contacts.
        "R01": made + course.flow("R01", other, typical.REFERRALS),
        "R02": made,
        "R03": course.part("R03", made, course.share("R03")),
    }


def _sources(course: Course, made: Counts) -> Figures:
    """Return each quarter's referrals by source, adding to the referrals."""
    rng = course.chance("R02S")
    own = rng.dirichlet(250 * np.array(list(typical.SOURCES.values())))
    school = np.array([code in typical.SCHOOL_SOURCES for code in typical.SOURCES])
    rows = []
    for quarter, number in zip(course.quarters, made, strict=True):
        likely = own * np.where(school, typical.SCHOOL_YEAR[quarter.part - 1], 1.0)
        rows.append(rng.multinomial(number, likely / likely.sum()))
    by_source = np.array(rows).T
    return {("R02S", code): by_source[i] for i, code in enumerate(typical.SOURCES)}


def _assessments(course: Course, made: Counts) -> dict[str, Counts]:
    """Return assessments started and completed: every one completed was started before or now."""
    total = int(made[course.year].sum()) * typical.COMPLETED_PER_REFERRAL
    own = float(np.exp(course.chance("R05 level").normal(0, 0.04)))
    completed = course.flow("R05", nearest(total * own), typical.REFERRALS)
    carried = course.chance("R04").binomial(completed, typical.STARTED_BEFORE)
    # What the last quarter carries into the next, which is not invented: as much, but for chance.
    following = course.chance("R04 onward").poisson(carried[-1:])
    onward = np.append(carried[1:], following)
    return {
        "R04": completed - carried + onward,
        "R05": completed,
        "R06": course.part("R06", completed, course.share("R06")),
    }


def _protection(course: Course) -> dict[str, Counts]:
    enquiries = course.flow("R08", course.number("R08"))
    starts = course.flow("R10", course.number("R10"))
    ends, current = course.balanced("R12", starts, course.number("R12"), course.number("R11"))
    conferences = _conferences(course, enquiries, starts)
    again = course.part("R13", starts, course.share("R13"))
    lately = min(course.share("R14") / max(course.share("R13"), 0.01), 0.9)
    return {
        "R08": enquiries,
        "N_ICPC": conferences,
        "R09": course.part("R09", conferences, course.share("R09")),
        "R10": starts,
        "R11": current,
        "R12": ends,
        "R13": again,
        "R14": course.part("R14", again, lately),
    }


def _conferences(course: Course, enquiries: Counts, starts: Counts) -> Counts:
    """Return conferences: more than plans, fewer than enquiries, as many as suit the share."""
    plans = int(starts[course.year].sum())
    total = whole_for((course.share("R09"),), plans / typical.PLAN_PER_CONFERENCE)
    without_plan = course.flow("N_ICPC", max(total - plans, 0))
    held = np.minimum(starts + without_plan, enquiries)
    return pinned(held, total, enquiries, course.year)


def _care(course: Course) -> dict[str, Counts]:
    starts = course.flow("R16", course.number("R16"))
    ends, looked_after = course.balanced("R17", starts, course.number("R17"), course.number("R15"))
    seeking = min(course.number("R18") / max(int(looked_after[course.year_end][0]), 1), 1.0)
    leavers = course.stock("R19", _leavers(course, looked_after))
    settled = min(max(typical.UASC_LEAVERS * seeking, 0.08), 0.45)
    return {
        "R15": looked_after,
        "R16": starts,
        "R17": ends,
        "R18": course.members("R18", looked_after, seeking),
        "R19": leavers,
        "R20": course.members("R20", leavers, settled),
    }


def _leavers(course: Course, looked_after: Counts) -> int:
    own = float(np.exp(course.chance("R19 level").normal(0, 0.08)))
    return nearest(int(looked_after[course.year_end][0]) * typical.LEAVERS_PER_CHILD * own)


def _outside_care(course: Course) -> Mapping[str, Counts]:
    return {
        "R21": course.stock("R21", course.number("R21")),
        "R22": course.flow("R22", course.number("R22"), typical.PLAN_REQUESTS),
        "R23": course.flow("R23", course.number("R23"), typical.PLAN_REQUESTS),
        "R24": course.flow("R24", course.number("R24")),
    }
