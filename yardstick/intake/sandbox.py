"""Reading a partner's file in a process of its own, so that no file can hurt the one that asks.

The child sees the file and an empty folder: no store, no secrets of the environment, no input.
Its memory and processor time are limited by the system (not on Windows, which has no such limits)
and its time by the clock of the one that waits; what it hands back is checked before it is used.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow as pa

from yardstick.intake.child import REFUSED, seconds_for
from yardstick.intake.errors import IntakeError
from yardstick.intake.limits import MOST_BYTES, too_large
from yardstick.intake.scanner import scan
from yardstick.intake.sheets import Sheet, load_sheet

# What reading a large return leaves behind, Arrow's own allocator may keep for minutes; the
# system's gives it back, so that a million rows stay within 1.5 GB.
pa.set_memory_pool(pa.system_memory_pool())

_ROOT = Path(__file__).parents[2]
# On a busy machine a second of work can take several; and an interpreter must start.
_PATIENCE, _START = 4.0, 15.0
_KEPT = ("SYSTEMROOT",)  # without which Windows starts no process
_QUIET = {"ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "1", "OMP_NUM_THREADS": "1"}


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """Return every sheet of a CSV file, workbook or Parquet file, hidden ones included.

    Raises:
        IntakeError: It cannot be read; the message says why, and what to do.
    """
    size = _size(path)
    scan(path)
    with tempfile.TemporaryDirectory(prefix="yardstick-reading-") as name:
        folder = Path(name)
        sound = _run(path, folder, seconds_for(size) * _PATIENCE + _START)
        refused = folder / REFUSED
        if refused.is_file():
            raise IntakeError(refused.read_text(encoding="utf-8"))
        if not sound:
            raise _no_answer()
        return _loaded(folder)


def _size(path: Path) -> int:
    try:
        size = path.stat().st_size
    except OSError as fault:
        raise IntakeError(f"cannot be opened: {fault.strerror}.") from fault
    if size > MOST_BYTES:
        raise too_large()
    return size


def _run(path: Path, folder: Path, seconds: float) -> bool:
    """Whether the child came to its end by itself in time."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    command = [sys.executable, "-E", "-s", "-B", "-X", "utf8", "-m", "yardstick.intake.child"]
    try:
        ended = subprocess.run(  # noqa: S603 - our own program; the file's name is an argument, no text of a shell
            [*command, str(path.resolve()), str(folder)],
            cwd=_ROOT,
            env=kept | _QUIET,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return ended.returncode == 0


def _loaded(folder: Path) -> tuple[Sheet, ...]:
    try:
        return tuple(map(load_sheet, sorted(folder.glob("*.arrow"))))
    except (pa.ArrowException, OSError, ValueError, KeyError) as fault:
        raise _no_answer() from fault


def _no_answer() -> IntakeError:
    return IntakeError(
        "takes more time or memory to read than a return of its size can. Copy the sheet of the "
        "return, values only, into a new workbook, or save it as CSV, and send that."
    )
