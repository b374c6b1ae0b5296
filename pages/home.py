"""Where the reader's own authority stands: what is better, worse and changed, and what to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.charts import spine, tags, words
from yardstick.charts.markup import Markup, hidden, joined, link, tag
from yardstick.charts.views import View
from yardstick.model import Judgement
from yardstick.ui import cards, exhibits, since
from yardstick.ui.page import Page, PageContext

if TYPE_CHECKING:
    from collections.abc import Mapping

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
_AXIS: Final = (
    "Each bar runs across all areas, with better to the right; where neither way is better, "
    "the highest."
)
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
    profile = page.results.profile(page.selection)  # the standing was cut from it
    drawn = spine.drawings(profile)
    lists = (_list(page, standing, kind, drawn) for kind in _HEADINGS)
    st.title(words.headline(standing), anchor=False)
    since.banner(page, profile)
    st.html(
        joined(
            _tally(standing),
            tag("p", f"{_AXIS} {spine.drawn(profile)}", class_="ys-of"),
            tag("div", *lists, class_="ys-findings"),
            _onward(page, standing),
        )
    )
    exhibits.foot(page, standing, View.STANDING)


def _tally(standing: Standing) -> Markup:
    """Return how many indicators are of each judgement, out of all: the sentence of this page."""
    total = standing.counts["all"]
    against = words.the(standing.against)
    compared = standing.counts["compared"]
    lead = (
        f"Of {total} indicators, {compared} are compared with {against}:"
        if compared
        else words.sentence(standing)
    )
    counted = (
        tag(
            "li",
            tag("strong", str(standing.counts[judgement.value])),
            f" of {total} ",
            tags.judgement_tag(judgement),
        )
        for judgement in Judgement
    )
    tally = tag("ul", *counted, class_="ys-tally", aria_label="How many of each judgement")
    return joined(tag("p", lead, class_="ys-lead"), tally)


def _list(page: PageContext, standing: Standing, kind: str, drawn: Mapping[str, Markup]) -> Markup:
    """Return one of the four lists, or that there is nothing to put in it."""
    found = [finding for finding in standing.findings if finding.kind == kind]
    lines = (_line(page, finding, drawn) for finding in found)
    count = _out_of(standing, kind, len(found))
    return tag(
        "section",
        tag("h2", _HEADINGS[kind].format(words.the(standing.against))),
        tag("p", count, class_="ys-of"),
        tag("ol", *lines) if found else tag("p", _nothing(standing, kind)),
        class_=f"ys-finding ys-finding-{kind}",
    )


def _nothing(standing: Standing, kind: str) -> str:
    """Say that a list is empty; where nothing was compared, that this is why."""
    is_judged = kind in standing.counts
    if is_judged and not standing.counts["compared"]:
        return f"{words.opened(words.NONE_COMPARED)}."
    return _NOTHING[kind]


def _out_of(standing: Standing, kind: str, lines: int) -> str:
    """Say out of how many indicators the lines were taken."""
    total = standing.counts["all"]
    if kind in standing.counts:
        return f"{lines} shown of {standing.counts[kind]}, out of {total} indicators"
    return f"{lines} shown, out of {total} indicators"


def _line(page: PageContext, finding: Finding, drawn: Mapping[str, Markup]) -> Markup:
    """Return one finding: sentence, way to its chart, the rule that made it, and its drawing.

    A change has none: the drawing shows where an area stands among the others, not a course.
    """
    short = page.results.indicator(finding.indicator).short
    where = page.link("indicator", indicator=finding.indicator)
    chart = link(where, "See the chart", hidden(f": {short}"))
    rule = tag("details", tag("summary", "How this line was made"), tag("p", finding.rule))
    drawing = "" if finding.kind == "changed" else drawn.get(finding.indicator, "")
    return tag("li", tag("p", finding.sentence), tag("p", chart), rule, drawing)


def _onward(page: PageContext, standing: Standing) -> Markup:
    own = link(page.link("area"), f"Every indicator for {standing.focus.name}")
    return tag("p", own, " · ", link(page.link("region"), "Every authority in the region"))
