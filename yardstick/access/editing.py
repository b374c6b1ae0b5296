"""Changes to the accounts file: one at a time, whole or not at all.

The file is small and edited by people too, so an edit reads it, changes it, checks it and puts a
new file in its place, all under one lock.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import yaml

from yardstick.access.accounts_file import (
    AccountsFile,
    checked,
    normal_name,
    read_accounts,
    read_mapping,
)
from yardstick.access.errors import AccountsError
from yardstick.access.passwords import Around, hash_password, refuse_if_weak
from yardstick.store.durable import write_whole
from yardstick.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from pathlib import Path
    from typing import TypeAlias

    from yardstick.model import Grant

    Check: TypeAlias = Callable[[AccountsFile], None]

WAIT_SECONDS = 120
OWNER_ONLY = 0o600
_WORDS = re.compile(r"[^\W_]+")


def nothing_more(_file: AccountsFile) -> None:
    """Ask nothing of the file beyond its schema: for whoever may write it by hand anyway."""


def add_account(  # noqa: PLR0913 - an account is this much
    path: Path,
    account: str,
    password: str,
    *,
    name: str,
    title: str,
    partner: str,
    roles: Sequence[str] = (),
    grants: Sequence[Grant] | None = None,
    starting: date | None = None,
    check: Check = nothing_more,
) -> None:
    """Add a person who may sign in.

    Args:
        path: The accounts file.
        account: The sign-in name.
        password: The first one.
        name: How the person is called on screen.
        title: What they do.
        partner: Whose they are.
        roles: Extra rights.
        grants: What they may see; None for all that the partner may.
        starting: The day, where the person must choose another password at the first sign-in.
        check: Asked about the file as it is under the lock; what it raises, stops the change.

    Raises:
        AccountsError: The name is taken, the password is weak, the partner is not in the file, or
            the file cannot be written.
    """
    key = normal_name(account)
    entry: dict[str, Any] = {
        "name": name,
        "password": hash_password(
            password, _around(read_accounts(path), key, name, title, partner)
        ),
        "title": title,
        "partner": partner,
        "roles": list(roles),
    }
    if grants is not None:
        entry["grants"] = _written(grants)
    if starting:
        entry["starting"] = starting

    def change(people: dict[str, Any]) -> None:
        if key in people:
            raise AccountsError(f"{path.name}: there is an account '{key}' already.")
        people[key] = entry

    _edit(path, change, check)


def disable_account(path: Path, account: str, check: Check = nothing_more) -> None:
    """End an account's right to sign in. Its sessions end at their next click.

    Raises:
        AccountsError: There is no such account, or the file cannot be written.
    """
    _edit(path, lambda people: _entry(people, account, path).update(disabled=True), check)


def enable_account(path: Path, account: str, check: Check = nothing_more) -> None:
    """Give an account that was disabled its right to sign in back.

    Raises:
        AccountsError: There is no such account, or the file cannot be written.
    """
    _edit(path, lambda people: _entry(people, account, path).pop("disabled", None), check)


def set_grants(
    path: Path, account: str, grants: Sequence[Grant] | None, check: Check = nothing_more
) -> None:
    """Say what a person may see; None for all that the partner may.

    Raises:
        AccountsError: There is no such account, or the file cannot be written.
    """

    def change(people: dict[str, Any]) -> None:
        entry = _entry(people, account, path)
        entry.pop("grants", None)
        if grants is not None:
            entry["grants"] = _written(grants)

    _edit(path, change, check)


def set_roles(path: Path, account: str, roles: Sequence[str], check: Check = nothing_more) -> None:
    """Say which roles a person has beside what they may see.

    Raises:
        AccountsError: There is no such account or role, or the file cannot be written.
    """
    _edit(path, lambda people: _entry(people, account, path).update(roles=list(roles)), check)


def confirm_account(
    path: Path, account: str, on: date, by: str, check: Check = nothing_more
) -> None:
    """Write down that somebody looked at an account's rights and said they are still right.

    Raises:
        AccountsError: There is no such account, or the file cannot be written.
    """
    said = {"on": on, "by": normal_name(by)}
    _edit(path, lambda people: _entry(people, account, path).update(confirmed=said), check)


def set_password(
    path: Path,
    account: str,
    password: str,
    *,
    starting: date | None = None,
    check: Check = nothing_more,
) -> None:
    """Give an account another password. A demonstration account becomes an ordinary one.

    Args:
        path: The accounts file.
        account: Whose.
        password: The new one.
        starting: The day, where the person must choose another at the next sign-in.
        check: As in `add_account`.

    Raises:
        AccountsError: There is no such account, the password is weak, or the file cannot be
            written.
    """
    hashed = hash_password(password, _around_of(path, account))

    def change(people: dict[str, Any]) -> None:
        entry = _entry(people, account, path)
        entry["password"] = hashed
        entry.pop("demonstration", None)
        entry.pop("demonstration_password", None)
        entry.pop("starting", None)
        if starting:
            entry["starting"] = starting

    _edit(path, change, check)


def refuse_weak(path: Path, account: str, password: str) -> None:
    """Refuse a new password that `set_password` would refuse, without changing anything.

    Raises:
        AccountsError: It is too weak; the message says how.
    """
    refuse_if_weak(password, _around_of(path, account))


def _written(grants: Sequence[Grant]) -> list[dict[str, str]]:
    return [{"dataset": one.dataset, "reach": one.reach.value} for one in grants]


def _entry(people: dict[str, Any], account: str, path: Path) -> dict[str, Any]:
    entry: dict[str, Any] | None = people.get(normal_name(account))
    if entry is None:
        raise AccountsError(f"{path.name}: there is no account '{normal_name(account)}'.")
    return entry


def _around_of(path: Path, account: str) -> Around:
    """Return what is known around an account's password; only its name where there is no such."""
    file, name = read_accounts(path), normal_name(account)
    found = file.credentials.usernames.get(name)
    return _around(file, name, *((found.name, found.title, found.partner) if found else ()))


