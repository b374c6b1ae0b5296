"""The audit log: who did what and when, each line chained to the one before.

A line is written before the data it speaks of is returned. The chain shows a line that was
changed, removed, added or moved. That the newest lines were cut off, or that all were written
anew by somebody who holds the key, only an anchor kept elsewhere can show: every release's
manifest holds one (`newest`). Who may read the log is in `log`.
"""

from __future__ import annotations

import datetime as dt
import hmac
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa

from yardstick.store.manifest import AuditHead
from yardstick.store.operations import METADATA, append_only, reading, writing
from yardstick.store.secret import secret

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

KEY_FILE = "audit.key"
_BEFORE_THE_FIRST = ""
_SEALED = ("number", "at", "account", "action", "detail")

LINES = append_only(
    sa.Table(
        "audit",
        METADATA,
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("account", sa.String, nullable=False, index=True),  # a partner's are counted
        sa.Column("action", sa.String, nullable=False),
        sa.Column("detail", sa.String, nullable=False),
        sa.Column("seal", sa.String, nullable=False),
    )
)

_ADDING = LINES.insert()
_NEWEST = sa.select(LINES.c.number, LINES.c.seal).order_by(LINES.c.number.desc()).limit(1)
_EVERY = sa.select(*(LINES.c[name] for name in (*_SEALED, "seal"))).order_by(LINES.c.number)
_AT_ONCE = 1_000
_WRITER = json.JSONEncoder(ensure_ascii=False)  # `json.dumps` would make one for each line


class Action(StrEnum):
    """What a line says was done."""

    SIGNED_IN = "signed in"
    SIGN_IN_REFUSED = "sign-in refused"
    SIGN_IN_PAUSED = "sign-in paused"
    SIGNED_OUT = "signed out"
    PAGE_REFUSED = "page refused"
    DOWNLOADED = "downloaded"
    DOWNLOAD_REFUSED = "download refused"
    VIEWED_RECORDS = "viewed records"
    READ_LOG = "read the log"
    MOVED_RETURN = "moved a return"
    ANSWERED = "answered about a return"
    FILE_REFUSED = "file refused"
    PUBLISHED = "published a release"
    ROLLED_BACK = "went back to a release"
    WITHDREW_PARTNER = "withdrew a partner"
    NAMED_KEY = "named a pseudonym key"
    LOOKED_AT_DFE_RETURN = "looked at a return to DfE"
    SIGNED_DFE_RETURN = "signed a return to DfE"
    MADE_DFE_RETURN = "made a return to DfE"
    WROTE_NOTE = "wrote a note on a figure"
    ENDED_NOTE = "ended a note on a figure"
    ASKED = "asked for data"
    DECIDED = "recorded a decision on a request"
    FACTOR_ENROLLED = "second factor enrolled"
    FACTOR_RESET = "second factor reset"
    RECOVERY_CODE_USED = "recovery code used"
    RECOVERY_RENEWED = "recovery codes made anew"
    NOTICE_ACCEPTED = "notice accepted"
    ACCOUNT_CHANGED = "account changed"


@dataclass(frozen=True)
class Chain:
    """What a check of the whole log found.

    Attributes:
        lines: How many lines hold, from the first on.
        fault: The first line that does not, in words; empty where all do.
        head: Seal of the last line that holds; keep it elsewhere to notice a cut-off end.
    """

    lines: int
    fault: str
    head: str

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.fault


def record(
    engine: sa.Engine, key: bytes, account: str, action: str, detail: Mapping[str, str]
) -> None:
    """Write one line, in a transaction of its own. It is on disk when this returns."""
    with writing(engine) as connection:
        add_line(connection, key, account, action, detail)


def add_line(
    connection: sa.Connection, key: bytes, account: str, action: str, detail: Mapping[str, str]
) -> None:
    """Write one line within a transaction, so that it stands if and only if the change does.

    Args:
        connection: Of a transaction that may write.
        key: From `audit_key`.
        account: Whose doing; empty where it is not known.
        action: What was done, an `Action`.
        detail: What it was done to. Never a figure, never a password.
    """
    before = connection.execute(_NEWEST).one_or_none()
    number, seal = (before.number + 1, before.seal) if before else (1, _BEFORE_THE_FIRST)
    line = {
        "number": number,
        "at": dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds"),
        "account": account,
        "action": str(action),
        "detail": json.dumps(dict(detail), sort_keys=True, ensure_ascii=False),
    }
    values = [line[name] for name in _SEALED]
    connection.execute(_ADDING, {**line, "seal": _seal(key, seal, values)})


def newest(engine: sa.Engine) -> AuditHead | None:
    """Return what to keep elsewhere: number and seal of the newest line. None for an empty log."""
    with reading(engine) as connection:
        found = connection.execute(_NEWEST).one_or_none()
    return None if found is None else AuditHead(lines=found.number, seal=found.seal)


def check_chain(engine: sa.Engine, key: bytes, anchors: Iterable[AuditHead] = ()) -> Chain:
    """Check every line against the one before it, from the first on, and against anchors.

    Args:
        engine: Operations database.
        key: From `audit_key`.
        anchors: What was kept elsewhere, in any order: the log must hold each of these lines.
    """
    kept = {anchor.lines: anchor.seal for anchor in anchors}
    number, seal = 0, _BEFORE_THE_FIRST
    with reading(engine) as connection:
        # As tuples: making an object of each line would take longer than checking it.
        for found, *sealed, given in connection.execute(_EVERY).yield_per(_AT_ONCE):
            if found != number + 1:
                return Chain(number, f"line {number + 1} is missing", seal)
            if not hmac.compare_digest(given, _seal(key, seal, [found, *sealed])):
                return Chain(number, f"line {found} was changed, or the key is another", seal)
            if kept.pop(found, given) != given:
                fault = f"line {found} is not the one whose seal was kept elsewhere"
                return Chain(number, fault, seal)
            number, seal = found, given
    cut = f"the lines from {number + 1} to {max(kept)} were cut off" if kept else ""
    return Chain(number, cut, seal)


def audit_key(root: Path) -> bytes:
    """Return a store's key, made at random when the store has none yet.

    Args:
        root: The store's folder. Whoever can read the key there can rewrite the log, so the
            seal of the newest line is to be kept somewhere else from time to time.

    Raises:
        StoreError: The key is damaged.
    """
    return secret(root, KEY_FILE)


def _seal(key: bytes, before: str, values: Sequence[object]) -> str:
    """Seal a line: its values in the order of `_SEALED`, and the seal of the line before."""
    return hmac.digest(key, _WRITER.encode([before, *values]).encode(), "sha256").hex()
