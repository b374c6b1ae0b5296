"""What a release shows exactly, rounded and not at all, and what an attacker found out."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.charts import disclosed
from yardstick.charts.disclosed import Part
from yardstick.charts.disclosed_partners import partners
from yardstick.charts.table import table
from yardstick.charts.views import View
from yardstick.ui import cards, options, stories
from yardstick.ui.page import Page, PageContext

if TYPE_CHECKING:
    from yardstick.charts.stories import Story
    from yardstick.results.disclosed import Disclosed

PAGE = Page(
    path="disclosure",
    title="Disclosure",
    section="",
    order=68,
    needs="figures",
)

_SECTIONS: Final = {"Returns of counts": Part.RETURNS, "Records": Part.RECORDS}


def render(page: PageContext) -> None:
    """Draw the page."""
    part = _part()

    @cache
    def report() -> Disclosed:
        return page.results.disclosed()

    def told() -> Story:
        return disclosed.story(report(), part)

    stories.draw(page, View.DISCLOSURE, told, part.value)
    cards.card(page, "who is shown what", lambda: _partners(report()))


def _partners(report: Disclosed) -> None:
    st.html(table(partners(report)))


def _part() -> Part:
    """Draw the choice of a section."""
    with options.row():
        section = options.one_of(_SECTIONS)
    return _SECTIONS[section]
