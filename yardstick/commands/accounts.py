"""Add an account, set its passphrase, or disable it, in the accounts file."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.access.editing import add_account, disable_account, set_password
from yardstick.commands import Refused
from yardstick.results.desk import Settings

if TYPE_CHECKING:
    import argparse

SUMMARY = "Add an account, set its passphrase, or disable it."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for action, words in (
        ("add", "add an account; asks for its passphrase"),
        ("password", "set a passphrase; asks for it"),
        ("disable", "disable an account, within a second and in every tab"),
    ):
        one = actions.add_parser(action, help=words)
        one.add_argument("account")
        one.add_argument("--auth", type=Path, default=Settings.accounts)
        if action == "add":
            one.add_argument("--name", required=True, help="as shown on screen")
            one.add_argument("--partner", required=True, help="an organisation of the file")
            one.add_argument("--title", default="", help="what the person does")
            one.add_argument("--role", action="append", default=[])


def run(given: argparse.Namespace) -> int:
    """Change the file."""
    if given.action == "add":
        add_account(
            given.auth,
            given.account,
            name=given.name,
            partner=given.partner,
            title=given.title,
            roles=tuple(given.role),
            password=_asked(),
        )
    elif given.action == "password":
        set_password(given.auth, given.account, _asked())
    else:
        disable_account(given.auth, given.account)
    sys.stdout.write(f"{given.account}: done. It holds from the next click on.\n")
    return 0


def _asked() -> str:
    """Ask twice, from the terminal or from standard input; never from the command line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Passphrase (15 characters or three words): ")
    if getpass.getpass("Again: ") != first:
        raise Refused("The two do not agree. Nothing was changed.")
    return first
