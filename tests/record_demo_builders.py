"""Invented returns of records as the files that authorities would have sent."""

from __future__ import annotations

from yardstick.intake.samples import sheet_from, text_of
from yardstick.pseudonymise.tokens import purpose_key, token

KEY = purpose_key(b"k" * 32, "ZZ", "nobody", "2023/24")
SCALE = 0.15  # of the size of a real region, for tests of what is as frequent as published


def sheets_of(dataset, invented):
    """Return a sheet for each table, with tokens as a partner's tool makes them."""
    return [
        _sheet(table, invented.tables[table.id])
        for table in dataset.tables
        if table.id in invented.tables
    ]


def _sheet(table, rows):
    cells = [
        [_text(column, value) for value in rows[column.name].to_pylist()]
        for column in table.columns
    ]
    names = [column.name for column in table.columns]
    return sheet_from(table.id, [names, *map(list, zip(*cells, strict=True))])


def _text(column, value):
    if value is None:
        return ""
    if column.type == "token":
        return token(KEY, "invented", value)
    if column.type == "flag":
        return "Y" if value else "N"
    return f"{value:%Y-%m}" if column.type == "month" else text_of(value)
