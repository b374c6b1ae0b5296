"""Placements that an authority pays for: prices, market, increases, funding, quality, places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.charts import placements
from yardstick.charts.views import View
from yardstick.results.placement_types import (
    DATASET,
    LEAST_PRICE,
    MOST_MOVED,
    MOST_PRICE,
    REGION_MEAN,
    Move,
    PlacementsAsked,
    Question,
)
from yardstick.ui import exhibits, options, purpose, stories
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
        "What if": Question.WHAT_IF,
    },
    "Market": {"Market": Question.MARKET},
    "Increases": {"Increases": Question.INCREASES},
    "Funding": {"Funding": Question.FUNDING},
    "Quality": {"Quality": Question.QUALITY},
    "Opportunity": {"Opportunity": Question.OPPORTUNITY},
    "Forecast": {"Leavers": Question.LEAVERS, "New placements": Question.STARTS},
    "Why it changed": {"Why it changed": Question.MIX},
    "Places": {
        "Where ours are": Question.PLACES,
        "Every authority": Question.PLACES_REGION,
        "Published plans and requests": Question.PUBLISHED,
    },
}
_TYPED: Final = "A framework's price"
_REGION: Final = "The region's mean price"
_LIKE: Final = "basis.day"  # what may have one price: day places, or one kind of board
_KEYS: Final = {
    _FIRST: "prices",
    "Places": "places",
    "Forecast": "forecast",
}  # of the views, in the address


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
    purpose.looked(page.viewer, DATASET, view=asked.question.value, area=page.selection.area)

    def told() -> Story:
        return placements.story(page.results.placements(page.selection, asked))

    stories.draw(page, View.PLACEMENTS, told, asked.order)


def _asked(page: PageContext) -> PlacementsAsked:
    """Draw the choice of a section, and of the view where it has several."""
    with options.row():
        section = options.one_of(_SECTIONS)
        views = _SECTIONS[section]
        if len(views) == 1:
            return PlacementsAsked(next(iter(views.values())))
        question = views[st.selectbox("View", list(views), key=_KEYS[section], bind="query-params")]
        if question is Question.WHAT_IF:
            return PlacementsAsked(question, _part(page, _LIKE), _move())
        if question is Question.PLACES_REGION:
            return PlacementsAsked(question, _part(page))
        return PlacementsAsked(question)


def _part(page: PageContext, usual: str = "") -> str:
    """Draw the choice of which placements are shown."""
    parts = {words: part for part, words in page.results.cuts(DATASET).items()}
    first = list(parts.values()).index(usual)
    key = f"part_{usual.partition('.')[0]}".rstrip("_")
    return parts[st.selectbox("Placements", list(parts), first, key=key, bind="query-params")]


def _move() -> Move:
    """Draw how many placements are moved, and to which price."""
    usual = Move()
    number = _number("Dearest moved", "moved", (1, MOST_MOVED), usual.number, 1)
    if st.selectbox("To", [_TYPED, _REGION], key="to", bind="query-params") == _REGION:
        return Move(number, REGION_MEAN)
    limits = (LEAST_PRICE, MOST_PRICE)
    return Move(number, _number("Pounds a year", "price", limits, usual.price, 1_000))


def _number(label: str, key: str, limits: tuple[int, int], usual: int, step: int) -> int:
    return st.number_input(label, *limits, usual, step, key=key, bind="query-params", width=150)
