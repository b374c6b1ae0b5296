"""What passes between the people of a demonstration: an answer, a refused file, a reply, requests.

All of it is invented, as the returns are, and its accounts say that nobody wrote it. Each stands
beside what is planted among the figures, and is added where it is not there yet.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from yardstick.access.audit import Action, audit_key, record
from yardstick.access.refusals import refusals
from yardstick.demonstration.calibration import by_size
from yardstick.demonstration.planted import NATIONAL, PLANTED, Shows
from yardstick.demonstration.returns import LAST, due, sender
from yardstick.intake.count_rules import said
from yardstick.model import Period, State
from yardstick.store.answers import Answer, Question, add_answer
from yardstick.store.entries import adding
from yardstick.store.moves import Act, add_move, state_of
from yardstick.store.notes import Figure, standing_notes, write_note
from yardstick.store.places import operations
from yardstick.store.receipt import INVENTED, record_return
from yardstick.store.requests import (
    Ask,
    Decision,
    Kind,
    Outcome,
    add_decision,
    add_request,
    requests,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.regions import Region
    from yardstick.demonstration.planted import Plant
    from yardstick.demonstration.returns import InventedReturn
    from yardstick.store.entries import Submission
    from yardstick.store.places import Store

    Of: TypeAlias = tuple[str, str, str]

_FILE: Final = hashlib.sha256(b"an invented file").hexdigest()
_ANSWERED: Final = "RIIA-01"  # plans that the starts and ends do not lead to
_REFUSED: Final = "NUM-01 NUM-03"  # numbers that are none, and numbers that are parts of one
_ANSWER: Final = "Plans were counted again after the new case system; the number is right."
_REPLY: Final = (
    "Referrals have come back more often since one front door took the place of three. Cases are "
    "being looked through, and the board hears of it in the autumn."
)
_YOUNG_CARERS: Final = Ask(
    Kind.ITEM,
    "Young carers",
    "Young carers who were assessed in the quarter, by authority",
    "To plan support across the region, which no return tells of today",
)
_WAITING_LISTS: Final = Ask(
    Kind.ITEM,
    "Requests for plans that wait",
    "Requests for an EHC plan that wait for a decision on the last day of the quarter",
    "To see a backlog before timeliness falls",
    covered="R22 R23",
    beyond="Neither says how many of the requests are still open",
)
_DECLINED: Final = "The department publishes it every year; the directors will look again then."
_DAYS_TO_DECIDE: Final = 30


@dataclass(frozen=True)
class Dealings:
    """The dealings of one region's demonstration.

    Attributes:
        store: A demonstration store.
        catalogue: Areas, checks and partners.
        region: Whose.
    """

    store: Store
    catalogue: Catalogue
    region: Region

    def questions(self, invented: Iterable[InventedReturn]) -> dict[Of, Question]:
        """Return what a check asks about which return; nothing where that one is not there."""
        area, period = self._planted(Shows.RECOUNT)
        of, of_before = ((NATIONAL, area, one.key) for one in (period, period.shifted(-1)))
        found = {of_return(one): one for one in invented}
        if of not in found or of_before not in found:
            return {}
        return {of: self._question(_totals(found[of]), _totals(found[of_before]))}

    def _question(self, totals: dict[str, float], before: dict[str, float]) -> Question:
        """Return what the declared check asks about a return's own numbers."""
        checks = self.catalogue.datasets[NATIONAL].checks
        check = next(one for one in checks if one.code == _ANSWERED)
        row = totals | {f"{item}_before": number for item, number in before.items()}
        return Question(check.code, "", said(check.message, "", "", row), check.allowed)

    def record_answered(self, sent: InventedReturn, asked: Question) -> None:
        """Record a return as one that came in a file, with the question and its answer."""
        act = Act(sent.submitted_by, _noon(sent.received), INVENTED, INVENTED)
        facts = {name: value for name, value in vars(sent).items() if name != "submitted_by"}
        submission = record_return(
            self.store, **facts, file=_FILE, questions=(asked,), invented=True, act=act
        )
        if state_of(self.store, submission) is not State.RECEIVED:
            return
        with adding(self.store) as connection:
            answer = Answer(asked.code, asked.place, _ANSWER, act.account, act.at)
            add_answer(connection, submission, answer)
            for state in (State.CHECKED, State.SIGNED_OFF):
                add_move(connection, submission, state, act)
            add_move(connection, submission, State.APPROVED, replace(act, account=INVENTED))

    def add(self) -> None:
        """Add the refused file, the reply and the requests, where they are not there yet."""
        self._refuse()
        self._reply()
        self._ask()

    def _refuse(self) -> None:
        """Have a file of the newest quarter refused, where none has come in yet."""
        area, period = self._planted(Shows.NOT_YET)
        engine = operations(self.store)
        if refusals(engine, area, {NATIONAL}):
            return
        of = {"dataset": NATIONAL, "area": area, "period": period.key}
        told = {**of, "file": _FILE, "codes": _REFUSED}
        record(engine, audit_key(self.store.root), self._sender(area), Action.FILE_REFUSED, told)

    def _reply(self) -> None:
        """Have an authority reply about a figure of its own that has become worse."""
        area, _ = self._planted(Shows.WORSENING)
        figure = Figure(_plant(Shows.WORSENING).item, area, LAST.key)
        if any(one.figure == figure for one in standing_notes(self.store)):
            return
        with adding(self.store) as connection:
            write_note(connection, figure, _REPLY, self._sender(area), _noon(due(LAST)))

    def _ask(self) -> None:
        """Have one request wait for the directors, and one be declined."""
        if requests(self.store):
            return
        at = _noon(due(LAST))
        later = at + dt.timedelta(_DAYS_TO_DECIDE)
        declined = Decision(
            Outcome.DECLINED, "Invented minute 4", later.date(), _DECLINED, 0, INVENTED, later
        )
        largest, second, *_ = by_size(self.catalogue, self.region)
        with adding(self.store) as connection:
            asked = (connection, _WAITING_LISTS, self._sender(second), self._partner(second), at)
            add_decision(connection, add_request(*asked), declined)
            add_request(
                connection, _YOUNG_CARERS, self._sender(largest), self._partner(largest), later
            )

    def _planted(self, shows: Shows) -> tuple[str, Period]:
        """Return the authority and the quarter of what is planted in the national return."""
        plant = _plant(shows)
        return by_size(self.catalogue, self.region)[plant.rank], LAST.shifted(-plant.ago)

    def _sender(self, area: str) -> str:
        return sender(self.catalogue.reference.areas[area])

    def _partner(self, area: str) -> str:
        return next(one.id for one in self.region.partners if area in one.areas)


def _plant(shows: Shows) -> Plant:
    return next(one for one in PLANTED if one.shows is shows and one.dataset == NATIONAL)


def of_return(one: InventedReturn | Submission) -> Of:
    """Return what a return is of: data set, authority and period."""
    return one.dataset, one.area, one.period


def _totals(one: InventedReturn) -> dict[str, float]:
    """Return the numbers of a return that are of no part, by item; those it has."""
    whole = one.counts[one.counts["breakdown"] == ""].dropna(subset=["number"])
    return dict(zip(whole["item"], whole["number"].astype(float), strict=True))


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), dt.UTC)
