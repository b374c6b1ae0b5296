"""Server-side sessions: who is signed in, from when to when.

The browser holds a random token and we hold its hash. A session ends by sign-out, after a time
without use, and at the latest after a working day; nothing in the browser can prolong it.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import Any, TypeAlias

import sqlalchemy as sa

from yardstick.access.audit import Action, add_line
from yardstick.access.tokens import Clock, hashed, new_token
from yardstick.store.errors import StoreError
from yardstick.store.operations import METADATA, reading, writing

_LOG = logging.getLogger(__name__)

IDLE_SECONDS = 30 * 60
ABSOLUTE_SECONDS = 8 * 60 * 60
NOTED_SECONDS = 30  # a use sooner after the one before is not written down: a click is no write
REMEMBERED_SECONDS = 30 * 24 * 60 * 60  # how long an ended one tells where somebody signs in from
CLOCK_SLIP_SECONDS = 60  # a session used further ahead than this is not believed

SESSIONS = sa.Table(
    "session",
    METADATA,
    sa.Column("hash", sa.String, primary_key=True),
    sa.Column("account", sa.String, nullable=False, index=True),
    sa.Column("source", sa.String, nullable=False),
    sa.Column("created", sa.Float, nullable=False),
    sa.Column("seen", sa.Float, nullable=False),
    sa.Column("ended", sa.Float),
)

# The sessions whose owner gave a second factor.
PROVED = sa.Table("session_proved", METADATA, sa.Column("hash", sa.String, primary_key=True))

_Limit: TypeAlias = "float | sa.BindParameter[Any]"


@dataclass(frozen=True)
class Session:
    """One that is open.

    Attributes:
        hash: What names it on the server. It opens nothing: only the token does.
        account: Whose it is.
        proved: Whether a second factor was given.
    """

    hash: str
    account: str
    proved: bool = False


@dataclass(frozen=True)
class Begun:
    """One that is open, as its owner is told of it.

    Attributes:
        hash: What names it on the server.
        source: Address it was begun from.
        created: When, in seconds.
        seen: When its owner last did something, in seconds, to about `NOTED_SECONDS`.
    """

    hash: str
    source: str
    created: float
    seen: float


@dataclass(frozen=True)
class Sessions:
    """The sessions of one operations database.

    Attributes:
        engine: With the tables made.
        key: Of the audit log.
        clock: Seconds; another one in tests.
    """

    engine: sa.Engine
    key: bytes
    clock: Clock = time.time

    def start(self, account: str, source: str, *, proved: bool = False) -> str:
        """Open a session, write the line about it, and return the token for the browser."""
        token, now = new_token(), self.clock()
        with writing(self.engine) as connection:
            connection.execute(
                SESSIONS.delete().where(SESSIONS.c.created < now - REMEMBERED_SECONDS)
            )
            connection.execute(
                SESSIONS.insert().values(
                    hash=hashed(token), account=account, source=source, created=now, seen=now
                )
            )
            connection.execute(PROVED.delete().where(PROVED.c.hash.not_in(_KEPT)))
            connection.execute(self._put_away())
            if proved:
                connection.execute(PROVED.insert().values(hash=hashed(token)))
            add_line(connection, self.key, account, Action.SIGNED_IN, {"source": source})
        return token

    def find(self, token: str) -> Session | None:
        """Return the open session that a browser's token belongs to, or None."""
        return self.named(hashed(token))

    def named(self, session_hash: str) -> Session | None:
        """Return the open session that a hash names, or None. Looking does not prolong it.

        One that is found past its time, or ahead of the clock, is ended for good.
        """
        with reading(self.engine) as connection:
            found = connection.execute(_OPEN, {"hash": session_hash, **self._limits()})
            row = found.one_or_none()
            is_past = row is None and connection.execute(_NOT_ENDED, {"hash": session_hash}).first()
        if is_past:
            self._end_past()
        return None if row is None else Session(session_hash, row.account, row.proved)

    def use(self, session_hash: str) -> None:
        """Note that the person did something, so that the session does not end as unused.

        One that has ended already stays ended.
        """
        now = self.clock()
        due = (
            SESSIONS.c.hash == session_hash,
            SESSIONS.c.seen <= now - NOTED_SECONDS,
            *self._is_open(),
        )
        with reading(self.engine) as connection:
            if connection.execute(sa.select(SESSIONS.c.hash).where(*due)).first() is None:
                return
        with writing(self.engine) as connection:
            connection.execute(SESSIONS.update().where(*due).values(seen=now))

    def end(self, token: str) -> None:
        """Sign out: end the session of a token and write the line about it, if it was open."""
        with writing(self.engine) as connection:
            account = connection.execute(
                SESSIONS.update()
                .where(SESSIONS.c.hash == hashed(token), *self._is_open())
                .values(ended=self.clock())
                .returning(SESSIONS.c.account)
            ).scalar_one_or_none()
            if account is not None:
                add_line(connection, self.key, account, Action.SIGNED_OUT, {})

    def end_all(self, account: str) -> int:
        """End every open session of an account; return how many there were."""
        return self._end_of(account, "administration")

    def end_own(self, account: str) -> int:
        """End every open session of an account, as its owner asks; return how many there were."""
        return self._end_of(account, "its owner")

    def end_others(self, account: str, kept: str) -> int:
        """End an account's open sessions but for the one its owner asks from; return how many."""
        return self._end_of(account, "its owner", SESSIONS.c.hash != kept)

    def end_one(self, account: str, session_hash: str) -> int:
        """End one open session of an account; return 0 where it is not open, or not theirs."""
        return self._end_of(account, "its owner", SESSIONS.c.hash == session_hash)

    def of(self, account: str) -> tuple[Begun, ...]:
        """Return an account's open sessions, the newest first."""
        columns = (SESSIONS.c[name] for name in ("hash", "source", "created", "seen"))
        chosen = sa.select(*columns).where(SESSIONS.c.account == account, *self._is_open())
        with reading(self.engine) as connection:
            rows = connection.execute(chosen.order_by(SESSIONS.c.created.desc())).all()
        return tuple(Begun(*row) for row in rows)

    def _end_of(self, account: str, by: str, *which: sa.ColumnElement[bool]) -> int:
        with writing(self.engine) as connection:
            ended = connection.execute(
                SESSIONS.update()
                .where(SESSIONS.c.account == account, *which, *self._is_open())
                .values(ended=self.clock())
            ).rowcount
            if ended:
                detail = {"sessions": str(ended), "by": by}
                add_line(connection, self.key, account, Action.SIGNED_OUT, detail)
        return ended

    def _end_past(self) -> None:
        """End for good what is past its time. What a full disk leaves is refused all the same."""
        try:
            with writing(self.engine) as connection:
                connection.execute(self._put_away())
        except StoreError as fault:
            _LOG.warning("A session past its time could not be ended for good: %s", fault)

    def _put_away(self) -> sa.Update:
        """Return what ends every session that is not open now, though nobody ended it.

        Or it would be open again once a clock that is put right comes to its time.
        """
        past = (SESSIONS.c.ended.is_(None), sa.not_(sa.and_(*self._is_open())))
        return SESSIONS.update().where(*past).values(ended=self.clock())

    def _limits(self) -> dict[str, float]:
        now = self.clock()
        return {
            "oldest": now - ABSOLUTE_SECONDS,
            "unused_since": now - IDLE_SECONDS,
            "furthest_ahead": now + CLOCK_SLIP_SECONDS,
        }

    def _is_open(self) -> tuple[sa.ColumnElement[Any], ...]:
        return _open_between(**self._limits())


def _open_between(
    oldest: _Limit, unused_since: _Limit, furthest_ahead: _Limit
) -> tuple[sa.ColumnElement[Any], ...]:
    """Return what is true of an open session; the limits are numbers or named parameters."""
    return (
        SESSIONS.c.ended.is_(None),
        SESSIONS.c.created > oldest,
        SESSIONS.c.seen > unused_since,
        # A clock that was put back must not make a session longer than it was to be. Nobody has
        # used one before it began, so its beginning is not ahead either.
        SESSIONS.c.seen < furthest_ahead,
    )


_KEPT = sa.select(SESSIONS.c.hash)

_NOT_ENDED = sa.select(SESSIONS.c.hash).where(
    SESSIONS.c.hash == sa.bindparam("hash"), SESSIONS.c.ended.is_(None)
)

# Made once: every click asks it, and making a statement costs more than running this one.
_IS_PROVED = sa.exists().where(PROVED.c.hash == SESSIONS.c.hash).label("proved")
_OPEN = sa.select(SESSIONS.c.account, _IS_PROVED).where(
    SESSIONS.c.hash == sa.bindparam("hash"),
    *_open_between(*(sa.bindparam(name) for name in ("oldest", "unused_since", "furthest_ahead"))),
)
