"""The report on a file that was just sent: what has to be done, and each thing that was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.charts.numbers import counted
from yardstick.charts.table import Cell, TableData, made, texts
from yardstick.intake.report import lines, unlisted

if TYPE_CHECKING:
    from yardstick.intake.returns import CheckedReturn
    from yardstick.submissions import Received


def finding(received: Received) -> str:
    """Say first what has to be done about what was sent."""
    checked = received.checked
    if checked.refused:
        wrong = len(checked.findings) - len(checked.asks)
        return f"{counted(wrong, 'thing')} must be mended"
    if received.sent is not None and received.sent.open:
        return f"{counted(len(received.sent.open), 'question')} to answer"
    return "Nothing to mend"


def sentence(received: Received) -> str:
    """Say what became of what was sent, and what to do next."""
    if received.sent is None:
        return "It was not taken in and nothing of it was kept. Mend it and send it again."
    if received.sent.open:
        return "It is kept. Answer each question below; then it can be signed off."
    return "It is kept and checked. Sign it off below; then the host can approve it."


def found(checked: CheckedReturn) -> TableData:
    """Return each thing found, in the order of the file."""
    body = (
        tuple(map(Cell, (one.code, one.place or one.sheet, one.what, one.allowed, one.must)))
        for one in lines(checked)
    )
    columns = texts("Check", "Where", "What is wrong", "What is allowed", "Must be")
    return made("What the checks found", columns, body)


def notes(checked: CheckedReturn) -> tuple[str, ...]:
    """Say of what was found too often how often."""
    return tuple(unlisted(checked))
