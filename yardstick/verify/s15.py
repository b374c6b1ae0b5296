"""S15: hostile files, each refused with a sentence, quickly, in little memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.verify.bars import Outcome
from yardstick.verify.hostile_files import SLOW, Trial, hostile_files

if TYPE_CHECKING:
    from collections.abc import Iterator

STATEMENT = "A hostile file is refused with a sentence, and hurts nothing"
TARGET = "≥ 200 files, each refused in < 2 s, child < 300 MB, the asking process alive"
_MEGABYTES, _FILES = 300.0, 200
_ROOT = Path(__file__).parents[2]


def check(folder: Path, *, full: bool) -> Outcome:
    """Have every hostile file read by a process that stands for the server.

    Seconds are judged at full size alone: a small run shares its machine with other tests.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "yardstick.verify.hostile_files"],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as asking:
        sent = _sent(folder / "return.xlsx", asking, full=full)
        answers = zip(sent, asking.stdout or (), strict=False)
        trials = [Trial(*json.loads(line)) for _, line in answers]
    failures = [*_failures(trials, seconds=SLOW if full else float("inf"))]
    if asking.returncode:
        failures.append(f"The asking process ended by {asking.returncode}.")
    if full and len(trials) < _FILES:
        failures.append(f"Only {len(trials)} files were tried.")
    return Outcome(len(trials), tuple(failures), _figures(trials))


def _sent(path: Path, asking: subprocess.Popen[str], *, full: bool) -> Iterator[None]:
    """Write one file after another over the last, and have each read."""
    for name, content in hostile_files(full=full):
        path.write_bytes(content())
        yield print(name, path, sep="\t", file=asking.stdin, flush=True)


def _failures(trials: list[Trial], *, seconds: float) -> list[str]:
    read = [f"{trial.name} was read." for trial in trials if not trial.said]
    slow = [f"{one.name} took {one.seconds} s." for one in trials if one.seconds >= seconds]
    large = [
        f"{one.name}: a child had {one.largest} MB." for one in trials if one.largest >= _MEGABYTES
    ]
    return read + slow + large[:1]


def _figures(trials: list[Trial]) -> dict[str, float]:
    return {
        "slowest_seconds": max((trial.seconds for trial in trials), default=0.0),
        "largest_child_megabytes": max((trial.largest for trial in trials), default=0.0),
    }
