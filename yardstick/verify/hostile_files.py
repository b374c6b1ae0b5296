"""Every hostile file there is, by name; and a program that has each read and says what came of it.

The program stands for the server: it must be alive at the end, and the largest of its children is
the largest that a file had. `s15` starts it, so that no child of anything else is counted, and
makes the files itself: Linux counts what a process had before it became the child, too.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from yardstick.intake.errors import IntakeError
from yardstick.intake.sandbox import read_sheets
from yardstick.verify.hostile_text import more_texts, small_texts
from yardstick.verify.hostile_workbooks import more_workbooks, small_workbooks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SLOW = 2.0  # seconds, in which every one must be refused
Hostile: TypeAlias = tuple[str, Callable[[], bytes]]


class Trial(NamedTuple):
    """What came of one file.

    Attributes:
        name: Of the file.
        said: The sentence that refused it; empty where it was read.
        seconds: By the clock; the better of two where the first try was slow.
        largest: Megabytes of the largest child up to then.
    """

    name: str
    said: str
    seconds: float
    largest: float


def hostile_files(*, full: bool) -> Iterator[Hostile]:
    """Give each file's name and how its bytes are made, a few of each kind or all."""
    small = chain(small_texts(), small_workbooks())
    return chain(small, more_texts(), more_workbooks()) if full else small


def tried(name: str, path: Path) -> Trial:
    """Have a file read, and return what came of it."""
    said, seconds = _said(path)
    if seconds >= SLOW:  # another program may have had the processor
        said, again = _said(path)
        seconds = min(seconds, again)
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Trial(name, said, round(seconds, 3), round(largest))


def _said(path: Path) -> tuple[str, float]:
    """Return the sentence that refuses a file, empty where it was read, and the seconds taken."""
    began = time.monotonic()
    try:
        read_sheets(path)
    except IntakeError as refused:
        return str(refused), time.monotonic() - began
    return "", time.monotonic() - began


def main(requests: Iterable[str]) -> None:
    """Print a line of JSON for each line of a name, a tab and where the file is."""
    for request in requests:
        name, path = request.rstrip("\n").split("\t")
        sys.stdout.write(json.dumps(tried(name, Path(path))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.stdin)
