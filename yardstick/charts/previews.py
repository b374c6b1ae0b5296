"""What the next release would change, in tables for whoever decides about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts.numbers import counted
from yardstick.charts.returns import MOST_ROWS, STANDS, Names, number
from yardstick.charts.rows import rows
from yardstick.charts.table import Cell, TableData, made, numbers, texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from yardstick.submissions import Preview

_RETURN: Final = ["dataset", "area", "period"]


def sentence(preview: Preview) -> str:
    """Say in one sentence what the next release would change."""
    against = f"release {preview.current}" if preview.current else "nothing published yet"
    return (
        f"Against {against}: {counted(len(preview.returns), 'return')}, "
        f"{counted(len(preview.new), 'new figure')}, "
        f"{counted(len(preview.revised), 'revised figure')}, "
        f"{counted(len(preview.missing), 'missing return')}, "
        f"{counted(len(preview.crossed), 'judgement')} changed."
    )


def tables(preview: Preview, names: Names) -> tuple[TableData, ...]:
    """Return what is new, revised and missing, and which judgements change; nothing empty."""
    found = (
        _in_it(preview, names),
        _new(preview.new, names),
        _revised(preview.revised, names),
        _missing(preview.missing, names),
        _crossed(preview.crossed, names),
    )
    return tuple(table for table in found if table.rows)


def _in_it(preview: Preview, names: Names) -> TableData:
    body = ((Cell(names.sent(one)), Cell(STANDS[one.state])) for one in preview.returns)
    return made("Returns that wait for a release", texts("Return", "Where it stands"), body)


def _new(new: pd.DataFrame, names: Names) -> TableData:
    counted = new.groupby(_RETURN, as_index=False, sort=True).size()
    body = (
        (*_of(row, names), Cell(f"{row['size']:,}", float(str(row["size"]))))
        for row in rows(counted.head(MOST_ROWS))
    )
    columns = (*texts("Return", "Authority", "Period"), *numbers("Figures"))
    return made("New: returns of a period that had none", columns, body)


def _revised(revised: pd.DataFrame, names: Names) -> TableData:
    labels = {one: names.items(one) for one in revised["dataset"].unique()}
    body = (_changed(row, names, labels) for row in rows(revised.head(MOST_ROWS)))
    columns = (*texts("Figure", "Authority", "Period"), *numbers("Before", "After"))
    return made(_shown("Revised: figures that a later version changes", revised), columns, body)


def _changed(
    row: Mapping[str, object], names: Names, labels: Mapping[str, Mapping[tuple[str, str], str]]
) -> Iterable[Cell]:
    cell = (str(row["item"]), str(row["breakdown"]))
    label = labels[str(row["dataset"])].get(cell, cell[0])
    _, area, period = _of(row, names)
    return (Cell(label), area, period, number(row, "before"), number(row, "after"))


def _missing(missing: pd.DataFrame, names: Names) -> TableData:
    # The newest first: what is missing from last quarter can still be asked for.
    newest = missing.sort_values(["period", *_RETURN[:2]], ascending=[False, True, True])
    body = (_of(row, names) for row in rows(newest.head(MOST_ROWS)))
    caption = _shown("Missing: returns that others have sent for the period", missing)
    return made(caption, texts("Return", "Authority", "Period"), body)


def _crossed(crossed: pd.DataFrame, names: Names) -> TableData:
    titles = {key: one.title for key, one in names.catalogue.indicators.items()}
    body = (
        (
            Cell(titles[str(row["indicator"])]),
            Cell(names.area(str(row["area"]))),
            Cell(str(row["period"] or "–")),
            Cell(str(row["before"])),
            Cell(str(row["after"])),
        )
        for row in rows(crossed.head(MOST_ROWS))
    )
    columns = texts("Indicator", "Authority", "Period", "Before", "After")
    return made(_shown("Judgements that change, against the region", crossed), columns, body)


def _of(row: Mapping[str, object], names: Names) -> tuple[Cell, Cell, Cell]:
    dataset, area, period = (str(row[name]) for name in _RETURN)
    return Cell(names.dataset(dataset)), Cell(names.area(area)), Cell(period)


def _shown(caption: str, frame: pd.DataFrame) -> str:
    return f"{caption} ({min(len(frame), MOST_ROWS):,} of {len(frame):,})"
