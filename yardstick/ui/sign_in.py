"""Who is looking at the screen, and the page for whoever has not said.

Identity comes from the gate's headers, in which a browser has no say, and is looked up anew in
every run. The form is our own and not streamlit-authenticator's: see docs/security.md.
"""

from __future__ import annotations

import logging
from functools import cache, wraps
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final, ParamSpec
from urllib.parse import urlencode, urlsplit

import streamlit as st

from yardstick.access.audit import audit_key
from yardstick.access.door import Door
from yardstick.access.errors import AccountsError
from yardstick.access.sign_in import SignInRefused
from yardstick.results import desk as reception
from yardstick.store.operations import create_tables

if TYPE_CHECKING:
    from collections.abc import Callable

    import sqlalchemy as sa

    from yardstick.access.accounts import Account
    from yardstick.model import Viewer
    from yardstick.results.desk import Desk

P = ParamSpec("P")

NAME_KEY: Final = "sign_in_name"
PASSWORD_KEY: Final = "sign_in_password"  # noqa: S105 - what the box is called
_PROBLEM: Final = "sign_in_problem"
_TICKET: Final = "sign_in_ticket"
_SIGNED_OUT: Final = "signed_out"

_HERE: Final = Path(__file__).parent
_STYLE: Final = _HERE / "sign_in.css"
_SCRIPT: Final = (_HERE / "sign_in.js").read_text("utf-8")
_LOG: Final = logging.getLogger(__name__)

_NO_ACCOUNTS: Final = (
    "Nobody can sign in at the moment: the list of accounts cannot be read. "
    "Tell the people who run Yardstick."
)
_TERMS: Final = (
    "The figures in here are shared between the partners, so that services for children improve. "
    "Use them for that only. Trying to find out who a child in them is, is an offence "
    "(Data Protection Act 2018, section 171). When you sign in and what you download is recorded."
)


def door() -> Door:
    """Return the sessions and rights of this installation."""
    desk = reception.desk()
    _make_tables(desk.engine)
    return Door(desk.engine, _key(desk.store.root), desk.accounts, desk.region)


def signed_in() -> Viewer | None:
    """Return who is looking and what they may see now; None where nobody has signed in.

    Raises:
        AccountsError: The accounts file cannot be read.
    """
    session = st.user.get("session")
    return door().viewer(session) if isinstance(session, str) and session else None


def needs_session(draw: Callable[P, None]) -> Callable[P, None]:
    """Have a fragment draw only while its reader is signed in.

    A fragment reruns without the script that checks; where the session has ended, the whole page
    is run again, and that shows the sign-in page.
    """

    @wraps(draw)
    def checked(*args: P.args, **kwargs: P.kwargs) -> None:
        if signed_in() is None:
            st.rerun(scope="app")
        draw(*args, **kwargs)

    return checked


def sign_in_page() -> None:
    """Draw the sign-in page, or hand over to the server once name and password were right."""
    st.html(_STYLE)
    if ticket := st.session_state.pop(_TICKET, None):
        _hand_over(ticket)
        return
    desk = reception.desk()
    with st.container(key="sign_in"):
        st.html(f'<p class="ys-product-line">Yardstick · {escape(desk.region.name)}</p>')
        if not desk.is_demonstration:
            _ask(desk)
            return
        asked, offered = st.columns([5, 6], gap="large")
        with asked:
            _ask(desk)
        offered.html(_demonstrations(desk))


def _ask(desk: Desk) -> None:
    """Ask for name and password, and say what signing in means."""
    st.title("Sign in", anchor=False)
    _say_what_happened()
    _form()
    st.html(
        '<div class="ys-small"><p>Who to ask about accounts and passwords: '
        f"{escape(desk.region.contact)}</p><p>{escape(_TERMS)}</p></div>"
    )


def _say_what_happened() -> None:
    if problem := st.session_state.pop(_PROBLEM, None):
        st.html(
            '<div class="ys-problem" role="alert"><h2>You are not signed in</h2>'
            f"<p>{escape(problem)}</p></div>"
        )
    elif _SIGNED_OUT in st.query_params:
        st.html('<div class="ys-told" role="status"><p>You have signed out.</p></div>')


def _form() -> None:
    with st.form("sign_in_form", border=False):
        st.text_input("Name", key=NAME_KEY, autocomplete="username")
        st.text_input(
            "Password", key=PASSWORD_KEY, type="password", autocomplete="current-password"
        )
        st.form_submit_button("Sign in", type="primary", on_click=_submit)


def _submit() -> None:
    """Check what was typed. Runs before the page is drawn, so the password can be wiped."""
    name, password = st.session_state[NAME_KEY], st.session_state[PASSWORD_KEY]
    st.session_state[PASSWORD_KEY] = ""
    if not (name.strip() and password):
        st.session_state[_PROBLEM] = "Type your name and your password, then choose Sign in."
        return
    try:
        source = st.user.get("source") or "unknown"
        ticket = door().sign_in.attempt(name, password, str(source), _onward())
        st.session_state[_TICKET] = ticket
    except SignInRefused as refusal:
        st.session_state[_PROBLEM] = str(refusal)
    except AccountsError:
        _LOG.exception("The accounts file cannot be read")
        st.session_state[_PROBLEM] = _NO_ACCOUNTS


def _onward() -> str:
    """Return the link that was asked for, to go on to."""
    path = urlsplit(st.context.url or "/").path or "/"
    params = [(name, one) for name in st.query_params for one in st.query_params.get_all(name)]
    query = urlencode([pair for pair in params if pair[0] != _SIGNED_OUT])
    return f"{path}?{query}" if query else path


def _hand_over(ticket: str) -> None:
    """Have the browser post the ticket, and say so meanwhile."""
    st.html(
        '<form id="ys-ticket" method="post" action="/session/start" target="_self">'
        f'<input type="hidden" name="ticket" value="{escape(ticket)}">'
        '<p role="status">Signing in…</p><button type="submit">Go on</button></form>'
        f"<script>{_SCRIPT}</script>",
        unsafe_allow_javascript=True,
    )


def _demonstrations(desk: Desk) -> str:
    """Return the table of accounts anybody may try, whose figures nobody collected."""
    rows = "".join(_row(name, account, desk) for name, account in desk.accounts.demonstrations())
    return (
        '<section class="ys-try" tabindex="0" role="region" aria-label="Demonstration accounts">'
        "<h2>Try the demonstration</h2><table>"
        "<caption>The returns are invented. Sign in as any of these.</caption>"
        '<thead><tr><th scope="col">Who</th><th scope="col">Name and password</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></section>"
    )


def _row(name: str, account: Account, desk: Desk) -> str:
    partners = {partner.id: partner.name for partner in desk.region.partners}
    partner = partners.get(account.partner, account.partner)
    state = "; this account is disabled" if account.disabled else ""
    return (
        f'<tr><th scope="row">{escape(account.title)}'
        f"<small>{escape(partner)}{state}</small></th>"
        f"<td><code>{escape(name)}</code> "
        f"<code>{escape(account.demonstration_password or '')}</code></td></tr>"
    )


@cache
def _key(root: Path) -> bytes:
    return audit_key(root)


@cache
def _make_tables(engine: sa.Engine) -> None:
    """Make the tables that were declared after the store was opened, once."""
    create_tables(engine)
