"""A server of the product in a process of its own, on a store of its own, to be attacked."""

from __future__ import annotations

import datetime as dt
import os
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.access.audit import audit_key
from yardstick.access.sessions import Sessions
from yardstick.catalogue import load_catalogue
from yardstick.demonstration import demonstrate
from yardstick.results.settings import ROOT, Settings
from yardstick.store.operations import create_tables
from yardstick.store.places import Store, create_store, operations
from yardstick.verify.visitor import ask
from yardstick.web.cookie import cookie_name
from yardstick.web.process import server_command

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LOOPBACK = "127.0.0.1"
STARTING_SECONDS = 90.0
ENDING_SECONDS = 30.0
REGION = "east_midlands"


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
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(app: Path, folder: Path, environment: Mapping[str, str]) -> Iterator[Server]:
    """Serve an app, with the product's own settings, until the block ends.

    Raises:
        RuntimeError: It did not start; the message holds what it printed.
    """
    port = free_port()
    log = folder / f"server-{port}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and arguments
            server_command(LOOPBACK, port, str(app)),
            cwd=ROOT,
            env=os.environ | dict(environment),
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        server = Server(f"http://{LOOPBACK}:{port}", folder, log, process.pid)
        try:
            _wait(server, process)
            yield server
        finally:
            _end(process, ENDING_SECONDS)


@contextmanager
def product(store: Store, folder: Path, **environment: str) -> Iterator[Server]:
    """Serve the product on a store until the block ends."""
    told = {"YARDSTICK_STORE": str(store.root), "YARDSTICK_AUTH": str(Settings.accounts)}
    with serving(ROOT / "app.py", folder, told | environment) as server:
        yield server


def demonstration(folder: Path, *, filled: bool) -> Store:
    """Make a demonstration store: with its releases, or an empty one where no figure is needed."""
    store = create_store(folder / "store", "demonstration", REGION)
    if filled:
        demonstrate(store, load_catalogue(Settings.data), made=dt.datetime.now(dt.UTC))
    return store


def session_of(store: Store, account: str) -> str:
    """Begin a session of an account, past the sign-in, and return the `Cookie` header for it."""
    engine = operations(store)
    create_tables(engine)
    token = Sessions(engine, audit_key(store.root)).start(account, LOOPBACK)
    return f"{cookie_name(secure=False)}={token}"


def _end(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Ask a server to end, and end it where it does not: a browser may hold it by its socket."""
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError):  # nothing listens yet
            if ask(server.url, "/_stcore/health").status == 200:  # noqa: PLR2004 - as HTTP says it
                return
        time.sleep(0.1)
    raise RuntimeError(f"The server did not start:\n{server.log.read_text('utf-8', 'replace')}")
