"""The right of reply: an authority's people write a note on a figure of their own."""

from __future__ import annotations

import streamlit as st

from yardstick.charts import traces
from yardstick.charts.markup import joined, tag
from yardstick.charts.replies import history, lines_of
from yardstick.charts.table import table
from yardstick.ui import cards, changes, controls, noting
from yardstick.ui.page import Page, PageContext

PAGE = Page(
    path="notes",
    title="Notes",
    section="",
    order=64,
    needs="figures",
    uses=("area", "indicator"),
    in_menu=False,  # the page of an indicator leads to it
)


def render(page: PageContext) -> None:
    """Draw the page."""
    controls.period(page)
    cards.card(page, "noted figure", lambda: _figure(page))
    changes.said()
    names = {area.code: area.name for area in page.results.areas()}
    door = page.submissions()
    own = door.notes()
    if not door.may_note(page.selection.indicator, page.selection.area):
        st.html(tag("p", noting.whose(names.get(page.selection.area, "that authority"))))
    elif not page.selection.period:
        st.html(tag("p", noting.WHEN))
    else:
        noting.draw(page, own)
    if own:
        st.html(joined(tag("h2", "Your authority's notes"), table(history(own, names))))


def _figure(page: PageContext) -> None:
    """Draw the figure, and what its authority says about it."""
    found = page.results.trace(page.selection)
    st.title(traces.heading(found), anchor=False)
    said = [tag("p", line, class_="ys-lead") for line in lines_of(found.stamp)]
    st.html(joined(*said) if said else tag("p", "There is no note on this figure."))
