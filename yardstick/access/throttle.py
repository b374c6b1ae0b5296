"""How often somebody may guess: per account and per source, over the last five minutes.

Each guess ages out by itself, so nobody is locked out for good. Two of an account's guesses are
kept for places it has signed in from before: whoever guesses from elsewhere cannot keep the
owner out.

Source: OWASP, "Blocking Brute Force Attacks" (device cookies); NIST SP 800-63B section 3.2.2.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from yardstick.access.sessions import SESSIONS
from yardstick.access.tokens import Clock, hashed
from yardstick.store.operations import METADATA, writing

if TYPE_CHECKING:
    from collections.abc import Sequence

WINDOW_SECONDS = 5 * 60
GUESSES_PER_ACCOUNT = 10
GUESSES_PER_SOURCE = 30
KEPT_FOR_KNOWN_SOURCES = 2

GUESSES = sa.Table(
    "guess",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    # Hashed, because people type a password where the name belongs.
    sa.Column("account", sa.String, nullable=False, index=True),
    sa.Column("source", sa.String, nullable=False, index=True),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("counted", sa.Boolean, nullable=False),
)


@dataclass(frozen=True)
class Guess:
    """One that may be checked.

    Attributes:
        id: For `forgive`, once it proved right.
    """

    id: int


@dataclass(frozen=True)
class Pause:
    """One that may not.

    Attributes:
        seconds: Until the next may be.
        first: Whether it is the first refused of this source in the window, so that a flood
            makes one line in the audit log and not a line each.
    """

    seconds: int
    first: bool


@dataclass(frozen=True)
class Throttle:
    """The guesses of one operations database."""

    engine: sa.Engine
    clock: Clock = time.time

    def admit(self, account: str, source: str) -> Guess | Pause:
        """Count one guess, or refuse to. A refused one is not counted, so a wait always ends.

        Counted before the password is checked and in one transaction, so that many at the same
        time are no more than many one after the other.
        """
        name, now = hashed(account), self.clock()
        with writing(self.engine) as connection:
            connection.execute(GUESSES.delete().where(GUESSES.c.at <= now - WINDOW_SECONDS))
            known = _has_signed_in(connection, account, source)
            allowed = GUESSES_PER_ACCOUNT - (0 if known else KEPT_FOR_KNOWN_SOURCES)
            wait = max(
                _wait(_times(connection, GUESSES.c.account == name), allowed, now),
                _wait(_times(connection, GUESSES.c.source == source), GUESSES_PER_SOURCE, now),
            )
            if wait > 0:
                return Pause(math.ceil(wait), first=_note_pause(connection, source, now))
            return Guess(_add(connection, name, source, now, counted=True))

    def forgive(self, guess: Guess) -> None:
        """Take back a guess that was right: a busy office is not an attack."""
        with writing(self.engine) as connection:
            connection.execute(GUESSES.delete().where(GUESSES.c.id == guess.id))


def _times(connection: sa.Connection, of: sa.ColumnElement[bool]) -> Sequence[float]:
    """Return when the counted guesses were, newest first."""
    chosen = sa.select(GUESSES.c.at).where(of, GUESSES.c.counted).order_by(GUESSES.c.at.desc())
    return connection.execute(chosen).scalars().all()


def _add(connection: sa.Connection, account: str, source: str, at: float, *, counted: bool) -> int:
    row = {"account": account, "source": source, "at": at, "counted": counted}
    added = GUESSES.insert().values(row).returning(GUESSES.c.id)
    return int(connection.execute(added).scalar_one())


def _note_pause(connection: sa.Connection, source: str, now: float) -> bool:
    """Remember that a source had to wait; return whether that is news."""
    noted = sa.select(GUESSES.c.id).where(GUESSES.c.source == source, ~GUESSES.c.counted)
    if connection.execute(noted.limit(1)).first() is not None:
        return False
    _add(connection, "", source, now, counted=False)
    return True


def _wait(times: Sequence[float], allowed: int, now: float) -> float:
    """Return the seconds until fewer than `allowed` are within the window; 0 where they are."""
    return times[allowed - 1] + WINDOW_SECONDS - now if len(times) >= allowed else 0.0


def _has_signed_in(connection: sa.Connection, account: str, source: str) -> bool:
    chosen = sa.select(SESSIONS.c.hash).where(
        SESSIONS.c.account == account, SESSIONS.c.source == source
    )
    return connection.execute(chosen.limit(1)).first() is not None
