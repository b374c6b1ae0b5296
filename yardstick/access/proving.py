"""Proof of who somebody is: every guess is counted before it is looked at, every wrong one said.

Whoever signs in and whoever changes their own way in come through here, so that both share one
count. How often somebody may guess is decided in `throttle`; what is right, in `passwords` and
`factor`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.access.audit import Action, record
from yardstick.access.errors import SignInRefused
from yardstick.access.factor import Factors
from yardstick.access.passwords import matches
from yardstick.access.throttle import Guess, Pause, Throttle

if TYPE_CHECKING:
    import sqlalchemy as sa

    from yardstick.access.accounts import Accounts
    from yardstick.access.accounts_file import Account
    from yardstick.access.tokens import Clock

_MINUTE = 60
_LOCKED = (
    "Too many codes were wrong. Ask your partner-side administrator to reset your second factor."
)
_WRONG_CODE = "The code is not right, or was used before. Wait for the next one and try again."
_WRONG_PASSWORD = "Your present password is not right. Type it again."  # noqa: S105 - what is said of one


@dataclass(frozen=True)
class Proving:
    """Checks passwords and codes of one installation.

    Attributes:
        engine: Operations database, with the tables made.
        key: Of the store.
        accounts: Who there is.
        clock: Seconds; another one in tests.
    """

    engine: sa.Engine
    key: bytes
    accounts: Accounts
    clock: Clock = time.time

    @property
    def factors(self) -> Factors:
        """Return the second factors."""
        return Factors(self.engine, self.key, self.clock)

    def admit(self, account: str, source: str) -> Guess:
        """Count a guess before anything is checked.

        Raises:
            SignInRefused: There were too many.
        """
        guess = self._throttle.admit(account, source)
        if isinstance(guess, Guess):
            return guess
        if guess.first:
            self.note(account, Action.SIGN_IN_PAUSED, "too many guesses", source)
        raise SignInRefused(_pause_words(guess))

    def forgive(self, guess: Guess) -> None:
        """Take back a guess that was right."""
        self._throttle.forgive(guess)

    def give_password(self, name: str, account: Account, password: str, source: str) -> None:
        """Check the password of somebody who has signed in.

        Raises:
            SignInRefused: It is not right, or there were too many guesses.
        """
        guess = self.admit(name, source)
        if not matches(password, account.password):
            self.note(name, Action.SIGN_IN_REFUSED, "wrong password, signed in", source)
            raise SignInRefused(_WRONG_PASSWORD)
        self.forgive(guess)

    def give_code(self, name: str, code: str, source: str) -> None:
        """Check a code of the second factor, or a recovery code.

        Raises:
            SignInRefused: It is not right, or there were too many guesses.
        """
        guess = self.admit(name, source)
        if self.factors.is_locked(name):
            self.note(name, Action.SIGN_IN_REFUSED, "codes locked", source)
            raise SignInRefused(_LOCKED)
        if not self.factors.check(name, code):
            raise self.wrong_code(name, source)
        self.forgive(guess)

    def wrong_code(self, name: str, source: str) -> SignInRefused:
        """Write down that a code was wrong, and return what to say about it."""
        self.note(name, Action.SIGN_IN_REFUSED, "wrong code", source)
        return SignInRefused(_WRONG_CODE)

    def note(self, account: str, action: Action, reason: str, source: str) -> None:
        """Write down why somebody was not let in, for the log and never for the reader."""
        # A name that nobody has may be a password typed into the wrong box.
        known = account if self.accounts.knows(account) else ""
        record(self.engine, self.key, known, action, {"reason": reason, "source": source})

    @property
    def _throttle(self) -> Throttle:
        return Throttle(self.engine, self.clock)


def _pause_words(pause: Pause) -> str:
    minutes = -(-pause.seconds // _MINUTE)
    unit = "minute" if minutes == 1 else "minutes"
    return f"There were too many attempts. Wait {minutes} {unit}, then try again."
