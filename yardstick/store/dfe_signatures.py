"""Who signed which return to DfE: of one quarter, one release and one content; only ever added.

A signature is of what was signed: another release or another content needs another one.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from yardstick.store.operations import METADATA, append_only, reading
from yardstick.store.places import operations

if TYPE_CHECKING:
    from yardstick.store.places import Store


@dataclass(frozen=True)
class Signature:
    """One person's signature.

    Attributes:
        period: Key of the quarter.
        release: Identifier of the release that the return was made of.
        checksum: SHA-256 of its content, that of the comma-separated file.
        account: Whose.
        at: When, in UTC.
    """

    period: str
    release: str
    checksum: str
    account: str
    at: dt.datetime


_SIGNATURE = append_only(
    sa.Table(
        "dfe_signature",
        METADATA,
        sa.Column("sequence", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("period", "release")),
        *(sa.Column(name, sa.String, nullable=False) for name in ("checksum", "account", "at")),
        sa.UniqueConstraint("period", "release", "checksum", "account"),
    )
)
_COLUMNS = ("period", "release", "checksum", "account", "at")


def add_signature(connection: sa.Connection, signature: Signature) -> None:
    """Add a signature within a transaction; the same person signs the same thing once."""
    row = {name: getattr(signature, name) for name in _COLUMNS}
    at = signature.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    connection.execute(sa.insert(_SIGNATURE).values(row | {"at": at}))


def signatures(store: Store, period: str) -> tuple[Signature, ...]:
    """Return every signature under the returns of one quarter, in order."""
    query = sa.select(*(_SIGNATURE.c[name] for name in _COLUMNS)).filter_by(period=period)
    with reading(operations(store)) as connection:
        found = connection.execute(query.order_by(_SIGNATURE.c.sequence)).all()
    return tuple(
        Signature(one.period, one.release, one.checksum, one.account, _moment(one.at))
        for one in found
    )


def _moment(written: str) -> dt.datetime:
    return dt.datetime.fromisoformat(written)
