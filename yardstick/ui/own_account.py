"""One's own account on screen: the forms for password and recovery codes, and one's sessions.

What may be done is `access.own_account`'s to say, anew at each click. Nothing that was typed as a
password or a code stays in the page.
"""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.access.errors import SignInRefused
from yardstick.charts.markup import Markup, joined, tag
from yardstick.charts.table import Cell, made, table, texts
from yardstick.numbers import moment_text
from yardstick.ui import changes, links, recovery_codes, sign_in_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from yardstick.access.own_account import OwnAccount, OwnStanding
    from yardstick.access.sessions import Begun

    Door = Callable[[], OwnAccount]

_CODES: Final = "own_recovery_codes"
_PRESENT, _CODE, _NEW, _AGAIN = "own_present", "own_code", "own_new", "own_new_again"
_RECOVERY_PRESENT, _RECOVERY_CODE = "own_recovery_present", "own_recovery_code"
_CHANGED: Final = "changed"
_CHANGED_LINK: Final = links.page("your_account", {_CHANGED: "password"})
_WIDE: Final = 480  # pixels, where there are so many
_DIFFER: Final = "The two new passwords are not the same. Type the new one twice."
_RULES: Final = (
    "15 characters or more, or three different words that nobody would guess. A password manager "
    "may choose it for you. You stay signed in here; every other place is signed out."
)
_NO_CODES: Final = "You have no recovery codes left. Make new ones now."


def changed(here: Begun) -> None:
    """Say that the password is changed, to whoever comes back in the session begun then.

    Not once but until it has been used: a page that opens is drawn more than once.
    """
    if _CHANGED in st.query_params and here.seen == here.created:
        told = "Your password is changed. Every other place you were signed in is signed out."
        changes.tell(tag("p", told), refused=False)


def password(own: OwnStanding, door: Door) -> None:
    """Draw the form that changes the password, or say why there is none to change."""
    st.html(joined(tag("h2", "Password"), tag("p", own.why_no_password or _RULES)))
    if own.why_no_password:
        return
    asks_code = own.recovery_left is not None
    keys = (_PRESENT, _CODE, _NEW, _AGAIN)

    def change() -> None:
        present, code, new, again = _typed(*keys)
        if new != again:
            raise SignInRefused(_DIFFER)
        sign_in_steps.enter(door().change_password(present, code, new, _CHANGED_LINK))

    with st.form("own_password", border=False, width=_WIDE):
        _ask_password("Present password", _PRESENT, "current-password")
        if asks_code:
            _ask_code(_CODE)
        _ask_password("New password", _NEW, "new-password")
        _ask_password("New password again", _AGAIN, "new-password")
        st.form_submit_button("Change password", type="primary", on_click=changes.click(change, ""))


def recovery(own: OwnStanding, door: Door) -> None:
    """Draw how many recovery codes are left and the form that makes new ones; nothing without."""
    left = own.recovery_left
    if left is None:
        return
    are_new = bool(st.session_state.get(_CODES))
    said = recovery_codes.KEEP if are_new else _left(left)
    st.html(joined(tag("h2", "Recovery codes"), tag("p", said)))
    if are_new:
        recovery_codes.draw(_CODES)
        return

    def renew() -> None:
        st.session_state[_CODES] = door().renew_recovery(*_typed(_RECOVERY_PRESENT, _RECOVERY_CODE))

    with st.form("own_recovery", border=False, width=_WIDE):
        if not own.why_no_password:
            _ask_password("Present password", _RECOVERY_PRESENT, "current-password")
        _ask_code(_RECOVERY_CODE)
        told = "New recovery codes are made. None of the old ones is good any more."
        st.form_submit_button("Make new recovery codes", on_click=changes.click(renew, told))


def _left(left: int) -> str:
    codes = "1 recovery code" if left == 1 else f"{left} recovery codes"
    lost = f"You have {codes} left, for when the telephone with your app is lost."
    return lost if left else _NO_CODES


def list_of(sessions: Sequence[Begun]) -> Markup:
    """Return the open sessions as a table: the first is the one that looks."""
    columns = texts("Where", "Signed in (UTC)", "Last used (UTC)")
    rows = (_row(one, is_here=at == 0) for at, one in enumerate(sessions))
    return table(made("Where you are signed in", columns, rows))


def ends(others: Sequence[Begun], door: Door) -> None:
    """Draw a button for each session but the one that looks, and one for them all."""
    if not others:
        return
    with st.container(horizontal=True):
        for at, one in enumerate(others):
            end = partial(_end, door, one.hash)
            told = f"The session of {_when(one.created)} is signed out."
            label = f"Sign out the one of {_when(one.created)}"
            st.button(label, key=f"own_end_{at}", on_click=changes.click(end, told))
        if len(others) > 1:
            told = "Every other place is signed out."
            st.button(
                "Sign out everywhere else", on_click=changes.click(partial(_end_others, door), told)
            )


def _end(door: Door, session_hash: str) -> None:
    door().end_session(session_hash)


def _end_others(door: Door) -> None:
    door().end_others()


def _row(one: Begun, *, is_here: bool) -> tuple[Cell, ...]:
    where = f"{'Here' if is_here else 'Elsewhere'}, from {one.source}"
    return tuple(map(Cell, (where, _when(one.created), _when(one.seen))))


def _when(seconds: float) -> str:
    return moment_text(dt.datetime.fromtimestamp(seconds, dt.UTC))


def _ask_password(label: str, key: str, autocomplete: str) -> None:
    st.text_input(label, key=key, type="password", autocomplete=autocomplete)


def _ask_code(key: str) -> None:
    label = "Code of your authenticator app, or a recovery code"
    st.text_input(label, key=key, autocomplete="one-time-code")


def _typed(*keys: str) -> list[str]:
    """Return what was typed, and take it out of the page. What was not asked for is empty."""
    typed = [str(st.session_state.get(key, "")) for key in keys]
    for key in keys:
        if key in st.session_state:
            st.session_state[key] = ""
    return typed
