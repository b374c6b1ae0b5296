"""Taking a return into the ledger: its files first, then its row with the moves it has made.

A file is on disk before its row is; a row is what makes it count. So a fault leaves at most a
file that nobody counts.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from yardstick.model import State
from yardstick.store import entries
from yardstick.store.answers import described
from yardstick.store.cells import COUNTS, checked, digest, digest_of_records, to_parquet
from yardstick.store.entries import Submission
from yardstick.store.errors import StoreError
from yardstick.store.ledger import check_kept, check_periods, keep, of_table
from yardstick.store.moves import Act, add_move, state_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    import pyarrow as pa

    from yardstick.store.answers import Question
    from yardstick.store.places import Store

_OVER = frozenset({State.REJECTED, State.WITHDRAWN})
INVENTED = "demonstration"  # who approves what is invented, why, and under which instruction
NO_TABLES: Mapping[str, pa.Table] = MappingProxyType({})


def record_return(  # noqa: PLR0913 - one argument for each fact of the ledger's row
    store: Store,
    *,
    dataset: str,
    area: str,
    period: str,
    counts: pd.DataFrame | None = None,
    tables: Mapping[str, pa.Table] = NO_TABLES,
    received: dt.date,
    due: dt.date,
    file: str,
    questions: Sequence[Question] = (),
    invented: bool = False,
    act: Act,
) -> Submission:
    """Keep an accepted return as the newest version of itself, received, and checked if it may be.

    When it comes back, the return is on disk and in the ledger. One that says what the newest
    version says changes nothing, unless that one was rejected or withdrawn, and that version is
    returned: so a sender who heard no answer may send again.

    Args:
        store: Where.
        dataset: Identifier of the data set.
        area: GSS code of the authority.
        period: Key of the period.
        counts: Of a return of counts, one row per cell: `item`, `breakdown` (empty for the
            total), `number` (missing where the status has none), `status` and `place` in the
            file. Not changed.
        tables: Of a return of records: typed columns by the table's identifier, `row` among
            them, the row of the file.
        received: Day it was accepted.
        due: Day it was asked for.
        file: SHA-256 of the file as it was sent.
        questions: What the partner must answer before the return is checked.
        invented: Whether it was sent to a demonstration, to try it out.
        act: Who sent it and when, and the instruction.

    Raises:
        StoreError: The cells cannot be kept as they are, the store is of the other kind, the
            file of an equal version is damaged, the disk is full, or somebody else sent the same
            return at the same moment.
    """
    _check_kind(store, invented=invented)
    given = _Given({"dataset": dataset, "area": area, "period": period}, counts, tables, questions)
    states = (State.RECEIVED,) if questions else (State.RECEIVED, State.CHECKED)
    facts = {"received": received, "due": due, "file": file, "submitted_by": act.account}
    return _record(
        store, given, {**facts, "invented": invented}, [(state, act) for state in states]
    )


def record_invented(  # noqa: PLR0913 - one argument for each fact of the ledger's row
    store: Store,
    *,
    dataset: str,
    area: str,
    period: str,
    counts: pd.DataFrame | None = None,
    tables: Mapping[str, pa.Table] = NO_TABLES,
    received: dt.date,
    due: dt.date,
    submitted_by: str,
) -> Submission:
    """Keep a demonstration's return, with the moves made that a real one would have made.

    Otherwise as `record_return`.

    Raises:
        StoreError: As `record_return`.
    """
    _check_kind(store, invented=True)
    given = _Given({"dataset": dataset, "area": area, "period": period}, counts, tables, ())
    facts = {"received": received, "due": due, "file": "", "submitted_by": submitted_by}
    at = dt.datetime.combine(received, dt.time(12), dt.UTC)
    sent = Act(submitted_by, at, INVENTED, INVENTED)
    approved = Act(INVENTED, at, INVENTED, INVENTED)
    states = (State.RECEIVED, State.CHECKED, State.SIGNED_OFF)
    moves = [*((state, sent) for state in states), (State.APPROVED, approved)]
    return _record(store, given, {**facts, "invented": True}, moves)


@dataclass(frozen=True)
class _Given:
    """A return as it is given: what it is of, what it holds, what it leaves open."""

    of: Mapping[str, str]
    counts: pd.DataFrame | None
    tables: Mapping[str, pa.Table]
    questions: Sequence[Question]

    @property
    def holds(self) -> dict[str, pa.Table]:
        """Return what is kept, by table; counts have no name."""
        if self.counts is None:
            return dict(self.tables)
        frame = self.counts if "place" in self.counts else self.counts.assign(place="")
        return {"": checked(frame, COUNTS)}


def _record(
    store: Store, given: _Given, facts: Mapping[str, Any], moves: Sequence[tuple[State, Act]]
) -> Submission:
    check_periods([given.of["period"]])
    holds = given.holds
    content = _content(holds)
    newest = next(reversed(entries.rows(store, Submission, **given.of)), None)
    if newest and newest.content == content and state_of(store, newest) not in _OVER:
        check_kept(store, newest)  # nothing is acknowledged that is not on disk
        return newest
    row = {
        **given.of,
        **facts,
        **_files(store, given, holds),
        "version": newest.version + 1 if newest else 1,
        "rows": sum(map(len, holds.values())),
        "content": content,
    }
    with entries.adding(store) as connection:
        submission = entries.insert(connection, Submission, **row)
        for state, act in moves:
            add_move(connection, submission, state, act)
    return submission


def _files(store: Store, given: _Given, holds: Mapping[str, pa.Table]) -> dict[str, str]:
    """Write what is kept, each table as a file of its own, and return what the row says of it."""
    kept = {
        table: keep(
            store.submissions,
            to_parquet(cells, {**of_table(given.of, table), **described(given.questions)}),
        )
        for table, cells in holds.items()
    }
    if set(kept) == {""}:
        return {"tables": "", "sha256": kept[""]}
    tables = json.dumps(kept, sort_keys=True)
    return {"tables": tables, "sha256": hashlib.sha256(tables.encode()).hexdigest()}


def _content(holds: Mapping[str, pa.Table]) -> str:
    """Return the SHA-256 of what a return says, wherever in its file it stood."""
    if set(holds) == {""}:
        return digest(holds[""].drop_columns(["place"]))
    said = {table: digest_of_records(rows) for table, rows in sorted(holds.items())}
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _check_kind(store: Store, *, invented: bool) -> None:
    if invented and store.kind == "real":
        raise StoreError(
            "This store holds real returns, and this one is invented. Put it in a demonstration "
            "store. Run: python -m yardstick demo --store FOLDER"
        )
    if not invented and store.kind == "demonstration":
        raise StoreError(
            "This is a demonstration store, whose passwords anybody can read. Put real returns "
            "in a store of their own."
        )
