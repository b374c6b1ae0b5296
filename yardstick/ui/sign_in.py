"""Who is looking at the screen, and the page for whoever has not said.

Identity comes from the gate's headers, in which a browser has no say, and is looked up anew in
every run. The form is our own and not streamlit-authenticator's: see docs/security.md.
"""

from __future__ import annotations

from functools import cache, partial, wraps
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final, ParamSpec
from urllib.parse import urlencode, urlsplit

import streamlit as st

from yardstick.access.audit import audit_key
from yardstick.access.door import Door
from yardstick.results import desk as reception
from yardstick.store.operations import METADATA, create_tables
from yardstick.ui import sign_in_steps as steps
from yardstick.ui import sign_on

if TYPE_CHECKING:
    from collections.abc import Callable

    import sqlalchemy as sa

    from yardstick.access.accounts_file import Account
    from yardstick.access.own_account import OwnAccount
    from yardstick.model import Viewer
    from yardstick.results.desk import Desk

P = ParamSpec("P")

NAME_KEY: Final = "sign_in_name"
PASSWORD_KEY: Final = "sign_in_password"  # noqa: S105 - what the box is called
_SIGNED_OUT: Final = "signed_out"
_SIGN_ON: Final = "sign_on"  # said by web/single_sign_on.py when it came to nothing

_HERE: Final = Path(__file__).parent
_STYLE: Final = _HERE / "sign_in.css"
_TERMS: Final = (
    "The figures in here are shared between the partners, so that services for children improve. "
    "Use them for that only. Trying to find out who a child in them is, is an offence "
    "(Data Protection Act 2018, section 171). When you sign in and what you download is recorded."
)
_ONLY_HERE: Final = (
    "With real returns none of these accounts opens anything: publishers and administrators give "
    "a second factor, and everybody accepts a notice once a term."
)


def door() -> Door:
    """Return the sessions and rights of this installation."""
    desk = reception.desk()
    _make_tables(desk.engine, len(METADATA.tables))
    return Door(desk.engine, _key(desk.store.root), desk.accounts, desk.region)


def signed_in() -> Viewer | None:
    """Return who is looking and what they may see now; None where nobody has signed in.

    Raises:
        AccountsError: The accounts file cannot be read.
    """
    session = session_hash()
    return door().viewer(session) if session else None


def session_hash() -> str:
    """Return the hash of the session that the gate found; empty without one."""
    session = st.user.get("session")
    return session if isinstance(session, str) else ""


def own_account() -> OwnAccount:
    """Return the account of whoever is looking, as their session reaches it."""
    return door().own_account(session_hash(), _source())


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
    """Draw the sign-in page, the step that follows, or hand over to the server after the last."""
    st.html(_STYLE)
    desk = reception.desk()
    with st.container(key="sign_in"):
        st.html(f'<p class="ys-product-line">Yardstick · {escape(desk.region.name)}</p>')
        if steps.draw(door().sign_in):
            return
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
    for provider, words in sign_on.providers().items():
        st.button(words, key=f"sign_on_{provider}", on_click=st.login, args=(provider,))
    st.html(
        '<div class="ys-small"><p>Who to ask about accounts and passwords: '
        f"{escape(desk.region.contact)}</p><p>{escape(_TERMS)}</p></div>"
    )


def _say_what_happened() -> None:
    if _SIGN_ON in st.query_params:
        steps.refuse("The other sign-in was not completed. Try again, or use your password.")
        del st.query_params[_SIGN_ON]
    if problem := steps.problem():
        st.html(problem)
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
        steps.refuse("Type your name and your password, then choose Sign in.")
        return
    attempt = partial(door().sign_in.attempt, name, password, _source(), _onward())
    steps.told(lambda: steps.arrive(attempt()))


def _source() -> str:
    """Return the address that the gate says the person comes from."""
    return str(st.user.get("source") or "unknown")


def _onward() -> str:
    """Return the link that was asked for, to go on to."""
    path = urlsplit(st.context.url or "/").path or "/"
    params = [(name, one) for name in st.query_params for one in st.query_params.get_all(name)]
    query = urlencode([pair for pair in params if pair[0] not in {_SIGNED_OUT, _SIGN_ON}])
    return f"{path}?{query}" if query else path


def _demonstrations(desk: Desk) -> str:
    """Return the table of accounts anybody may try, whose figures nobody collected."""
    rows = "".join(_row(name, account, desk) for name, account in desk.accounts.demonstrations())
    return (
        '<section class="ys-try" tabindex="0" role="region" aria-label="Demonstration accounts">'
        f"<h2>Try the demonstration</h2><p>{_ONLY_HERE}</p><table>"
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
def _make_tables(engine: sa.Engine, _declared: int) -> None:
    """Make the tables that were declared after the store was opened, once for each number."""
    create_tables(engine)
