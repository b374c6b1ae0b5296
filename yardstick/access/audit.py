"""The audit log: who did what and when, each line chained to the one before.

A line is written before the data it speaks of is returned. The chain shows a line that was
changed, removed, added or moved; that the newest lines were cut off only an anchor kept
elsewhere can show (`head`).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hmac
import json
import os
import secrets
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from yardstick.store.errors import StoreError
from yardstick.store.operations import METADATA, append_only, reading, writing

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY_FILE = "audit.key"
_KEY_BYTES = 32
_BEFORE_THE_FIRST = ""
_SEALED = ("number", "at", "account", "action", "detail")

LINES = append_only(
    sa.Table(
        "audit",
        METADATA,
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("account", sa.String, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("detail", sa.String, nullable=False),
        sa.Column("seal", sa.String, nullable=False),
    )
)


class Action(StrEnum):
    """What a line says was done."""

    SIGNED_IN = "signed in"
    SIGN_IN_REFUSED = "sign-in refused"
    SIGN_IN_PAUSED = "sign-in paused"
    SIGNED_OUT = "signed out"
    DOWNLOADED = "downloaded"
    DOWNLOAD_REFUSED = "download refused"


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
    last = sa.select(LINES.c.number, LINES.c.seal).order_by(LINES.c.number.desc()).limit(1)
    before = connection.execute(last).one_or_none()
    number, seal = (before.number + 1, before.seal) if before else (1, _BEFORE_THE_FIRST)
    line = {
        "number": number,
        "at": dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds"),
        "account": account,
        "action": str(action),
        "detail": json.dumps(dict(detail), sort_keys=True, ensure_ascii=False),
    }
    connection.execute(LINES.insert().values(**line, seal=_seal(key, seal, line)))


def check_chain(engine: sa.Engine, key: bytes) -> Chain:
    """Check every line against the one before it, from the first on."""
    number, seal = 0, _BEFORE_THE_FIRST
    with reading(engine) as connection:
        for row in connection.execute(sa.select(LINES).order_by(LINES.c.number)):
            line = row._asdict()
            found = line.pop("seal")
            if row.number != number + 1:
                return Chain(number, f"line {number + 1} is missing", seal)
            if not hmac.compare_digest(found, _seal(key, seal, line)):
                return Chain(number, f"line {row.number} was changed, or the key is another", seal)
            number, seal = row.number, found
    return Chain(number, "", seal)


def audit_key(root: Path) -> bytes:
    """Return a store's key, made at random when the store has none yet.

    Args:
        root: The store's folder. Whoever can read the key there can rewrite the log, so the
            seal of the newest line is to be kept somewhere else from time to time.

    Raises:
        StoreError: The key is damaged.
    """
    file = root / KEY_FILE
    if not file.exists():
        _make_key(file)
    key = file.read_bytes()
    if len(key) != _KEY_BYTES:
        raise StoreError(f"{file} is damaged. Restore it from a backup: the log cannot go on.")
    return key


def _make_key(file: Path) -> None:
    """Make the key under another name first, so that nobody reads half of one."""
    handle, name = tempfile.mkstemp(dir=file.parent)  # which only its owner may read
    with os.fdopen(handle, "wb") as new:
        new.write(secrets.token_bytes(_KEY_BYTES))
    with contextlib.suppress(FileExistsError):  # another process was first: its key stands
        os.link(name, file)
    Path(name).unlink()


def _seal(key: bytes, before: str, line: Mapping[str, object]) -> str:
    text = json.dumps([before, *(line[name] for name in _SEALED)], ensure_ascii=False)
    return hmac.digest(key, text.encode(), "sha256").hex()
