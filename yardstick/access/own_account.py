"""What everybody may see and change of their own account: password, recovery codes, sessions.

Whoever changes the way in proves anew who they are, with the password and, where there is one, a
code of the second factor: a screen left open is not enough. An account of a demonstration, whose
password is printed for all, stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.access import editing
from yardstick.access.arrivals import Ticket
from yardstick.access.audit import Action, record
from yardstick.access.errors import AccessDenied, AccountsError, SignInRefused

if TYPE_CHECKING:
    from yardstick.access.accounts_file import Account, AccountsFile
    from yardstick.access.door import Door
    from yardstick.access.sessions import Begun

SHARED = (
    "This is a demonstration account, which anybody may use. Its password is printed for everybody "
    "and stays as it is; who else is signed in with it is not shown."
)
ELSEWHERE = (
    "You sign in with your organisation's own account and have no password here. Your password is "
    "changed where you sign in."
)
_SAME = "Choose another password than the one you have."
_MEANWHILE = "Your password was changed by somebody else just now. Sign in again."


@dataclass(frozen=True)
class OwnStanding:
    """One's own account as it stands.

    Attributes:
        is_shared: Whether it is an account of a demonstration: whoever else uses it is not theirs
            to see.
        why_no_password: Why there is no password to change; empty where there is one.
        recovery_left: How many recovery codes are left; None without a second factor, and of a
            shared account, which is asked for none.
        sessions: One's own open sessions, the one that asks first, then the newest first. Of a
            shared account only the one that asks.
    """

    is_shared: bool
    why_no_password: str
    recovery_left: int | None
    sessions: tuple[Begun, ...]


@dataclass(frozen=True)
class OwnAccount:
    """One's own account, as the session that asks reaches it.

    Attributes:
        door: The installation's.
        session: Hash of the session that asks. It must be open at every question.
        source: Address the person comes from.
    """

    door: Door
    session: str
    source: str

    def standing(self) -> OwnStanding:
        """Return how one's own account stands.

        Raises:
            AccessDenied: The session has ended.
        """
        name, account = self._account()
        return OwnStanding(
            is_shared=account.demonstration,
            why_no_password=_why_no_password(account),
            recovery_left=self._recovery_left(name, account),
            sessions=self._sessions(name, account),
        )

    def change_password(self, present: str, code: str, chosen: str, onward: str) -> str:
        """Put another password in place of one's own; every session of one's own ends.

        The one that asks ends as well, so that nothing the browser held before opens anything
        afterwards (ASVS 7.2.4).

        Args:
            present: The password as it is.
            code: Of the second factor, or a recovery code; empty where there is none.
            chosen: The new password.
            onward: The page to go on to.

        Returns:
            A ticket for a session in place of the one that asked.

        Raises:
            AccessDenied: The session has ended.
            AccountsError: There is no password to change, or the new one is too weak.
            SignInRefused: What was given does not prove who it is, or the new one is the old one.
        """
        name, account = self._account()
        if why := _why_no_password(account):
            raise AccountsError(why)
        if chosen == present:
            raise SignInRefused(_SAME)
        path = self.door.accounts.path
        editing.refuse_weak(path, name, chosen)  # first: a code that proves is good once
        self._prove(name, account, present, code)

        def check(file: AccountsFile) -> None:
            now = file.credentials.usernames.get(name)
            if now is None or now.password != account.password:
                raise AccountsError(_MEANWHILE)

        editing.set_password(path, name, chosen, check=check)
        self.door.sessions.end_own(name)
        detail = {"of": name, "what": "chose a password"}
        record(self.door.engine, self.door.key, name, Action.ACCOUNT_CHANGED, detail)
        proved = self.door.proving.factors.enrolled(name)
        return self.door.sign_in.anew(Ticket(name, self.source, onward, proved))

    def renew_recovery(self, present: str, code: str) -> tuple[str, ...]:
        """Return new recovery codes, shown once; none of the old ones is good any more.

        Args:
            present: The password; not looked at where there is none.
            code: Of the second factor, or a recovery code.

        Raises:
            AccessDenied: The session has ended, or there is no second factor.
            AccountsError: The account is shared.
            SignInRefused: What was given does not prove who it is.
        """
        name, account = self._unshared()
        factors = self.door.proving.factors
        if not factors.enrolled(name):
            raise AccessDenied
        self._prove(name, account, present, code)
        return factors.renew_recovery(name)

    def end_session(self, session_hash: str) -> None:
        """End one of one's own sessions; nothing where it has ended or is somebody else's.

        Raises:
            AccessDenied: The session that asks has ended.
            AccountsError: The account is shared.
        """
        name, _ = self._unshared()
        self.door.sessions.end_one(name, session_hash)

    def end_others(self) -> None:
        """End every one of one's own sessions but the one that asks.

        Raises:
            AccessDenied, AccountsError: As `end_session`.
        """
        name, _ = self._unshared()
        self.door.sessions.end_others(name, self.session)

    def _unshared(self) -> tuple[str, Account]:
        name, account = self._account()
        if account.demonstration:
            raise AccountsError(SHARED)
        return name, account

    def _recovery_left(self, name: str, account: Account) -> int | None:
        factors = self.door.proving.factors
        if account.demonstration or not factors.enrolled(name):
            return None
        return factors.recovery_left(name)

    def _sessions(self, name: str, account: Account) -> tuple[Begun, ...]:
        found = self.door.sessions.of(name)
        here = [one for one in found if one.hash == self.session]
        others = [] if account.demonstration else [one for one in found if one not in here]
        return (*here, *others)

    def _account(self) -> tuple[str, Account]:
        viewer = self.door.viewer(self.session)
        account = self.door.accounts.find(viewer.account) if viewer else None
        if viewer is None or account is None:
            raise AccessDenied
        return viewer.account, account

    def _prove(self, name: str, account: Account, present: str, code: str) -> None:
        """Have somebody prove with all they have that it is they who sit there."""
        proving = self.door.proving
        if not _why_no_password(account):
            proving.give_password(name, account, present, self.source)
        if proving.factors.enrolled(name):
            proving.give_code(name, code, self.source)


def _why_no_password(account: Account) -> str:
    if account.demonstration:
        return SHARED
    return ELSEWHERE if account.single_sign_on and account.starting else ""
