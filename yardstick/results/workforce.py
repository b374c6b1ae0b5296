"""The analyses of a workforce: whose return answers, which query, and what is made of its rows."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import pandas as pd

from yardstick.access.errors import AccessDenied
from yardstick.model import Reach
from yardstick.results import workforce_agency as agency
from yardstick.results import workforce_others as others
from yardstick.results import workforce_pay as pay
from yardstick.results.own_records import NEWEST, OWN, newest, stamp_of
from yardstick.results.records_asked import Asked
from yardstick.results.workforce_types import (
    DATASET,
    OF_OTHERS,
    Workforce,
    WorkforceQuestion,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import duckdb

    from yardstick.catalogue.regions import Combined
    from yardstick.model import Area, Period, Viewer
    from yardstick.results.book import Library
    from yardstick.results.workforce_types import Assumed, WorkforceAsked
    from yardstick.store.release import ReleaseInfo

    Made = tuple[pd.DataFrame, Mapping[str, float]]
    # The quarter and that of a year before; the rows; figures of the whole.
    Found = tuple[Period | None, Period | None, pd.DataFrame, Mapping[str, float]]


def may_open_workforce(viewer: Viewer) -> None:
    """Refuse a reader who was not given the returns of the workforce.

    Raises:
        AccessDenied: They were not.
    """
    if not viewer.may_read(DATASET):
        raise AccessDenied


def workforce(  # noqa: PLR0913 - who asks, what, of whom, and from where
    cursor: duckdb.DuckDBPyConnection,
    library: Library,
    viewer: Viewer,
    *,
    asked: WorkforceAsked,
    focus: Area,
    info: ReleaseInfo,
) -> Workforce:
    """Answer one question: from an authority's newest return, or from what is shown of every one.

    Authorities that make one return together have one answer: whichever of them is asked for,
    the one that sent it answers, where its records are the reader's own. What is shown of every
    authority is for who was given the region's.

    Args:
        cursor: Holds the records of the reader's own authorities and no others, and what is shown
            of every authority where the reader was given the region's.
        library: Queries, code lists and the region.
        viewer: Who reads.
        asked: Which analysis, and what it assumes.
        focus: Whose workforce.
        info: The release.

    Raises:
        AccessDenied: Pay is asked for of a role that there is not.
    """
    joint = library.region.combined_of(focus.code)
    is_own, is_regional = focus.code in viewer.areas, viewer.reach(DATASET) is Reach.REGION
    is_of_others = asked.question in OF_OTHERS
    found: Found = None, None, *_nothing()
    if is_of_others and is_regional:
        newest_of_all, made = _SHOWN[asked.question](cursor, library, focus, asked.role)
        found = newest_of_all, None, *made
    elif is_own and not is_of_others:
        found = _own(cursor, library, asked, focus, joint)
    period, before, rows, totals = found
    return Workforce(
        question=asked.question,
        focus=focus,
        period=period,
        before=before,
        is_own=is_own,
        is_regional=is_regional,
        joint=joint.name if joint else "",
        role=others.roles(library).get(asked.role, ""),
        rows=rows.reset_index(drop=True),
        totals=totals,
        assumed=asked.assumed,
        stamp=stamp_of(library, DATASET, info, NEWEST if is_of_others else OWN),
    )


def _own(
    cursor: duckdb.DuckDBPyConnection,
    library: Library,
    asked: WorkforceAsked,
    focus: Area,
    joint: Combined | None,
) -> Found:
    """Return what the newest return that tells of an authority answers, and its quarters."""
    sender, held = _sender(cursor, library, focus, joint)
    period = newest(held)
    if period is None:
        return None, None, *_nothing()
    before = period.year_before if period.year_before.key in held else None
    of_return = Asked(cursor, library, sender, period, before)
    return period, before, *_MAKERS[asked.question](of_return, asked.assumed)


def _sender(
    cursor: duckdb.DuckDBPyConnection, library: Library, focus: Area, joint: Combined | None
) -> tuple[Area, set[str]]:
    """Return whose return tells of an authority, and its quarters: its own, else a joint one."""
    areas = library.catalogue.reference.areas
    beside = [areas[code] for code in joint.parts if code != focus.code] if joint else []
    for sender in (focus, *beside):
        found = library.queries["workforce_returns"].run(cursor, area=sender.code)
        if len(found):
            return sender, set(found["period"])
    return focus, set()


def _nothing() -> Made:
    return pd.DataFrame({"part": [], "label": []}), {}


_MAKERS: Final[Mapping[WorkforceQuestion, Callable[[Asked, Assumed], Made]]] = MappingProxyType(
    {
        WorkforceQuestion.SALARIES: pay.salaries,
        WorkforceQuestion.RATES: pay.rates,
        WorkforceQuestion.WORKERS: agency.workers,
        WorkforceQuestion.AGENCIES: agency.agencies,
        WorkforceQuestion.SATISFACTION: agency.satisfaction,
        WorkforceQuestion.BENEFITS: agency.benefits,
        WorkforceQuestion.PREMIUM: pay.premium,
    }
)
_SHOWN: Final = MappingProxyType(
    {
        WorkforceQuestion.PAY_REGION: others.pay_region,
        WorkforceQuestion.AGENCIES_REGION: others.agencies_region,
    }
)
