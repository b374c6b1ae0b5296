"""The analyses of placements: which query answers each, and what is made of its rows."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import pandas as pd

from yardstick.access.errors import AccessDenied
from yardstick.results import own_records
from yardstick.results import placement_changes as changes
from yardstick.results import placement_forecast as ahead
from yardstick.results import placement_others as others
from yardstick.results import placement_prices as prices
from yardstick.results import placement_published as official
from yardstick.results import placement_region as region
from yardstick.results import placement_spend as spend
from yardstick.results.own_records import check_may_read, newest, stamp_of
from yardstick.results.placement_beside import Beside
from yardstick.results.placement_types import (
    BESIDE,
    DATASET,
    OF_OTHERS,
    REGION_MEAN,
    Placements,
    Question,
)
from yardstick.results.placement_what_if import what_if
from yardstick.results.records_asked import Asked
from yardstick.results.shared_numbers import cuts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import duckdb

    from yardstick.model import Area, Viewer
    from yardstick.results.book import Library
    from yardstick.results.placement_beside import Found
    from yardstick.results.placement_types import PlacementsAsked
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
    asked: PlacementsAsked,
    focus: Area,
    info: ReleaseInfo,
) -> Placements:
    """Answer one question from an authority's return of the newest term, or beside others.

    Args:
        cursor: Holds the records of the reader's own authorities and no others, and what the
            release shows of the others'.
        library: Queries and code lists.
        viewer: Who reads.
        asked: Which analysis.
        focus: Whose placements.
        info: The release.

    Raises:
        AccessDenied: There is no such part of the placements.
    """
    parts = cuts(library, DATASET)
    if asked.part not in parts:
        raise AccessDenied
    held = set(library.queries["placement_terms"].run(cursor, area=focus.code)["period"])
    period = newest(held)
    before = period.year_before if period and period.year_before.key in held else None
    rows, totals = _nothing()
    if asked.question in BESIDE:
        beside = Beside(cursor, library, focus, frozenset(held), asked)
        year, rows, totals = _BESIDE[asked.question](beside)
        is_own = asked.question not in OF_OTHERS
        period, before = year or (period if is_own else None), None
    elif period:
        own = Asked(cursor, library, focus, period, before)
        is_assumed = asked.question is Question.WHAT_IF
        rows, totals = what_if(own, asked) if is_assumed else _MAKERS[asked.question](own)
    return Placements(
        asked=asked,
        focus=focus,
        period=period,
        before=before,
        is_own=focus.code in viewer.areas,
        rows=rows.reset_index(drop=True),
        totals=totals,
        stamp=stamp_of(library, DATASET, info, _basis(asked)),
        about=parts[asked.part] if asked.part else "",
    )


def _basis(asked: PlacementsAsked) -> str:
    if asked.question is Question.PUBLISHED:
        return own_records.OFFICIAL
    to_region = asked.question is Question.WHAT_IF and asked.move.price == REGION_MEAN
    is_beside = to_region or asked.question in BESIDE
    return own_records.BESIDE if is_beside else own_records.OWN


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
        Question.LEAVERS: ahead.leavers,
        Question.STARTS: ahead.starts,
        Question.MIX: changes.mix,
        Question.PLACES: spend.places,
    }
)
_BESIDE: Final[Mapping[Question, Callable[[Beside], Found]]] = MappingProxyType(
    {
        Question.PRICE_REGION: region.against_region,
        Question.MIX_REGION: region.mix_against_region,
        Question.PLACES_REGION: others.places_of_region,
        Question.PUBLISHED: official.published,
    }
)
