"""The checks that a return of counts declares: one row of numbers, and what it is held against."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from yardstick.catalogue.checks import row_columns
from yardstick.model import Counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yardstick.catalogue.declarations import DataSet, Item
    from yardstick.catalogue.records import Check
    from yardstick.intake.known import Known, Range
    from yardstick.model import Period

_PLACE = "place_of_row"  # no item is called so
_FOUR = 4  # periods before that a mean and a smallest are taken of (domain 1.4)

Numbers = dict[str, float | None]


def row_of(dataset: DataSet, totals: Mapping[str, float], period: Period, known: Known) -> Numbers:
    """Return the row that the checks are about, without the two days of the period.

    Args:
        dataset: Whose items.
        totals: Item to the number returned; an item without one is missing.
        period: Of the return.
        known: What it is held against.
    """
    row: Numbers = {}
    for item in dataset.items:
        if item.breakdown is None:
            number = totals.get(item.name)
            row[item.name] = number
            row |= {
                f"{item.name}_{what}": value
                for what, value in _compared(item, number, totals, period, known).items()
            }
    return row


def _compared(
    item: Item, number: float | None, totals: Mapping[str, float], period: Period, known: Known
) -> Numbers:
    four = [known.sent(item.name, period.shifted(-ago)) for ago in range(1, _FOUR + 1)]
    held = [one for one in four if one is not None]
    whole = len(held) == _FOUR
    least, most = _usual(known.ranges.get(item.name), totals, known.population)
    return {
        "before": four[0],
        "mean": fmean(held) if whole else None,
        "lowest": min(held) if whole else None,
        "year_before": known.sent(item.name, period.year_before),
        "year": _year(item, number, four[: period.parts_in_year - 1]),
        "official": known.official.get(item.name),
        "least": least,
        "most": most,
    }


def _year(item: Item, number: float | None, before: list[float | None]) -> float | None:
    """Return the year that ends here: what happened in it, or the position on its last day."""
    parts = [number] if item.counted is Counted.STOCK else [number, *before]
    given = [part for part in parts if part is not None]
    return sum(given) if len(given) == len(parts) else None


def _usual(
    usual: Range | None, totals: Mapping[str, float], population: float | None
) -> tuple[float | None, float | None]:
    """Return half of the low end and twice the high end, as counts of this return."""
    if usual is None:
        return None, None
    over = totals.get(usual.denominator) if usual.denominator else population
    if over is None:
        return None, None
    each = over / usual.multiplier / usual.periods
    return usual.low / 2 * each, usual.high * 2 * each


def broken(
    dataset: DataSet, row: Mapping[str, object], period: Period
) -> tuple[tuple[Check, str], ...]:
    """Return each declared check that a row breaks, with the item that it is about.

    Args:
        dataset: Whose checks.
        row: Column to number; what is not in it is missing.
        period: Its two days stand beside the numbers.
    """
    return broken_in_each(dataset, [(row, period)])[0]


def broken_in_each(
    dataset: DataSet, rows: Sequence[tuple[Mapping[str, object], Period]]
) -> list[tuple[tuple[Check, str], ...]]:
    """Return what `broken` does for each of several rows, asked in one query."""
    asked = [(check, item) for check in dataset.checks for item in check.subjects]
    if not asked or not rows:
        return [()] * len(rows)
    columns = row_columns(dataset, None)
    held = [_held(row, period, columns) for row, period in rows]
    names = list(dict.fromkeys(name for one in held for name in one))
    listing = ", ".join(
        f"CAST({f'given.{name}' if name in names else 'NULL'} AS {kind}) AS {name}"
        for name, kind in columns.items()
    )
    rules = ", ".join(f"({check.rule_for(item)})" for check, item in asked)
    given = pa.table({name: [one.get(name) for one in held] for name in names})
    given = given.append_column(_PLACE, pa.array(range(len(held))))
    with duckdb.connect(config={"enable_external_access": "false"}) as connection:
        connection.register("given", given)
        answers = connection.execute(
            f"SELECT {rules} FROM "  # noqa: S608 - parsed when they were loaded
            f"(SELECT {listing}, given.{_PLACE} FROM given) ORDER BY {_PLACE}"
        ).fetchall()
    return [
        tuple(one for one, is_broken in zip(asked, found, strict=True) if is_broken)
        for found in answers
    ]


def _held(
    row: Mapping[str, object], period: Period, columns: Mapping[str, str]
) -> dict[str, object]:
    days = {"period_start": period.start.isoformat(), "period_end": period.end.isoformat()}
    return {**days, **{name: value for name, value in row.items() if name in columns}}


def said(text: str, item: str, label: str, row: Mapping[str, object]) -> str:
    """Return a check's words with the numbers of the row in them."""
    numbers = {name: written(value) for name, value in row.items()}
    return text.replace("{item}", item).format_map({"label": label, **numbers})


def written(number: object) -> str:
    """Return a number as a sentence says it: whole, or with one decimal."""
    if not isinstance(number, int | float):
        return "no number"
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.1f}"
