"""S23: fifty people work at once without waiting, and two hundred more are told to come back."""

from __future__ import annotations

import os
import random
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from websockets.exceptions import InvalidStatus, WebSocketException

from yardstick.verify.bars import Outcome
from yardstick.verify.doors import pages
from yardstick.verify.served import demonstration, product, session_of
from yardstick.verify.visitor import StreamlitClient, ask

if TYPE_CHECKING:
    from pathlib import Path

STATEMENT = "Fifty sessions at once are quick; two hundred more are turned away politely."
TARGET = "p95 of 100 ms at 50 sessions, 0 errors; 200 shed politely"

MOST_MS: Final = 100.0
AREAS: Final = ("E10000007", "E06000015", "E06000016", "E06000017", "E10000018")
_ACCOUNT: Final = "derbyshire.dcs"
_BUSY: Final = 503
_WARM_SECONDS: Final = 60.0
_RESTING: Final = 3


@dataclass(frozen=True)
class Crowd:
    """How many come, and how they work.

    Attributes:
        people: Who work at once; the server has as many places.
        choices: How often each chooses something.
        think_seconds: How long each looks at it, on average.
        more: Who come while all places are taken.
    """

    people: int
    choices: int
    think_seconds: float
    more: int


SMALL: Final = Crowd(people=5, choices=2, think_seconds=0.2, more=10)
FULL: Final = Crowd(people=50, choices=12, think_seconds=2.0, more=200)


@dataclass
class Felt:
    """What everybody met.

    Attributes:
        seconds: Of every answer.
        failures: What went wrong, in words.
    """

    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def p95_ms(self) -> float:
        """Return the milliseconds that 95 of 100 answers keep within."""
        return 1e3 * sorted(self.seconds)[int(0.95 * len(self.seconds))]


def check(folder: Path, *, full: bool) -> Outcome:
    """Serve a demonstration with as many places as people, and let the crowd come."""
    crowd = FULL if full else SMALL
    store = demonstration(folder, filled=True)
    with product(store, folder, YARDSTICK_PLACES=str(crowd.people)) as server:
        if full:
            _wait_until_at_rest(server.pid)
        return attack(server.url, session_of(store, _ACCOUNT), crowd, timed=full)


def attack(url: str, cookie: str, crowd: Crowd, *, timed: bool) -> Outcome:
    """Let people work, then hold every place and let more come.

    Args:
        url: Of a server with as many places as `crowd.people`.
        cookie: Of somebody who has signed in.
        crowd: How many.
        timed: Whether a slow answer is a failure, as it is only where nothing else runs.
    """
    felt = _work(url, cookie, crowd)
    shed = _shed(url, cookie, crowd)
    p95 = felt.p95_ms() if felt.seconds else 0.0
    slow = [f"p95 is {p95:.0f} ms."] if timed and p95 > MOST_MS else []
    figure = {
        "people": crowd.people,
        "answers": len(felt.seconds),
        "p95_ms": round(p95),
        "errors": len(felt.failures),
        "turned_away": crowd.more,
    }
    failures = (*felt.failures, *shed, *slow)
    return Outcome(len(felt.seconds) + crowd.more, failures, figure)


def _work(url: str, cookie: str, crowd: Crowd) -> Felt:
    felt = Felt()
    people = [
        threading.Thread(target=_person, args=(url, cookie, crowd, seed, felt))
        for seed in range(crowd.people)
    ]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return felt


def _person(url: str, cookie: str, crowd: Crowd, seed: int, felt: Felt) -> None:
    """Choose a page and an authority, look, and choose again."""
    chance = random.Random(seed)  # noqa: S311 - the same people every time
    known = [path.strip("/") for path in pages()]
    try:
        with StreamlitClient(url, cookie=cookie, keeps=True) as client:
            client.run(known[0])
            for _ in range(crowd.choices):
                time.sleep(chance.expovariate(1 / crowd.think_seconds))
                run = client.run(chance.choice(known), f"area={chance.choice(AREAS)}")
                felt.seconds.append(run.seconds)
                felt.failures.extend(run.failures)
    except (OSError, WebSocketException) as fault:
        felt.failures.append(f"Somebody lost the connection: {fault!r}.")


def _shed(url: str, cookie: str, crowd: Crowd) -> list[str]:
    """Take every place; return what more who come are told other than to come back."""
    with ExitStack() as taken:
        for _ in range(crowd.people):
            taken.enter_context(StreamlitClient(url, cookie=cookie)).run("definitions")
        wrong = [said for _ in range(crowd.more) if (said := _rudely(url, cookie))]
    return wrong if _is_let_in(url, cookie) else [*wrong, "Nobody is let in once there is room."]


def _rudely(url: str, cookie: str) -> str:
    """Say what somebody met who found no place, other than the page that says so."""
    got = ask(url, "/home", headers={"Cookie": cookie})
    if got.status != _BUSY or "retry-after" not in got.headers or "full" not in got.text:
        return f"Somebody who found no place was answered with {got.status}."
    try:
        with StreamlitClient(url, cookie=cookie):
            return "A socket was opened where there was no place for it."
    except InvalidStatus:
        return ""


def _is_let_in(url: str, cookie: str) -> bool:
    end = time.monotonic() + _WARM_SECONDS
    while time.monotonic() < end:
        if ask(url, "/home", headers={"Cookie": cookie}).status != _BUSY:
            return True
        time.sleep(0.1)
    return False


def _wait_until_at_rest(process: int) -> None:
    """Wait until the server has made everybody's figures, as it does when it starts."""
    quiet, end = 0, time.monotonic() + _WARM_SECONDS
    while quiet < _RESTING and time.monotonic() < end:
        before = _cpu_seconds(process)
        time.sleep(0.5)
        quiet = quiet + 1 if _cpu_seconds(process) - before < 0.05 else 0  # noqa: PLR2004 - a tenth


def _cpu_seconds(process: int) -> float:
    """Return the CPU that a process has used, as Linux tells it."""
    with open(f"/proc/{process}/stat", encoding="ascii") as file:  # noqa: PTH123 - no path of ours
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
