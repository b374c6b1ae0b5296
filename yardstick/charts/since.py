"""What a banner says of figures of an older release: how many were revised, with both values."""

from __future__ import annotations

from collections import defaultdict
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from yardstick.charts.numbers import count_text
from yardstick.charts.table import Cell, TableData, figure_cell, made, numbers, texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from yardstick.charts.stories import Story
    from yardstick.results.since import Revised, Since

MOST_ROWS: Final = 100
_GONE: Final = Cell("–", why="not in the newer release")
_HEAD: Final = (*texts("Figure", "Period"), *numbers("Then", "Number", "Now", "Number now"))


def sentence(since: Since) -> str:
    """Say how many of the figures shown have been revised since."""
    return _said(len(since.revised), since.shown)


def table(since: Since) -> TableData:
    """Return a row for each revised figure: as it was shown, and as it is now."""
    first = since.revised[:MOST_ROWS]
    return made(_caption(len(first), len(since.revised), since.newer), _HEAD, map(_row, first))


def _said(revised: int, shown: int) -> str:
    if not shown:
        return "No figure is shown here that could have been revised since."
    if shown == 1:
        return f"The one figure shown here has {'since' if revised else 'not'} been revised."
    if not revised:
        return f"None of the {shown:,} figures shown here has been revised since."
    were = "has" if revised == 1 else "have"
    return f"{revised:,} of {shown:,} figures shown here {were} since been revised."


def _caption(listed: int, revised: int, newer: str) -> str:
    some = f" ({listed:,} of {revised:,})" if listed < revised else ""
    return f"Revised since: as shown here, and as in release {newer}{some}"


def _row(one: Revised) -> list[Cell]:
    before, after = one.before, one.after
    return [
        Cell(f"{one.indicator.short}: {one.what}"),
        Cell(one.period),
        figure_cell(before, one.indicator),
        Cell(count_text(before.numerator)),
        figure_cell(after, one.indicator),
        Cell(count_text(after.numerator)),
    ]


# ---- analyses of records ------------------------------------------------------------------


def story_since(older: Story, newer: Story) -> tuple[str, TableData]:
    """Say how an analysis of records stands in a newer release, by the numbers of its table.

    Records of a later term are another finding and no revision, and are not held against it.

    Returns:
        The sentence, and the table of both values: empty where nothing was revised.
    """
    if older.period != newer.period:
        later = newer.period or "none of these records"
        said = f"These are records of {older.period}. The newest release has {later}."
        return said, made(said, _STORY_HEAD, ())
    pairs = list(_pairs(older.twin, newer.twin))
    revised = [pair for pair in pairs if pair[1].text != pair[2].text]
    first = revised[:MOST_ROWS]
    caption = _caption(len(first), len(revised), newer.stamp.release)
    body = ((Cell(name), before, after) for name, before, after in first)
    return _said(len(revised), len(pairs)), made(caption, _STORY_HEAD, body)


_STORY_HEAD: Final = (*texts("Figure"), *numbers("Then", "Now"))


def _pairs(older: TableData, newer: TableData) -> Iterator[tuple[str, Cell, Cell]]:
    """Yield each number of a table with its name and with the one in the newer table's place.

    A row is found again by its words; of rows with the same words the first is the first.
    """
    now = _by_words(newer)
    for words, rows in _by_words(older).items():
        for row, again in zip_longest(rows, now.get(words, ())[: len(rows)]):
            for label, cell in row.items():
                yield f"{words}, {label}", cell, (again or {}).get(label, _GONE)


def _by_words(data: TableData) -> dict[str, list[dict[str, Cell]]]:
    """Return the numbers of each row by their columns' names, under the row's first words."""
    found: dict[str, list[dict[str, Cell]]] = defaultdict(list)
    for row in data.rows:
        found[row[0].text].append(dict(_numbers(data, row)))
    return found


def _numbers(data: TableData, row: Iterable[Cell]) -> Iterator[tuple[str, Cell]]:
    for column, cell in zip(data.columns, row, strict=True):
        if column.is_numeric and cell.text:
            yield column.label, cell
