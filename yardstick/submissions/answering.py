"""Writing down what a partner answers; with the last answer the return is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.access.audit import Action, add_line
from yardstick.access.witness import named
from yardstick.model import State
from yardstick.store.answers import add_answer, answers_in, unanswered
from yardstick.store.entries import adding
from yardstick.store.errors import StoreError
from yardstick.store.ledger import questions_of
from yardstick.store.moves import add_move, moves_in

if TYPE_CHECKING:
    from yardstick.store.answers import Answer
    from yardstick.store.entries import Submission
    from yardstick.store.moves import Act
    from yardstick.store.places import Store


def write_answer(
    store: Store, submission: Submission, answer: Answer, act: Act, key: bytes
) -> None:
    """Write down an answer, and that the return is checked where nothing is open any more.

    Args:
        store: Where.
        submission: Which return.
        answer: To one question, or to every question of its code where it names no place.
        act: Whose, when and under which instruction.
        key: Of the audit log, whose line stands if and only if the answer does.

    Raises:
        StoreError: Nothing of that code is asked at that place, or the return waits for no answer.
    """
    questions = questions_of(store, submission)
    if not any(one.code == answer.code and answer.place in {"", one.place} for one in questions):
        raise StoreError(f"Nothing is asked under '{answer.code[:20]}' there. Look at the report.")
    with adding(store) as connection:
        if moves_in(connection, submission.sequence)[-1].state is not State.RECEIVED:
            raise StoreError("The return waits for no answer. Look at where it stands now.")
        add_answer(connection, submission, answer)
        detail = {**named(submission), "code": answer.code, "place": answer.place}
        add_line(connection, key, act.account, Action.ANSWERED, detail)
        if not unanswered(questions, answers_in(connection, submission)):
            add_move(connection, submission, State.CHECKED, act)
