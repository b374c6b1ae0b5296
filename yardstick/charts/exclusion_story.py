"""What every view of exclusions says alike: whose, when, from which returns, and when none is held.

The words of each view stand in modules of their own; `story` puts them together.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from yardstick.charts.numbers import plain, spreadsheet_format, symbol
from yardstick.charts.phrases import within
from yardstick.charts.record_story import put_together
from yardstick.charts.record_words import Telling, number_cell
from yardstick.charts.rows import Row, rows
from yardstick.charts.table import Cell, Column, numbers, texts
from yardstick.model import Status, Unit
from yardstick.results.exclusions_types import ExclusionsView, Kind

if TYPE_CHECKING:
    from yardstick.charts.stories import Story
    from yardstick.results.exclusions_types import Exclusions

_TERMS: Final = 3
_OWN: Final = (
    ("Whose records", "The authority's own returns, exact."),
    (
        "Counted",
        (
            "Suspensions and permanent exclusions by their first day. Exclusions at lunchtime "
            "are held and not counted. A record sent in two returns counts once, by the later."
        ),
    ),
)
_HEADLINE: Final = 10  # words
OF_OTHERS: Final = (ExclusionsView.AUTHORITIES, ExclusionsView.PUBLISHED)
_EVERY_YEAR: Final = (ExclusionsView.TERMS, ExclusionsView.YEARS)
_WORDS: Final = {
    Kind.SUSPENSION: ("suspension", "suspensions", "suspended"),
    Kind.PERMANENT: ("permanent exclusion", "permanent exclusions", "permanently excluded"),
}


def story(result: Exclusions, told: Telling, when: str = "") -> Story:
    """Put a view's words, chart and table together with what is said of every view.

    Args:
        result: What it is of.
        told: What the view says for itself.
        when: Of which year it is; empty for that of the view.
    """
    meaning = () if result.asked.view in OF_OTHERS else _OWN
    return _story(result, told, meaning, when or span(result))


def nothing(result: Exclusions, what: str, why: str = "") -> Story:
    """Say that there is nothing to show: an answer, and no empty chart.

    Args:
        result: Of which nothing can be told.
        what: Would have been told.
        why: Is there nothing; empty where the authority's own returns hold nothing of it.
    """
    when = span(result) if result.years else ""
    here = why or f"The returns for {when} hold nothing to show here."
    told = Telling(
        headline=f"{what}: nothing to show for {result.area.name}",
        sentence=here if when else "No return of exclusions of this authority is in this release.",
        measure=what,
        columns=texts("Figure"),
        cells=(),
        key="Nothing to show",
        drawn="no chart, because there is nothing to draw",
    )
    return _story(result, told, _OWN, when)


def _story(
    result: Exclusions, told: Telling, meaning: tuple[tuple[str, str], ...], when: str
) -> Story:
    meaning = (*told.meaning, *meaning)
    cautions = (*_missing_terms(result), *told.cautions)
    headline = _whose(result.area.name, told.headline)
    told = replace(told, headline=headline, meaning=meaning, cautions=cautions)
    return put_together(told, result.area, when, result.values, result.stamp)


def _whose(area: str, headline: str) -> str:
    """Begin a headline with whose it is where there is room: on a slide nothing else says it."""
    if ":" in headline or area in headline:
        return headline
    return within(_HEADLINE, f"{area}: {headline[:1].lower()}{headline[1:]}", headline)


def span(result: Exclusions) -> str:
    """Return the school years that a view is of, in words."""
    if result.asked.view in _EVERY_YEAR and result.years:
        first, last = result.years[0].key, result.years[-1].key
        return f"school years {first} to {last}" if first != last else f"school year {first}"
    return f"school year {result.asked.year}"


def _missing_terms(result: Exclusions) -> tuple[str, ...]:
    held = int(result.said["terms"])
    if not result.years or held == _TERMS:
        return ()
    return (f"Returns of {held} of {_TERMS} terms of {result.asked.year} are held.",)


# ---- words and cells ----------------------------------------------------------------------


def counted(number: float, kind: Kind) -> str:
    """Return a number of exclusions of a kind: `1 suspension`, `2,304 suspensions`."""
    one, many, _ = _WORDS[kind]
    return f"{plain(number, 0)} {one if number == 1 else many}"


def many(kind: Kind) -> str:
    """Return what a kind is called where there are several."""
    return _WORDS[kind][1]


def done(kind: Kind) -> str:
    """Return what was done to a pupil: `suspended`."""
    return _WORDS[kind][2]


def of_pupils(number: float) -> str:
    """Return a number of pupils."""
    return f"{plain(number, 0)} pupil{'' if number == 1 else 's'}"


def rows_of(result: Exclusions, group: str = "") -> list[Row]:
    """Return the rows of a view, or of one of its groups."""
    return [row for row in rows(result.values) if not group or row["group"] == group]


def value_cell(row: Row, name: str = "value", decimals: int = 2, after: str = "") -> Cell:
    """Return a figure of a row, or the symbol of why there is none."""
    value = row[name]
    if value is None:
        status = row["status"] if name == "value" else Status.UNAVAILABLE
        return Cell(symbol(status), why=status.words)
    unit = Unit.PERCENT if after else Unit.PER_100
    return Cell(f"{plain(value, decimals)}{after}", value, spreadsheet_format(unit, decimals))


def interval_cell(row: Row, decimals: int = 2) -> Cell:
    """Return an interval as text; empty where there is none."""
    lower, upper = row["lower"], row["upper"]
    if lower is None or upper is None:
        return Cell("")
    return Cell(f"{plain(lower, decimals)} to {plain(upper, decimals)}")


def share_columns(first: str, second: str, number: str) -> tuple[Column, ...]:
    """Return the columns of a table of shares."""
    return (*texts(first, second), *numbers(number, "Of", "Share"))


def share_row(row: Row) -> list[Cell]:
    """Return the cells of a row of shares: label, group, number, whole, share."""
    named = Cell(row["label"]), Cell(row["group"])
    return [
        *named,
        number_cell(row["number"]),
        number_cell(row["of"]),
        value_cell(row, decimals=1, after="%"),
    ]


def share_said(row: Row) -> str:
    """Return a row of shares in words: `12 (3.4%)`."""
    share = row["value"]
    number = plain(row["number"], 0)
    return number if share is None else f"{number} ({plain(share, 1)}%)"
