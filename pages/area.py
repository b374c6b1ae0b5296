"""One authority on every indicator, against the spread of the region."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

import streamlit as st

from yardstick.charts import tags
from yardstick.charts.markup import joined
from yardstick.charts.spine import profile_table
from yardstick.charts.views import View
from yardstick.ui import cards, exhibits, since
from yardstick.ui.page import Page, PageContext

if TYPE_CHECKING:
    from yardstick.results.types import Profile

PAGE = Page(
    path="area",
    title="Area",
    section="",
    order=40,
    needs="figures",
    uses=("area", "comparator"),
)


def render(page: PageContext) -> None:
    """Draw the page."""
    finding, options = exhibits.head()
    listed = options.toggle("In the order of the register", key="listed", bind="query-params")
    profile = cache(partial(page.results.profile, page.selection))  # asked for once, drawn twice
    with finding:
        cards.card(page, "profile finding", lambda: exhibits.finding(profile()))
    cards.card(page, "profile", lambda: _profile(page, profile(), listed=listed), str(listed))


def _profile(page: PageContext, profile: Profile, *, listed: bool) -> None:
    since.banner(page, profile)
    table = profile_table(
        profile,
        lambda indicator, area: page.link("indicator", indicator=indicator, area=area),
        unusual=not listed,
    )
    st.html(joined(tags.judgement_key(), tags.symbol_key(profile), table))
    exhibits.foot(page, profile, View.PROFILE)
