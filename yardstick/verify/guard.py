"""Hears every address that a Python process tries to reach, from its first moment on.

A folder with `SITE` in it stands first on the process's path; the file is run before anything
else. What is not Python's own (uvloop, database drivers) it cannot hear: for that there is a
machine without a network (`offline`).
"""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

LOG: Final = "GUARD_LOG"
SITE: Final = "from yardstick.verify.guard import install\n\ninstall()\n"
_EVENTS: Final = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
}
_HERE: Final = ("127.", "::1", "localhost", "0.0.0.0", "/")  # noqa: S104 - to be heard, not opened


def guarded(folder: Path, root: Path) -> Mapping[str, str]:
    """Return what a process needs in its environment to be heard; it writes into the folder."""
    (folder / "sitecustomize.py").write_text(SITE, "utf-8")
    path = os.pathsep.join((str(folder), str(root), os.environ.get("PYTHONPATH", "")))
    return {"PYTHONPATH": path, LOG: str(_log(folder))}


def heard(folder: Path) -> list[str]:
    """Return what a process tried to reach, in order; nothing where it stayed on this machine."""
    return _log(folder).read_text("utf-8").splitlines()


def install() -> None:
    """Begin to listen in this process, and leave a sign that somebody does."""
    log = Path(os.environ[LOG])
    log.touch()
    sys.addaudithook(partial(note, log))


def note(log: Path, event: str, told: tuple[object, ...]) -> None:
    """Write down what an event says the process wants to reach, unless it is this machine."""
    place = _EVENTS.get(event)
    if place is None:
        return
    address = told[place]
    host = address[0] if isinstance(address, tuple) else address
    named = os.fsdecode(host) if isinstance(host, str | bytes) else ""
    if named and not named.startswith(_HERE):
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{event} {named}\n")


def _log(folder: Path) -> Path:
    return folder / "reached.txt"
