"""Placements that an authority pays for: prices, market, increases, funding, quality, places."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.charts import placements
from yardstick.charts.views import View
from yardstick.results.placement_types import DATASET, PRICES, Question
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

_PRICE: Final = "Price"
_SECTIONS: Final = {
    _PRICE: Question.PRICE_BY_NEED,
    "Market": Question.MARKET,
    "Increases": Question.INCREASES,
    "Funding": Question.FUNDING,
    "Quality": Question.QUALITY,
    "Opportunity": Question.OPPORTUNITY,
    "Why it changed": Question.MIX,
    "Places": Question.PLACES,
}
_CUTS: Final = {
    "By need": Question.PRICE_BY_NEED,
    "Day or residential": Question.PRICE_BY_BASIS,
    "By key stage": Question.PRICE_BY_PHASE,
}


def render(page: PageContext) -> None:
    """Draw the page."""
    if not page.viewer.may_read(DATASET):
        st.title(PAGE.title, anchor=False)
        exhibits.empty(
            "Your organisation has not been given the placements.",
            "Ask the administrator of your accounts for the grant.",
        )
        return
    question = _question()

    @cache
    def told() -> Story:
        return placements.story(page.results.placements(page.selection, question))

    cards.card(page, "placements finding", lambda: exhibits.finding(told()), question)
    look = {"order": question.value}
    cards.card(
        page, "placements", lambda: exhibits.tell(page, told(), View.PLACEMENTS, look), question
    )


def _question() -> Question:
    """Draw the choice of a section, and of the cut where it has several."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="options"):
        section = st.segmented_control(
            "Show",
            list(_SECTIONS),
            default=_PRICE,
            required=True,
            key="section",
            bind="query-params",
            label_visibility="collapsed",
        )
        question = _SECTIONS[section]
        if question not in PRICES:
            return question
        cut = st.selectbox("Prices", list(_CUTS), key="prices", bind="query-params")
        return _CUTS[cut]
