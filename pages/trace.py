"""Where one figure comes from: its cells, its returns or official file, and how it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from yardstick.charts import returns, traces
from yardstick.charts.markup import Markup, joined, tag
from yardstick.charts.table import table
from yardstick.ui import cards, controls, since
from yardstick.ui.page import Page, PageContext

if TYPE_CHECKING:
    from yardstick.results.trace import Trace

PAGE = Page(
    path="trace",
    title="Trace",
    section="",
    order=63,
    needs="figures",
    uses=("area", "indicator"),
    in_menu=False,  # the page of an indicator leads to it
)


def render(page: PageContext) -> None:
    """Draw the page."""
    controls.period(page)
    cards.card(page, "trace", lambda: _draw(page))


def _draw(page: PageContext) -> None:
    found = page.results.trace(page.selection)
    st.title(traces.heading(found), anchor=False)
    since.banner(page, found)
    facts = traces.facts(found).items()
    lines = (tag("div", tag("dt", name), tag("dd", text)) for name, text in facts)
    st.html(
        joined(
            tag("p", traces.transformation(found), class_="ys-lead"),
            tag("p", traces.scope(found)),
            *(table(one) for one in traces.tables(found)),
            _answers(page, found),
            tag("dl", *lines, class_="ys-definition"),
            tag("h2", "To cite it"),
            tag("p", tag("code", traces.citation(found))),
        )
    )


def _answers(page: PageContext, found: Trace) -> Markup:
    """Return what was answered about the returns it is from; own ones only."""
    named = [one for one in found.returns["submission"] if one]
    sent = (page.submissions().sent(one) for one in named)
    return joined(*(table(returns.answers(one)) for one in sent if one.answers))
