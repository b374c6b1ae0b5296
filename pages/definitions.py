"""The register: every item in full, found by number, title or what people call it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from yardstick.charts.markup import Markup, joined, link, tag
from yardstick.charts.views import View
from yardstick.ui import cards, definition, exhibits
from yardstick.ui.page import Page, PageContext
from yardstick.ui.search import matching

if TYPE_CHECKING:
    from yardstick.results.coverage_types import Entry

PAGE = Page(
    path="definitions",
    title="Definitions",
    section="",
    order=50,
    needs="sign_in",
    searches=True,
)


def render(page: PageContext) -> None:
    """Draw the page."""
    st.title("Definitions", anchor=False)
    query = st.text_input(
        "Search by title, number or another name",
        key="search",
        type="search",
        placeholder="CLA, looked after, R15 …",
        live="150ms",
        bind="query-params",
    )
    if query.strip():  # not a card: nobody types the same twice
        _register(page, query)
    else:
        cards.card(page, "register", lambda: _register(page, ""))


def _register(page: PageContext, query: str) -> None:
    entries = page.results.register()
    found = matching(entries, query)
    if not found:
        exhibits.empty(
            "No definition holds all of these words.",
            "Try one word, a number such as R15, or another name such as CLA.",
        )
        return
    items = (_item(page, entry, is_only=len(found) == 1) for entry in found)
    st.html(
        joined(
            tag("p", f"{len(found)} of {len(entries)} definitions", role="status"),
            tag("div", *items, class_="ys-register"),
        )
    )
    exhibits.foot(page, entries, View.REGISTER)


def _item(page: PageContext, entry: Entry, *, is_only: bool) -> Markup:
    indicator = entry.indicator
    name = tag("h2", indicator.title)
    where = tag("span", f"{indicator.id} · {indicator.theme}", class_="ys-of")
    return tag(
        "details",
        tag("summary", name, where),
        definition.full(entry),
        tag("p", _figures(page, entry)),
        open="" if is_only else None,
    )


def _figures(page: PageContext, entry: Entry) -> str:
    """Return the way to the item's figures, or why there is none."""
    if not entry.granted:
        return "Its figures are not part of what your organisation has been given."
    if not entry.latest:
        return "No figures are held yet."
    address = page.link("indicator", indicator=entry.indicator.id)
    return link(address, f"Figures: {entry.indicator.short}")
