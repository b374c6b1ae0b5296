"""What one person may do, act by act, beside what the agreement says.

Each act is asked for with something in it that is refused once the right to it was looked at: an
empty note, a request without notice, a quarter of which there is no return. So the answer is had,
and nothing is done. The exception is the end of a session, which is tried on one begun for it.
"""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final

from yardstick.access.errors import AccessDenied, AccountsError
from yardstick.access.tokens import hashed
from yardstick.intake.errors import IntakeError
from yardstick.store.errors import StoreError
from yardstick.store.notes import Figure
from yardstick.store.requests import Ask, Kind, Outcome
from yardstick.ui.wiring import submissions_for
from yardstick.verify import stated
from yardstick.verify.questions import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from yardstick.catalogue.declarations import Indicator
    from yardstick.submissions import Submissions
    from yardstick.verify.questions import Inside

_QUARTER: Final = "2024-25 Q3"
_NEVER: Final = "1999-00 Q1"
_RETURN: Final = "riia_quarterly"
_SOMEBODY: Final = "somebody else"


def questions(inside: Inside) -> Iterator[Question]:
    """Yield every question about what somebody may do."""
    writer = submissions_for(inside.held.desk, inside.viewer)
    yield from _notes(inside, writer)
    yield from _requests(inside, writer)
    may_sign = stated.may_sign_for_dfe(inside.person, _RETURN)
    looked = _may(partial(writer.look_at_dfe_return, _NEVER))
    yield Question("look at the return to DfE", looked, may_sign)
    signed = _may(partial(writer.sign_dfe_return, _NEVER, ""))
    yield Question("sign the return to DfE", signed, may_sign)
    yield from _sessions(inside)


def _notes(inside: Inside, writer: Submissions) -> Iterator[Question]:
    """Yield whether they write and end notes: of an authority of their own, and of another."""
    about = _indicator(inside)
    for area in (min(inside.person.areas, default=stated.DERBYSHIRE), stated.RUTLAND):
        figure = Figure(about.id, area, _QUARTER)
        told = stated.may_note(inside.person, about.dataset, area)
        wrote = _may(partial(writer.write_note, figure, ""))
        yield Question(f"write a note of {area}", wrote, told)
        ended = _may(partial(writer.end_note, figure))
        yield Question(f"end a note of {area}", ended, told)


def _requests(inside: Inside, writer: Submissions) -> Iterator[Question]:
    """Yield whether they ask for data, log that it is to be shared, and record a decision."""
    item, sharing = Ask(Kind.ITEM, "", "", ""), Ask(Kind.SHARING, "", "", "")
    today = dt.datetime.now(dt.UTC).date()
    may_decide = stated.may_decide(inside.person)
    yield Question("ask", _may(partial(writer.ask, item)), stated.may_ask(inside.person))
    yield Question("log wider sharing", _may(partial(writer.ask, sharing)), may_decide)
    decided = _may(partial(writer.decide, 0, Outcome.AGREED, "", today))
    yield Question("record a decision", decided, may_decide)


def _sessions(inside: Inside) -> Iterator[Question]:
    """Yield whose sessions are listed, and whether somebody else's can be ended."""
    sessions = inside.door.sessions
    others = hashed(sessions.start(_SOMEBODY, "10.0.0.2"))
    own = inside.door.own_account(inside.session, "10.0.0.1")
    listed = {sessions.named(one.hash) for one in own.standing().sessions}
    names = {one.account for one in listed if one}
    yield Question("sessions listed", names, stated.sees_sessions_of(inside.person))
    with suppress(AccountsError):  # one that anybody may use ends none
        own.end_session(others)
        own.end_others()
    yield Question("somebody else's session ended", sessions.named(others) is None, False)  # noqa: FBT003 - what is stated


def _indicator(inside: Inside) -> Indicator:
    """Return an indicator of what was given, or, where there is none, of the quarterly return."""
    every = inside.held.desk.catalogue.indicators.values()
    wanted = (*inside.person.gave, _RETURN)
    return next(one for dataset in wanted for one in every if one.dataset == dataset)


def _may(act: Callable[[], object]) -> bool:
    """Whether somebody has a right to an act that is refused for what is in it."""
    with suppress(IntakeError, StoreError):
        try:
            act()
        except AccessDenied:
            return False
    return True