def _around(file: AccountsFile, account: str, *said: str) -> Around:
    """Return what a new password must not contain: its own name, and what the world can read.

    What is said of a person, their name, post and partner, counts for nothing in it.
    """
    people = file.credentials.usernames.values()
    printed = (one.demonstration_password or "" for one in people)
    words = _WORDS.findall(" ".join((account, *said)))
    return Around(forbidden=(account, *printed), known=tuple(words))


def _edit(path: Path, change: Callable[[dict[str, Any]], object], check: Check) -> None:
    """Apply a change to the people in the file; what breaks the schema is not written."""
    with _alone(path):
        found = read_mapping(path)
        check(checked(found, path.name))
        change(found["credentials"]["usernames"])
        checked(found, path.name)
        text = yaml.safe_dump(found, sort_keys=False, allow_unicode=True)
        _replace(path, _heading(path) + text)


def _heading(path: Path) -> str:
    """Return the comment at the top of the file, which rewriting would otherwise lose."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    end = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "".join(lines[:end])


def _replace(path: Path, text: str) -> None:
    """Put a new file in the old one's place; whoever could read it still can."""
    mode = path.stat().st_mode
    try:
        write_whole(path, text.encode())
    except StoreError as error:
        raise AccountsError(str(error)) from error
    path.chmod(mode)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the only right to edit, between threads and processes alike.

    SQLite's own lock on an empty file beside it: it is the one lock of the standard library that
    works on every system and is let go of when a process dies.
    """
    beside = path.with_name(f"{path.name}.lock")
    try:
        beside.touch(mode=OWNER_ONLY)
        with closing(sqlite3.connect(beside, timeout=WAIT_SECONDS, isolation_level=None)) as lock:
            lock.execute("BEGIN EXCLUSIVE")
            yield
    except sqlite3.OperationalError as error:
        raise AccountsError(
            f"{path.name} is being changed by somebody else. Try again in a minute."
        ) from error
    except OSError as error:
        raise AccountsError(f"{path} cannot be changed: {error.strerror}.") from error
