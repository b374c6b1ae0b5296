"""Requests for data: anybody asks, the directors decide, the host's publisher records it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from yardstick.access.audit import Action, add_line
from yardstick.access.errors import AccessDenied
from yardstick.access.policy import is_publisher
from yardstick.intake.free_text import checked_text
from yardstick.store.entries import adding
from yardstick.store.errors import StoreError
from yardstick.store.requests import (
    LONGEST,
    LONGEST_TITLE,
    Decision,
    Kind,
    Outcome,
    add_decision,
    add_request,
    next_version,
    requests,
    requests_in,
)
from yardstick.submissions.bound import Bound

if TYPE_CHECKING:
    import datetime as dt

    import sqlalchemy as sa

    from yardstick.store.requests import Ask, Request

MOST_NOTICE_DAYS = 366


class RequestActs(Bound):
    """Acts about what the register is to hold next, and about wider sharing."""

    def may_decide(self) -> bool:
        """Whether the viewer records what the directors decide, and requests for sharing."""
        return is_publisher(self.viewer, self.region)

    def may_withdraw(self, request: Request) -> bool:
        """Whether a request is open, and of the viewer's own organisation."""
        return request.decision is None and request.partner == self.viewer.partner

    def requests(self) -> tuple[Request, ...]:
        """Return every request and what became of it, in order. Everybody signed in reads them."""
        return requests(self.store)

    def ask(self, ask: Ask) -> Request:
        """Ask for something to be recorded, or log that wider sharing was asked for.

        Args:
            ask: Its `covered` lists what was found that is recorded already; then `beyond` must
                say what none of it says.

        Raises:
            AccessDenied: Wider sharing is logged by the host's publisher.
            IntakeError: A text is empty, too long, or holds an identifier.
            StoreError: It has no notice period, or does not say what is not covered.
        """
        if ask.kind is Kind.SHARING:
            self._publishers_only()
        written = self._as_kept(ask)
        with adding(self.store) as connection:
            number = add_request(
                connection, written, self.viewer.account, self.viewer.partner, self.clock()
            )
            self._told(connection, Action.ASKED, number, {"kind": str(ask.kind)})
            return _found(connection, number)

    def decide(
        self, number: int, outcome: Outcome, minute: str, decided: dt.date, why: str = ""
    ) -> Request:
        """Record what the directors decided; an agreed item makes a version of the register.

        Args:
            number: Of the request.
            outcome: Agreed or declined.
            minute: Reference of their minute.
            decided: On which day.
            why: In words; can stay empty.

        Raises:
            AccessDenied: The viewer is no publisher of the host, or there is no such request.
            IntakeError: A text is too long or holds an identifier.
            StoreError: It was decided before, there is no minute, or the day has not come.
        """
        self._publishers_only()
        if outcome is Outcome.WITHDRAWN:
            raise AccessDenied
        if not minute.strip():
            raise StoreError("Name the directors' minute that says so.")
        if decided > self.clock().date():
            raise StoreError("The directors decide on a day that has come. Look at the date.")
        said = checked_text(why, LONGEST) if why.strip() else ""
        minuted = checked_text(minute, LONGEST_TITLE)
        return self._decided(
            number, Decision(outcome, minuted, decided, said, 0, self.viewer.account, self.clock())
        )

    def take_back(self, number: int, why: str = "") -> Request:
        """Take back a request of one's own organisation that is not decided yet.

        Raises:
            AccessDenied: It is another's, or there is none.
            IntakeError: The text is too long or holds an identifier.
            StoreError: It was decided before.
        """
        if all(one.sequence != number or not self._is_ours(one) for one in self.requests()):
            raise AccessDenied
        said = checked_text(why, LONGEST) if why.strip() else ""
        now = self.clock()
        return self._decided(
            number,
            Decision(Outcome.WITHDRAWN, "", now.date(), said, 0, self.viewer.account, now),
        )

    def _is_ours(self, request: Request) -> bool:
        return request.partner == self.viewer.partner

    def _decided(self, number: int, decision: Decision) -> Request:
        with adding(self.store) as connection:
            request = _found(connection, number)
            if request.decision is not None:
                raise StoreError("This was decided before. Look at the list of requests.")
            makes = decision.outcome is Outcome.AGREED and request.ask.kind is Kind.ITEM
            version = next_version(connection) if makes else 0
            add_decision(connection, number, replace(decision, version=version))
            of = {"outcome": str(decision.outcome), "minute": decision.minute}
            self._told(connection, Action.DECIDED, number, of)
            return _found(connection, number)

    def _as_kept(self, ask: Ask) -> Ask:
        """Return what is asked as it may be kept."""
        if ask.kind is Kind.SHARING and not 0 < ask.notice_days <= MOST_NOTICE_DAYS:
            raise StoreError(f"Give the notice period: 1 to {MOST_NOTICE_DAYS} days.")
        if ask.covered and not ask.beyond.strip():
            raise StoreError(
                f"{ask.covered.replace(' ', ', ')} may cover this. Say what they do not."
            )
        return replace(
            ask,
            notice_days=ask.notice_days if ask.kind is Kind.SHARING else 0,
            title=checked_text(ask.title, LONGEST_TITLE),
            what=checked_text(ask.what, LONGEST),
            why=checked_text(ask.why, LONGEST),
            beyond=checked_text(ask.beyond, LONGEST) if ask.beyond.strip() else "",
        )

    def _told(
        self, connection: sa.Connection, action: Action, number: int, of: dict[str, str]
    ) -> None:
        detail = {"request": str(number), **of}
        add_line(connection, self.key, self.viewer.account, action, detail)


def _found(connection: sa.Connection, number: int) -> Request:
    found = next((one for one in requests_in(connection) if one.sequence == number), None)
    if found is None:
        raise AccessDenied
    return found
