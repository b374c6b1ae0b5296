"""Look after the accounts file and the second factors, without a browser."""

from __future__ import annotations

import datetime as dt
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.access.accounts_file import normal_name, read_accounts
from yardstick.access.audit import audit_key
from yardstick.access.editing import (
    add_account,
    confirm_account,
    disable_account,
    enable_account,
    set_grants,
    set_password,
    set_roles,
)
from yardstick.access.factor import Factors
from yardstick.access.roster import roster
from yardstick.commands import Refused
from yardstick.model import Grant, Reach
from yardstick.results.settings import here
from yardstick.store.operations import create_tables
from yardstick.store.places import open_store, operations

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from yardstick.access.roster import Person

SUMMARY = (
    "Look after accounts: list, add, password, disable, enable, grants, roles, recertify, factor."
)
_ALL = "all"  # of a partner's grants

_ACTIONS = (
    ("list", "list the accounts; those not confirmed for a quarter are flagged"),
    ("add", "add an account; asks for its passphrase"),
    ("password", "set a passphrase; asks for it"),
    ("disable", "disable an account, within a second and in every tab"),
    ("enable", "let a disabled account sign in again"),
    ("grants", "say what an account may see: DATASET:own, DATASET:region, or all"),
    ("roles", "say which roles an account has beside what it may see; none takes all away"),
    ("recertify", "write down that the rights of an account were looked at and are right"),
    ("factor", "forget an account's second factor, so that it is set up again"),
)
_NEEDS_STORE = frozenset({"list", "factor"})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for action, words in _ACTIONS:
        one = actions.add_parser(action, help=words)
        if action == "list":
            one.add_argument("--partner", default="", help="of one organisation only")
        else:
            one.add_argument("account")
        one.add_argument("--auth", type=Path, default=here().accounts)
        if action in _NEEDS_STORE:
            one.add_argument("--store", type=Path, default=here().store)
        if action in {"recertify", "factor"}:
            one.add_argument("--by", required=True, help="your own account, for the record")
        if action == "grants":
            one.add_argument("grants", nargs="+", metavar="GRANT")
        if action == "roles":
            one.add_argument("roles", nargs="*", metavar="ROLE")
        if action == "add":
            one.add_argument("--name", required=True, help="as shown on screen")
            one.add_argument("--partner", required=True, help="an organisation of the file")
            one.add_argument("--title", default="", help="what the person does")
            one.add_argument("--role", action="append", default=[])


def run(given: argparse.Namespace) -> int:
    """Change the file, or show what it holds."""
    if given.action == "list":
        _list(given)
        return 0
    _CHANGES[given.action](given)
    sys.stdout.write(f"{given.account}: done. It holds from the next click on.\n")
    return 0


def _list(given: argparse.Namespace) -> None:
    today = dt.datetime.now(dt.UTC).date()
    people = roster(
        read_accounts(given.auth), _factors(given.store).everybody(), today, given.partner
    )
    for person in people:
        sys.stdout.write("\t".join(_line(person)) + "\n")
    overdue = sum(person.overdue for person in people)
    sys.stdout.write(f"{len(people)} accounts; {overdue} not confirmed within a quarter.\n")


def _line(person: Person) -> tuple[str, ...]:
    said = f"confirmed {person.confirmed} by {person.by}" if person.confirmed else "never confirmed"
    flag = "OVERDUE" if person.overdue else "disabled" if person.disabled else "in use"
    roles = ",".join(person.roles) or "-"
    return (person.account, person.partner, roles, f"second factor {person.factor}", said, flag)


def _add(given: argparse.Namespace) -> None:
    add_account(
        given.auth,
        given.account,
        name=given.name,
        partner=given.partner,
        title=given.title,
        roles=tuple(given.role),
        password=_asked(),
    )


def _grants(given: argparse.Namespace) -> None:
    wanted = None if given.grants == [_ALL] else [_grant(text) for text in given.grants]
    set_grants(given.auth, given.account, wanted)


def _grant(text: str) -> Grant:
    dataset, _, reach = text.partition(":")
    if reach not in {one.value for one in Reach}:
        raise Refused(f"'{text}' is no grant. Write DATASET:own or DATASET:region, or only: all.")
    return Grant(dataset, Reach(reach))


def _recertify(given: argparse.Namespace) -> None:
    today = dt.datetime.now(dt.UTC).date()
    confirm_account(given.auth, given.account, today, given.by)


def _factor(given: argparse.Namespace) -> None:
    account = normal_name(given.account)
    if account not in read_accounts(given.auth).credentials.usernames:
        raise Refused(f"{given.auth.name}: there is no account '{account}'.")
    _factors(given.store).reset(account, by=normal_name(given.by))


def _factors(root: Path) -> Factors:
    store = open_store(root, here().database)
    engine = operations(store)
    create_tables(engine)
    return Factors(engine, audit_key(store.root))


_CHANGES: dict[str, Callable[[argparse.Namespace], None]] = {
    "add": _add,
    "password": lambda given: set_password(given.auth, given.account, _asked()),
    "disable": lambda given: disable_account(given.auth, given.account),
    "enable": lambda given: enable_account(given.auth, given.account),
    "grants": _grants,
    "roles": lambda given: set_roles(given.auth, given.account, given.roles),
    "recertify": _recertify,
    "factor": _factor,
}


def _asked() -> str:
    """Ask twice, from the terminal or from standard input; never from the command line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Passphrase (15 characters or three words): ")
    if getpass.getpass("Again: ") != first:
        raise Refused("The two do not agree. Nothing was changed.")
    return first
