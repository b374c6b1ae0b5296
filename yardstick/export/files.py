"""What is on screen as a file to take away: the same figures, through the same door."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from yardstick.charts import (
    comparison,
    disclosed,
    education,
    exclusions,
    parts,
    placements,
    quality,
    small_multiples,
    trend,
    twins,
    workforce,
)
from yardstick.charts.stories import Story
from yardstick.charts.views import View
from yardstick.export import pictures, workbook
from yardstick.export.comma_separated import comma_separated
from yardstick.export.records import records
from yardstick.results.coverage_types import Coverage
from yardstick.results.education_types import EducationAsked
from yardstick.results.exclusions_types import ExclusionsAsked, ExclusionsView
from yardstick.results.placement_types import PlacementsAsked
from yardstick.results.types import Comparison, Parts, Trend
from yardstick.results.workforce_types import WorkforceAsked

if TYPE_CHECKING:
    from collections.abc import Callable

    from yardstick.charts.table import TableData
    from yardstick.charts.theme import Json
    from yardstick.charts.views import Result
    from yardstick.model import Selection
    from yardstick.results.gate import Results


class ExportError(Exception):
    """A file was asked for that cannot be made. The message says which can."""


class Format(StrEnum):
    """Of a file."""

    CSV = "csv"
    XLSX = "xlsx"
    PNG = "png"
    SVG = "svg"


MEDIA_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: workbook.MEDIA_TYPE,
    Format.SVG: "image/svg+xml",
    Format.PNG: "image/png",
}
_DRAWN = {
    View.TREND,
    View.SMALL_MULTIPLES,
    View.COMPARISON,
    View.PARTS,
    View.PLACEMENTS,
    View.WORKFORCE,
    View.EXCLUSIONS,
    View.DISCLOSURE,
    View.QUALITY,
    View.EDUCATION,
}


@dataclass(frozen=True)
class Look:
    """How a chart stands on screen, so that its file is the same.

    Attributes:
        interval: Whether a trend has its band.
        order: Of areas or panels, by the name its chart gives it, or which analysis of records;
            empty for the first.
        shared: Whether small multiples share one value axis.
    """

    interval: bool = False
    order: str = ""
    shared: bool = True


@dataclass(frozen=True)
class ExportFile:
    """A file: its name, what it is, and its bytes."""

    name: str
    media_type: str
    data: bytes


def formats(view: View) -> tuple[Format, ...]:
    """Return the formats a view can be taken away in, in the order in which they are offered."""
    return tuple(Format) if view in _DRAWN else (Format.CSV, Format.XLSX)


def make_file(
    results: Results,
    selection: Selection,
    view: View | str,
    file_format: Format | str,
    look: Look | None = None,
) -> ExportFile:
    """Make one file of what a view shows. The same input gives the same bytes.

    Args:
        results: The viewer's own; what it does not give is in no file.
        selection: As on screen.
        view: What is shown.
        file_format: What to make of it.
        look: How its chart stands; None for the chart's own ways.

    Raises:
        AccessDenied: The viewer may not see it.
        ExportError: There is no such view, format or order, or a view has no picture.
    """
    shown, made = _one_of(View, view), _one_of(Format, file_format)
    result = result_of(results, selection, shown, look or Look())
    return file_of(result, selection, shown, made, look or Look())


def file_of(
    result: Result, selection: Selection, shown: View, made: Format, look: Look
) -> ExportFile:
    """Make a file of a result that the door has given."""
    data = _data(result, selection, shown, made, look)
    return ExportFile(_name(result, shown, made, look), MEDIA_TYPES[made], data)


def result_of(results: Results, selection: Selection, view: View, look: Look) -> Result:
    """Ask the door for what a view is made of."""
    asked: dict[View, Callable[[Selection], Result]] = {
        View.TREND: results.trend,
        View.SMALL_MULTIPLES: results.trend,
        View.COMPARISON: results.comparison,
        View.PARTS: results.parts,
        View.BOARD: results.board,
        View.PROFILE: results.profile,
        View.STANDING: results.standing,
    }
    if view in asked:
        return asked[view](selection)
    told: dict[View, Callable[[], Story]] = {
        View.PLACEMENTS: lambda: placements.story(results.placements(selection, _placements(look))),
        View.WORKFORCE: lambda: workforce.story(results.workforce(selection, _workforce(look))),
        View.EXCLUSIONS: lambda: exclusions.told(results.exclusions(_asked(selection, look))),
        View.EDUCATION: lambda: education.story(
            results.education(selection, _education(selection, look))
        ),
        View.DISCLOSURE: lambda: disclosed.story(results.disclosed(), _order(disclosed.Part, look)),
        View.QUALITY: lambda: quality.story(
            results.quality(selection), _order(quality.QualityView, look)
        ),
    }
    if view in told:
        return told[view]()
    return results.coverage() if view is View.COVERAGE else results.register()


def _placements(look: Look) -> PlacementsAsked:
    try:
        return PlacementsAsked.from_order(look.order)
    except ValueError:
        raise ExportError("Take a file of placements from the link on their page.") from None


def _workforce(look: Look) -> WorkforceAsked:
    try:
        return WorkforceAsked.from_order(look.order)
    except ValueError:
        raise ExportError("Take a file of the workforce from the link on its page.") from None


def _education(selection: Selection, look: Look) -> EducationAsked:
    if not look.order:
        return EducationAsked(selection.indicator)
    try:
        return EducationAsked.from_order(look.order)
    except ValueError:
        raise ExportError("Take a file of education from the link on its page.") from None


def _asked(selection: Selection, look: Look) -> ExclusionsAsked:
    if not look.order:
        return ExclusionsAsked(ExclusionsView.TERMS, selection.area)
    try:
        return ExclusionsAsked.from_order(selection.area, look.order)
    except ValueError:
        raise ExportError("Take a file of exclusions from the link on their page.") from None


def figure_of(result: Trend | Comparison | Parts | Story, view: View, look: Look) -> Json:
    """Return the figure as it stands on screen.

    Raises:
        ExportError: The chart has no such order.
    """
    if isinstance(result, Story):
        return result.figure
    if isinstance(result, Comparison):
        return comparison.figure(result, order=_order(comparison.Order, look))
    if isinstance(result, Parts):
        return parts.figure(result)
    if view is View.SMALL_MULTIPLES:
        order = _order(small_multiples.Order, look)
        return small_multiples.figure(result, order=order, shared=look.shared)
    return trend.figure(result, interval=look.interval)


def _data(result: Result, selection: Selection, view: View, made: Format, look: Look) -> bytes:
    if made is Format.CSV:
        return comma_separated(records(result))
    if made is Format.XLSX:
        return workbook.workbook(result, selection, _table(result, look))
    return _picture(result, view, made, look)


def _picture(result: Result, view: View, made: Format, look: Look) -> bytes:
    """Draw a view.

    Raises:
        ExportError: It is a table.
    """
    if not isinstance(result, Trend | Comparison | Parts | Story):
        raise ExportError(f"'{view}' is a table, which has no picture. Choose csv or xlsx.")
    return pictures.picture(figure_of(result, view, look), result, pictures.Kind(made.value))


def _table(result: Result, look: Look) -> TableData:
    if isinstance(result, Comparison):
        return twins.areas(result, _order(comparison.Order, look))
    return twins.twin(result)


Choice = TypeVar("Choice", bound=StrEnum)


def _order(orders: type[Choice], look: Look) -> Choice:
    """Return the order asked for, or the chart's own, which stands first."""
    return _one_of(orders, look.order) if look.order else next(iter(orders))


def _one_of(choices: type[Choice], asked: str) -> Choice:
    try:
        return choices(asked)
    except ValueError:
        allowed = ", ".join(choices)
        what = choices.__name__.lower()
        raise ExportError(f"'{asked}' is no {what} of a file. Choose one of: {allowed}.") from None


def _name(result: Result, view: View, made: Format, look: Look) -> str:
    """Return a name that says what, whose, when and from which release, in plain letters."""
    about = [view.value]
    if isinstance(result, Trend | Comparison | Parts):
        about.append(result.indicator.id)
    if isinstance(result, Story):
        about.append(look.order)
    if not isinstance(result, Coverage | tuple):
        about.append(result.focus.name)
    if isinstance(result, Comparison | Parts):
        about.append(result.period.key)
    release = [] if isinstance(result, tuple) else [result.stamp.release]
    named = filter(None, map(_plain, ["yardstick", *about, *release]))
    return f"{'-'.join(named)}.{made}"


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-").lower()
