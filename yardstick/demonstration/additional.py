"""The counts of the 22 additional items for one authority, consistent with its national ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from yardstick.demonstration import typical
from yardstick.demonstration.chance import Counts, nearest, rounded, whole_for

if TYPE_CHECKING:
    from yardstick.demonstration.course import Course
    from yardstick.demonstration.national import Figures


def additional_figures(course: Course, national: Figures) -> Figures:
    """Return every item of the additional return, over the quarters of the course.

    Args:
        course: The authority and its quarters.
        national: Its national return: children looked after and care leavers are the same
            ones in both.
    """
    looked_after, leaving = national["R15", ""], national["R17", ""]
    single = (
        {"N_CLA": looked_after.copy(), "N_CEASED": leaving.copy()}
        | _leavers(course, national["R19", ""])
        | _health(course, looked_after)
        | _placements(course, looked_after)
        | _adoption(course, leaving)
        | _early_help(course, national["R02", ""])
        # Looked after at any time in the quarter: those at its end and those who left in it.
        | _missing(course, looked_after + leaving)
    )
    return {(item, ""): counts for item, counts in single.items()}


def _suiting(course: Course, whole: Counts, item: str, indicators: tuple[str, ...]) -> Counts:
    """Return a part of a stock, of a size of which whole children give the published shares."""
    at_year_end = int(whole[course.year_end][0])
    wanted = tuple(course.share(indicator) for indicator in indicators)
    size = whole_for(wanted, at_year_end * typical.SHARES[item])
    return course.members(item, whole, min(size / max(at_year_end, 1), 1.0))


def _leavers(course: Course, leavers: Counts) -> dict[str, Counts]:
    young = _suiting(course, leavers, "N_CL1921", ("S01", "S02"))
    return {
        "N_CL1921": young,
        "S01": course.members("S01", young, course.share("S01")),
        "S02": course.members("S02", young, course.share("S02")),
    }


def _health(course: Course, looked_after: Counts) -> dict[str, Counts]:
    a_year = _suiting(course, looked_after, "N_CLA12", ("S05", "S06", "S07"))
    under_five = course.members("N_CLA12U5", a_year, course.share("N_CLA12U5"))
    return {
        "N_CLA12": a_year,
        "N_CLA12U5": under_five,
        "S05": course.members("S05", a_year, course.share("S05")),
        "S06": course.members("S06", a_year, course.share("S06")),
        "S07": course.members("S07", a_year, course.share("S07")),
        "S08": course.members("S08", under_five, course.share("S08")),
    }


def _placements(course: Course, looked_after: Counts) -> dict[str, Counts]:
    long = _suiting(course, looked_after, "N_CLA25U16", ("S04",))
    fostered = course.members("N_FOST", looked_after, course.share("N_FOST"))
    return {
        "N_CLA25U16": long,
        "N_FOST": fostered,
        "S03": course.members("S03", looked_after, course.share("S03")),
        "S04": course.members("S04", long, course.share("S04")),
        "S10": course.members("S10", fostered, course.share("S10")),
    }


def _adoption(course: Course, leaving: Counts) -> dict[str, Counts]:
    adopted = course.part("S09", leaving, course.share("S09"))
    matched = course.flow("N_MATCH", int(adopted[course.year].sum()))
    waiting = adopted + course.flow("N_A3", int(adopted[course.year].sum()))
    return {
        "S09": adopted,
        "N_ADOPT": adopted.copy(),
        "N_MATCH": matched,
        "N_A3": waiting,
        "S11": _days(course, "S11", adopted, typical.DAYS_TO_FAMILY),
        "S12": _days(course, "S12", matched, typical.DAYS_TO_MATCH),
        "S13": course.part("S13", waiting, course.share("S13")),
    }


def _days(course: Course, item: str, children: Counts, mean: int) -> Counts:
    """Return the days of all the children together: each child's are gamma, shape 6."""
    own = float(np.exp(course.chance(f"{item} level").normal(0, 0.1)))
    days = course.chance(item).gamma(6 * children, mean * own / 6)
    return rounded(days)


def _early_help(course: Course, referrals: Counts) -> dict[str, Counts]:
    still_open = course.stock("S14", course.number("S14"))
    before = np.append(still_open[:1], still_open[:-1])
    on_average = (before + still_open + 1) // 2
    yearly = int(referrals[course.year].sum()) * typical.CLOSED_PER_REFERRAL
    closed = course.flow("N_CSC_CLOSED", nearest(yearly), typical.REFERRALS)
    return {
        "S14": still_open,
        "S15": course.flow("S15", course.number("S15"), typical.EARLY_HELP),
        "N_EH_OPEN": on_average,
        "S16": course.part("S16", on_average, course.share("S16")),
        "N_CSC_CLOSED": closed,
        "S17": course.part("S17", closed, course.share("S17")),
    }


def _missing(course: Course, in_care: Counts) -> dict[str, Counts]:
    from_care = course.part("S18", in_care, course.share("S18"))
    yearly = nearest(int(from_care[course.year].sum()) * typical.OTHERS_MISSING)
    missing = from_care + course.flow("N_MISS", yearly, typical.SUMMER_MISSING)
    offered = course.part("S19", missing, course.share("S19"))
    return {
        "N_CLA_ANY": in_care,
        "S18": from_care,
        "N_MISS": missing,
        "S19": offered,
        "S20": course.part("S20", offered, course.share("S20")),
        "S21": course.flow("S21", course.number("S21")),
        "S22": course.flow("S22", course.number("S22")),
    }
