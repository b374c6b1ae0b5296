"""Starts a server of its own for a test, and ends it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from streamlit_client import ask

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parents[2]
STARTING_SECONDS = 90


@dataclass(frozen=True)
class Server:
    """A server that is answering.

    Attributes:
        url: Where.
        folder: What it was given to work in.
        log: What it has printed.
        pid: Its process.
    """

    url: str
    folder: Path
    log: Path
    pid: int


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(app: Path, folder: Path, environment: Mapping[str, str]) -> Iterator[Server]:
    """Serve an app, with the product's own settings, until the block ends.

    Raises:
        AssertionError: It did not start; the message holds what it printed.
    """
    port = free_port()
    log = folder / "server.log"
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(port)]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | dict(environment),
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        server = Server(f"http://127.0.0.1:{port}", folder, log, process.pid)
        try:
            _wait(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(30)


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            if ask(server.url, "/_stcore/health").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"The server did not start:\n{server.log.read_text('utf-8', 'replace')}")
