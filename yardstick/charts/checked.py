"""What is said of what the checks found in an authority's returns, in tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.charts.returns import MOST_ROWS
from yardstick.charts.table import Cell, TableData, count_cell, made, numbers, texts
from yardstick.numbers import moment_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.charts.returns import Names
    from yardstick.submissions.quality_acts import Asked, Checked

_UNREADABLE = {"unreadable": "The file could not be read."}


def sentence(found: Checked) -> str:
    """Say how many files were taken in and refused, and what was asked and confirmed."""
    asked = sum(one.asked for one in found.asked)
    confirmed = sum(one.confirmed for one in found.asked)
    if not found.sent and not found.refused:
        return "No file has been sent here: what a demonstration invents is not checked."
    return (
        f"{_many(found.sent, 'file')} taken in, {len(found.refused):,} refused. "
        f"{_many(asked, 'figure')} asked about, {confirmed:,} confirmed or explained."
    )


def refused(found: Checked, names: Names) -> TableData:
    """Return a row for each check of each file that was refused, the newest first."""
    listed = [(one, code) for one in reversed(found.refused) for code in one.codes]
    body = (
        [
            Cell(moment_text(one.at)),
            Cell(names.dataset(one.dataset)),
            Cell(one.period),
            Cell(code),
            Cell(_meaning(one.dataset, code, names)),
        ]
        for one, code in listed[:MOST_ROWS]
    )
    columns = texts("When (UTC)", "Return", "Period", "Check", "What would be right")
    return made(_shown("Files that were refused, and nothing of them kept", listed), columns, body)


def asked(found: Checked, names: Names) -> TableData:
    """Return a row for each check that asked about a version of a return, the newest first."""
    listed = list(reversed(found.asked))
    columns = (
        *texts("Return", "Check", "What would be usual"),
        *numbers("Asked about", "Confirmed or explained"),
    )
    caption = _shown("What was asked about returns that were taken in", listed)
    return made(caption, columns, (_asked(one, names) for one in listed[:MOST_ROWS]))


def _asked(one: Asked, names: Names) -> list[Cell]:
    return [
        Cell(names.sent(one)),
        Cell(one.code),
        Cell(_meaning(one.submission.dataset, one.code, names)),
        count_cell(one.asked),
        count_cell(one.confirmed),
    ]


def _meaning(dataset: str, code: str, names: Names) -> str:
    """Return what would be right, where the data set's own declaration says it."""
    declared = names.catalogue.datasets.get(dataset)
    checks = declared.checks if declared else ()
    # What is right for one cell only ("{least} to {most}") is in the report on the file.
    allowed = {one.code: one.allowed for one in checks if "{" not in one.allowed}
    return allowed.get(code) or _UNREADABLE.get(code, "See the report on the file.")


def _shown(caption: str, listed: Sequence[object]) -> str:
    shown = min(len(listed), MOST_ROWS)
    return caption if shown == len(listed) else f"{caption} ({shown:,} of {len(listed):,})"


def _many(many: int, what: str) -> str:
    return f"1 {what} was" if many == 1 else f"{many:,} {what}s were"
