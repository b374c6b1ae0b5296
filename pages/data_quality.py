"""How good an authority's returns are: when they came, how near to DfE's, what the checks found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.charts import checked, quality, returns
from yardstick.charts.markup import joined, tag
from yardstick.charts.quality import QualityView
from yardstick.charts.table import table
from yardstick.charts.views import View
from yardstick.ui import exhibits, options, stories
from yardstick.ui.page import Page, PageContext

if TYPE_CHECKING:
    from yardstick.charts.stories import Story

PAGE = Page(
    path="data_quality",
    title="Data quality",
    section="",
    order=65,
    needs="figures",
    uses=("area",),
)

_CHECKS: Final = "Checks"
_SECTIONS: Final = {
    "Timeliness": QualityView.RETURNED,
    "Against DfE": QualityView.AGREEMENT,
    "Every authority": QualityView.REGION,
}
_NOT_YOURS: Final = "What the checks found is for the authority's own people and for the host."


def render(page: PageContext) -> None:
    """Draw the page."""
    section = _section()
    if section == _CHECKS:
        _checks(page)
        return
    view = _SECTIONS[section]

    def told() -> Story:
        return quality.story(page.results.quality(page.selection), view)

    stories.draw(page, View.QUALITY, told, view.value)


def _section() -> str:
    """Draw the choice of a section."""
    with options.row():
        return options.one_of([*_SECTIONS, _CHECKS])


def _checks(page: PageContext) -> None:
    """Draw what the checks found and everything that was sent, where it is the reader's to see."""
    door, area = page.submissions(), page.selection.area
    names = returns.Names(door.catalogue)
    st.title(f"{names.area(area)}: what the checks found", anchor=False)
    if not door.may_see_checks(area):
        exhibits.empty(_NOT_YOURS, "Choose an authority of your own.")
        return
    found = door.checks(area)
    sent = tuple(one for one in door.inbox().returns if one.submission.area == area)
    parts = (checked.refused(found, names), checked.asked(found, names))
    tables = (table(one) for one in parts if one.rows)
    history = joined(tag("h2", "Everything that was sent"), table(returns.list_of(sent, names)))
    st.html(joined(tag("p", checked.sentence(found), class_="ys-lead"), *tables, history))
