"""What a partner was asked about a return, and what they answered.

The questions stand in the return's own file, because their words can hold figures: a withdrawal
takes them away with it. Answers are only ever added, and their words can only ever be emptied.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from yardstick.store.operations import METADATA, append_only, reading
from yardstick.store.places import operations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from yardstick.store.entries import Submission
    from yardstick.store.places import Store

QUESTIONS = "questions"  # where they stand in a file's description


@dataclass(frozen=True)
class Question:
    """Something about a return that its partner must answer or confirm.

    Attributes:
        code: Of the check that asks.
        place: Where in the file it stands ("Returns!C7"); empty where it is about no one cell.
        what: What is unusual. It can hold a number of a return of counts.
        allowed: What would be usual.
    """

    code: str
    place: str
    what: str
    allowed: str


@dataclass(frozen=True)
class Answer:
    """What somebody answered.

    Attributes:
        code: Of the question.
        place: Of the question; empty for every question of that code.
        text: Their words; empty once the return was withdrawn with its partner.
        account: Whose.
        at: When, in UTC.
    """

    code: str
    place: str
    text: str
    account: str
    at: dt.datetime


_ANSWER = append_only(
    sa.Table(
        "answer",
        METADATA,
        sa.Column("sequence", sa.Integer, primary_key=True),
        sa.Column("submission", sa.ForeignKey("submission.sequence"), nullable=False, index=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("code", "place", "text")),
        *(sa.Column(name, sa.String, nullable=False) for name in ("account", "at")),
    ),
    erasable=("text",),
)


def described(questions: Sequence[Question]) -> dict[str, str]:
    """Return questions as a file's description holds them; nothing where there are none."""
    if not questions:
        return {}
    return {QUESTIONS: json.dumps([asdict(one) for one in questions], ensure_ascii=False)}


def asked(about: Mapping[str, str]) -> tuple[Question, ...]:
    """Return the questions of a file's description."""
    return tuple(Question(**one) for one in json.loads(about.get(QUESTIONS, "[]")))


def add_answer(connection: sa.Connection, submission: Submission, answer: Answer) -> None:
    """Add an answer within a transaction that may write."""
    at = answer.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    row = {**asdict(answer), "at": at, "submission": submission.sequence}
    connection.execute(sa.insert(_ANSWER).values(row))


def answers_of(store: Store, submission: Submission) -> tuple[Answer, ...]:
    """Return the answers about a submission, in order."""
    with reading(operations(store)) as connection:
        return answers_in(connection, submission)


def answers_in(connection: sa.Connection, submission: Submission) -> tuple[Answer, ...]:
    """Return the answers about a submission within a transaction."""
    return tuple(
        Answer(row.code, row.place, row.text, row.account, dt.datetime.fromisoformat(row.at))
        for row in connection.execute(_OF_ONE, {"wanted": submission.sequence})
    )


# Made once: it is asked at every click on a return, and making it takes longer than the answer.
_OF_ONE = (
    sa.select(_ANSWER)
    .where(_ANSWER.c.submission == sa.bindparam("wanted"))
    .order_by(_ANSWER.c.sequence)
)


def unanswered(questions: Iterable[Question], answers: Iterable[Answer]) -> tuple[Question, ...]:
    """Return the questions that no answer is about."""
    said = {(one.code, one.place) for one in answers}
    return tuple(one for one in questions if not {(one.code, one.place), (one.code, "")} & said)


def erase_answers(connection: sa.Connection, submissions: Iterable[int]) -> None:
    """Empty what people wrote about submissions: words can hold figures."""
    erasing = sa.update(_ANSWER).where(_ANSWER.c.submission.in_(list(submissions)))
    connection.execute(erasing.values(text=""))
