"""What follows a name that was proved: second factor, a password of one's own, the notice.

Which step comes next is `access.sign_in`'s to say, anew in every run; here is how each is asked.
The arrival is named by a token that stays on the server, or, for somebody whose organisation has
vouched for them, came with the gate's headers.
"""

from __future__ import annotations

import logging
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

import segno
import streamlit as st

from yardstick.access.errors import AccountsError, SignInRefused
from yardstick.access.sign_in import Step
from yardstick.model.marking import CLASSIFICATION
from yardstick.store.errors import StoreError
from yardstick.ui import recovery_codes

if TYPE_CHECKING:
    from collections.abc import Callable

    from yardstick.access.sign_in import SignIn

CODE_KEY: Final = "sign_in_code"
FIRST_KEY: Final = "sign_in_new_password"
AGAIN_KEY: Final = "sign_in_new_password_again"
_ARRIVAL: Final = "sign_in_arrival"
_CODES: Final = "sign_in_recovery_codes"
_LEFT: Final = "sign_in_left"
_PROBLEM: Final = "sign_in_problem"
_TICKET: Final = "sign_in_ticket"

_SCRIPT: Final = (Path(__file__).parent / "sign_in.js").read_text("utf-8")
_LOG: Final = logging.getLogger(__name__)

_NO_ACCOUNTS: Final = (
    "Nobody can sign in at the moment: the list of accounts cannot be read. "
    "Tell the people who run Yardstick."
)
NOTICE: Final = (
    (
        "The figures are shared between the partners, so that services for children improve. "
        "Use them for that only."
    ),
    (
        "Do not try to find out who a child in them is. Doing so knowingly or recklessly is an "
        "offence (Data Protection Act 2018, section 171). If you recognise somebody by accident, "
        "tell nobody, and ring the contact below."
    ),
    (
        f"Pages and files are marked {CLASSIFICATION}. Give them to nobody outside the "
        "organisations they were shared with."
    ),
    "When you sign in, what you open and what you download is recorded.",
)


def arrive(token: str) -> None:
    """Remember whose next step is to be asked."""
    st.session_state[_ARRIVAL] = token


def enter(ticket: str) -> None:
    """Have whoever's session has just ended go on with a ticket, as soon as the page is drawn."""
    st.session_state[_TICKET] = ticket


def refuse(sentence: str) -> None:
    """Say at the top of what is drawn next why it did not go on."""
    st.session_state[_PROBLEM] = sentence


def problem() -> str:
    """Return what was refused, to be shown once; empty where nothing was."""
    said = st.session_state.pop(_PROBLEM, None)
    if not said:
        return ""
    return (
        '<div class="ys-problem" role="alert"><h2>You are not signed in</h2>'
        f"<p>{escape(said)}</p></div>"
    )


def told(action: Callable[[], None]) -> bool:
    """Do something, and return whether it went through; what refused it is said on the page."""
    try:
        action()
    except SignInRefused as refusal:
        refuse(str(refusal))
    except AccountsError as fault:
        _LOG.warning("Signing in: %s", fault)
        refuse(_NO_ACCOUNTS)
    except StoreError as fault:
        _LOG.warning("Signing in: %s", fault)
        refuse(str(fault))
    else:
        return True
    return False


def draw(sign_in: SignIn) -> bool:
    """Draw the step that is next, and return True; False where nobody has come so far."""
    if ticket := st.session_state.pop(_TICKET, ""):
        _hand_over(ticket)
        return True
    token = _token()
    if not token:
        return False
    if st.session_state.get(_CODES):
        _recovery_codes()
        return True
    if told(lambda: _next(sign_in, token)):
        return True
    _forget(token)
    return False


def _next(sign_in: SignIn, token: str) -> None:
    step = sign_in.step(token)
    if step is Step.ENTER:
        ticket = sign_in.ticket(token)
        _forget(token)
        _hand_over(ticket)
    else:
        _STEPS[step](sign_in, token)


def _token() -> str:
    token = str(st.session_state.get(_ARRIVAL) or st.user.get("arrival") or "")
    return "" if token == st.session_state.get(_LEFT) else token


def _forget(token: str) -> None:
    st.session_state.pop(_ARRIVAL, None)
    st.session_state[_LEFT] = token


