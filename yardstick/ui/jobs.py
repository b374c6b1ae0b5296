"""Long acts that a page starts: each is done once, and whoever waits sees how far it is.

An act runs beside the script. Streamlit breaks a script off when somebody clicks again; a return
that is being kept, or a release that is being built, must not be broken off with it. A second
click finds the act that runs, and a new visit starts none.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    Progress: TypeAlias = Callable[[str, float], None]

_LOOK_AGAIN: Final = 0.2  # seconds


@dataclass
class _Job:
    """One act, as far as it is done."""

    step: str = "Begin"
    done: float = 0.0
    result: Any = None
    fault: BaseException | None = None
    ended: threading.Event = field(default_factory=threading.Event)

    def tell(self, step: str, done: float) -> None:
        self.step, self.done = step, done

    def run(self, act: Callable[[Progress], Any]) -> None:
        try:
            self.result = act(self.tell)
        except BaseException as fault:  # noqa: BLE001 - told by whoever watches, in their thread
            self.fault = fault
        finally:
            self.ended.set()


def start(name: str, act: Callable[[Progress], Any]) -> bool:
    """Start an act of this visit unless one of its name still runs; return whether it began.

    Args:
        name: Of the act; also of the place on the page that watches it.
        act: Is told how to tell its steps, each with how much is done (0 to 1).
    """
    running: _Job | None = st.session_state.get(_key(name))
    if running is not None and not running.ended.is_set():
        return False
    job = st.session_state[_key(name)] = _Job()
    threading.Thread(target=job.run, args=(act,), name=name, daemon=True).start()
    return True


def outcome(name: str) -> Any | None:  # noqa: ANN401 - as many results as acts
    """Draw how far an act is until it ends, then return what it returned; None without one.

    Raises:
        Whatever the act raised, once.
    """
    job: _Job | None = st.session_state.get(_key(name))
    if job is None:
        return None
    place = st.empty()
    while not job.ended.wait(_LOOK_AGAIN):
        place.progress(min(job.done, 1.0), f"{job.step} …")
    place.empty()
    if job.fault is not None:
        del st.session_state[_key(name)]
        raise job.fault
    return job.result


def forget(name: str) -> None:
    """Take away what an act that has ended came to."""
    st.session_state.pop(_key(name), None)


def _key(name: str) -> str:
    return f"job {name}"
