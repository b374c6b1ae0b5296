"""The stories of how good returns are: when they came, how near to DfE's figures, and everybody's.

Authorities stand in the region's order: who is late is seen, who is latest is not a finding.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from yardstick.charts import bars
from yardstick.charts.bars import Bar
from yardstick.charts.numbers import count_text, plain, symbol
from yardstick.charts.phrases import within
from yardstick.charts.rows import rows
from yardstick.charts.stories import Story
from yardstick.charts.table import Cell, TableData, count_cell, made, numbers, texts
from yardstick.numbers import short_day

if TYPE_CHECKING:
    import pandas as pd

    from yardstick.charts.rows import Row
    from yardstick.model import Status
    from yardstick.results.quality import Quality

_SENTENCE: Final = 30  # words
_MINUS: Final = "−"


class QualityView(StrEnum):
    """What can be looked at, in the order of the page."""

    RETURNED = "returned"
    AGREEMENT = "agreement"
    REGION = "region"


_MADE_OF_IT: Final = (
    "Invented returns are made of what the department published, so they come near to it."
)


class _Told(NamedTuple):
    headline: str
    sentence: str
    measure: str
    drawn: tuple[Bar, ...]
    key: str
    twin: TableData
    meaning: tuple[tuple[str, str], ...]
    values: pd.DataFrame


def story(result: Quality, view: QualityView) -> Story:
    """Return one view as it is told. The same result always gives the same story."""
    tellers = {
        QualityView.RETURNED: _returned,
        QualityView.AGREEMENT: _agreement,
        QualityView.REGION: _region,
    }
    told = tellers[view](result)
    return Story(
        focus=result.focus,
        period="",
        headline=told.headline,
        sentence=told.sentence,
        subtitle=told.measure,
        drawn=f"a bar chart of {len(told.drawn)} rows",
        meaning=told.meaning,
        cautions=(_MADE_OF_IT,) if view is QualityView.AGREEMENT and result.stamp.invented else (),
        figure=bars.figure(told.drawn, told.key),
        twin=told.twin,
        values=told.values,
        stamp=result.stamp,
    )


# ---- when returns came --------------------------------------------------------------------

_IN_TIME: Final = (
    (
        "On time",
        "The first version was received by the day it was due. Later versions are corrections.",
    ),
    ("Expected", "Each period that some authority has returned, while the authority existed."),
    ("Figures given", "Cells that hold a number, of the newest version's cells."),
)


class _Count(NamedTuple):
    """How many returns were expected, came, and came late or more than once."""

    expected: int
    came: int
    late: int
    again: int

    @classmethod
    def of(cls, listed: list[Row]) -> _Count:
        came = [row for row in listed if row["received"] is not None]
        late = sum(row["days_late"] > 0 for row in came)
        return cls(len(listed), len(came), late, sum(row["versions"] > 1 for row in came))

    @property
    def in_time(self) -> float | None:
        """Return the share of the expected that came in time, per cent."""
        return 100 * (self.came - self.late) / self.expected if self.expected else None

    def said(self) -> str:
        """Return `22 of 24 received, 3 late`."""
        return f"{self.came} of {self.expected} received, {self.late} late"

    def each(self) -> str:
        """Return `19 received on time, 3 late, 2 missing`."""
        on_time, missing = self.came - self.late, self.expected - self.came
        return f"{on_time} received on time, {self.late} late, {missing} missing"

    def cells(self) -> list[Cell]:
        """Return expected, on time, late, missing, resubmitted."""
        on_time, missing = self.came - self.late, self.expected - self.came
        return [count_cell(one) for one in (self.expected, on_time, self.late, missing, self.again)]


_COUNTED: Final = numbers("Expected", "On time", "Late", "Missing", "Resubmitted")


def _returned(result: Quality) -> _Told:
    """Tell when an authority's returns came, by data set; the table has every period."""
    area = result.focus.name
    own = result.returns[result.returns["area"] == result.focus.code].reset_index(drop=True)
    listed = rows(own)
    whole = _Count.of(listed)
    titles = {one.id: one.title for one in result.datasets}
    by = {one: _Count.of([row for row in listed if row["dataset"] == one]) for one in titles}
    drawn = {one: count for one, count in by.items() if count.expected}
    newest = sorted(listed, key=lambda row: str(row["period"]), reverse=True)
    return _Told(
        headline=f"{area}: {whole.came} of {whole.expected} returns received, {whole.late} late"
        if listed
        else f"{area}: no return that you may see",
        sentence=(
            f"Of {whole.expected} returns expected: {whole.each()}. Resubmitted: {whole.again}."
        )
        if listed
        else "None of its returns has been given to your organisation, or none has been made.",
        measure=f"Returns received on time, % of those expected. {area}, every period",
        drawn=tuple(Bar(titles[one], count.in_time, count.said()) for one, count in drawn.items()),
        key="Bars: received on time, % of those expected",
        twin=made(
            f"Each return of {area}, the newest first",
            (
                *texts("Return", "Period", "Due", "First received"),
                *numbers("Days late", "Versions", "Figures given"),
            ),
            [_one_return(row, titles) for row in newest],
        ),
        meaning=_IN_TIME,
        values=own,
    )


