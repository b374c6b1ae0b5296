"""Exclusions of the reader's own authority: rates, repeats, moves, who, why, schools, after.

One section sets suspensions beside what the release shows of others', and published rates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.charts import exclusions
from yardstick.charts.views import View
from yardstick.results.exclusions_types import DATASET, ExclusionsAsked, ExclusionsView, Kind
from yardstick.ui import exhibits, options, purpose, stories
from yardstick.ui.page import Page, PageContext

if TYPE_CHECKING:
    from yardstick.charts.stories import Story

PAGE = Page(
    path="exclusions",
    title="Exclusions",
    section="",
    order=46,
    needs="role:exclusions_restricted",
    uses=("area",),
)

_SECTIONS: Final = {
    "Rates": {"By term": ExclusionsView.TERMS, "By year": ExclusionsView.YEARS},
    "Repeats": {
        "Suspended again": ExclusionsView.REPEATS,
        "Before permanent exclusion": ExclusionsView.ESCALATION,
    },
    "Moves": {
        "Where pupils go": ExclusionsView.DESTINATIONS,
        "Other authorities": ExclusionsView.BORDER,
        "Managed moves": ExclusionsView.MANAGED,
        "Unexplained exits": ExclusionsView.EXITS,
    },
    "Who": {"Groups of pupils": ExclusionsView.GROUPS},
    "Why": {"Reasons": ExclusionsView.REASONS},
    "Schools": {"Schools": ExclusionsView.SCHOOLS},
    "After": {"After permanent exclusion": ExclusionsView.AFTER},
    "Others": {
        "Every authority's suspensions": ExclusionsView.AUTHORITIES,
        "Published rates": ExclusionsView.PUBLISHED,
    },
}
_KINDS: Final = {"Suspensions": Kind.SUSPENSION, "Permanent exclusions": Kind.PERMANENT}
_OF_ONE_KIND: Final = (
    ExclusionsView.TERMS,
    ExclusionsView.YEARS,
    ExclusionsView.GROUPS,
    ExclusionsView.REASONS,
    ExclusionsView.SCHOOLS,
    ExclusionsView.PUBLISHED,
)
_OF_EVERY_YEAR: Final = (ExclusionsView.TERMS, ExclusionsView.YEARS, ExclusionsView.PUBLISHED)
_PHASES: Final = {
    "Secondary": "SEC",
    "Primary": "PRI",
    "All-through": "ALL",
    "Special": "SPE",
    "Alternative provision": "ALT",
}


def render(page: PageContext) -> None:
    """Draw the page."""
    area = page.selection.area
    if area not in page.viewer.areas:
        st.title("Exclusions", anchor=False)
        exhibits.empty(
            "Exclusions are shown beside others' to an authority of your own.",
            "Choose your own authority.",
        )
        return
    if not page.viewer.may_read(DATASET):
        st.title("Exclusions", anchor=False)
        exhibits.empty(
            "Your organisation was not given the returns of exclusions.", "Ask your administrator."
        )
        return
    if not purpose.given(page.viewer, DATASET):
        return
    asked = _asked(page, area)
    purpose.looked(page.viewer, DATASET, view=asked.view.value, area=area, year=asked.year)

    def told() -> Story:
        return exclusions.told(page.results.exclusions(asked))

    stories.draw(page, View.EXCLUSIONS, told, asked.order)


def _asked(page: PageContext, area: str) -> ExclusionsAsked:
    """Draw the choices, and return what they come to."""
    with options.row():
        section = options.one_of(_SECTIONS)
        views = _SECTIONS[section]
        name = next(iter(views))
        if len(views) > 1:
            key = f"view_{section.lower()}"
            name = st.selectbox("View", list(views), key=key, bind="query-params")
        view = views[name]
        kind = Kind.SUSPENSION
        if view in _OF_ONE_KIND:
            kind = _KINDS[st.selectbox("Counted", list(_KINDS), key="kind", bind="query-params")]
        phase = "SEC"
        if view is ExclusionsView.SCHOOLS:
            phase = _PHASES[st.selectbox("Phase", list(_PHASES), key="phase", bind="query-params")]
        year = "" if view in _OF_EVERY_YEAR else _year(page, area)
        part = _part(page) if view is ExclusionsView.AUTHORITIES else ""
    return ExclusionsAsked(view, area, year, kind, phase, part)


def _year(page: PageContext, area: str) -> str:
    """Draw the choice of a school year, the newest first; empty where none is held."""
    held = [year.key for year in page.results.exclusion_years(area)]
    if not held:
        return ""
    years = list(reversed(held))
    return st.selectbox("School year", years, key="school_year", bind="query-params")


def _part(page: PageContext) -> str:
    """Draw the choice of which suspensions are shown of every authority."""
    parts = {words: part for part, words in page.results.cuts(DATASET).items()}
    return parts[st.selectbox("Suspensions", list(parts), key="part", bind="query-params")]
