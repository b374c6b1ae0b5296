"""Senders that are killed and meet a full disk, until each of their returns is acknowledged.

`python -m yardstick.verify.sending STORE WANTED` sends so many returns, and prints how many
senders that took, and how many returns a full disk refused. Each sender is a process of its own,
killed after some acknowledgements; whoever was killed does not know whether its last return
arrived, and the next sends it again.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from yardstick.model import Period
from yardstick.store.errors import StoreError
from yardstick.store.places import open_store
from yardstick.verify import workshop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yardstick.store.entries import Submission
    from yardstick.store.places import Store

_FIRST: Final = Period.parse("2000-01 Q1")
_AREAS: Final = (workshop.ONE, workshop.OTHER)
_FULL_DISK_EVERY: Final = 2  # of so many senders one meets a full disk


def send(store: Store, number: int) -> Submission:
    """Send the return of a number; the same number is the same return, of its own period."""
    area, period = _AREAS[number % 2], _FIRST.shifted(number // 2).key
    return workshop.send_counts(store, float(number), area, period)


def sent_under_fire(store: Path, wanted: int) -> dict[str, int]:
    """Have so many returns sent by senders that are killed; say what it took."""
    command = [sys.executable, "-m", "yardstick.verify.sending", str(store), str(wanted)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)  # noqa: S603 - our own interpreter
    return dict(json.loads(done.stdout))


def main(store: Path, wanted: int) -> None:  # pragma: no cover - in a process of its own
    """Send until every return is acknowledged."""
    draw = random.Random(wanted)  # noqa: S311 - not for secrets
    acknowledged, senders, refused = 0, 0, 0
    while acknowledged < wanted:
        senders += 1
        first = max(0, acknowledged - draw.randrange(3))
        full_disk = _room(store, draw) if senders % _FULL_DISK_EVERY == 0 else 0
        most = draw.randrange(2, 4 + wanted // 16)
        said = list(_killed_sender(store, range(first, wanted), most, full_disk))
        refused += said.count(-1)
        arrived = said[: said.index(-1)] if -1 in said else said  # the rest is sent again
        acknowledged = max([acknowledged, *(number + 1 for number in arrived)])
    json.dump({"senders": senders, "refused_by_a_full_disk": refused}, sys.stdout)


def _room(store: Path, draw: random.Random) -> int:  # pragma: no cover - see main
    """Return how large a file may grow: a little more than the database's newest log is."""
    log = store / "operations.sqlite-wal"
    return (log.stat().st_size if log.exists() else 0) + draw.randrange(4_000, 40_000)


def _killed_sender(  # pragma: no cover - see main
    store: Path, numbers: range, most: int, full_disk: int
) -> Iterator[int]:
    """Give what a sender acknowledged until it was killed; -1 for what a full disk refused."""
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        _send_all(store, numbers, full_disk, told)
        os._exit(0)
    os.close(told)
    with os.fdopen(heard) as lines:
        for _, line in zip(range(most), lines, strict=False):
            yield int(line)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _send_all(  # pragma: no cover - in a process that is killed
    store: Path, numbers: range, full_disk: int, told: int
) -> None:
    if full_disk:
        import resource  # noqa: PLC0415 - Windows has none

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (full_disk, full_disk))
    opened = open_store(store)
    for number in numbers:
        try:
            send(opened, number)
        except StoreError:
            os.write(told, b"-1\n")
        else:
            os.write(told, f"{number}\n".encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
