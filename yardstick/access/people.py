"""What an administrator of a partner may do to their own organisation's accounts, and no others.

Every change looks the administrator's rights up anew and checks them again under the file's lock,
so that neither a page nor a race can widen them. Another partner's account reads like one that
does not exist.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.access import editing
from yardstick.access.accounts_file import normal_name
from yardstick.access.audit import Action, record
from yardstick.access.errors import AccessDenied, AccountsError
from yardstick.access.passwords import starting_password
from yardstick.access.policy import viewer_for
from yardstick.access.roster import roster
from yardstick.model import Grant, Reach

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from yardstick.access.accounts_file import AccountsFile
    from yardstick.access.door import Door
    from yardstick.access.editing import Check
    from yardstick.access.roster import Person
    from yardstick.model import Viewer

ADMINISTRATOR = "administrator"

_OWN = "Your own account is for somebody else to change. Ask the host's regional data team."
_SHOWN = "A demonstration account stays as it is. Add a person, and change that one."
_WIDER = "That is more than your organisation was given. Ask the host's regional data team."


@dataclass(frozen=True)
class People:
    """The accounts of one partner, for its administrator.

    Attributes:
        door: The installation's.
        account: Sign-in name of the administrator.
    """

    door: Door
    account: str

    def listed(self) -> tuple[Person, ...]:
        """Return the partner's accounts, in the file's order.

        Raises:
            AccessDenied: Whoever asks is no administrator, now.
        """
        partner = self._administrator().partner
        enrolled = self.door.sign_in.factors.everybody()
        return roster(self.door.accounts.current(), enrolled, self._today(), partner)

    def grants(self) -> tuple[Grant, ...]:
        """Return what the partner was granted: the most that a person of it may have."""
        return self._offered(self.door.accounts.current())

    def roles(self) -> tuple[str, ...]:
        """Return the roles that the partner's administrator may give."""
        partner = self._administrator().partner
        return self.door.accounts.current().partners[partner].roles

    def add(
        self, account: str, *, name: str, title: str, roles: Sequence[str], grants: Sequence[Grant]
    ) -> str:
        """Add a person, confirmed today, and return the password to start with.

        It is shown once; the person chooses another at the first sign-in.

        Raises:
            AccessDenied: Whoever asks is no administrator.
            AccountsError: The name is taken or no name, or more is asked than the partner has.
        """
        partner = self._administrator().partner

        def check(file: AccountsFile) -> None:
            self._within(file, grants)
            _check_roles(file, partner, roles)

        password = starting_password()
        editing.add_account(
            self.door.accounts.path,
            account,
            password,
            name=name,
            title=title,
            partner=partner,
            roles=roles,
            grants=self._narrowed(grants),
            starting=self._today(),
            check=check,
        )
        self._said(account, "added")
        self.confirm(account)
        return password

    def disable(self, account: str) -> None:
        """End a person's right to sign in; their sessions end within a second."""
        editing.disable_account(self.door.accounts.path, account, self._may_change(account))
        self.door.sessions.end_all(normal_name(account))
        self._said(account, "disabled")

    def enable(self, account: str) -> None:
        """Give a person who was disabled the right to sign in back."""
        editing.enable_account(self.door.accounts.path, account, self._may_open(account))
        self._said(account, "enabled")

    def renew_password(self, account: str) -> str:
        """Give a person another password to start with, and return it."""
        password = starting_password()
        path, check, today = self.door.accounts.path, self._may_open(account), self._today()
        editing.set_password(path, account, password, starting=today, check=check)
        self.door.sessions.end_all(normal_name(account))
        self._said(account, "given a new password")
        return password

    def reset_factor(self, account: str) -> None:
        """Have a person set up their second factor again; their sessions end."""
        self._may_open(account)(self.door.accounts.current())
        self.door.sign_in.factors.reset(normal_name(account), by=self.account)
        self.door.sessions.end_all(normal_name(account))

    def set_grants(self, account: str, grants: Sequence[Grant]) -> None:
        """Say what a person may see.

        Raises:
            AccountsError: It is more than the partner has.
        """
        may_change = self._may_change(account)

        def check(file: AccountsFile) -> None:
            may_change(file)
            self._within(file, grants)

        path = self.door.accounts.path
        editing.set_grants(path, account, self._narrowed(grants), check)
        self._said(account, "grants: " + ", ".join(f"{one.dataset} {one.reach}" for one in grants))

    def set_roles(self, account: str, roles: Sequence[str]) -> None:
        """Say which rights a person has beside what they see; they hold from the next click on.

        Raises:
            AccountsError: The partner's administrators may not give one of them, or one that the
                person has.
        """
        may_open = self._may_open(account)

        def check(file: AccountsFile) -> None:
            may_open(file)
            _check_roles(file, self._administrator().partner, roles)

        editing.set_roles(self.door.accounts.path, account, roles, check)
        self._said(account, "rights: " + (", ".join(roles) or "none"))

    def confirm(self, account: str) -> None:
        """Write down that a person's rights were looked at and are still right."""
        path, check = self.door.accounts.path, self._may_change(account)
        editing.confirm_account(path, account, self._today(), self.account, check)
        self._said(account, "confirmed")

    def _administrator(self) -> Viewer:
        viewer = viewer_for(self.account, self.door.accounts, self.door.region)
        if viewer is None or ADMINISTRATOR not in viewer.roles:
            raise AccessDenied
        return viewer

    def _may_change(self, account: str) -> Check:
        """Return what checks, under the lock, that an account is this administrator's to change."""
        name = normal_name(account)

        def check(file: AccountsFile) -> None:
            found = file.credentials.usernames.get(name)
            if found is None or found.partner != self._administrator().partner:
                raise AccessDenied
            if name == self.account:
                raise AccountsError(_OWN)
            if found.demonstration:
                raise AccountsError(_SHOWN)

        return check

    def _may_open(self, account: str) -> Check:
        """Return what checks that whoever takes an account over gains nothing by it.

        An administrator who gives somebody a password could sign in as them.
        """
        may_change = self._may_change(account)

        def check(file: AccountsFile) -> None:
            may_change(file)
            found = file.credentials.usernames[normal_name(account)]
            _check_roles(file, found.partner, found.roles)

        return check

    def _offered(self, file: AccountsFile) -> tuple[Grant, ...]:
        given = file.partners[self._administrator().partner].grants
        return tuple(Grant(one.dataset, one.reach) for one in given)

    def _within(self, file: AccountsFile, grants: Sequence[Grant]) -> None:
        most = {one.dataset: one.reach for one in self._offered(file)}
        for one in grants:
            if one.dataset not in most or (Reach.OWN is most[one.dataset] is not one.reach):
                raise AccountsError(_WIDER)

    def _narrowed(self, grants: Sequence[Grant]) -> Sequence[Grant] | None:
        """Return the list to keep; none where it is all there is, so that it grows with it."""
        return None if set(grants) == set(self.grants()) else grants

    def _said(self, account: str, what: str) -> None:
        detail = {"of": normal_name(account), "what": what}
        record(self.door.engine, self.door.key, self.account, Action.ACCOUNT_CHANGED, detail)

    def _today(self) -> dt.date:
        return dt.datetime.fromtimestamp(self.door.clock(), dt.UTC).date()


def _check_roles(file: AccountsFile, partner: str, roles: Collection[str]) -> None:
    """Refuse roles that a partner's administrators may not give."""
    if not set(roles) <= set(file.partners[partner].roles):
        raise AccountsError(_WIDER)
