"""Education: results of looked-after children and of all pupils, before and after DfE publishes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.charts import education
from yardstick.charts.views import View
from yardstick.results.education_types import EducationAsked, Years
from yardstick.ui import exhibits, options, stories
from yardstick.ui.page import Page, PageContext

if TYPE_CHECKING:
    from yardstick.charts.stories import Story

PAGE = Page(
    path="education",
    title="Education results",
    section="",
    order=48,
    needs="dataset:looked_after_results,provisional_outcomes",
    uses=("area", "comparator"),
)

_SECTIONS: Final = {
    "Looked-after children": "looked_after_results",
    "All pupils": "provisional_outcomes",
}


def render(page: PageContext) -> None:
    """Draw the page."""
    asked = _asked(page)
    if asked is None:
        exhibits.empty(
            "There is no figure of education in this release.",
            "Figures appear once a return or an official file is published.",
        )
        return

    def told() -> Story:
        return education.story(page.results.education(page.selection, asked))

    stories.draw(page, View.EDUCATION, told, asked.order)


def _asked(page: PageContext) -> EducationAsked | None:
    """Draw the choices of whom, which measure and how many years; nothing where none is held."""
    held = {one.id: one for one in page.results.indicators()}
    sections = {
        name: found
        for name, dataset in _SECTIONS.items()
        if (found := [key for key, one in held.items() if one.dataset == dataset])
    }
    if not sections:
        return None
    with options.row():
        section = options.one_of(sections, label="Whose results")
        measure = st.selectbox(
            "Measure",
            sections[section],
            format_func=lambda key: held[key].short,
            key="measure",
            bind="query-params",
        )
        together = st.toggle("Three years together", key="together", bind="query-params")
    return EducationAsked(measure, Years.POOLED if together else Years.ONE)
