"""Processes that die in the middle, as by `kill -9`, each at another change to the disk.

`python store_crash.py STORE COPIES` copies the store, does something to the copy in a process
that kills itself before its first change to the disk, then before its second in a second copy,
and so on until one lives to the end. What they leave in COPIES is for a test to look at.
"""

from __future__ import annotations

import shutil
import sys
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from store_builders import build, counts, send

from yardstick.store.history import prune
from yardstick.verify.kills import die_after, die_before, lives

if TYPE_CHECKING:
    from collections.abc import Callable

    from yardstick.store.places import Store

ACTIONS: dict[str, Callable[[Store], object]] = {
    "send": lambda store: send(store, counts(R02=42)),
    "build": build,
    "prune": lambda store: prune(store, lambda: None, keep=1),
}
TIMED = ("send", "build")
FIRST_SECONDS, LONGER = 0.004, 1.6


def main(store: Path, copies: Path) -> None:
    """Let one process after another die a little later than the one before."""
    for action, act in ACTIONS.items():
        for step in count(1):
            folder = Path(shutil.copytree(store, copies / f"{action}-step-{step}"))
            if lives(act, folder, partial(die_before, step, folder)):
                break
    for action in TIMED:
        for step in count(1):
            folder = Path(shutil.copytree(store, copies / f"{action}-time-{step}"))
            seconds = FIRST_SECONDS * LONGER**step
            if lives(ACTIONS[action], folder, partial(die_after, seconds)):
                break


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
