"""The notice about section 171: that it was accepted, by whom and for which term.

Its words are on the sign-in page. Once a term is often enough to be remembered and seldom enough
to be read.

Source: Early education and childcare, statutory guidance (terms by date: from 1 January, 1 April
and 1 September), because the dates of holidays differ from authority to authority.
"""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from yardstick.access.audit import Action, add_line
from yardstick.store.operations import METADATA, reading, writing

if TYPE_CHECKING:
    from yardstick.access.tokens import Clock

_SUMMER, _AUTUMN = 4, 9  # the months they begin in; spring begins with the year

NOTICES = sa.Table(
    "notice",
    METADATA,
    sa.Column("account", sa.String, primary_key=True),
    sa.Column("term", sa.String, primary_key=True),
    sa.Column("at", sa.Float, nullable=False),
)


def term_of(day: dt.date) -> str:
    """Return the term of the school year that a day lies in: `2026 autumn`."""
    if day.month >= _AUTUMN:
        return f"{day.year} autumn"
    return f"{day.year} {'summer' if day.month >= _SUMMER else 'spring'}"


@dataclass(frozen=True)
class Notices:
    """Who has accepted the notice.

    Attributes:
        engine: Operations database, with the tables made.
        key: Of the audit log.
        clock: Seconds; another one in tests.
    """

    engine: sa.Engine
    key: bytes
    clock: Clock = time.time

    def accepted(self, account: str) -> bool:
        """Whether an account has accepted it in this term."""
        with reading(self.engine) as connection:
            return self._is_noted(connection, account)

    def accept(self, account: str) -> None:
        """Write down that an account accepts it, with a line in the audit log; once a term."""
        with writing(self.engine) as connection:
            if self._is_noted(connection, account):
                return
            row = {"account": account, "term": self._term(), "at": self.clock()}
            connection.execute(NOTICES.insert().values(row))
            detail = {"term": self._term()}
            add_line(connection, self.key, account, Action.NOTICE_ACCEPTED, detail)

    def _is_noted(self, connection: sa.Connection, account: str) -> bool:
        chosen = sa.select(NOTICES.c.at).where(
            NOTICES.c.account == account, NOTICES.c.term == self._term()
        )
        return connection.execute(chosen).first() is not None

    def _term(self) -> str:
        return term_of(dt.datetime.fromtimestamp(self.clock(), dt.UTC).date())
