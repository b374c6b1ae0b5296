"""S01: every page, data set and role against every state of an account, as the agreement says."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from yardstick.access.accounts import Accounts
from yardstick.access.door import Door
from yardstick.access.sessions import IDLE_SECONDS
from yardstick.access.tokens import hashed
from yardstick.store.operations import create_tables, open_operations
from yardstick.ui import menu
from yardstick.verify import acts, matrix, stated
from yardstick.verify.bars import Outcome
from yardstick.verify.doorway import Clock
from yardstick.verify.questions import Inside, of_session

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from yardstick.verify.matrix import Held
    from yardstick.verify.questions import Question
    from yardstick.verify.stated import Person

STATEMENT = "Nobody sees a page, a row or a name that was not granted, nor misses one that was."
TARGET = "0 of at least 10,000 combinations answered otherwise than the agreement says"

_EVERY: Final = 13  # of the people, in every test run: it divides no list, so that all occur
_SOURCE: Final = "10.0.0.1"
_KEY: Final = b"k" * 32
_MOST_TOLD: Final = 20


def check(folder: Path, *, full: bool) -> Outcome:
    """Ask every door of a small release as everybody, or as one in thirteen."""
    accounts, hash_of_all = folder / "auth.yaml", matrix.any_hash()
    datasets = sorted(stated.DATASETS)
    people = list(matrix.batches(datasets, every=1 if full else _EVERY))
    people[0].write(accounts, hash_of_all)
    held = matrix.make(folder, accounts)
    gaps = list(without_a_rule(held))
    asked, wrong = 0, list(gaps)
    with installation(folder, accounts, held) as door:
        for batch in people:
            batch.write(accounts, hash_of_all)
            for said in answers(batch.people, held, door):
                asked += 1
                wrong += [said] if said else []
    figure = {
        "people": sum(len(batch.people) for batch in people),
        "answered_otherwise": len(wrong),
    }
    return Outcome(asked, tuple(wrong[:_MOST_TOLD]), figure)


def without_a_rule(held: Held) -> Iterator[str]:
    """Yield each page and data set that nobody has stated a rule for, and each rule for nothing."""
    pages = {module.PAGE.path for module in menu.declared()}
    for what, there, ruled in (
        ("page", pages, set(stated.PAGES)),
        ("data set", set(held.desk.catalogue.datasets), set(stated.DATASETS)),
    ):
        yield from (f"The {what} '{name}' has no rule." for name in sorted(there - ruled))
        yield from (f"There is no {what} '{name}'." for name in sorted(ruled - there))


@contextmanager
def installation(folder: Path, accounts: Path, held: Held) -> Iterator[Door]:
    """Open a door as on a store of real returns: a demonstration's accounts are nobody's here."""
    engine = open_operations(f"sqlite:///{folder / 'operations.sqlite'}")
    create_tables(engine)
    try:
        yield Door(engine, _KEY, Accounts(accounts, demonstration=False), held.desk.region, Clock())
    finally:
        engine.dispose()


def answers(people: Iterable[Person], held: Held, door: Door) -> Iterator[str]:
    """Yield what is wrong with each answer that each person gets; nothing where nothing is."""
    for person in people:
        for question in _asked(person, held, door):
            yield "" if question.answered == question.stated else _said(person, question)


def _asked(person: Person, held: Held, door: Door) -> Iterator[Question]:
    session = _session(person, door)
    viewer = door.viewer(session)
    yield from of_session(person, viewer)
    if viewer is not None:
        inside = Inside(held, door, person, viewer, session)
        yield from inside.questions()
        yield from acts.questions(inside)


def _session(person: Person, door: Door) -> str:
    """Begin a session as it stands for this person, and return its hash."""
    proved = person.state != stated.UNPROVED
    token = door.sessions.start(person.name, _SOURCE, proved=proved)
    if person.state == "signed out":
        door.sessions.end(token)
    if person.state == "left alone too long" and isinstance(door.clock, Clock):
        door.clock.now += IDLE_SECONDS
    return hashed(token)


def _said(person: Person, question: Question) -> str:
    roles = ", ".join(sorted(person.roles)) or "no role"
    listed = "" if person.listed is None else f", own list {dict(person.listed)}"
    who = f"{person.state}, {person.partner}, {roles}, given {dict(person.gave)}{listed}"
    return f"{question.what}: {question.answered} instead of {question.stated} ({who})."
