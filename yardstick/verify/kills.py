"""Processes that die in the middle, as by `kill -9`, each at another change to the disk.

`python -m yardstick.verify.kills STORE COPIES HOW_MANY STRIDE` copies the store, and does something
to the copy in a process that kills itself before its first change to the disk, then before its
second in a second copy, and so on until one lives to the end; then at moments drawn by a seed,
because a database writes its files where nobody can watch. What they leave in COPIES is for a bar
to judge.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from yardstick.store.places import Store, open_store
from yardstick.verify import workshop

if TYPE_CHECKING:
    from collections.abc import Callable

SENT: Final = 42.0  # the number that the processes send
_CHANGES: Final = frozenset(
    {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "shutil.rmtree"}
)
_LONGEST: Final = {
    "send": 0.15,
    "approve": 0.15,
    "publish": 1.2,
}  # seconds, and more on a slow disk


def _send(store: Store) -> None:
    workshop.send_counts(store, SENT)


def _approve(store: Store) -> None:
    workshop.approve(store, workshop.send_counts(store, SENT, workshop.OTHER))


ACTIONS: Final[dict[str, Callable[[Store], object]]] = {
    "send": _send,
    "approve": _approve,
    "publish": workshop.publish,
}


def killed(store: Path, copies: Path, how_many: int, stride: int) -> list[Path]:
    """Kill so many processes, and return the store that each has left.

    Args:
        store: Folder of the store that each starts from. Not changed.
        copies: An empty folder.
        how_many: At least as many.
        stride: Each action is killed at every so many of its changes to the disk.
    """
    command = [sys.executable, "-m", "yardstick.verify.kills", str(store), str(copies)]
    subprocess.run([*command, str(how_many), str(stride)], check=True)  # noqa: S603 - our own interpreter
    return sorted(copies.iterdir())


def main(  # pragma: no cover - in a process of its own
    store: Path, copies: Path, how_many: int, stride: int
) -> None:
    """Let one process after another die a little later than the one before."""
    for action, act in ACTIONS.items():
        for step in count(1, stride):
            folder = Path(shutil.copytree(store, copies / f"{action}-step-{step}"))
            if lives(act, folder, partial(die_before, step, folder)):
                break
    draw = random.Random(how_many)  # noqa: S311 - not for secrets
    for number in range(how_many - len(list(copies.iterdir()))):
        action = draw.choice(list(ACTIONS))
        folder = Path(shutil.copytree(store, copies / f"{action}-time-{number}"))
        lives(ACTIONS[action], folder, partial(die_after, draw.uniform(0, _LONGEST[action])))


def _die() -> None:  # pragma: no cover - nothing is left to count it
    """End at once: no handler runs, nothing is flushed."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_before(step: int, folder: Path) -> None:  # pragma: no cover - in a process that dies
    """Die before that change to what is in the folder, or to whether it is on disk."""
    steps = count(1)

    def take_step() -> None:
        if next(steps) == step:
            _die()

    def watch(event: str, given: tuple[object, ...]) -> None:
        if is_change(event, given, folder):
            take_step()

    fsync = os.fsync

    def stepping(descriptor: int) -> None:
        take_step()
        fsync(descriptor)

    os.fsync = stepping  # type: ignore[assignment]  # a process of its own, which ends with it
    sys.addaudithook(watch)


def is_change(  # pragma: no cover - in a process that dies
    event: str, given: tuple[object, ...], folder: Path
) -> bool:
    """Whether what the interpreter is about to do changes what is in a folder."""
    makes = event == "open" and isinstance(given[2], int) and bool(given[2] & os.O_CREAT)
    return (makes or event in _CHANGES) and str(given[0]).startswith(str(folder))


def die_after(seconds: float) -> None:  # pragma: no cover - in a process that dies
    """Die once so much time has passed: a database writes its file where nobody can watch."""

    def wait_and_die() -> None:
        time.sleep(seconds)
        _die()

    threading.Thread(target=wait_and_die, daemon=True).start()


def lives(  # pragma: no cover - in a process of its own
    act: Callable[[Store], object], folder: Path, arrange: Callable[[], None]
) -> bool:
    """Do the action in a process of its own, and say whether it came to its end."""
    child = os.fork()
    if child == 0:
        store = open_store(folder)
        arrange()
        act(store)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status not in {0, signal.SIGKILL}:
        sys.exit(f"The act in {folder} failed")
    return status == 0


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:]))
