"""Your account: one's own password, recovery codes, and where one is signed in."""

from __future__ import annotations

from typing import Final

import streamlit as st

from yardstick.charts.markup import joined, tag
from yardstick.ui import changes, own_account
from yardstick.ui.page import Page, PageContext

PAGE = Page(
    path="your_account",
    title="Your account",
    section="",
    order=95,
    needs="sign_in",
    in_menu=False,  # the name at the top of every page leads to it
)

_SHARED: Final = "Your account: one of the demonstration's, which anybody may use"


def render(page: PageContext) -> None:
    """Draw the page."""
    own = page.own().standing()
    others = own.sessions[1:]
    st.title(_SHARED if own.is_shared else _finding(len(others)), anchor=False)
    who = tag("p", f"{page.viewer.name}; your sign-in name is {page.viewer.account}.")
    st.html(joined(who, own_account.list_of(own.sessions)))
    own_account.ends(others, page.own)
    own_account.changed(own.sessions[0])
    changes.said()  # between the buttons and the forms: at the top nobody would see it from below
    own_account.password(own, page.own)
    own_account.recovery(own, page.own)


def _finding(others: int) -> str:
    if not others:
        return "Your account: you are signed in here and nowhere else"
    places = "one other place" if others == 1 else f"{others} other places"
    return f"Your account: you are signed in here and in {places}"
