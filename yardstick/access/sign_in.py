"""Signing in: a name is proved, then whatever steps its account needs, then there is a ticket.

Nobody has a session, nor sees a page, before the last step. What each step is made of stands in
modules of its own; here is their order, and that every outcome is written down.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from yardstick.access.accounts_file import normal_name
from yardstick.access.arrivals import Arrival, Arrivals, Ticket
from yardstick.access.audit import Action, record
from yardstick.access.editing import set_password
from yardstick.access.errors import SignInRefused
from yardstick.access.notice import Notices
from yardstick.access.passwords import matches
from yardstick.access.policy import has_run_out, needs_factor, reason_against, viewer_for

if TYPE_CHECKING:
    from yardstick.access.accounts_file import Account
    from yardstick.access.factor import Enrolment, Factors
    from yardstick.access.proving import Proving
    from yardstick.catalogue.regions import Region

_TOO_LATE = "That took too long, or the account is not in use any more. Sign in again."


@dataclass(frozen=True)
class Vouched:
    """Whom another organisation's sign-in vouches for.

    Attributes:
        issuer: Who vouches, checked by its signature already.
        subject: Its name for the person. Kept and logged nowhere.
        once: What the answer was asked for with (`state`); good once.
    """

    issuer: str
    subject: str = field(repr=False)
    once: str = field(repr=False)


class Step(StrEnum):
    """What somebody whose name is proved has to do next."""

    ENROL = "enrol"
    CODE = "code"
    PASSWORD = "password"  # noqa: S105 - what the step is called
    NOTICE = "notice"
    ENTER = "enter"


@dataclass(frozen=True)
class SignIn:
    """Checks who somebody is, step by step.

    Attributes:
        proving: What passwords and codes are checked with.
        region: Whose partners the accounts belong to.
    """

    proving: Proving
    region: Region

    @property
    def factors(self) -> Factors:
        """Return the second factors."""
        return self.proving.factors

    @property
    def notices(self) -> Notices:
        """Return who has accepted the notice."""
        return Notices(self.proving.engine, self.proving.key, self.proving.clock)

    @property
    def _arrivals(self) -> Arrivals:
        return Arrivals(self.proving.engine, self.proving.clock)

    def attempt(self, name: str, password: str, source: str, onward: str) -> str:
        """Check a name and a password, and return a token for the steps that follow.

        Takes as long for a name that does not exist as for one that does. Every outcome is
        written to the audit log first.

        Args:
            name: As typed.
            password: As typed. Kept nowhere.
            source: Address the person comes from.
            onward: The link that was first asked for.

        Raises:
            SignInRefused: Name or password is wrong, the account may not sign in, or there were
                too many guesses.
            AccountsError: The accounts file cannot be read.
        """
        account = normal_name(name)
        guess = self.proving.admit(account, source)
        if not self._may_enter(account, password):
            self.proving.note(account, Action.SIGN_IN_REFUSED, self._reason(account), source)
            raise SignInRefused(
                "The name or the password is not right, or the account is not in use. "
                "Check both and try again."
            )
        self.proving.forgive(guess)
        return self._begin(account, source, onward, by_password=True)

    def arrive(self, vouched: Vouched, source: str, onward: str) -> str | None:
        """Let in whoever another organisation's sign-in vouches for, as `attempt` does.

        Args:
            vouched: Who it is.
            source: Address the person comes from.
            onward: The link that was first asked for.

        Returns:
            A token for the steps that follow; None where no account in use carries the identity.

        Raises:
            SignInRefused: The same answer came before.
            AccountsError: The accounts file cannot be read.
        """
        account = self.proving.accounts.of_single_sign_on(vouched.issuer, vouched.subject)
        if not self._arrivals.is_first(vouched.once):
            self.proving.note(
                account or "", Action.SIGN_IN_REFUSED, "single sign-on: replayed", source
            )
            raise SignInRefused(_TOO_LATE)
        if account is None or viewer_for(account, self.proving.accounts, self.region) is None:
            reason = "single sign-on: on no account in use"
            self.proving.note(account or "", Action.SIGN_IN_REFUSED, reason, source)
            return None
        return self._begin(account, source, onward, by_password=False)

    def step(self, token: str) -> Step:
        """Return what is to be done next.

        Raises:
            SignInRefused: The token is unknown or too old, or its account may no longer sign in.
        """
        arrival, account = self._arrived(token)
        if account.demonstration:  # printed passwords, of a store in which nothing is real
            return Step.ENTER
        if needs_factor(account) and not arrival.proved:
            return Step.CODE if self.factors.enrolled(arrival.account) else Step.ENROL
        if account.starting and arrival.by_password:
            return Step.PASSWORD
        return Step.ENTER if self.notices.accepted(arrival.account) else Step.NOTICE

    def enrolment(self, token: str) -> Enrolment:
        """Return what somebody who has to enrol puts into their app."""
        arrival = self._at(Step.ENROL, token)
        return self.factors.enrolment(arrival.account, arrival.sealed)

    def enrol(self, token: str, code: str) -> tuple[str, ...]:
        """Enrol a second factor, if the app shows the right code; return the recovery codes.

        Raises:
            SignInRefused: The code is not right, or there were too many.
        """
        arrival = self._at(Step.ENROL, token)
        guess = self.proving.admit(arrival.account, arrival.source)
        codes = self.factors.enrol(arrival.account, arrival.sealed, code)
        if codes is None:
            raise self.proving.wrong_code(arrival.account, arrival.source)
        self.proving.forgive(guess)
        self._arrivals.prove(token)
        return codes

    def give_code(self, token: str, code: str) -> None:
        """Check a code of the second factor, or a recovery code.

        Raises:
            SignInRefused: It is not right, or there were too many.
        """
        arrival = self._at(Step.CODE, token)
        self.proving.give_code(arrival.account, code, arrival.source)
        self._arrivals.prove(token)

    def choose_password(self, token: str, password: str) -> None:
        """Put a person's own password in place of the one they were given.

        Raises:
            AccountsError: It is too weak; the message says how.
            SignInRefused: It is the one they were given.
        """
        arrival = self._at(Step.PASSWORD, token)
        _, account = self._arrived(token)
        if matches(password, account.password):
            raise SignInRefused("Choose another password than the one you were given.")
        set_password(self.proving.accounts.path, arrival.account, password)
        detail = {"of": arrival.account, "what": "chose a password"}
        record(
            self.proving.engine, self.proving.key, arrival.account, Action.ACCOUNT_CHANGED, detail
        )

    def accept_notice(self, token: str) -> None:
        """Write down that the notice was accepted."""
        self.notices.accept(self._at(Step.NOTICE, token).account)

    def ticket(self, token: str) -> str:
        """Exchange an arrival without steps left for a ticket.

        Raises:
            SignInRefused: A step is left, or it was exchanged before.
        """
        self._at(Step.ENTER, token)
        if ticket := self._arrivals.ticket(token):
            return ticket
        raise SignInRefused(_TOO_LATE)

    def anew(self, person: Ticket) -> str:
        """Return a ticket for whoever proved anew, in a session that has ended, who they are."""
        return self._arrivals.ticket_for(person)

    def redeem(self, ticket: str) -> Ticket | None:
        """Exchange a ticket. None where it is unknown, used before, or too old."""
        return self._arrivals.redeem(ticket)

    def _begin(self, account: str, source: str, onward: str, *, by_password: bool) -> str:
        sealed = self.factors.new_secret()
        arrival = Arrival(account, source, onward, by_password=by_password, sealed=sealed)
        return self._arrivals.begin(arrival)

    def _arrived(self, token: str) -> tuple[Arrival, Account]:
        arrival = self._arrivals.find(token)
        name = arrival.account if arrival else ""
        viewer = viewer_for(name, self.proving.accounts, self.region)
        account = self.proving.accounts.find(name) if viewer else None
        if arrival is None or account is None:
            raise SignInRefused(_TOO_LATE)
        return arrival, account

    def _at(self, step: Step, token: str) -> Arrival:
        """Return an arrival that has come to a step: none can be skipped or taken twice."""
        if self.step(token) is not step:
            raise SignInRefused(_TOO_LATE)
        return self._arrived(token)[0]

    def _may_enter(self, account: str, password: str) -> bool:
        viewer = viewer_for(account, self.proving.accounts, self.region)
        found = self.proving.accounts.find(account) if viewer else None
        same = matches(password, found.password if found else None)
        return same and found is not None and not self._has_run_out(found)

    def _has_run_out(self, account: Account) -> bool:
        return has_run_out(account, dt.datetime.fromtimestamp(self.proving.clock(), dt.UTC).date())

    def _reason(self, account: str) -> str:
        """Say why nobody was let in, for the log and never for the reader."""
        found = self.proving.accounts.find(account)
        if found is not None and self._has_run_out(found):
            return "the password to start with has run out, or was wrong"
        return reason_against(account, self.proving.accounts, self.region)
