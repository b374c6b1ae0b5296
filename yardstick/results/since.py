"""What became of the figures that a result of an older release shows: which were revised since.

Both sides are figures that the viewer is shown: releases are protected together, so what the newer
one tells beside the older is counted in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from yardstick.model import Basis, Status
from yardstick.numbers import point_text
from yardstick.results.sheets import sheet
from yardstick.results.trace import Trace
from yardstick.results.types import Board, Comparison, Parts, Point, Profile, Trend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, TypeAlias

    from yardstick.catalogue.declarations import Indicator
    from yardstick.model import Selection
    from yardstick.results.book import Book

    Figures: TypeAlias = Trend | Comparison | Parts | Board | Profile | Trace


@dataclass(frozen=True)
class Revised:
    """One figure that stands otherwise in the newer release.

    Attributes:
        indicator: What was measured.
        what: Name of the area, the part or the comparator.
        period: Key.
        before: As the older release shows it.
        after: As the newer one does; not available where it holds no such figure.
    """

    indicator: Indicator
    what: str
    period: str
    before: Point
    after: Point


@dataclass(frozen=True)
class Since:
    """How the figures of an older release stand in a newer one.

    Attributes:
        newer: Identifier of the newer release.
        shown: How many figures the result shows, its comparator's among them.
        revised: Those that read otherwise now, in the order of the result.
    """

    newer: str
    shown: int
    revised: tuple[Revised, ...]


def since(result: Figures, selection: Selection, book: Book, newer: str) -> Since:
    """Hold every figure of a result against a newer release.

    A figure is revised where it would be written otherwise: its value as rounded on screen, the
    count above it, or why there is none. Periods and areas that the newer release adds are not
    counted: the older result does not show them.

    Args:
        result: Of the older release, of the same viewer.
        selection: What it was asked for with; gives the comparator.
        book: The viewer's figures of the newer release.
        newer: Its identifier.
    """
    found = _shown(result, selection, book)
    shown = [one for one in found if one.point.status is not Status.UNAVAILABLE]
    pairs = ((one, _now(one, selection, book)) for one in shown)
    revised = tuple(
        Revised(one.indicator, one.what, one.period, one.point, now)
        for one, now in pairs
        if _written(one.point, one.indicator) != _written(now, one.indicator)
    )
    return Since(newer, len(shown), revised)


class _Shown(NamedTuple):
    """One figure of the older result; a comparator's has no area."""

    indicator: Indicator
    basis: Basis
    area: str
    period: str
    part: str
    what: str
    point: Point


def _shown(result: Figures, selection: Selection, book: Book) -> Iterator[_Shown]:
    match result:
        case Trend():
            yield from _of_trend(result)
        case Comparison():
            yield from _of_comparison(result)
        case Parts():
            asked = sheet(book, result.indicator, selection)
            yield from _of_parts(result, asked.series.basis)
        case Trace():
            of = (result.indicator, result.basis, result.area.code, result.period.key)
            yield _Shown(*of, result.part, result.area.name, result.point)
        case _:
            yield from _of_many(result, book)


def _of_comparison(result: Comparison) -> Iterator[_Shown]:
    of, period = (result.indicator, result.basis), result.period.key
    for row in result.values.to_dict("records"):
        yield _Shown(*of, row["area"], period, "", row["name"], _point(row, "value", "status"))
    yield _Shown(*of, "", period, "", result.against.label, result.comparator)


def _of_parts(result: Parts, basis: Basis) -> Iterator[_Shown]:
    of = (result.indicator, basis, result.focus.code, result.period.key)
    for row in result.values.to_dict("records"):
        point = _point({**row, "numerator": row["number"]}, "share", "status")
        yield _Shown(*of, row["part"], row["label"], point)


def _of_trend(result: Trend) -> Iterator[_Shown]:
    of = (result.indicator, result.basis)
    for row in result.values.to_dict("records"):
        area = result.areas[row["area"]]
        point = _point(row, "value", "status")
        yield _Shown(*of, area.code, row["period"], "", area.name, point)
    for row in result.comparator.to_dict("records"):
        point = _point(row, "value", "status")
        yield _Shown(*of, "", row["period"], "", result.against.label, point)


def _of_many(result: Board | Profile, book: Book) -> Iterator[_Shown]:
    """Return the figures of a board or profile; the comparator's as the area in focus has it."""
    measures = {one.id: one for one in result.indicators}
    for row in result.values.to_dict("records"):
        code = row["area"] if isinstance(result, Board) else result.focus.code
        of = (measures[row["indicator"]], Basis(row["basis"]))
        own = _point(row, "value", "status")
        yield _Shown(*of, code, row["period"], "", book.places[code].name, own)
        if code == result.focus.code:
            level = _point(row, "comparator", "comparator_status")
            yield _Shown(*of, "", row["period"], "", result.against.label, level)


def _point(row: dict[Any, Any], value: str, status: str) -> Point:
    """Return a row's figure; what stands beside a status without a value is dropped."""
    found = Status(row[status])
    if not found.has_value or pd.isna(row[value]):
        return Point(None, Status.UNAVAILABLE if found.has_value else found)
    above = None if value == "comparator" else row.get("numerator")
    return Point(float(row[value]), found, numerator=None if pd.isna(above) else float(above))


def _now(one: _Shown, selection: Selection, book: Book) -> Point:
    """Return how a figure stands in the newer release."""
    if one.basis not in book.bases(one.indicator.id):
        return Point(None, Status.UNAVAILABLE)
    found = sheet(book, one.indicator, replace(selection, basis=one.basis))
    if not one.area:
        level = found.yardstick.at(one.period, one.part)
        return Point(level.value, level.status)
    return found.series.point(one.area, one.period, one.part)


def _written(point: Point, indicator: Indicator) -> tuple[str, float | None]:
    """Return a figure as it is written; a comparator's has no count beside it."""
    return point_text(point, indicator), point.numerator
