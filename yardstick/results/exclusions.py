"""One authority's own exclusions and moves: who may ask, for which span, and what is counted.

Each view is made in a module of its subject; here stands what they share. Of other authorities
nothing is known here but what the release shows: the cursor holds the records of the viewer's own
areas and of nobody else.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from yardstick.access.errors import AccessDenied
from yardstick.model import Period
from yardstick.results.exclusion_characteristics import groups, reasons
from yardstick.results.exclusion_others import authorities, published
from yardstick.results.exclusion_pupils import after, escalation, repeats
from yardstick.results.exclusion_rates import terms, years
from yardstick.results.exclusion_schools import exits, managed, schools
from yardstick.results.exclusion_span import Span, terms_of
from yardstick.results.exclusions_types import (
    DATASET,
    Exclusions,
    ExclusionsAsked,
    ExclusionsView,
)
from yardstick.results.own_records import BESIDE, OFFICIAL, OWN, check_may_read, stamp_of
from yardstick.results.roll_moves import border, destinations
from yardstick.results.shared_numbers import cuts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import duckdb
    import pandas as pd

    from yardstick.model import Viewer
    from yardstick.results.book import Library
    from yardstick.store.release import ReleaseInfo

ROLE: Final = "exclusions_restricted"
PHASES: Final = "school_phase"

Made = tuple["pd.DataFrame", dict[str, float]]
_VIEWS: Final[Mapping[ExclusionsView, Callable[[Span], Made]]] = MappingProxyType(
    {
        ExclusionsView.TERMS: terms,
        ExclusionsView.YEARS: years,
        ExclusionsView.REPEATS: repeats,
        ExclusionsView.ESCALATION: escalation,
        ExclusionsView.DESTINATIONS: destinations,
        ExclusionsView.BORDER: border,
        ExclusionsView.MANAGED: managed,
        ExclusionsView.EXITS: exits,
        ExclusionsView.GROUPS: groups,
        ExclusionsView.REASONS: reasons,
        ExclusionsView.SCHOOLS: schools,
        ExclusionsView.AFTER: after,
        ExclusionsView.AUTHORITIES: authorities,
        ExclusionsView.PUBLISHED: published,
    }
)


_BASES: Final = MappingProxyType(
    {ExclusionsView.AUTHORITIES: BESIDE, ExclusionsView.PUBLISHED: OFFICIAL}
)


def check_asked(viewer: Viewer, asked: ExclusionsAsked) -> None:
    """Let only people named for exclusions ask, and only for an authority of their own.

    Raises:
        AccessDenied: The role, the grant or the area is missing; the three are not told apart.
    """
    check_may_read(viewer, DATASET, ROLE)
    if asked.area not in viewer.areas:
        raise AccessDenied


def exclusion_years(
    cursor: duckdb.DuckDBPyConnection, library: Library, area: str
) -> tuple[Period, ...]:
    """Return the school years that an authority's returns hold, oldest first."""
    asked = ExclusionsAsked(ExclusionsView.TERMS, area)
    return _span(cursor, library, asked).held


def _span(cursor: duckdb.DuckDBPyConnection, library: Library, asked: ExclusionsAsked) -> Span:
    found = library.queries["exclusion_terms"].run(cursor, area=asked.area)
    return Span(cursor, library, asked, frozenset(found["period"]))


def exclusions(
    cursor: duckdb.DuckDBPyConnection, library: Library, asked: ExclusionsAsked, info: ReleaseInfo
) -> Exclusions:
    """Return one view, of the newest school year where none is asked for.

    Args:
        cursor: With the viewer's own records.
        library: Queries and code lists.
        asked: Already checked.
        info: The release.

    Raises:
        AccessDenied: The returns do not hold the year, or there is no such phase or part.
    """
    _check_filters(library, asked)
    span = _span(cursor, library, asked)
    span = replace(span, asked=replace(asked, year=_year(span.held, asked.year)))
    values, said = _VIEWS[asked.view](span)
    return Exclusions(
        asked=span.asked,
        area=library.catalogue.reference.areas[asked.area],
        years=span.held,
        values=values,
        said=MappingProxyType({**said, "terms": float(_terms_held(span))}),
        stamp=stamp_of(library, DATASET, info, _BASES.get(asked.view, OWN)),
    )


def _check_filters(library: Library, asked: ExclusionsAsked) -> None:
    """Refuse a phase and a part that there are not, in views too that look at neither."""
    phases = {one.code for one in library.catalogue.reference.parts_of(PHASES)}
    if asked.phase not in phases or asked.part not in cuts(library, DATASET):
        raise AccessDenied


def _terms_held(span: Span) -> int:
    """Return of how many terms of the year there is a return."""
    if not span.asked.year:
        return 0
    return sum(term.key in span.terms for term in terms_of(Period.parse(span.asked.year)))


def _year(held: tuple[Period, ...], asked: str) -> str:
    if asked and asked not in {year.key for year in held}:
        raise AccessDenied
    return asked or (held[-1].key if held else "")
