"""Tables of what is no chart: findings, returns, official files, revisions, the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.charts.captions import subtitle
from yardstick.charts.numbers import tick_text
from yardstick.charts.phrases import polarity
from yardstick.charts.rows import rows
from yardstick.charts.table import Cell, Column, TableData, count_cell, made, numbers, texts
from yardstick.model import Unit
from yardstick.numbers import short_day

if TYPE_CHECKING:
    from yardstick.charts.views import Register
    from yardstick.results.coverage_types import Coverage, Entry
    from yardstick.results.types import Standing

_KINDS = {"better": "Better", "worse": "Worse", "changed": "Changed", "ask": "To ask"}


def findings(result: Standing) -> TableData:
    """One row per finding, in the page's order, with the rule that made it."""
    body = (
        [
            Cell(_KINDS.get(finding.kind, finding.kind)),
            Cell(finding.sentence),
            Cell(finding.indicator),
            Cell(finding.rule),
        ]
        for finding in result.findings
    )
    return made(subtitle(result), texts("Kind", "Finding", "Indicator", "Rule"), body)


def returns(result: Coverage) -> TableData:
    """One row per data set, period and area: what was received, and when."""
    head = (*texts("Area", "Data set", "Period", "State", "Received"), *numbers("Version"))
    body = (
        [
            Cell(_area(row["area"], result)),
            Cell(_title(row["dataset"], result)),
            Cell(row["period"]),
            Cell(row["state"].capitalize()),
            Cell("" if row["received"] is None else str(row["received"])),
            count_cell(row["version"] or None),
        ]
        for row in rows(result.returns)
    )
    return made("Returns received", head, body)


def files(result: Coverage) -> TableData:
    """One row per official file of the release."""
    head = (*texts("Publication", "File", "Release", "Loaded"), *numbers("Rows", "Measures"))
    body = (
        [
            Cell(row["title"]),
            Cell(row["file"]),
            Cell(row["release"]),
            Cell(short_day(row["loaded"])),
            count_cell(row["rows"]),
            count_cell(row["measures"]),
        ]
        for row in rows(result.files)
    )
    return made("Official files", head, body)


def revisions(result: Coverage) -> TableData:
    """One row per figure that a later file or return changed."""
    head = (*texts("Area", "Data set", "Item", "Period"), *numbers("Before", "After"))
    body = (
        [
            Cell(_area(row["area"], result)),
            Cell(_title(row["dataset"], result)),
            Cell(row["item"]),
            Cell(row["period"]),
            _revised(row["before"]),
            _revised(row["after"]),
            Cell(str(row["when"])),
        ]
        for row in rows(result.revisions)
    )
    return made("Revised figures", (*head, Column("When")), body)


def _revised(number: float | None) -> Cell:
    """Return a figure of any unit: as many decimals as it has."""
    return Cell("not shown") if number is None else Cell(tick_text(number, Unit.COUNT), number)


def _title(identifier: str, result: Coverage) -> str:
    found = (dataset.title for dataset in result.datasets if dataset.id == identifier)
    return next(found, identifier)


def _area(code: str, result: Coverage) -> str:
    return result.areas[code].name if code in result.areas else code


def register(result: Register) -> TableData:
    """One row per item of the register."""
    head = texts(
        *("Indicator", "Identifier", "Theme", "Data set", "Numerator", "Denominator", "Unit"),
        *("Which way is better", "Owner", "Reviewed", "Review by", "Newest period", "Open to you"),
    )
    return made("Register of indicators", head, (_entry(entry) for entry in result))


def _entry(entry: Entry) -> list[Cell]:
    indicator = entry.indicator
    below = indicator.denominator.label if indicator.denominator else ""
    texts = (
        indicator.title,
        indicator.id,
        indicator.theme,
        entry.dataset.title,
        indicator.numerator.label,
        below,
        indicator.per_words,
        polarity(indicator),
        indicator.owner,
        str(indicator.reviewed),
        str(indicator.review_by),
        entry.latest,
        "Yes" if entry.granted else "No",
    )
    return [Cell(text) for text in texts]
