"""Where the reader's own authority stands: what is better, worse and changed, and what to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.charts import tags, words
from yardstick.charts.markup import Markup, joined, link, tag
from yardstick.charts.views import View
from yardstick.model import Judgement
from yardstick.ui import cards, exhibits
from yardstick.ui.page import Page, PageContext

if TYPE_CHECKING:
    from yardstick.results.types import Finding, Standing

PAGE = Page(
    path="home",
    title="Home",
    section="",
    order=10,
    needs="sign_in",  # somebody without a grant is told so here
    uses=("area", "comparator"),
)

_HEADINGS: Final = {
    "better": "Better than {}",
    "worse": "Worse than {}",
    "changed": "Changed over time",
    "ask": "To ask",
}
_NOTHING: Final = {
    "better": "No indicator is better by more than chance.",
    "worse": "No indicator is worse by more than chance.",
    "changed": "No indicator changed by more than chance.",
    "ask": "Nothing unusual: no question follows from the figures.",
}


def render(page: PageContext) -> None:
    """Draw the page."""
    cards.card(page, "standing", lambda: _standing(page))


def _standing(page: PageContext) -> None:
    standing = page.results.standing(page.selection)
    exhibits.finding(standing)
    lists = (_list(page, standing, kind) for kind in _HEADINGS)
    st.html(
        joined(
            _tally(standing),
            tag("div", *lists, class_="ys-findings"),
            _onward(page, standing),
        )
    )
    exhibits.foot(page, standing, View.STANDING)


def _tally(standing: Standing) -> Markup:
    """Return how many indicators are of each judgement, out of all."""
    total = standing.counts["all"]
    counted = (
        tag(
            "li",
            tag("strong", str(standing.counts[judgement.value])),
            f" of {total} ",
            tags.judgement_tag(judgement),
        )
        for judgement in Judgement
    )
    return tag("ul", *counted, class_="ys-tally", aria_label="How many of each judgement")


def _list(page: PageContext, standing: Standing, kind: str) -> Markup:
    """Return one of the four lists, or that there is nothing to put in it."""
    found = [finding for finding in standing.findings if finding.kind == kind]
    lines = (_line(page, finding) for finding in found)
    return tag(
        "section",
        tag("h2", _HEADINGS[kind].format(words.the(standing.against))),
        tag("p", _out_of(standing, kind, len(found)), class_="ys-of"),
        tag("ol", *lines) if found else tag("p", _NOTHING[kind]),
        class_=f"ys-finding ys-finding-{kind}",
    )


def _out_of(standing: Standing, kind: str, lines: int) -> str:
    """Say out of how many indicators the lines were taken."""
    total = standing.counts["all"]
    if kind in standing.counts:
        return f"{lines} shown of {standing.counts[kind]}, out of {total} indicators"
    return f"{lines} shown, out of {total} indicators"


def _line(page: PageContext, finding: Finding) -> Markup:
    """Return one finding: its sentence, the way to its chart, and the rule that made it."""
    short = page.results.indicator(finding.indicator).short
    chart = link(page.link("indicator", indicator=finding.indicator), f"See the chart: {short}")
    rule = tag("details", tag("summary", "How this line was made"), tag("p", finding.rule))
    return tag("li", tag("p", finding.sentence), tag("p", chart), rule)


def _onward(page: PageContext, standing: Standing) -> Markup:
    own = link(page.link("area"), f"Every indicator for {standing.focus.name}")
    return tag("p", own, " · ", link(page.link("region"), "Every authority in the region"))
