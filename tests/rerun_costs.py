"""What a rerun of a page costs the server, beside an empty page measured at the same moment."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from serving import Server
    from streamlit_client import StreamlitClient

RERUNS = 40  # of a batch


@dataclass(frozen=True)
class Cost:
    """What a rerun costs, and how many times what an empty page's does at the same moment."""

    cpu_ms: float
    bytes_sent: float
    times: float = 1.0


def cpu_seconds(pid: int) -> float:
    """Return the CPU a process has used, its threads included.

    The kernel's own clock of the process (clock_getcpuclockid): ticks of a hundredth of a second
    would lose a fifth of what an empty page costs.
    """
    return time.clock_gettime((~pid << 3) | 2)


def cost(
    server: Server, rerun: Callable[[int], int], empty: Callable[[], Cost], batches: int = 1
) -> Cost:
    """Return what a rerun costs: the median batch's mean, because others use the machine too.

    `rerun` is told which one it is, and says how many bytes came; `empty` measures an empty page.
    """
    return statistics_of([_beside(server, rerun, empty) for _ in range(batches)])


def _beside(server: Server, rerun: Callable[[int], int], empty: Callable[[], Cost]) -> Cost:
    before, found, after = empty(), batch(server, rerun), empty()
    return replace(found, times=2 * found.cpu_ms / (before.cpu_ms + after.cpu_ms))


def batch(server: Server, rerun: Callable[[int], int]) -> Cost:
    """Return the mean cost of some reruns, one right after the other."""
    before = cpu_seconds(server.pid)
    sent = [rerun(at) for at in range(RERUNS)]
    return Cost(1e3 * (cpu_seconds(server.pid) - before) / RERUNS, statistics.mean(sent))


def statistics_of(batches: list[Cost]) -> Cost:
    """Return the median of several costs, each part for itself."""
    return Cost(
        statistics.median(one.cpu_ms for one in batches),
        statistics.median(one.bytes_sent for one in batches),
        statistics.median(one.times for one in batches),
    )


class Empty:
    """An empty page with the product's own settings, measured again and again."""

    def __init__(self, server: Server, client: StreamlitClient) -> None:
        """Open it once."""
        self._server, self._client = server, client
        self.found: list[Cost] = []
        client.run()

    def __call__(self) -> Cost:
        """Return what it costs now."""
        self.found.append(batch(self._server, lambda _: self._client.run().received_bytes))
        return self.found[-1]
