"""Which keys partners may make their pseudonyms with: their names, never the keys themselves.

The host is told a key's name by those who hold it, once for each data set and academic year; in the
term in which a new key takes over, two are named.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import sqlalchemy as sa

from yardstick.store.operations import METADATA, append_only, reading, writing
from yardstick.store.places import operations

if TYPE_CHECKING:
    from yardstick.store.places import Store

_KEYS = append_only(
    sa.Table(
        "pseudonym_key",
        METADATA,
        sa.Column("dataset", sa.String, primary_key=True),
        sa.Column("year", sa.String, primary_key=True),
        sa.Column("key_id", sa.String, primary_key=True),
        sa.Column("account", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
    )
)


def name_key(store: Store, dataset: str, year: str, key_id: str, account: str) -> None:
    """Let pseudonyms of a data set and academic year be made with a key. Naming it twice is once.

    Args:
        store: Where.
        dataset: Identifier of the data set.
        year: Such as `2024/25`.
        key_id: Four characters, as the partners' tool shows them.
        account: Who named it.
    """
    if key_id in named_keys(store, dataset, year):
        return
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    row = {"dataset": dataset, "year": year, "key_id": key_id, "account": account, "at": at}
    with writing(operations(store)) as connection:
        connection.execute(_KEYS.insert().values(row))


def named_keys(store: Store, dataset: str, year: str) -> frozenset[str]:
    """Return the names of the keys that a data set's pseudonyms of a year may be made with."""
    query = sa.select(_KEYS.c.key_id).filter_by(dataset=dataset, year=year)
    with reading(operations(store)) as connection:
        return frozenset(connection.execute(query).scalars())
