"""The region at a glance: every indicator for every area, as one table that can be walked.

Each cell has the figure, the judgement's shape and colour, and its word for those who listen; it
links to the indicator's own page.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from yardstick.charts import theme
from yardstick.charts.captions import subtitle
from yardstick.charts.lines import NOTHING
from yardstick.charts.markup import Markup, hidden, joined, link, silent, slug, tag
from yardstick.charts.numbers import point_text
from yardstick.charts.phrases import bare_unit, short_polarity
from yardstick.charts.rows import figure_of, rows
from yardstick.charts.table import figure_cell, read_out, region, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from yardstick.catalogue.declarations import Indicator
    from yardstick.charts.rows import Row
    from yardstick.model import Judgement, Status
    from yardstick.results.types import Board

    Link = Callable[[str, str], str]
    Cells = dict[tuple[str, str], Row]
    Against = Callable[[float | None, Status], str]

_MOST_KEPT = 4_000  # cells: a region's board has some seven hundred


def board_table(
    board: Board,
    to: Link,
    *,
    sort: str = "",
    to_sort: Callable[[str], str] | None = None,
) -> Markup:
    """Return the board as a semantic table in a region that scrolls by itself.

    Args:
        board: What to show. Not changed.
        to: Address of the page of an indicator (identifier) for an area (code).
        sort: Code of the area whose most unusual indicators stand first; empty for the
            catalogue's order, grouped by theme.
        to_sort: Address of this board sorted by an area (code), or unsorted (empty); without
            it the headings are no links.
    """
    shown = rows(board.values)
    cells: Cells = {(row["indicator"], row["area"]): row for row in shown}
    by_area = sort if sort in board.areas else ""
    caption = subtitle(board)
    whole = tag(
        "table",
        tag("caption", caption),
        tag("thead", _head(board, by_area, to_sort)),
        *_bodies(board, cells, to, by_area),
        class_="ys-table ys-board",
    )
    return region(whole, caption)


def unusual_first(indicators: Iterable[Indicator], cells: Cells, area: str) -> list[Indicator]:
    """Return indicators by how far the area stands from its comparator, in standard errors.

    Those not compared stand last; equals keep the catalogue's order.
    """

    def place(indicator: Indicator) -> tuple[bool, float]:
        row = cells.get((indicator.id, area))
        distance = row and row["distance"]
        return distance is None, -abs(distance or 0.0)

    return sorted(indicators, key=place)


def _head(board: Board, sort: str, to_sort: Callable[[str], str] | None) -> Markup:
    first = link(to_sort(""), "Indicator") if to_sort else "Indicator"
    headings = (
        tag(
            "th",
            link(to_sort(code), breakable(area.name)) if to_sort else breakable(area.name),
            scope="col",
            class_="ys-own" if code == board.focus.code else None,
            aria_sort="descending" if code == sort else None,
        )
        for code, area in board.areas.items()
    )
    return tag("tr", tag("th", first, scope="col"), *headings)


def breakable(name: str) -> str:
    """Return a county's name with a soft hyphen where a narrow column may break it."""
    return " ".join(
        f"{word.removesuffix('shire')}\N{SOFT HYPHEN}shire" if word.endswith("shire") else word
        for word in name.split(" ")
    )


def _bodies(board: Board, cells: Cells, to: Link, sort: str) -> list[Markup]:
    """Return one body per theme, under its name; one without names where sorted by an area."""
    if sort:
        found = unusual_first(board.indicators, cells, sort)
        return [tag("tbody", *(_row(board, indicator, cells, to) for indicator in found))]
    return by_theme(
        board.indicators,
        lambda indicator: _row(board, indicator, cells, to),
        columns=len(board.areas) + 1,
    )


def by_theme(
    indicators: Iterable[Indicator], row: Callable[[Indicator], Markup], *, columns: int
) -> list[Markup]:
    """Return one table body per theme, its name across all columns above its rows.

    Themes stand in the order of their first indicator: a catalogue that comes back to a theme
    does not make a second one of it.
    """
    found: dict[str, list[Markup]] = {}
    for indicator in indicators:
        found.setdefault(indicator.theme, []).append(row(indicator))
    return [tag("tbody", _theme(name, columns), *made) for name, made in found.items()]


def _theme(name: str, columns: int) -> Markup:
    cell = tag("th", tag("span", name), scope="rowgroup", colspan=columns)
    return tag("tr", cell, class_="ys-theme")


def _row(board: Board, indicator: Indicator, cells: Cells, to: Link) -> Markup:
    unit = tag("span", f"{bare_unit(indicator)}, {short_polarity(indicator)}", class_="ys-unit")
    name = tag(
        "th", link(to(indicator.id, board.focus.code), indicator.short), " ", unit, scope="row"
    )

    @cache  # one comparator for all the authorities of a period
    def against(value: float | None, status: Status) -> str:
        level = figure_of({"value": value, "status": status})
        if level.value is None:
            return ""
        return f"; {board.against.label} {point_text(level, indicator)}"

    figures = (
        _cell(indicator, cells.get((indicator.id, code)), to(indicator.id, code), against)
        for code in board.areas
    )
    return tag("tr", name, *figures)


def _cell(indicator: Indicator, row: Row | None, href: str, against: Against) -> Markup:
    """Return a figure with its judgement, or the symbol of why there is none."""
    point = figure_of(row) if row else NOTHING
    if row is None or point.value is None:
        bare = figure_cell(point, indicator)
        return tag("td", link(href, written(bare)), class_="ys-not-compared", title=bare.why)
    judgement = row["judgement"]
    beside = against(row["comparator"], row["comparator_status"])
    cell = figure_cell(point, indicator)
    shown = link(href, _shown(cell.text, read_out(cell), judgement))
    return tag("td", shown, class_=f"ys-{slug(judgement)}", title=f"{row['period']}{beside}")


@lru_cache(maxsize=_MOST_KEPT)  # beside another comparator most cells are the same
def _shown(text: str, heard: str, judgement: Judgement) -> Markup:
    mark = theme.MARKS[judgement]
    return joined(silent(mark.shape), silent(text), hidden(f"{heard}, {mark.word}"))
