"""Pseudonyms on receipt: made with a key that was named, and hashed a second time for keeping.

Partners hold the key of the first hash and the host that of the second. So the host cannot try
pupil numbers against what it keeps, and a partner cannot try its own against what it is shown.
"""

from __future__ import annotations

import hmac
import re
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from yardstick.intake.errors import IntakeError
from yardstick.pseudonymise.making import academic_year
from yardstick.pseudonymise.tokens import key_id_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from yardstick.catalogue.declarations import DataSet
    from yardstick.catalogue.records import Column

KEPT = re.compile(r"P(?P<number>[0-9])-[0-9a-f]{32}", re.ASCII)
HOST_KEY = "pseudonyms.key"
_DIGITS = 32


def year_of(period: str, *, before: bool = False) -> str:
    """Return the academic year whose key a period's pseudonyms are made with, or the one before."""
    year = academic_year(period)
    start = int(year[:4]) - before
    return f"{start}/{(start + 1) % 100:02}"


def received(
    tables: Mapping[str, pa.Table],
    dataset: DataSet,
    named: Collection[str],
    named_before: Collection[str],
    host_key: bytes,
) -> dict[str, pa.Table]:
    """Return the tables with every token hashed again; the tokens themselves are not kept.

    Args:
        tables: Identifier of a table to its columns, as they were accepted. Not changed.
        dataset: What they are a return of.
        named: Names of the keys that tokens of the return's year may be made with.
        named_before: Likewise of the year before, for the overlap of two keys.
        host_key: From the store's folder.

    Raises:
        IntakeError: A token is mistyped, or was made with a key that nobody named.
    """
    made = dict(tables)
    for table in dataset.tables:
        for column in table.columns:
            if column.type != "token" or table.id not in made:
                continue
            allowed = named_before if _is_of_the_year_before(column) else named
            place = made[table.id].schema.get_field_index(column.name)
            kept = _kept(made[table.id][column.name], column, dataset, allowed, host_key)
            made[table.id] = made[table.id].set_column(place, column.name, kept)
    return made


def kept_token(token: str, dataset: DataSet, host_key: bytes) -> str:
    """Return what is kept in place of a token: `P5-` and 32 hexadecimal digits."""
    made = hmac.digest(host_key, f"{dataset.id}|{token}".encode(), "sha256").hex()
    return f"P{dataset.number}-{made[:_DIGITS]}"


def _kept(
    tokens: pa.ChunkedArray,
    column: Column,
    dataset: DataSet,
    allowed: Collection[str],
    host_key: bytes,
) -> pa.ChunkedArray:
    distinct = [token for token in pc.unique(tokens).to_pylist() if token is not None]
    for token in distinct:
        _check(token, column, dataset, allowed)
    kept = pa.array([kept_token(token, dataset, host_key) for token in distinct], pa.string())
    if not distinct:
        return tokens
    return pc.take(kept, pc.index_in(tokens, pa.array(distinct, pa.string())))


def _check(token: str, column: Column, dataset: DataSet, allowed: Collection[str]) -> None:
    key_id = key_id_of(token)
    if key_id is None:
        raise IntakeError(
            f"A value of '{column.name}' is not a pseudonym as the partners' tool makes them. Send "
            "the file that the tool wrote, unchanged."
        )
    if key_id not in allowed:
        raise IntakeError(
            f"'{column.name}' was made with the key {key_id}, which nobody named for "
            f"{dataset.title.lower()} of this year. Use the year's key, or have the host name it."
        )


def _is_of_the_year_before(column: Column) -> bool:
    return column.at_partner is not None and column.at_partner.does == "token_before"