def _one_return(row: Row, titles: dict[str, str]) -> list[Cell]:
    given = "" if row["cells"] is None else f"{row['given']} of {row['cells']}"
    late = row["days_late"]
    return [
        Cell(titles[row["dataset"]]),
        Cell(str(row["period"])),
        Cell("–" if row["due"] is None else short_day(row["due"])),
        Cell("○ Missing" if row["received"] is None else short_day(row["received"])),
        Cell("") if late is None else Cell(count_text(max(late, 0)), max(late, 0), "#,##0"),
        count_cell(row["versions"]),
        Cell(given),
    ]


def _region(result: Quality) -> _Told:
    """Tell when every authority's returns came, in the region's order."""
    listed = rows(result.returns)
    whole = _Count.of(listed)
    by = {code: _Count.of([row for row in listed if row["area"] == code]) for code in result.areas}
    names = {code: area.name for code, area in result.areas.items()}
    return _Told(
        headline=f"{whole.came} of {whole.expected} returns received, {whole.late} late",
        sentence=(
            f"Of {whole.expected} returns expected of {len(names)} authorities: {whole.each()}."
        ),
        measure="Returns received on time, % of those expected, by authority, every period",
        drawn=tuple(
            Bar(names[code], count.in_time, count.said(), pale=code != result.focus.code)
            for code, count in by.items()
        ),
        key=f"Dark: {result.focus.name}",
        twin=made(
            "Returns by authority, in the region's order",
            (*texts("Authority"), *_COUNTED),
            [[Cell(names[code]), *count.cells()] for code, count in by.items()],
        ),
        meaning=_IN_TIME[:2],
        values=result.returns,
    )


# ---- against the department's figures -----------------------------------------------------

_AGREES: Final = (
    ("Returned", "Four quarters together, or the position on the last day of the official year."),
    ("Published", "The department's own count of the same year or day."),
    ("Tolerance", "As the return's own checks declare it, 5% or 10%: see the table."),
)


def _agreement(result: Quality) -> _Told:
    """Tell how near an authority's returns come to what the department publishes."""
    area = result.focus.name
    listed = rows(result.agreement)
    newest = {row["indicator"]: row for row in listed}  # they come oldest first
    held = [row for row in newest.values() if row["apart"] is not None]
    near = sum(bool(row["agrees"]) for row in held)
    titles = {one: indicator.title for one, indicator in result.indicators.items()}
    return _Told(
        headline=f"{area}: {near} of {len(held)} figures agree with DfE"
        if held
        else f"{area}: nothing to hold against DfE's figures",
        sentence=_furthest(held, near, titles)
        if held
        else "The release holds no official figure of a year that the authority has returned.",
        measure=f"Returned less published, % of what DfE published. {area}, newest year of each",
        drawn=tuple(Bar(titles[row["indicator"]], row["apart"], _apart(row)) for row in held),
        key="Bars to the right: more was returned than is published. To the left: less",
        twin=made(
            f"What {area} returned, and what DfE publishes for the same year or day",
            (
                *texts("Figure", "Year"),
                *numbers("Returned", "Published", "Apart, %"),
                *texts("Tolerance", "Within tolerance"),
            ),
            [_compared(row, titles) for row in reversed(listed)],
        ),
        meaning=_AGREES,
        values=result.agreement if held else result.agreement.iloc[:0],
    )


def _furthest(held: list[Row], near: int, titles: dict[str, str]) -> str:
    furthest = max(held, key=lambda row: abs(row["apart"]))
    said = f"{near} of {len(held)} figures are within tolerance of DfE's"
    if _by(furthest) == _SAME:
        return f"{said}; none is apart."
    where = f"{titles[furthest['indicator']]}, {_by(furthest)} in {furthest['year']}"
    return within(_SENTENCE, f"{said}; furthest apart: {where}.", f"{said}.")


_SAME: Final = "0.0%"


def _by(row: Row) -> str:
    shown = f"{plain(abs(row['apart']), 1)}%"
    if shown == _SAME:
        return shown
    return f"{'+' if row['apart'] > 0 else _MINUS}{shown}"


def _apart(row: Row) -> str:
    agrees = "within tolerance" if row["agrees"] else "outside tolerance"
    return f"{_by(row)} in {row['year']}, {agrees}"


def _compared(row: Row, titles: dict[str, str]) -> list[Cell]:
    status: Status = row["status"]
    missing = Cell(symbol(status), why=status.words)
    known = row["apart"] is not None
    return [
        Cell(titles[row["indicator"]]),
        Cell(row["year"]),
        count_cell(row["returned"]) if known else missing,
        count_cell(row["published"]),
        Cell(_by(row), row["apart"], f"+0.0;{_MINUS}0.0") if known else missing,
        Cell(row["allowed"]),
        Cell(("● Yes" if row["agrees"] else "■ No") if known else "–"),
    ]
