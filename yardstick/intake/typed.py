"""The text of a cell as a value of its column's type, in SQL; NULL where it is none.

Text comes without spaces around it, and NULL where nothing is written. What is accepted is what
spreadsheets and databases write: dates with the year first or last, numbers with commas at the
thousands, a pound sign before money, a percent sign after a percentage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.catalogue.records import SQL_TYPES
from yardstick.pseudonymise.tokens import TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yardstick.catalogue.records import Column, ColumnType

_WHOLE_PART = r"[+-]?([0-9]{1,15}|[0-9]{1,3}(,[0-9]{3}){1,4})"
_DAYS = "['%Y-%m-%d', '%d/%m/%Y', '%Y-%m-%d %H:%M:%S', '%Y-%m-%dT%H:%M:%S', '%d-%b-%Y']"
_FIRST, _LAST = "DATE '1990-01-01'", "DATE '2099-12-31'"

# What is said to be allowed of a type, in the reader's words.
ALLOWED: dict[ColumnType, str] = {
    "token": "A pseudonym as the pseudonymising tool writes it.",
    "flag": "Y or N.",
    "area": "The DfE or GSS code of an authority.",
    "urn": "Six digits.",
    "date": "A day such as 2025-03-31 or 31/03/2025.",
    "month": "A month such as 2025-03.",
    "whole": "A whole number.",
    "number": "A number.",
    "money": "Pounds, with at most two decimals.",
    "percent": "A percentage such as 4.5.",
    "text": "A few words.",
}


def quoted(text: str) -> str:
    """Return text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def listed(texts: Iterable[str]) -> str:
    """Return texts as an SQL list."""
    return f"({', '.join(map(quoted, texts))})"


def read(raw: str) -> str:
    """Return the text of a column of cells: without spaces around it, NULL where empty."""
    return f"nullif(trim({raw}, ' \t\n\r\N{NO-BREAK SPACE}'), '')"


def typed(column: Column, raw: str, codes: Iterable[str] = ()) -> str:
    """Return the expression that reads a column.

    Args:
        column: Which.
        raw: Expression of its text.
        codes: Of its list, where it has one. Areas are looked up by whoever asks.
    """
    if column.type == "code":
        return f"CASE WHEN upper({raw}) IN {listed(codes)} THEN upper({raw}) END"
    made = _EXPRESSIONS.get(column.type)
    return made.replace("$x", raw) if made else f"CAST({raw} AS {SQL_TYPES[column.type]})"


def _matching(form: str, value: str) -> str:
    return f"CASE WHEN regexp_full_match($x, {quoted(form)}) THEN {value} END"


def _number(form: str, text: str = "$x") -> str:
    return _matching(form, f"try_cast(replace({text}, ',', '') AS DOUBLE)")


def _day(value: str) -> str:
    return f"CASE WHEN {value} BETWEEN {_FIRST} AND {_LAST} THEN {value} END"


# Most days stand as the first form, which a cast reads in a twentieth of the time.
_ISO_DAY = _matching("[0-9]{4}-[0-9]{2}-[0-9]{2}", "try_cast($x AS DATE)")
_DATE = _day(f"coalesce({_ISO_DAY}, CAST(try_strptime($x, {_DAYS}) AS DATE))")
_DECIMAL = _WHOLE_PART + r"(\.[0-9]*)?([eE][+-]?[0-9]{1,2})?"
_POUNDS = "£?" + _WHOLE_PART + r"(\.[0-9]{0,2}0*)?"
_EXPRESSIONS: dict[ColumnType, str] = {
    "token": f"CASE WHEN regexp_full_match(upper($x), {quoted(TOKEN.pattern)}) THEN upper($x) END",
    "flag": (
        "CASE WHEN upper($x) IN ('Y', 'YES', 'TRUE') THEN TRUE "
        "WHEN upper($x) IN ('N', 'NO', 'FALSE') THEN FALSE END"
    ),
    "urn": _matching("[0-9]{6}", "$x"),
    "date": _DATE,
    "month": _day(
        "CAST(date_trunc('month', coalesce(try_strptime($x, ['%Y-%m', '%m/%Y', '%b-%Y']), "
        f"{_DATE})) AS DATE)"
    ),
    "whole": f"CAST({_number(_WHOLE_PART + r'([.]0*)?')} AS BIGINT)",
    "number": _number(_DECIMAL),
    "money": _number(_POUNDS, "replace($x, '£', '')"),
    "percent": _number(_DECIMAL + "%?", "replace($x, '%', '')"),
}
