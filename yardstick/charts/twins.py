"""The table twin of every result: the chart's figures in the chart's order."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from yardstick.charts import comparison, lines, listings, parts
from yardstick.charts.captions import subtitle
from yardstick.charts.numbers import rank_text, star, symbol
from yardstick.charts.phrases import polarity
from yardstick.charts.rows import comparator_of, figure_of, rows
from yardstick.charts.stories import Story
from yardstick.charts.table import (
    Cell,
    Column,
    TableData,
    count_cell,
    figure_cell,
    interval_cell,
    made,
    n_cell,
    numbers,
    share_cell,
    texts,
)
from yardstick.charts.tallies import region_share_of, share_of
from yardstick.charts.theme import MARKS
from yardstick.model import Direction, Status
from yardstick.results.coverage_types import Coverage
from yardstick.results.types import Board, Comparison, Parts, Point, Profile, Standing, Trend

if TYPE_CHECKING:
    from yardstick.catalogue.declarations import Indicator
    from yardstick.charts.rows import Row
    from yardstick.charts.views import Result

_NOTHING = Cell("")


def twin(result: Result) -> TableData:
    """Return a result as a table: what its chart shows and in which order."""
    match result:
        case Trend():
            shown = trend(result)
        case Comparison():
            shown = areas(result)
        case Parts():
            shown = shares(result)
        case Board():
            shown = board(result)
        case Profile():
            shown = profile(result)
        case Standing():
            shown = listings.findings(result)
        case Coverage():
            shown = listings.returns(result)
        case tuple():
            shown = listings.register(result)
        case Story():
            shown = result.twin
        case _:
            assert_never(result)
    return shown


def trend(result: Trend) -> TableData:
    """One row per period, oldest first: the area in focus, the comparator, every other area."""
    points = lines.points_by_area(result)
    missing = {period.key: lines.NOTHING for period in result.periods}
    focus = points.pop(result.focus.code, missing)
    against = lines.comparator_points(result)
    indicator = result.indicator
    others = [result.areas[code].name for code in points]
    head = numbers(result.focus.name, "95% interval", "Number", result.against.label, *others)
    body = (
        [
            _period(key, result),
            figure_cell(focus[key], indicator),
            interval_cell(focus[key], indicator),
            n_cell(focus[key], indicator.unit),
            figure_cell(against[key], indicator),
            *(figure_cell(own[key], indicator) for own in points.values()),
        ]
        for key in focus
    )
    return made(subtitle(result), (Column("Period"), *head), body)


def _period(key: str, result: Trend) -> Cell:
    """Return a period, marked where figures before it are not comparable."""
    reason = result.breaks.get(key)
    return Cell(f"{key} (break: {reason})" if reason else key)


def areas(result: Comparison, order: comparison.Order = comparison.Order.VALUE) -> TableData:
    """One row per area, in the chart's order, and the comparator last."""
    indicator = result.indicator
    head = numbers("Value", "95% interval", "Number")
    rest = texts("Against the comparator", "Position its interval allows", "Neighbour")
    body = [
        [
            Cell(row["name"]),
            *_with_interval(figure_of(row), indicator),
            Cell(MARKS[row["judgement"]].word),
            Cell(_rank(row, result)),
            Cell("Yes" if row["neighbour"] else ""),
        ]
        for row in comparison.ordered(result, order)
    ]
    level = _with_interval(result.comparator, indicator)
    last = [Cell(result.against.label), *level, _NOTHING, _NOTHING, _NOTHING]
    return made(subtitle(result), (Column("Area"), *head, *rest), [*body, last])


def _with_interval(point: Point, indicator: Indicator) -> list[Cell]:
    return [
        figure_cell(point, indicator),
        interval_cell(point, indicator),
        n_cell(point, indicator.unit),
    ]


def _rank(row: Row, result: Comparison) -> str:
    if result.indicator.better is Direction.NEITHER:
        return ""
    return rank_text(row["rank_low"], row["rank_high"], result.ranked)


def shares(result: Parts) -> TableData:
    """One row per part, the largest first, and the total they add to last."""
    head = numbers("Number", "Share", f"{result.against.label}, share")
    body = [
        [
            Cell(row["label"]),
            _number(share_of(row)),
            share_cell(share_of(row)),
            share_cell(region_share_of(row)),
        ]
        for row in parts.ordered(result)
    ]
    total = [Cell("Total"), _total(result.total), _NOTHING, _NOTHING]
    return made(subtitle(result), (Column("Part"), *head), [*body, total])


def _total(total: Point) -> Cell:
    if total.value is None:
        sign = star(noted=total.noted)
        return Cell(symbol(total.status) + sign, why=total.status.words + sign)
    return count_cell(total.value, noted=total.noted)


def _number(share: Point) -> Cell:
    """Return the number of a part, or the symbol of why its share is not there."""
    return share_cell(share) if share.value is None else count_cell(share.numerator)


def board(result: Board) -> TableData:
    """One row per indicator: for each area its newest figure, and its judgement in words."""
    found = {(row["indicator"], row["area"]): row for row in rows(result.values)}
    pairs = [
        column
        for area in result.areas.values()
        for column in (
            Column(area.name, is_numeric=True),
            Column(f"{area.name}: against the comparator"),
        )
    ]
    head = texts("Indicator", "Unit", "Which way is better")
    body = (
        [
            *_measure(indicator),
            *(
                cell
                for code in result.areas
                for cell in _judged(found.get((indicator.id, code)), indicator)
            ),
        ]
        for indicator in result.indicators
    )
    return made(subtitle(result), (*head, *pairs), body)


def _measure(indicator: Indicator) -> list[Cell]:
    return [Cell(indicator.short), Cell(indicator.per_words), Cell(polarity(indicator))]


def _judged(row: Row | None, indicator: Indicator) -> list[Cell]:
    if row is None:
        return [figure_cell(lines.NOTHING, indicator), _NOTHING]
    return [figure_cell(figure_of(row), indicator), Cell(MARKS[row["judgement"]].word)]


def profile(result: Profile) -> TableData:
    """One row per indicator: the area's figure, the comparator, and the region's spread."""
    found = {row["indicator"]: row for row in rows(result.values)}
    head = (
        *texts("Indicator", "Unit", "Which way is better", "Period"),
        *numbers(result.focus.name, "95% interval", "Number", result.against.label),
        *texts("Against the comparator", "Five-point trend"),
        *numbers("Lowest", "Lower quartile", "Median", "Upper quartile", "Highest", "Areas shown"),
    )
    body = (
        [*_measure(indicator), *_spread(found[indicator.id], indicator)]
        for indicator in result.indicators
        if indicator.id in found
    )
    return made(subtitle(result), head, body)


def _spread(row: Row, indicator: Indicator) -> list[Cell]:
    return [
        Cell(row["period"]),
        *_with_interval(figure_of(row), indicator),
        figure_cell(comparator_of(row), indicator),
        Cell(MARKS[row["judgement"]].word),
        Cell(row["trend"].value.capitalize()),
        *(_summary(row[name], indicator) for name in ("low", "q1", "median", "q3", "high")),
        count_cell(row["shown"]),
    ]


def _summary(value: float | None, indicator: Indicator) -> Cell:
    return _NOTHING if value is None else figure_cell(Point(value, Status.SHOWN), indicator)
