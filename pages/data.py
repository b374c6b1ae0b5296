"""What this release holds: who has submitted what, official files, revisions, its manifest."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.charts import listings
from yardstick.charts.markup import Markup, joined, tag
from yardstick.charts.rows import rows
from yardstick.charts.table import Cell, TableData, made, table, texts
from yardstick.charts.views import View
from yardstick.ui import cards, exhibits
from yardstick.ui.page import Page, PageContext

if TYPE_CHECKING:
    from yardstick.catalogue.declarations import DataSet
    from yardstick.results.coverage_types import Coverage

PAGE = Page(
    path="data",
    title="Data",
    section="",
    order=60,
    needs="sign_in",
)

_RECENT: Final = 6  # periods: what a screen holds without scrolling sideways
_MOST_ROWS: Final = 100
_FILES: Final = "Each official file of this release, and when it was loaded"
_REVISED: Final = "Each figure that a later return or file changed, before and after"
_STATES: Final = {
    "received": "● Received",
    "late": "◐ Received late",
    "missing": "○ Missing",
    "resubmitted": "↻ Resubmitted",
}


def render(page: PageContext) -> None:
    """Draw the page."""
    finding, options = exhibits.head()
    every = options.toggle("Every period", key="every", bind="query-params")
    coverage = cache(page.results.coverage)  # asked for once, drawn twice
    with finding:
        cards.card(page, "coverage finding", lambda: exhibits.finding(coverage()))
    cards.card(page, "coverage", lambda: _coverage(page, coverage(), every=every), str(every))


def _coverage(page: PageContext, coverage: Coverage, *, every: bool) -> None:
    parts = (_files(coverage), _revisions(coverage), _manifest(coverage))
    st.html(joined(_returns(coverage, every=every), *parts))
    exhibits.foot(page, coverage, View.COVERAGE)


def _returns(coverage: Coverage, *, every: bool) -> Markup:
    held = {row["dataset"] for row in rows(coverage.returns)}
    sections = [
        _section(dataset.title, table(_submitted(coverage, dataset, every=every)), "ys-returns")
        for dataset in coverage.datasets
        if dataset.id in held
    ]
    nothing = tag("p", "No return has been given to your organisation, or none has been made.")
    return joined(*sections) if sections else _section("Returns", nothing)


def _submitted(coverage: Coverage, dataset: DataSet, *, every: bool) -> TableData:
    """Return who has submitted a data set, area by period, the newest period first."""
    found = {
        (row["area"], row["period"]): row
        for row in rows(coverage.returns)
        if row["dataset"] == dataset.id
    }
    periods = sorted({period for _, period in found}, reverse=True)
    shown = periods if every else periods[:_RECENT]
    given = {code for code, _ in found}
    body = (
        [Cell(area.name), *(_state(found.get((code, period))) for period in shown)]
        for code, area in coverage.areas.items()
        if code in given
    )
    caption = f"Who has returned it: {len(shown)} of {len(periods)} periods, the newest first"
    return made(caption, texts("Authority", *shown), body)


def _state(row: dict[str, object] | None) -> Cell:
    """Return the state of a return in words; an area that did not exist then has none."""
    if row is None:
        return Cell("z", why="not applicable: the authority did not exist")
    return Cell(_STATES[str(row["state"])])


def _files(coverage: Coverage) -> Markup:
    if coverage.files.empty:
        said = "None has been loaded. Load one: python -m yardstick published add FILE"
        return _section("Official files", tag("p", said))
    return _section("Official files", table(replace(listings.files(coverage), caption=_FILES)))


def _revisions(coverage: Coverage) -> Markup:
    data = listings.revisions(coverage)
    if not data.rows:
        return _section("Revised figures", tag("p", "No figure was revised in this release."))
    first = made(_REVISED, data.columns, islice(data.rows, _MOST_ROWS))
    count = f"{len(first.rows)} of {len(data.rows)} revised figures; the file has all."
    return _section("Revised figures", joined(tag("p", count, class_="ys-of"), table(first)))


def _manifest(coverage: Coverage) -> Markup:
    lines = (
        tag("div", tag("dt", key), tag("dd", value)) for key, value in coverage.manifest.items()
    )
    return _section("This release", tag("dl", *lines, class_="ys-definition"))


def _section(name: str, content: Markup, look: str = "ys-holdings") -> Markup:
    return tag("section", tag("h2", name), content, class_=look)
