"""The analyses of placements: which query answers each, and what is made of its rows."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import pandas as pd

from yardstick.results import placement_changes as changes
from yardstick.results import placement_prices as prices
from yardstick.results import placement_spend as spend
from yardstick.results.own_records import check_may_read, newest, stamp_of
from yardstick.results.placement_asked import Asked
from yardstick.results.placement_types import DATASET, Placements, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import duckdb

    from yardstick.model import Area, Viewer
    from yardstick.results.book import Library
    from yardstick.store.release import ReleaseInfo

    Made = tuple[pd.DataFrame, Mapping[str, float]]

ROLE: Final = "commissioning"


def may_open(viewer: Viewer) -> None:
    """Refuse a reader who is no commissioner, or was not given the placements.

    Raises:
        AccessDenied: They may not.
    """
    check_may_read(viewer, DATASET, ROLE)


def placements(  # noqa: PLR0913 - who asks, what, of whom, and from where
    cursor: duckdb.DuckDBPyConnection,
    library: Library,
    viewer: Viewer,
    *,
    question: Question,
    focus: Area,
    info: ReleaseInfo,
) -> Placements:
    """Answer one question from an authority's return of the newest term.

    Args:
        cursor: Holds the records of the reader's own authorities and no others.
        library: Queries and code lists.
        viewer: Who reads.
        question: Which analysis.
        focus: Whose placements.
        info: The release.
    """
    held = set(library.queries["placement_terms"].run(cursor, area=focus.code)["period"])
    period = newest(held)
    before = period.year_before if period and period.year_before.key in held else None
    rows, totals = _nothing()
    if period:
        rows, totals = _MAKERS[question](Asked(cursor, library, focus, period, before))
    return Placements(
        question=question,
        focus=focus,
        period=period,
        before=before,
        is_own=focus.code in viewer.areas,
        rows=rows.reset_index(drop=True),
        totals=totals,
        stamp=stamp_of(library, DATASET, info),
    )


def _nothing() -> Made:
    return pd.DataFrame({"part": [], "label": []}), {}


_MAKERS: Final[Mapping[Question, Callable[[Asked], Made]]] = MappingProxyType(
    {
        Question.PRICE_BY_NEED: prices.by_need,
        Question.PRICE_BY_BASIS: prices.by_basis,
        Question.PRICE_BY_PHASE: prices.by_phase,
        Question.MARKET: spend.market,
        Question.INCREASES: changes.increases,
        Question.FUNDING: spend.funding,
        Question.QUALITY: spend.quality,
        Question.OPPORTUNITY: prices.opportunity,
        Question.MIX: changes.mix,
        Question.PLACES: spend.places,
    }
)
