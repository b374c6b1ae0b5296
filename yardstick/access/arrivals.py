"""Those who are on their way in: an arrival is somebody whose name is proved, with steps left.

A ticket is what an arrival without steps left is exchanged for, and what is exchanged for a
session. The page that asks cannot set a cookie out of JavaScript's reach, and the route that can
never sees what was typed; a ticket carries the one to the other, for half a minute, once.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import sqlalchemy as sa

from yardstick.access.tokens import Clock, hashed, new_token
from yardstick.store.operations import METADATA, reading, writing

ANSWER_SECONDS = 30 * 24 * 60 * 60  # longer than a browser keeps what an answer belongs to
ARRIVAL_SECONDS = 15 * 60  # to set up an app and to write recovery codes down
TICKET_SECONDS = 30

ARRIVALS = sa.Table(
    "arrival",
    METADATA,
    sa.Column("hash", sa.String, primary_key=True),
    sa.Column("account", sa.String, nullable=False),
    sa.Column("source", sa.String, nullable=False),
    sa.Column("onward", sa.String, nullable=False),
    sa.Column("by_password", sa.Boolean, nullable=False),
    sa.Column("proved", sa.Boolean, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("expires", sa.Float, nullable=False),
)
TICKETS = sa.Table(
    "entry_ticket",
    METADATA,
    sa.Column("hash", sa.String, primary_key=True),
    sa.Column("account", sa.String, nullable=False),
    sa.Column("source", sa.String, nullable=False),
    sa.Column("onward", sa.String, nullable=False),
    sa.Column("proved", sa.Boolean, nullable=False),
    sa.Column("expires", sa.Float, nullable=False),
)
# What answers of other sign-ins were asked for with, so that each is good once.
ANSWERS = sa.Table(
    "sign_on_answer",
    METADATA,
    sa.Column("hash", sa.String, primary_key=True),
    sa.Column("expires", sa.Float, nullable=False),
)


@dataclass(frozen=True)
class Ticket:
    """What a ticket was exchanged for.

    Attributes:
        account: Who signed in.
        source: Where from.
        onward: The link that was first asked for, not yet to be trusted.
        proved: Whether a second factor was given.
    """

    account: str
    source: str
    onward: str
    proved: bool = False


@dataclass(frozen=True)
class Arrival(Ticket):
    """Somebody whose name is proved.

    Attributes:
        by_password: Whether by a password here, and not by their organisation's sign-in.
        sealed: Secret to enrol a second factor with, encrypted.
    """

    by_password: bool = True
    sealed: bytes = b""


@dataclass(frozen=True)
class Arrivals:
    """The arrivals and tickets of one operations database."""

    engine: sa.Engine
    clock: Clock = time.time

    def begin(self, arrival: Arrival) -> str:
        """Keep an arrival, and return the token that names it."""
        return self._keep(ARRIVALS, ARRIVAL_SECONDS, vars(arrival))

    def find(self, token: str) -> Arrival | None:
        """Return an arrival, or None where it is unknown or too old."""
        names = ("account", "source", "onward", "proved", "by_password", "sealed")
        chosen = sa.select(*(ARRIVALS.c[name] for name in names)).where(
            ARRIVALS.c.hash == hashed(token), *self._is_good(ARRIVALS, ARRIVAL_SECONDS)
        )
        with reading(self.engine) as connection:
            found = connection.execute(chosen).mappings().one_or_none()
        return Arrival(**found) if found else None

    def prove(self, token: str) -> None:
        """Note that an arrival gave its second factor."""
        with writing(self.engine) as connection:
            connection.execute(
                ARRIVALS.update().where(ARRIVALS.c.hash == hashed(token)).values(proved=True)
            )

    def ticket(self, token: str) -> str | None:
        """Exchange an arrival for a ticket, once."""
        arrival = self.find(token)
        with writing(self.engine) as connection:
            gone = connection.execute(ARRIVALS.delete().where(ARRIVALS.c.hash == hashed(token)))
        if arrival is None or gone.rowcount == 0:
            return None
        return self.ticket_for(arrival)

    def ticket_for(self, person: Ticket) -> str:
        """Return a ticket for somebody who has proved all there is to prove."""
        row = {name: getattr(person, name) for name in ("account", "source", "onward", "proved")}
        return self._keep(TICKETS, TICKET_SECONDS, row)

    def redeem(self, ticket: str) -> Ticket | None:
        """Exchange a ticket. None where it is unknown, used before, or too old."""
        names = ("account", "source", "onward", "proved", "expires")
        with writing(self.engine) as connection:
            found = connection.execute(
                TICKETS.delete()
                .where(TICKETS.c.hash == hashed(ticket))
                .returning(*(TICKETS.c[name] for name in names))
            ).one_or_none()
        if found is None or not 0 < found.expires - self.clock() <= TICKET_SECONDS:
            return None
        return Ticket(found.account, found.source, found.onward, found.proved)

    def is_first(self, answer: str) -> bool:
        """Note an answer of another sign-in; return whether it was not seen before."""
        now = self.clock()
        chosen = sa.select(ANSWERS.c.hash).where(ANSWERS.c.hash == hashed(answer))
        with writing(self.engine) as connection:
            connection.execute(ANSWERS.delete().where(ANSWERS.c.expires <= now))
            if connection.execute(chosen).first() is not None:
                return False
            row = {"hash": hashed(answer), "expires": now + ANSWER_SECONDS}
            connection.execute(ANSWERS.insert().values(row))
        return True

    def _keep(self, table: sa.Table, seconds: int, row: dict[str, object]) -> str:
        token, now = new_token(), self.clock()
        with writing(self.engine) as connection:
            connection.execute(table.delete().where(table.c.expires <= now))
            values = {**row, "hash": hashed(token), "expires": now + seconds}
            connection.execute(table.insert().values(values))
        return token

    def _is_good(self, table: sa.Table, seconds: int) -> tuple[sa.ColumnElement[bool], ...]:
        now = self.clock()
        # A clock that was put back must not make it good for longer than it was to be.
        return (table.c.expires > now, table.c.expires <= now + seconds)