def _heading(title: str, said: str) -> None:
    st.title(title, anchor=False)
    st.html(problem() + f"<p>{escape(said)}</p>")


def _start_again(token: str) -> None:
    st.button("Start again", on_click=_forget, args=(token,))


def _code(sign_in: SignIn, token: str) -> None:
    said = (
        "Open the authenticator app on your telephone and type the six figures it shows for "
        "Yardstick. Without the telephone, type one of your recovery codes."
    )
    _heading("Your second factor", said)
    _code_form(partial(sign_in.give_code, token))
    _start_again(token)


def _enrol(sign_in: SignIn, token: str) -> None:
    said = (
        "Your account opens more than a password should. Add Yardstick to an authenticator app "
        "on your telephone: have it read the picture, or type the key into it. Then type the six "
        "figures it shows."
    )
    _heading("Set up your second factor", said)
    enrolment = sign_in.enrolment(token)
    picture = segno.make(enrolment.link, error="m").svg_data_uri(scale=4, border=4)
    st.html(
        f'<img class="ys-qr" src="{escape(picture)}" alt="Picture for the app; the key below '
        f'says the same"><p>Key: <code class="ys-key">{escape(enrolment.secret)}</code></p>'
    )

    def enrol(code: str) -> None:
        st.session_state[_CODES] = sign_in.enrol(token, code)

    _code_form(enrol)
    _start_again(token)


def _code_form(check: Callable[[str], None]) -> None:
    def submit() -> None:
        code = str(st.session_state[CODE_KEY])
        st.session_state[CODE_KEY] = ""
        told(lambda: check(code))

    with st.form("code_form", border=False):
        st.text_input("Code", key=CODE_KEY, autocomplete="one-time-code")
        st.form_submit_button("Go on", type="primary", on_click=submit)


def _recovery_codes() -> None:
    """Show the recovery codes, once, until somebody says that they have them."""
    _heading("Your recovery codes", recovery_codes.KEEP)
    recovery_codes.draw(_CODES)


def _password(sign_in: SignIn, token: str) -> None:
    said = (
        "Somebody else chose the password you came with. Choose your own: 15 characters or more, "
        "or three different words. A password manager may choose it for you."
    )
    _heading("Choose your password", said)

    def submit() -> None:
        first, again = st.session_state[FIRST_KEY], st.session_state[AGAIN_KEY]
        st.session_state[FIRST_KEY] = st.session_state[AGAIN_KEY] = ""
        if first != again:
            refuse("The two passwords are not the same. Type the new one twice.")
            return
        try:
            sign_in.choose_password(token, first)
        except (AccountsError, SignInRefused) as refusal:  # both say what to choose instead
            refuse(str(refusal))

    with st.form("password_form", border=False):
        for label, key in (("New password", FIRST_KEY), ("New password again", AGAIN_KEY)):
            st.text_input(label, key=key, type="password", autocomplete="new-password")
        st.form_submit_button("Go on", type="primary", on_click=submit)
    _start_again(token)


def _notice(sign_in: SignIn, token: str) -> None:
    _heading("Before you go on", "Everybody who reads these figures accepts this once a term.")
    points = "".join(f"<li>{escape(point)}</li>" for point in NOTICE)
    contact = escape(sign_in.region.contact)
    st.html(f'<ul class="ys-points">{points}</ul><p class="ys-small">{contact}</p>')

    def accept() -> None:
        told(partial(sign_in.accept_notice, token))

    st.button("I accept", type="primary", on_click=accept)
    _start_again(token)


def _hand_over(ticket: str) -> None:
    """Have the browser post the ticket, and say so meanwhile."""
    st.html(
        '<form id="ys-ticket" method="post" action="/session/start" target="_self">'
        f'<input type="hidden" name="ticket" value="{escape(ticket)}">'
        '<p role="status">Signing in…</p><button type="submit">Go on</button></form>'
        f"<script>{_SCRIPT}</script>",
        unsafe_allow_javascript=True,
    )


_STEPS: Final[dict[Step, Callable[[SignIn, str], None]]] = {
    Step.CODE: _code,
    Step.ENROL: _enrol,
    Step.PASSWORD: _password,
    Step.NOTICE: _notice,
}
