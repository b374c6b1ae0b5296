"""How accessible the product is, what is known not to be, and whom to tell."""

from __future__ import annotations

from typing import Final

import streamlit as st

from yardstick.charts.markup import Markup, joined, tag
from yardstick.ui import cards
from yardstick.ui.page import Page, PageContext

PAGE = Page(
    path="accessibility",
    title="Accessibility",
    section="",
    order=70,
    needs="sign_in",
)

_WORKS: Final = (
    (
        "Every chart has its finding in a sentence, the same figures in a table one step away, "
        "and a file to take."
    ),
    "Judgement is a shape and a word as well as a colour, and no colour pair is red and green.",
    (
        "Everything that can be chosen with a mouse can be chosen with the keyboard: points of a "
        "chart by choosing the authority above it."
    ),
    "Pages fit a screen 390 pixels wide; wide tables scroll in a frame that takes the keyboard.",
    (
        "Pages are checked against WCAG 2.2, levels A and AA, by an automatic tool at two widths "
        "with every change."
    ),
)
_DOES_NOT: Final = (
    (
        "Points of a chart cannot be reached with the keyboard (2.1.1). The table beside it holds "
        "the same figures."
    ),
    "On a phone, the panels of small multiples are drawn wider than the screen and scroll.",
    "The framework declares the language as English without the country.",
    (
        "Pages have been checked by a tool and by eye; nobody who uses a screen reader every day "
        "has tried them yet."
    ),
)


def render(page: PageContext) -> None:
    """Draw the page."""
    st.title("Accessibility", anchor=False)
    cards.card(page, "accessibility", lambda: _draw(page.results.region.contact))


def _draw(contact: str) -> None:
    st.html(_statement(contact))


def _statement(contact: str) -> Markup:
    return joined(
        tag(
            "p",
            "Yardstick is meant to be used by everybody who works with the figures. It comes "
            "under the accessibility regulations for public sector bodies (SI 2018/952) and is "
            "partly compliant with WCAG 2.2 level AA: what falls short is listed below.",
        ),
        tag("h2", "What works"),
        tag("ul", *(tag("li", line) for line in _WORKS)),
        tag("h2", "What is known to fall short"),
        tag("ul", *(tag("li", line) for line in _DOES_NOT)),
        tag("h2", "Whom to tell"),
        tag(
            "p",
            f"{contact} Say which page it was and what you use; you will have an answer "
            "within five working days, and the figures in another form meanwhile.",
        ),
    )
