"""The register: what the region records, why, since when, under what, and who may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from yardstick.catalogue.data_items import DataItem, data_items, numbered
from yardstick.charts import registers
from yardstick.charts.markup import joined, link, tag
from yardstick.ui import exhibits
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
    every = data_items(door.catalogue)
    st.title(registers.finding(len(door.catalogue.datasets), len(every)), anchor=False)
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
    _datasets(door.catalogue, matching_items(every, query), is_open=bool(query.strip()))
    st.html(registers.versions(door.requests(), door.catalogue.version))


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
