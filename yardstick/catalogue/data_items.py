"""Every item of every data set as the register of the partners lists it: what it is, why, whose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.model import Protection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yardstick.catalogue.catalogue import Catalogue
    from yardstick.catalogue.declarations import DataSet, Indicator, Item

_WHO_SEES = {
    Protection.PARTNER_FULL: (
        "Partners who were given it, every authority's counts as they were returned."
    ),
    Protection.PARTNER_SUPPRESSED: (
        "Partners who were given it. One's own figures are exact; of others, counts of 1 to 5 are "
        "hidden, and whatever would give them back."
    ),
    Protection.PUBLIC: "Everybody, after counts of 1 to 5 are hidden as the department hides them.",
    Protection.OFFICIAL: "Partners who were given it, as the department has published it.",
}
_ROWS = "Rows: their own authority only, and there the people named for them. Others: {}."
_CUBE = "rounded counts that were attacked before they were shown"
_NOTHING = "nothing"


@dataclass(frozen=True)
class DataItem:
    """One item of the register.

    Attributes:
        dataset: The data set it belongs to.
        id: As returns and definitions call it; `table.column` for a column of records.
        title: What it is.
        why: Why it is collected.
        since: Since when, in words; empty where it is not declared.
        synonyms: What else people call it.
    """

    dataset: DataSet
    id: str
    title: str
    why: str
    since: str
    synonyms: tuple[str, ...] = ()


def data_items(catalogue: Catalogue) -> tuple[DataItem, ...]:
    """Return every item that is recorded: indicators, counts behind them, columns of records."""
    return tuple(
        item
        for dataset in numbered(catalogue)
        for item in (
            *_indicators(catalogue, dataset),
            *_counts(catalogue, dataset),
            *_columns(dataset),
        )
    )


def numbered(catalogue: Catalogue) -> list[DataSet]:
    """Return the data sets by their number, those without one last."""
    return sorted(
        catalogue.datasets.values(),
        key=lambda one: (one.number is None, one.number or 0, one.title),
    )


def who_sees(dataset: DataSet) -> str:
    """Say who may see a data set."""
    if dataset.tables:
        return _ROWS.format(_CUBE if dataset.cubes else _NOTHING)
    return _WHO_SEES[dataset.protection]


def _indicators(catalogue: Catalogue, dataset: DataSet) -> Iterator[DataItem]:
    for one in _indicators_of(catalogue, dataset):
        since = one.collected_from or dataset.since or ""
        yield DataItem(dataset, one.id, one.title, one.why_it_matters, since, one.synonyms)


def _counts(catalogue: Catalogue, dataset: DataSet) -> Iterator[DataItem]:
    """Yield the counts that are returned and are no indicator by themselves."""
    for item in dataset.items:
        if item.name not in catalogue.indicators:
            since = item.collected_from or dataset.since or ""
            yield DataItem(dataset, item.name, item.label, _purpose(catalogue, item), since)


def _purpose(catalogue: Catalogue, item: Item) -> str:
    sides = (
        (one.id, one.numerator.item, one.denominator.item if one.denominator else None)
        for one in catalogue.indicators.values()
    )
    used = [identifier for identifier, *items in sides if item.name in items]
    if used:
        return f"To work out {', '.join(used)}."
    return f"A part of {item.adds_to}." if item.adds_to else "To check the others against."


def _columns(dataset: DataSet) -> Iterator[DataItem]:
    for table in dataset.tables:
        for column in table.columns:
            yield DataItem(
                dataset,
                f"{table.id}.{column.name}",
                column.label,
                f"Of each row: {table.grain}",
                dataset.since or "",
            )


def _indicators_of(catalogue: Catalogue, dataset: DataSet) -> list[Indicator]:
    return [one for one in catalogue.indicators.values() if one.dataset == dataset.id]
