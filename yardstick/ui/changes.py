"""Changes made from a page: what was done, or why it was refused, is said once at the top of it.

A change runs as a control's callback, before the page is drawn, so that the page shows what is
true afterwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.access.errors import AccessDenied, AccountsError, SignInRefused
from yardstick.charts.markup import Markup, tag
from yardstick.intake.errors import IntakeError
from yardstick.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

REFUSALS: Final = (AccessDenied, AccountsError, IntakeError, SignInRefused, StoreError)
_SAID: Final = "change_said"


def change(action: Callable[[], str | None], done: str) -> bool:
    """Do it, and keep what to say about it; return whether it was done.

    Args:
        action: The change. What it returns is for this reader's eyes and shown once: a new
            password.
        done: One sentence for when it was; empty where the page itself shows it.
    """
    try:
        told = action()
    except REFUSALS as refusal:
        st.session_state[_SAID] = tag("p", str(refusal)), True
        return False
    secret = tag("p", tag("code", told, class_="ys-secret")) if told else Markup()
    if done:
        st.session_state[_SAID] = tag("div", tag("p", done), secret), False
    return True


def click(act: Callable[[], None], done: str) -> Callable[[], None]:
    """Return what a button does: an act, and what is said when it was done."""

    def clicked() -> None:
        change(act, done)

    return clicked


def said() -> None:
    """Draw what the last change came to, once."""
    words, refused = st.session_state.pop(_SAID, (None, False))
    if words:
        tell(words, refused=refused)


def tell(words: str, *, refused: bool) -> None:
    """Draw a sentence about what was done, or about why it was refused."""
    role = "alert" if refused else "status"
    st.html(tag("div", words, class_="ys-notice", role=role))
