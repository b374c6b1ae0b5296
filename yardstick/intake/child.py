"""The program that reads one partner's file, under limits of its own, and hands back its cells.

`sandbox` starts it as `python -m yardstick.intake.child FILE FOLDER`. It leaves in FOLDER either
one Arrow file for each sheet or `REFUSED`, a text that says why the file cannot be read. Anything
else that happens to it (an end by a limit, a fault in a library) is an end without an answer.
"""

from __future__ import annotations

import gc
import signal
import sys
from pathlib import Path

from yardstick.intake.errors import IntakeError
from yardstick.intake.opening import sheets_of
from yardstick.intake.sheets import write_sheet

REFUSED = "refused.txt"
MEGABYTE = 1024**2
# A thousand rows a second would be slow; every megabyte of a file earns as much time and memory as
# the densest workbook of honest figures needs. A small file that needs more is no return.
SECONDS, SECONDS_A_MEGABYTE = 1.0, 1.0
MEMORY, MEMORY_A_MEGABYTE = 160 * MEGABYTE, 20 * MEGABYTE
MOST_MEMORY = 1024 * MEGABYTE
_OPEN_FILES = 64
_TAKEN = Path("/proc/self/statm")  # the pages of address space, first of all


def seconds_for(size: int) -> float:
    """Return how much processor time a file of so many bytes may take."""
    return SECONDS + SECONDS_A_MEGABYTE * size / MEGABYTE


def memory_for(size: int) -> int:
    """Return how many bytes of memory a file of so many bytes may take."""
    return min(MEMORY + MEMORY_A_MEGABYTE * size // MEGABYTE, MOST_MEMORY)


def set_limits(size: int) -> None:
    """Bind this process to what a file of that size may take; the system ends it beyond that.

    Where the system does not tell what a process takes (Windows, macOS), only the clock of the
    process that waits for this one counts.
    """
    if not _TAKEN.exists():
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    taken = int(_TAKEN.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    memory = taken + memory_for(size)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Finer than RLIMIT_CPU, which counts whole seconds.
    signal.setitimer(signal.ITIMER_PROF, seconds_for(size))


def answer(path: Path, folder: Path) -> None:
    """Read a file and leave its sheets, or the reason against it, in a folder."""
    try:
        for at, sheet in enumerate(sheets_of(path)):
            write_sheet(sheet, folder / f"{at:04}.arrow")
    except IntakeError as fault:
        (folder / REFUSED).write_text(str(fault), encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Read the file named first into the folder named second."""
    path, folder = map(Path, arguments)
    # Millions of cells are made, none of them in a circle; looking for circles takes half the time.
    gc.disable()
    set_limits(path.stat().st_size if path.is_file() else 0)
    answer(path, folder)


if __name__ == "__main__":
    main(sys.argv[1:])
