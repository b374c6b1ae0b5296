"""S25: a clock that is put right, a full disk and a closed one do no harm, and are told clearly."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from yardstick.access.sessions import ABSOLUTE_SECONDS, IDLE_SECONDS, Sessions
from yardstick.access.tokens import hashed
from yardstick.store.operations import create_tables, open_operations
from yardstick.verify import s12
from yardstick.verify.bars import Outcome
from yardstick.verify.refusing import DONE, FELL, refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STATEMENT = "A clock put forward or back, a full disk and a closed one corrupt nothing."
TARGET = "0 corrupt, 0 sessions past the working day and its idle half hour, 1 sentence each"

FULL: Final = (1, 1_000)  # refused at every change to the disk; so many clocks
SMALL: Final = (7, 4)  # at every seventh
_KEY: Final = b"k" * 32
_HOUR: Final = 3_600.0
_DAYS: Final = 3
_LOOK_SECONDS: Final = 1_500.0
_LONGEST_SENTENCE: Final = 300


def check(folder: Path, *, full: bool) -> Outcome:
    """Refuse processes the disk and look at what is left; put clocks forward and back."""
    stride, clocks = FULL if full else SMALL
    store = s12.begun(folder / "store")
    copies = folder / "copies"
    copies.mkdir()
    told = refused(store.root, copies, stride)
    failures = [fault for name, said in told.items() for fault in _disk(copies / name, said)]
    longest = 0.0
    for seed in range(clocks):
        over = over_long(folder / f"clock-{seed}.sqlite", random.Random(seed))  # noqa: S311 - not for secrets
        longest = max(longest, over)
    if longest > IDLE_SECONDS:
        failures.append(f"A session was open {longest:.0f} s past its working day.")
    said = sum(words != DONE for words in told.values())
    figure = {"told": said, "clocks": clocks, "longest_past_the_day_seconds": round(longest)}
    return Outcome(len(told) + clocks, tuple(failures), figure)


def _disk(folder: Path, said: str) -> Iterator[str]:
    """Give what is wrong with what a refused process was told, and with what it left."""
    if said.startswith(FELL) or "\n" in said or len(said) > _LONGEST_SENTENCE:
        yield f"{folder.name}: {said}"
    yield from (f"{folder.name}: {fault}" for fault in s12.faults(folder))


def over_long(database: Path, draw: random.Random) -> float:
    """Return for how long a session was open past the working day, in seconds that really passed.

    The clock is wrong by up to a day and is put right, or becomes wrong, once. Somebody else signs
    in every hour, and the person clicks or leaves the screen alone.
    """
    clock = _Clock(draw.choice((0.0, draw.uniform(-24, 24) * _HOUR)))
    engine = open_operations(f"sqlite:///{database}")
    create_tables(engine)
    sessions = Sessions(engine, _KEY, clock)
    session = hashed(sessions.start("pat", "10.0.0.1"))
    changes = draw.uniform(0, _DAYS * 12 * _HOUR)
    clicks, over = draw.random() < 0.8, 0.0  # noqa: PLR2004 - four of five people
    while clock.passed < _DAYS * 24 * _HOUR:
        clock.passed += draw.uniform(1, _LOOK_SECONDS)
        if changes < clock.passed:
            changes = float("inf")
            clock.wrong = 0.0 if clock.wrong else draw.uniform(-24, 24) * _HOUR
        if clock.passed // _HOUR != clock.hour:
            clock.hour = clock.passed // _HOUR
            sessions.start("sam", "10.0.0.2")
        if sessions.named(session):
            over = max(over, clock.passed - ABSOLUTE_SECONDS)
            if clicks:
                sessions.use(session)
    engine.dispose()
    return over


class _Clock:
    """What a machine's clock shows, and what has really passed."""

    def __init__(self, wrong: float) -> None:
        self.wrong = wrong
        self.passed = 0.0
        self.hour = 0.0

    def __call__(self) -> float:
        return 1_800_000_000.0 + self.passed + self.wrong
