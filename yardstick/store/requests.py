"""Requests for data that is not recorded yet, or for wider sharing, and what was decided on them.

Both are only ever added. A request is decided once; the number of a register version follows the
one before it, and the database itself refuses any other.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa

from yardstick.store.operations import METADATA, append_only, reading, refuse_rows
from yardstick.store.places import operations

if TYPE_CHECKING:
    from yardstick.store.places import Store

LONGEST_TITLE, LONGEST = 120, 600  # characters


class Kind(StrEnum):
    """What a request is for."""

    ITEM = "item"  # something that is to be recorded
    SHARING = "sharing"  # the return to DfE, to be shown to others than were agreed


class Outcome(StrEnum):
    """What became of a request."""

    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"  # by those who asked


@dataclass(frozen=True)
class Ask:
    """What is asked for.

    Attributes:
        kind: Of request.
        title: In a few words.
        what: What exactly, of whom and how often; for sharing, with whom.
        why: What it is needed for.
        covered: Identifiers of what is recorded already and was looked at, with spaces between.
        beyond: What none of these says.
        notice_days: For sharing, the days between the request and the first use; otherwise 0.
    """

    kind: Kind
    title: str
    what: str
    why: str
    covered: str = ""
    beyond: str = ""
    notice_days: int = 0


@dataclass(frozen=True)
class Decision:
    """What was decided on a request.

    Attributes:
        outcome: Which way.
        minute: Reference of the directors' minute; empty where it was withdrawn.
        decided: On which day.
        why: In words.
        version: Of the register from then on, for an item that was agreed; otherwise 0.
        account: Who recorded it.
        at: When, in UTC.
    """

    outcome: Outcome
    minute: str
    decided: dt.date
    why: str
    version: int
    account: str
    at: dt.datetime


@dataclass(frozen=True)
class Request:
    """One request, and what became of it.

    Attributes:
        sequence: Its number.
        ask: What is asked for.
        account: Whose.
        partner: Of which organisation.
        at: When, in UTC.
        decision: None while it is open.
    """

    sequence: int
    ask: Ask
    account: str
    partner: str
    at: dt.datetime
    decision: Decision | None

    @property
    def first_use(self) -> dt.date:
        """Return the first day on which sharing that was asked for may begin."""
        return self.at.date() + dt.timedelta(days=self.ask.notice_days)


_TEXTS = ("kind", "title", "what", "why", "covered", "beyond")
_REQUEST = append_only(
    sa.Table(
        "request",
        METADATA,
        sa.Column("sequence", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in _TEXTS),
        sa.Column("notice_days", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("account", "partner", "at")),
        sa.CheckConstraint(
            f"(kind = '{Kind.SHARING}' AND notice_days > 0)"
            f" OR (kind = '{Kind.ITEM}' AND notice_days = 0)",
            name="request_notice",
        ),
    )
)
_DECISION = append_only(
    sa.Table(
        "request_decision",
        METADATA,
        sa.Column("request", sa.ForeignKey("request.sequence"), primary_key=True),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("minute", sa.String, nullable=False),
        sa.Column("decided", sa.Date, nullable=False),
        sa.Column("why", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("account", "at")),
        sa.CheckConstraint(
            f"outcome = '{Outcome.WITHDRAWN}' OR minute <> ''", name="decision_minuted"
        ),
    )
)
_NOT_A_DECISION = f"""
    NEW.version <> CASE WHEN NEW.outcome = '{Outcome.AGREED}' AND (
        SELECT kind FROM request WHERE sequence = NEW.request
    ) = '{Kind.ITEM}'
    THEN (SELECT COALESCE(MAX(version), 0) + 1 FROM request_decision) ELSE 0 END
"""  # noqa: S608 - made of the words above and of nothing else
refuse_rows(_DECISION, _NOT_A_DECISION, "no such version")


def add_request(
    connection: sa.Connection, ask: Ask, account: str, partner: str, at: dt.datetime
) -> int:
    """Add a request within a transaction, and return its number."""
    row = {**vars(ask), "account": account, "partner": partner, "at": _moment(at)}
    adding = sa.insert(_REQUEST).values(row).returning(_REQUEST.c.sequence)
    return int(connection.execute(adding).scalar_one())


def add_decision(connection: sa.Connection, request: int, decision: Decision) -> None:
    """Add what was decided on a request, within a transaction."""
    row = {**vars(decision), "request": request, "at": _moment(decision.at)}
    connection.execute(sa.insert(_DECISION).values(row))


def next_version(connection: sa.Connection) -> int:
    """Return the number that the next version of the register gets."""
    newest = connection.execute(sa.select(sa.func.max(_DECISION.c.version))).scalar_one()
    return int(newest or 0) + 1


def requests_in(connection: sa.Connection) -> tuple[Request, ...]:
    """Return every request with what became of it, in order, within a transaction."""
    decided = {row.request: _decision(row) for row in connection.execute(_DECISIONS).all()}
    rows = connection.execute(_REQUESTS).all()
    return tuple(_request(row, decided.get(row.sequence)) for row in rows)


# Made once: the register asks at every click.
_DECISIONS = sa.select(_DECISION)
_REQUESTS = sa.select(_REQUEST).order_by(_REQUEST.c.sequence)


def requests(store: Store) -> tuple[Request, ...]:
    """Return every request with what became of it, in order."""
    with reading(operations(store)) as connection:
        return requests_in(connection)


def _request(row: sa.Row[tuple[object, ...]], decision: Decision | None) -> Request:
    said = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's documented name for it
    asked = {name: said.pop(name) for name in (*_TEXTS, "notice_days")}
    ask = Ask(**{**asked, "kind": Kind(asked["kind"])})
    return Request(**{**said, "ask": ask, "at": _read(said["at"]), "decision": decision})


def _decision(row: sa.Row[tuple[object, ...]]) -> Decision:
    said = dict(row._mapping)  # noqa: SLF001 - likewise
    del said["request"]
    return Decision(**{**said, "outcome": Outcome(said["outcome"]), "at": _read(said["at"])})


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def _read(moment: str) -> dt.datetime:
    return dt.datetime.fromisoformat(moment)
