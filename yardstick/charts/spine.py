"""One area against the region on every indicator: a table with a small drawing in each row.

Each drawing runs from the lowest to the highest area, with the middle half darker; better is
drawn to the right wherever there is a better, and the heading says so. It is made of plain
elements: Streamlit takes SVG out of what it shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.charts.board_table import by_theme, unusual_first
from yardstick.charts.captions import subtitle
from yardstick.charts.markup import Markup, link, slug, tag
from yardstick.charts.numbers import figure_text, n_text, point_text
from yardstick.charts.phrases import bare_unit, short_polarity
from yardstick.charts.rows import comparator_of, figure_of, rows
from yardstick.charts.table import figure_cell, region, written
from yardstick.charts.tags import judgement_tag, trend_tag
from yardstick.model import Direction, Judgement
from yardstick.results.naming import the
from yardstick.results.types import Recent

if TYPE_CHECKING:
    from collections.abc import Callable

    from yardstick.catalogue.declarations import Indicator
    from yardstick.charts.rows import Row
    from yardstick.results.types import Point, Profile

_SPREAD = "Range of areas (better to the right)"


def profile_table(
    profile: Profile, to: Callable[[str, str], str], *, unusual: bool = False
) -> Markup:
    """Return the profile as a semantic table in a region that scrolls by itself.

    Args:
        profile: What to show. Not changed.
        to: Address of the page of an indicator (identifier) for an area (code).
        unusual: Whether the most unusual stand first; else the catalogue's order, by theme.
    """
    found = {(row["indicator"], profile.focus.code): row for row in rows(profile.values)}
    held = [one for one in profile.indicators if (one.id, profile.focus.code) in found]

    def row(indicator: Indicator) -> Markup:
        return _row(profile, indicator, found[indicator.id, profile.focus.code], to)

    if unusual:
        ordered = unusual_first(held, found, profile.focus.code)
        bodies = [tag("tbody", *map(row, ordered))]
    else:
        bodies = by_theme(held, row, columns=len(_headings(profile)))
    caption = f"{subtitle(profile)} {drawn(profile)}"
    whole = tag(
        "table",
        tag("caption", caption),
        tag("thead", tag("tr", *_headings(profile))),
        *bodies,
        class_="ys-table ys-profile",
    )
    return region(whole, caption)


def drawn(profile: Profile) -> str:
    """Return the key to the drawings in words."""
    return (
        f"Each mark is {profile.focus.name}, the orange line {the(profile.against)}, "
        "the dark bar the middle half of areas."
    )


def _headings(profile: Profile) -> list[Markup]:
    numeric = [profile.focus.name, profile.against.label]
    named = ["Indicator", *numeric, "Judgement", _SPREAD, "Five-point trend"]
    return [
        tag("th", name, scope="col", class_="ys-n" if name in numeric else None) for name in named
    ]


def _row(profile: Profile, indicator: Indicator, row: Row, to: Callable[[str, str], str]) -> Markup:
    point = figure_of(row)
    name = link(to(indicator.id, profile.focus.code), indicator.short)
    judgement = row["judgement"] if point.value is not None else Judgement.NOT_COMPARED
    return tag(
        "tr",
        tag("th", name, " ", _small(_unit(indicator, row)), scope="row"),
        tag(
            "td",
            written(figure_cell(point, indicator)),
            " ",
            _number(point, indicator),
            class_="ys-n",
        ),
        tag(
            "td",
            written(figure_cell(comparator_of(row), indicator)),
            class_="ys-n",
            data_label=profile.against.label,  # the style sheet prints it where headings are not
        ),
        tag("td", judgement_tag(judgement)),
        tag("td", spine(profile, indicator, row)),
        tag("td", trend_tag(Recent(row["trend"], ""), indicator.better)),
    )


def _unit(indicator: Indicator, row: Row) -> str:
    # One word: it never breaks.
    period = row["period"].replace(" ", "\u00a0").replace("-", "\u2011")
    return f"{bare_unit(indicator)}, {short_polarity(indicator)}, {period}"


def _small(text: str) -> Markup:
    return tag("span", text, class_="ys-unit")


def _number(point: Point, indicator: Indicator) -> Markup:
    number = n_text(point, indicator.unit)
    return _small(number) if number else Markup()


def drawings(profile: Profile) -> dict[str, Markup]:
    """Return the drawing of every indicator by its identifier, for those that are up to date.

    An indicator is left out where the area has not sent the period that most others have: its
    mark would stand for an older one.
    """
    declared = {indicator.id: indicator for indicator in profile.indicators}
    return {
        row["indicator"]: spine(profile, declared[row["indicator"]], row)
        for row in rows(profile.values)
        if row["due"] == row["period"]
    }


# ---- the drawing --------------------------------------------------------------------------


@dataclass(frozen=True)
class _Ruler:
    """Where a value stands across the drawing, in per cent; turned round where lower is better."""

    low: float
    high: float
    is_turned: bool

    def at(self, value: float) -> float:
        span = self.high - self.low
        share = (value - self.low) / span if span else 0.5
        return round(100 * (1 - share if self.is_turned else share), 1)


def spine(profile: Profile, indicator: Indicator, row: Row) -> Markup:
    """Return the drawing of one indicator, with what it shows in words as its name."""
    low, high = row["low"], row["high"]
    if low is None or high is None:
        return _small("No area shows a figure")
    point, level = figure_of(row), comparator_of(row)
    drawn = [value for value in (low, high, point.value, level.value) if value is not None]
    ruler = _Ruler(min(drawn), max(drawn), indicator.better is Direction.LOWER)
    rail = tag(
        "span",
        _bar(ruler, (low, high), "ys-range"),
        _bar(ruler, (row["q1"], row["q3"]), "ys-half"),
        _dot(ruler, level, "ys-level"),
        _dot(ruler, point, f"ys-mark ys-{slug(row['judgement'])}"),
        class_="ys-rail",
    )
    left, right = (high, low) if ruler.is_turned else (low, high)
    return tag(
        "span",
        _end(left, indicator),
        rail,
        _end(right, indicator),
        class_="ys-spine",
        role="img",
        aria_label=_in_words(profile, indicator, row),
    )


def _bar(ruler: _Ruler, ends: tuple[float | None, float | None], look: str) -> Markup:
    """Return a bar between two values; nothing where there are too few areas to have them."""
    if ends[0] is None or ends[1] is None:
        return Markup()
    left, right = sorted((ruler.at(ends[0]), ruler.at(ends[1])))
    return tag("span", class_=look, style=f"left:{left}%;width:{round(right - left, 1)}%")


def _dot(ruler: _Ruler, point: Point, look: str) -> Markup:
    """Return a mark at a value; nothing where there is none."""
    if point.value is None:
        return Markup()
    return tag("span", class_=look, style=f"left:{ruler.at(point.value)}%")


def _end(value: float, indicator: Indicator) -> Markup:
    return tag("span", figure_text(value, indicator.unit, indicator.decimals), class_="ys-end")


def _in_words(profile: Profile, indicator: Indicator, row: Row) -> str:
    """Return what the drawing shows, for those who listen."""

    def said(value: float) -> str:
        return figure_text(value, indicator.unit, indicator.decimals)

    words = f"Areas from {said(row['low'])} to {said(row['high'])}"
    if row["q1"] is not None and row["q3"] is not None:
        words += f", middle half {said(row['q1'])} to {said(row['q3'])}"
    level, point = comparator_of(row), figure_of(row)
    words += f"; {profile.focus.name} {point_text(point, indicator)}"
    if level.value is not None:
        words += f"; {profile.against.label} {point_text(level, indicator)}"
    return words
