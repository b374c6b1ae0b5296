"""The analyses of a workforce: whose return answers, which query, and what is made of its rows."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import pandas as pd

from yardstick.access.errors import AccessDenied
from yardstick.results import workforce_agency as agency
from yardstick.results import workforce_pay as pay
from yardstick.results.own_records import newest, stamp_of
from yardstick.results.records_asked import Asked
from yardstick.results.workforce_types import DATASET, Workforce, WorkforceQuestion

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import duckdb

    from yardstick.catalogue.regions import Combined
    from yardstick.model import Area, Viewer
    from yardstick.results.book import Library
    from yardstick.results.workforce_types import Assumed, WorkforceAsked
    from yardstick.store.release import ReleaseInfo

    Made = tuple[pd.DataFrame, Mapping[str, float]]


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
    """Answer one question from an authority's newest return.

    Authorities that make one return together have one answer: whichever of them is asked for,
    the one that sent it answers, where its records are the reader's own.

    Args:
        cursor: Holds the records of the reader's own authorities and no others.
        library: Queries, code lists and the region.
        viewer: Who reads.
        asked: Which analysis, and what it assumes.
        focus: Whose workforce.
        info: The release.
    """
    joint = next((one for one in library.region.combined if focus.code in one.parts), None)
    is_own = focus.code in viewer.areas
    sender, held = _sender(cursor, library, focus, joint) if is_own else (focus, set())
    period = newest(held)
    before = period.year_before if period and period.year_before.key in held else None
    rows, totals = _nothing()
    if period:
        of_return = Asked(cursor, library, sender, period, before)
        rows, totals = _MAKERS[asked.question](of_return, asked.assumed)
    return Workforce(
        question=asked.question,
        focus=focus,
        period=period,
        before=before,
        is_own=is_own,
        joint=joint.name if joint else "",
        rows=rows.reset_index(drop=True),
        totals=totals,
        assumed=asked.assumed,
        stamp=stamp_of(library, DATASET, info),
    )


def _sender(
    cursor: duckdb.DuckDBPyConnection, library: Library, focus: Area, joint: Combined | None
) -> tuple[Area, set[str]]:
    """Return whose return tells of an authority, and its quarters: its own, else a joint one."""
    areas = library.catalogue.reference.areas
    others = [areas[code] for code in joint.parts if code != focus.code] if joint else []
    for sender in (focus, *others):
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
