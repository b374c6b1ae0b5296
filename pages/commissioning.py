"""Placements that an authority pays for: prices, market, increases, funding, quality, places."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.charts import placements
from yardstick.charts.views import View
from yardstick.results.placement_types import DATASET, PlacementsAsked, Question
from yardstick.ui import cards, exhibits
from yardstick.ui.page import Page, PageContext

if TYPE_CHECKING:
    from yardstick.charts.stories import Story

PAGE = Page(
    path="commissioning",
    title="SEND commissioning",
    section="",
    order=45,
    needs="role:commissioning",
    uses=("area",),
)

_FIRST: Final = "Price"
_SECTIONS: Final = {
    _FIRST: {
        "By need": Question.PRICE_BY_NEED,
        "Day or residential": Question.PRICE_BY_BASIS,
        "By key stage": Question.PRICE_BY_PHASE,
        "Against the region": Question.PRICE_REGION,
        "Why our mean differs": Question.MIX_REGION,
    },
    "Market": {"Market": Question.MARKET},
    "Increases": {"Increases": Question.INCREASES},
    "Funding": {"Funding": Question.FUNDING},
    "Quality": {"Quality": Question.QUALITY},
    "Opportunity": {"Opportunity": Question.OPPORTUNITY},
    "Why it changed": {"Why it changed": Question.MIX},
    "Places": {
        "Where ours are": Question.PLACES,
        "Every authority": Question.PLACES_REGION,
        "Published plans and requests": Question.PUBLISHED,
    },
}
_KEYS: Final = {_FIRST: "prices", "Places": "places"}  # of the views, in the address


def render(page: PageContext) -> None:
    """Draw the page."""
    if not page.viewer.may_read(DATASET):
        st.title(PAGE.title, anchor=False)
        exhibits.empty(
            "Your organisation has not been given the placements.",
            "Ask the administrator of your accounts for the grant.",
        )
        return
    asked = _asked(page)

    @cache
    def told() -> Story:
        return placements.story(page.results.placements(page.selection, asked))

    cards.card(page, "placements finding", lambda: exhibits.finding(told()), asked.order)
    look = {"order": asked.order}
    cards.card(
        page, "placements", lambda: exhibits.tell(page, told(), View.PLACEMENTS, look), asked.order
    )


def _asked(page: PageContext) -> PlacementsAsked:
    """Draw the choice of a section, and of the view where it has several."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="options"):
        section = st.segmented_control(
            "Show",
            list(_SECTIONS),
            default=_FIRST,
            required=True,
            key="section",
            bind="query-params",
            label_visibility="collapsed",
        )
        views = _SECTIONS[section]
        if len(views) == 1:
            return PlacementsAsked(next(iter(views.values())))
        question = views[st.selectbox("View", list(views), key=_KEYS[section], bind="query-params")]
        if question is not Question.PLACES_REGION:
            return PlacementsAsked(question)
        parts = {words: part for part, words in page.results.cuts(DATASET).items()}
        shown = st.selectbox("Placements", list(parts), key="part", bind="query-params")
        return PlacementsAsked(question, parts[shown])
