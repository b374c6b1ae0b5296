"""The audit line of each move of a return, written in the transaction of the move itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.access.audit import Action, add_line

if TYPE_CHECKING:
    import sqlalchemy as sa

    from yardstick.store.entries import Submission
    from yardstick.store.moves import Move, Witness


def move_witness(key: bytes) -> Witness:
    """Return what writes a move's line.

    Its reason stays out of the log, where nobody could take it back: words can hold figures.

    Args:
        key: From `audit_key`.
    """

    def write(connection: sa.Connection, submission: Submission, move: Move) -> None:
        detail = {**named(submission), "state": move.state.value, "instruction": move.instruction}
        add_line(connection, key, move.account, Action.MOVED_RETURN, detail)

    return write


def named(submission: Submission) -> dict[str, str]:
    """Return how a line names a return."""
    of = {"submission": submission.submission, "version": str(submission.version)}
    return {**of, **submission.return_of, "file": submission.file}
