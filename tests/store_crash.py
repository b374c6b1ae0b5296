"""Processes that die in the middle, as by `kill -9`, each at another change to the disk.

`python store_crash.py STORE COPIES` copies the store, does something to the copy in a process
that kills itself before its first change to the disk, then before its second in a second copy,
and so on until one lives to the end. What they leave in COPIES is for a test to look at.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from store_builders import build, counts, send

from yardstick.store.history import prune
from yardstick.store.places import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Callable

ACTIONS: dict[str, Callable[[Store], object]] = {
    "send": lambda store: send(store, counts(R02=42)),
    "build": build,
    "prune": lambda store: prune(store, keep=1),
}
CHANGES = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "shutil.rmtree"}
TIMED = ("send", "build")
FIRST_SECONDS, LONGER = 0.004, 1.6


def die() -> None:
    """End at once: no handler runs, nothing is flushed."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_before(step: int, folder: Path) -> None:
    """Die before that change to what is in the folder, or to whether it is on disk."""
    steps = count(1)

    def take_step() -> None:
        if next(steps) == step:
            die()

    def watch(event: str, given: tuple[object, ...]) -> None:
        makes = event == "open" and isinstance(given[2], int) and given[2] & os.O_CREAT
        if (makes or event in CHANGES) and str(given[0]).startswith(str(folder)):
            take_step()

    fsync = os.fsync
    os.fsync = lambda descriptor: (take_step(), fsync(descriptor))[1]
    sys.addaudithook(watch)


def die_after(seconds: float) -> None:
    """Die once so much time has passed: a database writes its file where nobody can watch."""
    threading.Thread(target=lambda: (time.sleep(seconds), die()), daemon=True).start()


def lives(action: str, folder: Path, arrange: Callable[[], None]) -> bool:
    """Do the action in a process of its own, and say whether it came to its end."""
    child = os.fork()
    if child == 0:
        store = open_store(folder)
        arrange()
        ACTIONS[action](store)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status not in {0, signal.SIGKILL}:
        sys.exit(f"{action} failed in {folder}")
    return status == 0


def main(store: Path, copies: Path) -> None:
    """Let one process after another die a little later than the one before."""
    for action in ACTIONS:
        for step in count(1):
            folder = Path(shutil.copytree(store, copies / f"{action}-step-{step}"))
            if lives(action, folder, lambda step=step, folder=folder: die_before(step, folder)):
                break
    for action in TIMED:
        for step in count(1):
            folder = Path(shutil.copytree(store, copies / f"{action}-time-{step}"))
            seconds = FIRST_SECONDS * LONGER**step
            if lives(action, folder, lambda seconds=seconds: die_after(seconds)):
                break


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
