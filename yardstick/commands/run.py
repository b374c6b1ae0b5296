"""Start the server, with a demonstration store where there is none."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.commands import Refused, main
from yardstick.results.settings import ROOT, here
from yardstick.web.process import server_command

if TYPE_CHECKING:
    import argparse

SUMMARY = "Start the server, with a demonstration store where there is none."
LOOPBACK = "127.0.0.1"
IS_WINDOWS = os.name == "nt"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--store", type=Path, default=here().store)
    parser.add_argument("--auth", type=Path, default=here().accounts)
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--address", default=LOOPBACK, help="to listen on")


def run(given: argparse.Namespace) -> int:
    """Make what is missing, then hand over to the server, which checks the rest and says so."""
    refuse_taken_port(given.address, given.port)
    if not given.store.exists() and (wrong := main(["demo", "--store", str(given.store)])):
        return wrong
    sys.stdout.write(
        f"Yardstick starts at http://{given.address}:{given.port} (Ctrl+C stops it).\n"
    )
    sys.stdout.flush()
    environment = os.environ | {
        "YARDSTICK_STORE": str(given.store.absolute()),
        "YARDSTICK_AUTH": str(given.auth.absolute()),
    }
    return _hand_over(server_command(given.address, given.port), environment)


def _hand_over(command: list[str], environment: dict[str, str]) -> int:
    """Become the server, so that whoever stops this process stops it; Windows cannot."""
    if not IS_WINDOWS:
        os.chdir(ROOT)
        os.execve(command[0], command, environment)  # noqa: S606 - our own interpreter, no shell
    return subprocess.call(command, cwd=ROOT, env=environment)  # noqa: S603 - likewise


def refuse_taken_port(address: str, port: int) -> None:
    """Refuse a port that something listens on.

    Raises:
        Refused: It is taken, or not a port.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except (OSError, OverflowError) as error:
            raise Refused(
                f"Port {port} is in use or cannot be used. Stop what listens there, or choose "
                f"another: make run PORT={port + 1}"
            ) from error
