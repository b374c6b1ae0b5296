"""What a chart says to somebody who does not see it: the finding first, then what is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from yardstick.charts.headlines import headline
from yardstick.charts.lines import comparator_points, points_by_area, since_break
from yardstick.charts.numbers import point_text
from yardstick.charts.phrases import COMPARED
from yardstick.charts.rows import rows
from yardstick.charts.stories import Story
from yardstick.charts.views import View
from yardstick.results.coverage_types import Coverage
from yardstick.results.naming import the
from yardstick.results.types import Board, Comparison, Parts, Profile, Standing, Trend

if TYPE_CHECKING:
    from yardstick.charts.views import Result


def alt_text(result: Result, view: View = View.TREND) -> str:
    """Return one sentence: the takeaway, then the kind of chart. The table has every figure.

    Args:
        result: What is drawn.
        view: Which of its charts, where a result has several.
    """
    return f"{headline(result)}{_shown(result, view)}."


def _shown(result: Result, view: View) -> str:
    match result:
        case Trend():
            return f"{_course(result)}, in {_trend_chart(result, view)}"
        case Comparison():
            return f"; {_spread(result)}, in a dot chart with 95% intervals"
        case Parts():
            return f", in a bar chart of {len(result.values)} parts with the comparator marked"
        case Board():
            size = f"{len(result.indicators)} indicators by {len(result.areas)} areas"
            return f", in a table of {size}"
        case Profile():
            return f", in a table of {len(result.indicators)} indicators with the region's spread"
        case Story() | Standing() | Coverage() | tuple():
            return f", in {result.drawn}" if isinstance(result, Story) else ""
        case _:
            assert_never(result)


def _course(result: Trend) -> str:
    """Return where the area in focus went from and to since the last break, and the comparator."""
    points = points_by_area(result).get(result.focus.code, {})
    comparable = since_break(points, result.breaks)
    shown = [(key, point) for key, point in comparable.items() if point.value is not None]
    if not shown:
        return ""
    (first, start), (last, end) = shown[0], shown[-1]
    course = f"{point_text(end, result.indicator)} in {last}"
    if first != last:
        course = f"from {point_text(start, result.indicator)} in {first} to {course}"
    lead = "," if result.latest.value is not None else "; earlier"
    return f"{lead} {course}{_beside(result, last)}"


def _beside(result: Trend, key: str) -> str:
    against = comparator_points(result)[key]
    if against.value is None:
        return ""
    return f", against {point_text(against, result.indicator)} in {the(result.against)}"


def _trend_chart(result: Trend, view: View) -> str:
    if view is View.SMALL_MULTIPLES:
        return f"a small line chart for each of {len(result.areas)} areas"
    return f"a line chart of {len(result.areas)} areas"


def _spread(result: Comparison) -> str:
    found = [row["judgement"] for row in rows(result.values)]
    counted = [f"{found.count(judgement)} {judgement}" for judgement in COMPARED]
    said = [text for text in counted if not text.startswith("0 ")]
    return f"of {result.ranked} areas with a figure: {', '.join(said) or 'none compared'}"
