"""What authorities say about figures of their own, as it is printed wherever the figures are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.charts.markup import Markup, tag
from yardstick.charts.numbers import STAR
from yardstick.charts.table import Cell, TableData, made, texts
from yardstick.numbers import day_text, moment_text
from yardstick.store.notes import ENDED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yardstick.charts.views import Result
    from yardstick.results.replies import Reply
    from yardstick.results.types import Stamp
    from yardstick.store.notes import Note


def reply_lines(result: Result) -> tuple[str, ...]:
    """Return each note on a figure that a result shows: what it is about, its words, its day."""
    return () if isinstance(result, tuple) else lines_of(result.stamp)


def lines_of(stamp: Stamp) -> tuple[str, ...]:
    """Return the notes that a stamp lists, a line each."""
    return tuple(map(_line, stamp.notes))


def reply_list(result: Result) -> Markup:
    """Return the notes as a list; nothing where there are none."""
    said = reply_lines(result)
    if not said:
        return Markup()
    items = (tag("li", line) for line in said)
    return tag("ul", *items, class_="ys-replies", aria_label="Notes by the authorities themselves")


def history(notes: Sequence[Note], names: Mapping[str, str]) -> TableData:
    """Return everything that was done about figures of some areas, the newest first.

    Args:
        notes: In order.
        names: What areas are called.
    """
    newest = {note.figure: note.sequence for note in notes}
    body = (
        (
            Cell(f"{names[note.figure.area]}, {note.figure.indicator}, {note.figure.period}"),
            Cell(note.text or "–"),
            Cell(_stands(note, is_newest=newest[note.figure] == note.sequence)),
            Cell(moment_text(note.at)),
            Cell(note.account),
        )
        for note in reversed(notes)
    )
    columns = texts("Figure", "Note", "Now", "When (UTC)", "Who")
    return made("Every note that was written or ended, the newest first", columns, body)


def _stands(note: Note, *, is_newest: bool) -> str:
    if note.act == ENDED:
        return "Ended"
    return "● Stands beside the figure" if is_newest else "Superseded"


def _line(reply: Reply) -> str:
    about = f"{reply.area}, {reply.indicator}, {reply.figure.period}"
    return f"{STAR} {about}: {reply.text} (the authority's own note, {day_text(reply.day)})"
