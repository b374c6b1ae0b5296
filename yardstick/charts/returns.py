"""What is shown of a return that was kept: what is asked, where it stands, what it changes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from yardstick.charts.numbers import count_text, counted, symbol
from yardstick.charts.rows import rows
from yardstick.charts.table import Cell, TableData, made, numbers, texts
from yardstick.model import State, Status
from yardstick.numbers import moment_text, short_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from yardstick.catalogue import Catalogue
    from yardstick.store.answers import Question
    from yardstick.submissions import Sent
    from yardstick.submissions.quality_acts import Asked
    from yardstick.submissions.sent import Listed, Step

MOST_ROWS: Final = 200  # of a table on screen
MOST_BOXES: Final = 12
STANDS: Final[Mapping[State, str]] = {
    State.RECEIVED: "Received: there are questions to answer",
    State.CHECKED: "Checked: awaiting sign-off",
    State.SIGNED_OFF: "Signed off: awaiting approval by the host",
    State.APPROVED: "Approved: goes into the next release",
    State.RELEASED: "Published",
    State.REJECTED: "Rejected",
    State.SUPERSEDED: "Replaced by a later version",
    State.WITHDRAWN: "Withdrawn",
}
_NO_VALUE: Final = "–"


@dataclass(frozen=True)
class Names:
    """What data sets, areas and items are called."""

    catalogue: Catalogue

    def dataset(self, identifier: str) -> str:
        """Return the title of a data set; one that is no longer declared keeps its identifier."""
        found = self.catalogue.datasets.get(identifier)
        return found.title if found else identifier

    def area(self, code: str) -> str:
        """Return the name of an area."""
        return self.catalogue.reference.areas[code].name

    def sent(self, one: Listed | Sent | Asked) -> str:
        """Return what a return is of."""
        said = one.submission
        version = f", version {said.version}" if said.version > 1 else ""
        return f"{self.kind(said.dataset, said.area)}, {said.period}{version}"

    def kind(self, dataset: str, area: str) -> str:
        """Return what the returns of a data set and an area are called."""
        return f"{self.dataset(dataset)}, {self.area(area)}"

    def items(self, dataset: str) -> dict[tuple[str, str], str]:
        """Return what each cell of a return of counts is called, by item and part."""
        declared = self.catalogue.datasets.get(dataset)
        return {
            (item.name, part): f"{item.label}: {label}" if label else item.label
            for item in (declared.items if declared else ())
            for part, label in [("", ""), *self._parts(item.breakdown)]
        }

    def _parts(self, breakdown: str | None) -> Iterator[tuple[str, str]]:
        for part in self.catalogue.reference.parts_of(breakdown or ""):
            yield part.code, part.label


# ---- questions ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Box:
    """One box to answer in.

    Attributes:
        code: Of the check.
        place: Of the question; empty where one answer is for every question of the code.
        where: What it is about.
        what: What is unusual, and what would be usual.
        ask: The box's label.
    """

    code: str
    place: str
    where: str
    what: str
    ask: str

    def still_open(self, one: Sent) -> bool:
        """Whether it is still asked."""
        return any(
            asked.code == self.code and self.place in {"", asked.place} for asked in one.open
        )


def boxes(one: Sent) -> tuple[Box, ...]:
    """Return a box for each open question; of very many, one for each check."""
    if len(one.open) > MOST_BOXES:
        return _by_code(one)
    return tuple(
        Box(
            said.code,
            said.place,
            f"{said.code} {said.place}".strip(),
            f"{said.what} Usual: {said.allowed}",
            f"Why it is so, or that it is right ({said.code} {said.place})",
        )
        for said in one.open
    )


def _by_code(one: Sent) -> tuple[Box, ...]:
    many: dict[str, list[Question]] = {}
    for said in one.open:
        many.setdefault(said.code, []).append(said)
    return tuple(
        Box(
            code,
            "",
            f"{code}: {counted(len(asked), 'question')}",
            f"{asked[0].what} Usual: {asked[0].allowed}",
            f"One answer to all of {code}",
        )
        for code, asked in many.items()
    )


# ---- where returns stand ------------------------------------------------------------------


def waiting(sent: Iterable[Listed], *steps: Step) -> tuple[Listed, ...]:
    """Return those that wait for the viewer to do one of some steps."""
    wanted = frozenset(steps)
    return tuple(one for one in sent if not wanted.isdisjoint(one.steps))


def own_finding(sent: Sequence[Listed]) -> str:
    """Say first what waits for somebody who sends returns."""
    asked = len(waiting(sent, "answer"))
    sign = len(waiting(sent, "sign_off"))
    said = []
    if asked:
        said.append(f"{counted(asked, 'return')} to answer questions about")
    if sign:
        said.append(f"{counted(sign, 'return')} to sign off")
    return " and ".join(said) or "No return is waiting for you"


def host_finding(sent: Sequence[Listed]) -> str:
    """Say first what waits for a publisher."""
    approve = len(waiting(sent, "approve"))
    ready = sum(one.state is State.APPROVED for one in sent)
    first = f"{counted(approve, 'return')} to approve" if approve else "No return to approve"
    return f"{first}; {ready or 'none'} approved for the next release"


def list_of(sent: Sequence[Listed], names: Names) -> TableData:
    """Return returns with where each stands, the newest first."""
    body = (_listed(one, names) for one in islice(sent, MOST_ROWS))
    shown = min(len(sent), MOST_ROWS)
    caption = f"{shown} of {counted(len(sent), 'return')}, the newest first"
    columns = texts("Return", "Where it stands", "Received", "Sent by", "Number")
    return made(caption, columns, body)


def _listed(one: Listed, names: Names) -> tuple[Cell, ...]:
    said = one.submission
    late = ", late" if said.received > said.due else ""
    received = f"{short_day(said.received)}{late}"
    return (
        Cell(names.sent(one)),
        Cell(STANDS[one.state]),
        Cell(received),
        Cell(said.submitted_by),
        Cell(one.id),
    )


def history(one: Sent) -> TableData:
    """Return every move of a return, the first first."""
    body = (
        (
            Cell(move.state.value.capitalize()),
            Cell(moment_text(move.at)),
            Cell(move.account or "the program, after a fault"),
            Cell(move.why or _NO_VALUE),
            Cell(move.instruction or _NO_VALUE),
        )
        for move in one.moves
    )
    columns = texts("What happened", "When (UTC)", "Who", "Why", "Instruction")
    return made("What happened to it", columns, body)


def answers(one: Sent) -> TableData:
    """Return what was answered."""
    body = (
        (Cell(said.code), Cell(said.place or "every cell"), Cell(said.text), Cell(said.account))
        for said in one.answers
    )
    return made("What was answered", texts("Check", "Where", "Answer", "Who"), body)


# ---- what a return changes ----------------------------------------------------------------


def changed(frame: pd.DataFrame, one: Sent, names: Names) -> TableData:
    """Return each cell that a return changes against the version before it."""
    first = "" if one.submission.version > 1 else " It is the first version: everything is new."
    shown = min(len(frame), MOST_ROWS)
    caption = f"What it changes: {shown:,} of {counted(len(frame), 'cell')}.{first}"
    found = rows(frame.head(MOST_ROWS))
    if "item" in frame.columns:
        labels = names.items(one.submission.dataset)
        columns = (*texts("Figure"), *numbers("Before", "After"), *texts("Where"))
        return made(caption, columns, (_of_counts(row, labels) for row in found))
    columns = texts("Row", "Table", "Column", "Before", "After", "Row of the file")
    return made(caption, columns, (_of_records(row) for row in found))


def _of_counts(row: Mapping[str, object], labels: Mapping[tuple[str, str], str]) -> list[Cell]:
    cell = (str(row["item"]), str(row["breakdown"]))
    figures = [number(row, "before"), number(row, "after")]
    return [Cell(labels.get(cell, cell[0])), *figures, Cell(str(row["place"] or _NO_VALUE))]


def _of_records(row: Mapping[str, object]) -> list[Cell]:
    names = ("key", "table", "column", "before", "after", "row")
    return [Cell(_NO_VALUE if row[name] is None else str(row[name])) for name in names]


def number(row: Mapping[str, object], name: str) -> Cell:
    """Return a count of a return, or the symbol of why there is none.

    Args:
        row: With the number under `name` and its status under `name_status`.
        name: `before` or `after`.
    """
    status, value = row[f"{name}_status"], row[name]
    if status is None:
        return Cell(_NO_VALUE, why="not in this version")
    if isinstance(value, int | float):
        whole = value == int(value)
        return Cell(count_text(value) if whole else f"{value:,}", value)
    found = Status(str(status))
    return Cell(symbol(found), why=found.words)
