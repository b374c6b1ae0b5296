"""The register: what the region records, why, since when, under what, and who may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from yardstick.catalogue.data_items import DataItem, data_items, numbered
from yardstick.charts import registers
from yardstick.charts.markup import joined, link, tag
from yardstick.ui import cards, exhibits
from yardstick.ui.page import Page, PageContext
from yardstick.ui.search import matching_items

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.catalogue import Catalogue

PAGE = Page(
    path="register",
    title="Register",
    section="",
    order=51,
    needs="sign_in",
    searches=True,
)


def render(page: PageContext) -> None:
    """Draw the page."""
    door = page.submissions()
    cards.card(page, "recorded", lambda: _finding(door.catalogue))
    query = st.text_input(
        "Search by what an item is, its number or its column",
        key="search",
        type="search",
        placeholder="price, reason, R15 …",
        live="150ms",
        bind="query-params",
    )
    asking = link(page.link("requests"), "Ask for something that is not recorded")
    st.html(tag("p", asking))
    if query.strip():  # not a card: nobody types the same twice
        found = matching_items(data_items(door.catalogue), query)
        _datasets(door.catalogue, found, is_open=True)
    else:
        cards.card(page, "every item", lambda: _every(door.catalogue))
    st.html(registers.versions(door.requests(), door.catalogue.version))


def _finding(catalogue: Catalogue) -> None:
    items = data_items(catalogue)
    st.title(registers.finding(len(catalogue.datasets), len(items)), anchor=False)


def _every(catalogue: Catalogue) -> None:
    _datasets(catalogue, data_items(catalogue), is_open=False)


def _datasets(catalogue: Catalogue, found: Sequence[DataItem], *, is_open: bool) -> None:
    """Draw each data set with those of its items that were found."""
    if not found:
        exhibits.empty("Nothing that is recorded holds all of these words.", "Try one word.")
        return
    parts = (
        registers.dataset(one, items, is_open=is_open)
        for one in numbered(catalogue)
        if (items := [item for item in found if item.dataset.id == one.id])
    )
    st.html(
        joined(
            tag("p", f"{len(found):,} items", role="status"),
            tag("div", *parts, class_="ys-register"),
        )
    )
