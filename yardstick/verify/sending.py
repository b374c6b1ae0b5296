"""A sender that says when each of its returns is acknowledged, for a bar that kills it.

`python -m yardstick.verify.sending STORE FIRST LAST MOST_BYTES` sends the returns from FIRST to
LAST, and prints the number of each once it is acknowledged. Where no file may grow beyond
MOST_BYTES (a full disk), it says so and goes on with the next.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.model import Period
from yardstick.store.errors import StoreError
from yardstick.store.places import open_store
from yardstick.verify import workshop

if TYPE_CHECKING:
    from yardstick.store.entries import Submission
    from yardstick.store.places import Store

_FIRST = Period.parse("2000-01 Q1")
_AREAS = (workshop.ONE, workshop.OTHER)


def send(store: Store, number: int) -> Submission:
    """Send the return of a number; the same number is the same return, of its own period."""
    area, period = _AREAS[number % 2], _FIRST.shifted(number // 2).key
    return workshop.send_counts(store, float(number), area, period)


def main(store: Path, first: int, last: int, most_bytes: int) -> None:
    """Send one after another, and acknowledge each."""
    if most_bytes:
        _fill_the_disk(most_bytes)
    opened = open_store(store)
    for number in range(first, last + 1):
        try:
            send(opened, number)
        except StoreError:
            sys.stdout.write(f"refused {number}\n")
        else:
            sys.stdout.write(f"acknowledged {number}\n")
        sys.stdout.flush()


def _fill_the_disk(most_bytes: int) -> None:  # pragma: no cover - would hold for the whole process
    """Let no file grow beyond so many bytes: what a full disk does, without filling one."""
    import resource  # noqa: PLC0415 - Windows has none

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
