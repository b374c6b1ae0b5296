"""S15: hostile files, each refused with a sentence, quickly, in little memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from yardstick.verify.bars import Outcome
from yardstick.verify.hostile_files import SLOW, Trial

STATEMENT = "A hostile file is refused with a sentence, and hurts nothing"
TARGET = "≥ 200 files, each refused in < 2 s, child < 300 MB, the asking process alive"
_MEGABYTES, _FILES = 300.0, 200
_ROOT = Path(__file__).parents[2]


def check(folder: Path, *, full: bool) -> Outcome:
    """Have every hostile file read by a process that stands for the server.

    Seconds are judged at full size alone: a small run shares its machine with other tests.
    """
    command = [sys.executable, "-m", "yardstick.verify.hostile_files", str(folder)]
    ended = subprocess.run(  # noqa: S603 - our own program, with a folder of our own
        [*command, "full" if full else "small"],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    trials = [Trial(*json.loads(line)) for line in ended.stdout.splitlines()]
    failures = [*_failures(trials, seconds=SLOW if full else float("inf"))]
    if ended.returncode:
        failures.append(f"The asking process ended: {ended.stderr.strip()[-300:]}")
    if full and len(trials) < _FILES:
        failures.append(f"Only {len(trials)} files were tried.")
    return Outcome(len(trials), tuple(failures), _figures(trials))


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
