"""Who is at the door: a session and the rights of its account, looked up together every time.

The pages and the routes of the server ask here and nowhere else, so that they cannot differ.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.access.own_account import OwnAccount
from yardstick.access.people import People
from yardstick.access.policy import needs_factor, viewer_for
from yardstick.access.proving import Proving
from yardstick.access.sessions import Session, Sessions
from yardstick.access.sign_in import SignIn
from yardstick.store.errors import StoreError

if TYPE_CHECKING:
    import sqlalchemy as sa

    from yardstick.access.accounts import Accounts
    from yardstick.access.arrivals import Ticket
    from yardstick.access.tokens import Clock
    from yardstick.catalogue.regions import Region
    from yardstick.model import Viewer

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Door:
    """Sessions and rights of one installation.

    Attributes:
        engine: Operations database, with the tables made.
        key: Of the audit log.
        accounts: Who there is.
        region: Whose partners they belong to.
        clock: Seconds; another one in tests.
    """

    engine: sa.Engine
    key: bytes
    accounts: Accounts
    region: Region
    clock: Clock = time.time

    @property
    def sessions(self) -> Sessions:
        """Return the sessions."""
        return Sessions(self.engine, self.key, self.clock)

    @property
    def sign_in(self) -> SignIn:
        """Return the way in."""
        return SignIn(self.proving, self.region)

    @property
    def proving(self) -> Proving:
        """Return what passwords and codes are checked with, at the sign-in and after it."""
        return Proving(self.engine, self.key, self.accounts, self.clock)

    def enter(self, ticket: Ticket) -> str:
        """Open the session that a ticket is good for; return the token for the browser."""
        return self.sessions.start(ticket.account, ticket.source, proved=ticket.proved)

    def people(self, account: str) -> People:
        """Return what an account may do to the accounts of its partner, should it be allowed."""
        return People(self, account)

    def own_account(self, session_hash: str, source: str) -> OwnAccount:
        """Return what the person of an open session may see and change of their own account.

        Args:
            session_hash: Which session.
            source: Address the person comes from now.
        """
        return OwnAccount(self, session_hash, source)

    def session(self, token: str) -> Session | None:
        """Return the open session of a browser's token, while its account may still sign in."""
        found = self.sessions.find(token)
        return found if found and self._viewer(found) else None

    def viewer(self, session_hash: str) -> Viewer | None:
        """Return what the person of an open session may see now, or None."""
        found = self.sessions.named(session_hash)
        return self._viewer(found) if found else None

    def still_open(self, session_hash: str, *, used: bool) -> bool:
        """Whether a session may go on.

        Args:
            session_hash: Which.
            used: Whether the person did something just now, which keeps it from ending as unused.
        """
        if self.viewer(session_hash) is None:
            return False
        if used:
            self._use(session_hash)
        return True

    def _use(self, session_hash: str) -> None:
        """Note a use. What cannot be noted prolongs nothing, and is no reason to cut anybody off.

        The page says what is wrong as soon as it has something to write.
        """
        try:
            self.sessions.use(session_hash)
        except StoreError as fault:
            _LOG.warning("The use of a session could not be noted: %s", fault)

    def _viewer(self, session: Session) -> Viewer | None:
        """Return a session's viewer: none while it lacks a factor that its account now needs."""
        account = self.accounts.find(session.account)
        if account is None or (needs_factor(account) and not session.proved):
            return None
        return viewer_for(session.account, self.accounts, self.region)
