"""S09: guessing at one account, spraying one guess over many, and telling names from no names."""

from __future__ import annotations

import datetime as dt
import random
import statistics
import time
from typing import TYPE_CHECKING, Final

from yardstick.access.errors import SignInRefused
from yardstick.verify.bars import Outcome
from yardstick.verify.doorway import Clock, doorway

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from yardstick.access.door import Door

STATEMENT = "Guessing, spraying and finding out names are limited, without locking an owner out."
TARGET = "≤10 in 5 min at an account, ≤30 from a source; timing gap <5 %"

PER_ACCOUNT: Final = 10
PER_SOURCE: Final = 30
WINDOW: Final = dt.timedelta(minutes=5)
GAP_PERCENT: Final = 5.0
_SMALL, _FULL = 3, 150  # pairs of timed answers; each costs two comparisons of hashes
_EVERY_SECONDS: Final = 5
_SMALL_GUESSES, _FULL_GUESSES = 7 * 60 // _EVERY_SECONDS, 60 * 60 // _EVERY_SECONDS
_PASSWORD: Final = "a wrong guess at this"  # noqa: S105 - it is nobody's
_REFUSED: Final = "not right"


def check(folder: Path, *, full: bool) -> Outcome:
    """Guess at accounts of its own; only at full size are answers timed against each other."""
    clock, guesses = Clock(), _FULL_GUESSES if full else _SMALL_GUESSES
    with doorway(folder, clock) as door:
        at_one = _let_through(door, clock, guesses, lambda at: ("owner", f"10.0.0.{at}"))
        sprayed = _let_through(door, clock, guesses, lambda at: (f"name{at}", "10.9.9.9"))
        clock.now += WINDOW.total_seconds()
        gap, told = _gap(door, clock, _FULL if full else _SMALL)
        failures = tuple(_failures(at_one, sprayed, gap if full else 0.0, told))
    n = 2 * guesses + 2 * (_FULL if full else _SMALL)
    figure = {
        "most_at_one_account_in_5_min": at_one,
        "most_from_one_source_in_5_min": sprayed,
        "timing_gap_percent": round(gap, 2),
    }
    return Outcome(n, failures, figure)


def _failures(at_one: int, sprayed: int, gap: float, told: set[str]) -> Iterator[str]:
    if not 0 < at_one <= PER_ACCOUNT:
        yield f"{at_one} guesses at one account were looked at within five minutes."
    if not 0 < sprayed <= PER_SOURCE:
        yield f"{sprayed} guesses from one source were looked at within five minutes."
    if gap >= GAP_PERCENT:
        yield f"A name that exists is answered {gap:.1f} % sooner or later than one that does not."
    if len(told) != 1:
        yield "A name that exists is refused in other words than one that does not."


def _let_through(
    door: Door, clock: Clock, guesses: int, whose: Callable[[int], tuple[str, str]]
) -> int:
    """Guess every five seconds; return the most that were looked at in any five minutes."""
    looked: list[float] = []
    for at in range(guesses):
        name, source = whose(at)
        if _REFUSED in _answer(door, name, source):
            looked.append(clock.now)
        clock.now += _EVERY_SECONDS
    window = WINDOW.total_seconds()
    return max((sum(0 <= late - one < window for late in looked) for one in looked), default=0)


def _gap(door: Door, clock: Clock, pairs: int) -> tuple[float, set[str]]:
    """Time a name that exists against one that does not; return the gap of medians in percent.

    The two are taken in turn, in an order that is drawn anew each time, so that whatever else the
    machine does falls on both.
    """
    times: dict[str, list[float]] = {"owner": [], "nobody": []}
    told: set[str] = set()
    order = random.Random(9)  # noqa: S311 - an order of measuring, no secret
    for at in range(pairs):
        for name in order.sample(sorted(times), 2):
            begun = time.process_time()
            told.add(_answer(door, name, f"10.1.{at % 250}.{at // 250}"))
            times[name].append(time.process_time() - begun)
        clock.now += WINDOW.total_seconds()
    known, unknown = (statistics.median(times[name]) for name in ("owner", "nobody"))
    return abs(known - unknown) / unknown * 100, told


def _answer(door: Door, name: str, source: str) -> str:
    try:
        door.sign_in.attempt(name, _PASSWORD, source, "/")
    except SignInRefused as refusal:
        return str(refusal)
    return "let in"
