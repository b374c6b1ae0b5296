"""S10: sessions that were forged, have expired, were ended, or whose rights were taken away."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from yardstick.access.editing import disable_account, enable_account
from yardstick.access.sessions import ABSOLUTE_SECONDS, IDLE_SECONDS
from yardstick.access.tokens import hashed, new_token
from yardstick.verify.bars import Outcome
from yardstick.verify.doorway import VOUCHED, Clock, doorway, withdraw_grants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from yardstick.access.door import Door

STATEMENT = "No session is opened by what is forged, expired or replayed; rights end at once."
TARGET = "0 of 1,000 accepted; revocation and change of rights within 1 s"

_SMALL, _FULL = 100, 1_000
_WITHIN_SECONDS: Final = 1.0
_SOURCE: Final = "10.0.0.1"
_KINDS: Final = 4


def check(folder: Path, *, full: bool) -> Outcome:
    """Try tokens and tickets of every kind against a door of its own."""
    clock = Clock()
    with doorway(folder, clock) as door:
        good = door.sessions.start("owner", _SOURCE)
        each = (_FULL if full else _SMALL) // _KINDS
        bad = [
            *_forged(good, each),
            *_expired(door, clock, each),
            *_replayed(door, each),
            *_ended(door, each),
        ]
        fresh = door.sessions.start("owner", _SOURCE)
        accepted = sum(door.session(token) is not None for token in bad)
        working = door.session(fresh) is not None
        took = {"disabled": _disable(door, fresh), "rights": _withdraw(door)}
    failures = tuple(_failures(accepted, took, working=working))
    figure = {f"{name}_seconds": round(seconds, 3) for name, seconds in took.items()}
    return Outcome(len(bad) + len(took), failures, {"accepted": accepted, **figure})


def _failures(accepted: int, took: dict[str, float], *, working: bool) -> Iterator[str]:
    if not working:
        yield "A good session was not accepted, so that refusing the others shows nothing."
    if accepted:
        yield f"{accepted} sessions were accepted that should not have been."
    for name, seconds in took.items():
        if seconds > _WITHIN_SECONDS:
            yield f"What was withdrawn ({name}) still held after {seconds:.1f} seconds."


def _forged(good: str, each: int) -> Iterator[str]:
    """Yield tokens at random, near a good one, and what the database holds of it."""
    yield from ("", hashed(good), good[:-1], good + "=", good.swapcase())
    for at in range(each - 5):
        spot = at % len(good)
        other = "A" if good[spot] != "A" else "B"
        yield new_token() if at % 2 else good[:spot] + other + good[spot + 1 :]


def _expired(door: Door, clock: Clock, each: int) -> list[str]:
    """Return tokens of sessions that were left alone, or used, for too long."""
    left = [door.sessions.start("owner", _SOURCE) for _ in range(each // 2)]
    clock.now += IDLE_SECONDS
    used = [door.sessions.start("owner", _SOURCE) for _ in range(each - len(left))]
    for _ in range(0, ABSOLUTE_SECONDS, IDLE_SECONDS // 2):
        clock.now += IDLE_SECONDS // 2
        for token in used:
            door.still_open(hashed(token), used=True)
    return left + used


def _replayed(door: Door, each: int) -> Iterator[str]:
    """Yield tickets and arrivals in place of a session, and what they give the second time."""
    for at in range(each // 2):  # by single sign-on, which costs no comparison of hashes
        token = door.sign_in.arrive(replace(VOUCHED, once=str(at)), _SOURCE, "/") or ""
        ticket = door.sign_in.ticket(token)
        door.sign_in.redeem(ticket)
        again = door.sign_in.redeem(ticket)
        yield door.enter(again) if again else ticket
        yield token


def _ended(door: Door, each: int) -> list[str]:
    """Return tokens of sessions that were signed out of."""
    tokens = [door.sessions.start("owner", _SOURCE) for _ in range(each)]
    for token in tokens:
        door.sessions.end(token)
    return tokens


def _disable(door: Door, token: str) -> float:
    """Disable an account; return the seconds until its session is refused."""
    begun = time.monotonic()
    disable_account(door.accounts.path, "owner")
    took = _seconds_until(lambda: door.session(token) is None, begun)
    enable_account(door.accounts.path, "owner")
    return took


def _withdraw(door: Door) -> float:
    """Take a partner's grants away; return the seconds until a session sees nothing."""
    token = hashed(door.sessions.start("owner", _SOURCE))
    begun = time.monotonic()
    withdraw_grants(door.accounts.path)
    return _seconds_until(lambda: not _sees(door, token), begun)


def _seconds_until(is_gone: Callable[[], bool], begun: float) -> float:
    """Wait until a right is gone, or for twice as long as it may stay; return the seconds."""
    while not is_gone() and time.monotonic() - begun < 2 * _WITHIN_SECONDS:
        time.sleep(0.01)
    return time.monotonic() - begun


def _sees(door: Door, session_hash: str) -> bool:
    viewer = door.viewer(session_hash)
    return viewer is not None and bool(viewer.grants)
