"""What was made is made once, whoever asks at the same time, and the oldest is forgotten."""

from __future__ import annotations

import threading
import time

import pytest

from yardstick.results.cache import Cache


def test_the_cache_makes_once_forgets_the_oldest_and_keeps_no_error():
    made = []
    cache = Cache(2)
    for key in ("a", "b", "a", "c", "b"):
        cache.get(key, lambda key=key: made.append(key) or key)
    assert made == ["a", "b", "c", "b"]  # b was the least recently used when c came
    with pytest.raises(ZeroDivisionError):
        cache.get("d", lambda: 1 / 0)
    assert cache.get("d", lambda: "mended") == "mended"


def test_two_readers_who_ask_at_once_wait_for_one_making():
    cache, made, started = Cache(2), [], threading.Event()

    def slowly():
        started.set()
        time.sleep(0.2)
        made.append(1)
        return "made"

    first = threading.Thread(target=cache.get, args=("a", slowly))
    first.start()
    started.wait()
    assert cache.get("a", slowly) == "made"
    first.join()
    assert made == [1]
