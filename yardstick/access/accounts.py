"""The accounts as the file has them now: who may sign in, and what their partner was granted.

The file is read again whenever it changes, so that an account disabled in it is out at the next
click.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from yardstick.access.accounts_file import normal_name, read_accounts
from yardstick.access.errors import AccountsError

if TYPE_CHECKING:
    from pathlib import Path

    from yardstick.access.accounts_file import Account, AccountsFile
    from yardstick.catalogue.regions import GrantDeclaration


class Accounts:
    """The accounts as the file has them now.

    Every answer is from the file as it stands; one that cannot be read answers nobody.
    """

    def __init__(self, path: Path, *, demonstration: bool) -> None:
        """Name the file; it is read at the first question.

        Args:
            path: The accounts file.
            demonstration: Whether the store is a demonstration. On any other store the
                demonstration's accounts are not answered for.
        """
        self.path = path
        self._demonstration = demonstration
        self._lock = threading.Lock()
        self._stamp: tuple[int, int, int] | None = None
        self._file: AccountsFile | None = None

    def find(self, name: str) -> Account | None:
        """Return an account that may sign in here, or None where there is none of that name."""
        account = self.current().credentials.usernames.get(normal_name(name))
        if account is None or account.disabled:
            return None
        return account if self._demonstration or not account.demonstration else None

    def of_single_sign_on(self, issuer: str, subject: str) -> str | None:
        """Return the name of the account that carries an identity, or None where none does."""
        for name, account in self.current().credentials.usernames.items():
            carried = account.single_sign_on
            if carried and (carried.issuer, carried.subject) == (issuer, subject):
                return name
        return None

    def knows(self, name: str) -> bool:
        """Whether the file has an account of that name, whatever its state."""
        return normal_name(name) in self.current().credentials.usernames

    def grants(self, partner: str) -> tuple[GrantDeclaration, ...]:
        """Return what a partner was granted; nothing where it is not in the file."""
        found = self.current().partners.get(partner)
        return found.grants if found else ()

    def demonstrations(self) -> tuple[tuple[str, Account], ...]:
        """Return the names and accounts to print on the sign-in page, in the file's order."""
        if not self._demonstration:
            return ()
        accounts = self.current().credentials.usernames.items()
        return tuple((name, account) for name, account in accounts if account.demonstration)

    def current(self) -> AccountsFile:
        """Return the file as it is now.

        Raises:
            AccountsError: It is missing or cannot be used; nothing older is answered instead.
        """
        try:
            found = self.path.stat()
        except OSError as error:
            raise AccountsError(f"{self.path} cannot be read: {error.strerror}.") from error
        stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
        with self._lock:
            if self._file is None or stamp != self._stamp:
                self._file = None
                self._file = read_accounts(self.path)
                self._stamp = stamp
            return self._file
