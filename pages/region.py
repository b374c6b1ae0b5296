"""Every authority on every indicator: where it stands, and what is unusual."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.charts import tags
from yardstick.charts.board_table import board_table
from yardstick.charts.markup import joined
from yardstick.charts.views import View
from yardstick.ui import cards, exhibits, since
from yardstick.ui.page import Page, PageContext

if TYPE_CHECKING:
    from yardstick.results.types import Board

PAGE = Page(
    path="region",
    title="Region",
    section="",
    order=20,
    needs="figures",
    uses=("area", "comparator"),
)

_EVERY: Final = "Every theme"
_AS_LISTED: Final = "No authority"  # then they stand as in the register


def render(page: PageContext) -> None:
    """Draw the page."""
    areas = {area.name: area.code for area in page.results.areas()}
    themes = dict.fromkeys(indicator.theme for indicator in page.results.indicators())
    finding, options = exhibits.head()
    theme = options.selectbox("Theme", [_EVERY, *themes], key="theme", bind="query-params")
    name = options.selectbox(
        "Most unusual first for", [_AS_LISTED, *areas], key="sort", bind="query-params"
    )
    board = cache(partial(page.results.board, page.selection))  # asked for once, drawn twice
    with finding:
        cards.card(page, "board finding", lambda: exhibits.finding(board()))
    cards.card(
        page, "board", lambda: _board(page, board(), theme, areas.get(name, "")), theme, name
    )


def _board(page: PageContext, whole: Board, theme: str, sort: str) -> None:
    since.banner(page, whole)
    chosen = (one for one in whole.indicators if theme in {_EVERY, one.theme})
    names = {code: area.name for code, area in whole.areas.items()}
    table = board_table(
        replace(whole, indicators=tuple(chosen)),
        page.links("indicator", "indicator", "area"),
        sort=sort,
        to_sort=lambda code: page.link("region", theme=theme, sort=names.get(code, _AS_LISTED)),
    )
    st.html(joined(tags.judgement_key(), tags.symbol_key(whole), table))
    exhibits.foot(page, whole, View.BOARD)
