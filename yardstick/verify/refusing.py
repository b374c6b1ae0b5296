"""Processes whose disk refuses: full, or closed to them, from one change on.

`python -m yardstick.verify.refusing STORE COPIES STRIDE` copies the store and does something to the
copy in a process whose every change to the disk is refused from the first on, then from the second
on in a second copy, and so on until one comes to its end; and then in processes that may write no
file larger than a little. It prints what each was told. What they leave in COPIES is for a bar to
judge.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from yardstick.store.errors import StoreError
from yardstick.store.places import open_store
from yardstick.verify.kills import ACTIONS, is_change

if TYPE_CHECKING:
    from collections.abc import Callable

    from yardstick.store.places import Store

FELL: Final = "fell over: "
FAULTS: Final = {"full": errno.ENOSPC, "closed": errno.EACCES}
ROOMS: Final = (0, 2_000, 20_000, 60_000, 150_000, 400_000, 1_000_000)  # bytes a file may grow to
DONE: Final = ""
_FREES: Final = frozenset({"os.remove", "os.rmdir"})  # a full disk allows it
_MADE_OF_OTHERS: Final = "shutil.rmtree"  # changes, each of which is refused by itself


def refused(store: Path, copies: Path, stride: int) -> dict[str, str]:
    """Have processes refused, and return what each was told, by the name of the store it left.

    Args:
        store: Folder of the store that each starts from. Not changed.
        copies: An empty folder.
        stride: Each action is refused from every so many of its changes to the disk on; above 1
            fewer sizes of file are tried, too.
    """
    command = [sys.executable, "-m", "yardstick.verify.refusing", str(store), str(copies)]
    done = subprocess.run([*command, str(stride)], check=True, stdout=subprocess.PIPE)  # noqa: S603 - our own interpreter
    return dict(json.loads(done.stdout))


def main(store: Path, copies: Path, stride: int) -> None:  # pragma: no cover - a process of its own
    """Let one process after another come a little further than the one before."""
    told: dict[str, str] = {}

    def attempt(name: str, act: Callable[[Store], object], arrange: Callable[[Path], None]) -> str:
        folder = Path(shutil.copytree(store, copies / name))
        told[name] = _told(act, folder, arrange)
        return told[name]

    for action, act in ACTIONS.items():
        for fault, number in FAULTS.items():
            for step in count(1, stride):
                arrange = partial(_refuse_from, step, number)
                if attempt(f"{action}-{fault}-{step}", act, arrange) == DONE:
                    break
        for room in ROOMS[:: 1 if stride == 1 else 4]:
            attempt(f"{action}-room-{room}", act, partial(_leave_room, room))
    json.dump(told, sys.stdout)


def _refuse_from(step: int, number: int, folder: Path) -> None:  # pragma: no cover - see main
    """Refuse that change to what is in the folder, and every one that follows."""
    steps = count(1)

    def refuse(event: str) -> None:
        frees = number == errno.ENOSPC and event in _FREES
        if next(steps) >= step and not frees:
            raise OSError(number, os.strerror(number))

    def watch(event: str, given: tuple[object, ...]) -> None:
        if event != _MADE_OF_OTHERS and is_change(event, given, folder):
            refuse(event)

    sys.addaudithook(watch)


def _leave_room(room: int, _folder: Path) -> None:  # pragma: no cover - see main
    """Let no file grow further: a database writes its files where nobody can watch."""
    import resource  # noqa: PLC0415 - Windows has none

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))


def _told(  # pragma: no cover - see main
    act: Callable[[Store], object], folder: Path, arrange: Callable[[Path], None]
) -> str:
    """Act in a process of its own; return what it was told, or the kind of fault it fell over."""
    heard, said = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        store = open_store(folder)
        arrange(folder)
        os.write(said, _outcome(act, store).encode())
        os._exit(0)
    os.close(said)
    with os.fdopen(heard) as words:
        found = words.read()
    os.waitpid(child, 0)
    return found


def _outcome(act: Callable[[Store], object], store: Store) -> str:  # pragma: no cover - see main
    try:
        act(store)
    except StoreError as refusal:
        return str(refusal)
    except Exception as fault:  # noqa: BLE001 - told, whatever it is, to be counted as a failure
        return f"{FELL}{type(fault).__name__}: {fault}"
    return DONE


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
