"""The command line. A command is a module here with `SUMMARY`, `arguments` and `run`.

Each says in one sentence what went wrong and what to do; a trace is for a fault of ours only.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from typing import TYPE_CHECKING, Protocol, cast

from yardstick.access.errors import AccessDenied, AccountsError
from yardstick.catalogue.errors import CatalogueError
from yardstick.intake.errors import IntakeError
from yardstick.query import QueryError
from yardstick.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

WRONG = 2  # the exit code of a command that could not do what was asked


class Refused(Exception):  # noqa: N818 - a decision, not a fault
    """A command cannot do what was asked; the message says why and what to do."""


class Command(Protocol):
    """What a module in this package must hold."""

    SUMMARY: str

    @staticmethod
    def arguments(parser: argparse.ArgumentParser) -> None:
        """Say what the command takes."""

    @staticmethod
    def run(given: argparse.Namespace) -> int:
        """Do it; return the exit code."""


TOLD = (
    AccessDenied,
    AccountsError,
    CatalogueError,
    IntakeError,
    QueryError,
    Refused,
    StoreError,
)


def names() -> list[str]:
    """Return the name of every command: that of its module, with hyphens."""
    return [module.name.replace("_", "-") for module in pkgutil.iter_modules(__path__)]


def command(name: str) -> Command:
    """Return one command, reading what it needs and nothing of the others."""
    module = importlib.import_module(f"{__name__}.{name.replace('-', '_')}")
    return cast("Command", module)


def parser(chosen: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser of a command line on which some commands can stand."""
    top = argparse.ArgumentParser(prog="python -m yardstick", description=__doc__)
    below = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in chosen:
        one = command(name)
        given = below.add_parser(name, help=one.SUMMARY, description=one.SUMMARY)
        one.arguments(given)
        given.set_defaults(run=one.run)
    return top


def main(arguments: Sequence[str]) -> int:
    """Run one command.

    Returns:
        0 where it did what was asked, 2 where it could not and said why.
    """
    every = names()
    asked = [name for name in arguments[:1] if name in every]
    given = parser(asked or every).parse_args(arguments)
    try:
        return int(given.run(given))
    except TOLD as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201 - the command line's own voice
        return WRONG
