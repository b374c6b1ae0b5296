"""Requests: ask for what is not recorded yet, and read what the directors decided."""

from __future__ import annotations

import streamlit as st

from yardstick.charts import registers
from yardstick.charts.markup import joined, link, tag
from yardstick.charts.table import table
from yardstick.ui import changes, requesting
from yardstick.ui.page import Page, PageContext

PAGE = Page(
    path="requests",
    title="Requests",
    section="",
    order=52,
    needs="sign_in",
    searches=True,
    in_menu=False,  # the register leads to it
)


def render(page: PageContext) -> None:
    """Draw the page."""
    door = page.submissions()
    asked = door.requests()
    st.title(registers.waiting(asked), anchor=False)
    changes.said()
    if asked:
        names = {one.id: one.name for one in door.region.partners}
        st.html(table(registers.list_of(asked, names)))
        requesting.draw_one(page, door, asked)
    register = link(page.link("register"), "What is recorded already")
    st.html(joined(tag("h2", "Ask for something to be recorded"), tag("p", register)))
    requesting.ask_for_item(page, door)
    if door.may_decide():
        st.html(tag("h2", "Log a request for wider sharing of the return to DfE"))
        requesting.log_sharing(page)
