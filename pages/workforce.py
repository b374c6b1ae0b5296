"""The social work workforce: pay, agency rates and workers, agencies, satisfaction, benefits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.charts import workforce
from yardstick.charts.views import View
from yardstick.results.workforce_types import (
    LIMITS,
    USUAL_ROLE,
    Assumed,
    WorkforceAsked,
    WorkforceQuestion,
)
from yardstick.ui import options, stories
from yardstick.ui.page import Page, PageContext

if TYPE_CHECKING:
    from yardstick.charts.stories import Story

PAGE = Page(
    path="workforce",
    title="Workforce pay and agencies",
    section="",
    order=47,
    needs="dataset:workforce",
    uses=("area",),
)

_SECTIONS: Final = {
    "Salaries": WorkforceQuestion.SALARIES,
    "Pay by authority": WorkforceQuestion.PAY_REGION,
    "Rates and cap": WorkforceQuestion.RATES,
    "Agency workers": WorkforceQuestion.WORKERS,
    "Agencies": WorkforceQuestion.AGENCIES,
    "Shared agencies": WorkforceQuestion.AGENCIES_REGION,
    "Satisfaction": WorkforceQuestion.SATISFACTION,
    "Benefits": WorkforceQuestion.BENEFITS,
    "Premium": WorkforceQuestion.PREMIUM,
}


def render(page: PageContext) -> None:
    """Draw the page."""
    asked = _asked(page)

    def told() -> Story:
        return workforce.story(page.results.workforce(page.selection, asked))

    stories.draw(page, View.WORKFORCE, told, asked.order)


def _asked(page: PageContext) -> WorkforceAsked:
    """Draw the choice of a section, and of a role or of what an estimate assumes, where asked."""
    with options.row():
        section = options.one_of(_SECTIONS)
        question = _SECTIONS[section]
        if question is WorkforceQuestion.PAY_REGION:
            return WorkforceAsked(question, role=_role(page))
        is_estimate = question is WorkforceQuestion.PREMIUM
        return WorkforceAsked(question, _assumed() if is_estimate else Assumed())


def _role(page: PageContext) -> str:
    """Draw the choice of the role of which pay is shown."""
    roles = {words: code for code, words in page.results.roles().items()}
    first = list(roles.values()).index(USUAL_ROLE)
    return roles[st.selectbox("Role", list(roles), first, key="role", bind="query-params")]


def _assumed() -> Assumed:
    """Draw what the premium assumes, to be changed."""
    usual = Assumed()
    return Assumed(
        on_cost=_number("On-cost, %", "on_cost", usual.on_cost, 1.0),
        hours=_number("Hours a week", "hours", usual.hours, 0.5),
        weeks=_number("Weeks a year", "weeks", usual.weeks, 0.5),
    )


def _number(label: str, name: str, usual: float, step: float) -> float:
    least, most = LIMITS[name]
    return st.number_input(
        label, least, most, usual, step, format="%g", key=name, bind="query-params", width=110
    )
