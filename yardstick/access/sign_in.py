"""Signing in: a name and a password for a ticket, and the ticket for a session.

The page that takes the password cannot set a cookie out of JavaScript's reach; the route that
can never sees the password. A ticket carries the one to the other: for half a minute, once.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from yardstick.access.accounts import normal_name
from yardstick.access.audit import Action, record
from yardstick.access.passwords import matches
from yardstick.access.policy import reason_against, viewer_for
from yardstick.access.throttle import Pause, Throttle
from yardstick.access.tokens import Clock, hashed, new_token
from yardstick.store.operations import METADATA, writing

if TYPE_CHECKING:
    from yardstick.access.accounts import Accounts
    from yardstick.catalogue.declarations import Region

TICKET_SECONDS = 30
_MINUTE = 60

TICKETS = sa.Table(
    "ticket",
    METADATA,
    sa.Column("hash", sa.String, primary_key=True),
    sa.Column("account", sa.String, nullable=False),
    sa.Column("source", sa.String, nullable=False),
    sa.Column("onward", sa.String, nullable=False),
    sa.Column("expires", sa.Float, nullable=False),
)


class SignInRefused(Exception):  # noqa: N818 - an answer, not a fault
    """Why nobody was signed in, in words for the screen: alike for every account."""


@dataclass(frozen=True)
class Ticket:
    """What a ticket was exchanged for.

    Attributes:
        account: Who signed in.
        source: Where from.
        onward: The link that was first asked for, not yet to be trusted.
    """

    account: str
    source: str
    onward: str


@dataclass(frozen=True)
class SignIn:
    """Checks names and passwords, and keeps the tickets.

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

    def attempt(self, name: str, password: str, source: str, onward: str) -> str:
        """Check a name and a password, and return a ticket.

        Takes as long for a name that does not exist as for one that does. Every outcome is
        written to the audit log first.

        Args:
            name: As typed.
            password: As typed. Kept nowhere.
            source: Address the person comes from.
            onward: The link that was first asked for.

        Raises:
            SignInRefused: Name or password is wrong, the account may not sign in, or there were
                too many guesses.
            AccountsError: The accounts file cannot be read.
        """
        account = normal_name(name)
        throttle = Throttle(self.engine, self.clock)
        guess = throttle.admit(account, source)
        if isinstance(guess, Pause):
            if guess.first:
                self._log(account, Action.SIGN_IN_PAUSED, "too many guesses", source)
            raise SignInRefused(_pause_words(guess.seconds))
        if not self._may_enter(account, password):
            reason = reason_against(account, self.accounts, self.region)
            self._log(account, Action.SIGN_IN_REFUSED, reason, source)
            raise SignInRefused(
                "The name or the password is not right, or the account is not in use. "
                "Check both and try again."
            )
        throttle.forgive(guess)
        return self._issue(account, source, onward)

    def redeem(self, ticket: str) -> Ticket | None:
        """Exchange a ticket. None where it is unknown, used before, or too old."""
        with writing(self.engine) as connection:
            found = connection.execute(
                TICKETS.delete()
                .where(TICKETS.c.hash == hashed(ticket))
                .returning(TICKETS.c.account, TICKETS.c.source, TICKETS.c.onward, TICKETS.c.expires)
            ).one_or_none()
        if found is None or not 0 < found.expires - self.clock() <= TICKET_SECONDS:
            return None
        return Ticket(found.account, found.source, found.onward)

    def _may_enter(self, account: str, password: str) -> bool:
        viewer = viewer_for(account, self.accounts, self.region)
        found = self.accounts.find(account) if viewer else None
        return matches(password, found.password if found else None)

    def _issue(self, account: str, source: str, onward: str) -> str:
        ticket, now = new_token(), self.clock()
        with writing(self.engine) as connection:
            connection.execute(TICKETS.delete().where(TICKETS.c.expires <= now))
            connection.execute(
                TICKETS.insert().values(
                    hash=hashed(ticket),
                    account=account,
                    source=source,
                    onward=onward,
                    expires=now + TICKET_SECONDS,
                )
            )
        return ticket

    def _log(self, account: str, action: Action, reason: str, source: str) -> None:
        # A name that nobody has may be a password typed into the wrong box.
        known = account if self.accounts.knows(account) else ""
        record(self.engine, self.key, known, action, {"reason": reason, "source": source})


def _pause_words(seconds: int) -> str:
    minutes = -(-seconds // _MINUTE)
    unit = "minute" if minutes == 1 else "minutes"
    return f"There were too many attempts. Wait {minutes} {unit}, then try again."
