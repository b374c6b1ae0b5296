"""What each page costs, as a ratio to an empty Streamlit page served in the same run.

`make bench` prints the tables of docs/performance.md. Ratios carry from machine to machine;
milliseconds do not, and stand there only to show the scale.

    CPU per rerun    of the server process, warm (the same view again) and cold (a view that
                     nobody has opened since the start)
    bytes            sent over the socket by a cold and a warm rerun
    painted          in a browser, from choosing another authority to the page at rest
    load             50 people, each choosing something every 2 seconds on average
"""

from __future__ import annotations

import itertools
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent / "live")]

from conftest import PAGES  # noqa: E402 - found by the line above
from painting import painted  # noqa: E402 - likewise
from serving import ROOT, Server, serving  # noqa: E402 - found by the line above
from streamlit_client import StreamlitClient, sign_in  # noqa: E402 - likewise

from yardstick.access.accounts import Accounts  # noqa: E402 - likewise
from yardstick.access.policy import viewer_for  # noqa: E402 - likewise
from yardstick.catalogue import load_catalogue  # noqa: E402 - likewise
from yardstick.ui import menu  # noqa: E402 - likewise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DIRECTOR = "derbyshire.dcs"
RERUNS, BATCHES = 40, 7
_PURPOSE, _PURPOSE_BUTTON = "What do you look at these records for?", "Show exclusions"
TARGET_WARM, TARGET_COLD = 4.0, 25.0
PEOPLE, THINK_SECONDS, CHOICES, TARGET_P95_MS = 50, 2.0, 12, 100.0
EMPTY_PAGE = """
import streamlit as st
st.selectbox("Authority", ["Derbyshire", "Derby"])
st.html("<p id='painted'>" + st.session_state.get("x", "") + "</p>")
"""


@dataclass(frozen=True)
class Cost:
    """What a rerun costs."""

    cpu_ms: float
    bytes_sent: float


def cpu_seconds(pid: int) -> float:
    """Return the CPU a process has used, its threads included.

    The kernel's own clock of the process (clock_getcpuclockid): ticks of a hundredth of a second
    would lose a fifth of what an empty page costs.
    """
    return time.clock_gettime((~pid << 3) | 2)


def cost(server: Server, rerun: Callable[[int], int], batches: int = 1) -> Cost:
    """Return what a rerun costs: the median batch's mean, because others use the machine too.

    `rerun` is told which one it is, and says how many bytes came.
    """
    return statistics_of([_batch(server, rerun) for _ in range(batches)])


def _batch(server: Server, rerun: Callable[[int], int]) -> Cost:
    before = cpu_seconds(server.pid)
    sent = [rerun(at) for at in range(RERUNS)]
    return Cost(1e3 * (cpu_seconds(server.pid) - before) / RERUNS, statistics.mean(sent))


def statistics_of(batches: list[Cost]) -> Cost:
    """Return the median of several costs, each part for itself."""
    return Cost(
        statistics.median(one.cpu_ms for one in batches),
        statistics.median(one.bytes_sent for one in batches),
    )


def empty_cost(folder: Path) -> Cost:
    """Return what an empty page costs with the product's own settings."""
    script = folder / "empty.py"
    script.write_text(EMPTY_PAGE, "utf-8")
    with serving(script, folder, {}) as server, StreamlitClient(server.url) as client:
        client.run()
        return cost(server, lambda _: client.run().received_bytes, BATCHES)


def visitors() -> dict[str, tuple[str, str]]:
    """Return the name and password to open each page with: the director's, or who may open it."""
    accounts = Accounts(ROOT / "auth.yaml", demonstration=True)
    region = load_catalogue(ROOT / "data").regions["east_midlands"]
    found: dict[str, tuple[str, str]] = {}
    shown = dict(accounts.demonstrations())
    for name in (DIRECTOR, *shown):
        viewer = viewer_for(name, accounts, region)
        for module in menu.open_to(viewer) if viewer else ():
            found.setdefault(module.PAGE.path, (name, str(shown[name].demonstration_password)))
    return found


def views() -> Iterator[str]:
    """Yield queries that differ in what they show, each of them once."""
    from desk_builders import CATALOGUE, REGION  # noqa: PLC0415 - only where it is needed

    comparators = ["region", "neighbours", "england", "group:cities", "neighbours_median"]
    indicators = [one.id for one in CATALOGUE.indicators.values() if one.id[0] in "RS"]
    pairs = itertools.product(comparators, REGION.authorities)
    for (comparator, area), indicator in zip(pairs, itertools.cycle(indicators), strict=False):
        yield f"area={area}&comparator={comparator}&indicator={indicator}"


def page_costs(server: Server, cookie: str, page: str) -> tuple[Cost, Cost]:
    """Return the cold and the warm cost of one page."""
    with StreamlitClient(server.url, cookie=cookie, keeps=True) as client:
        if _PURPOSE in client.run(page).text:
            client.click(_PURPOSE_BUTTON, {_PURPOSE: "To measure what a look costs"})
        queries = list(views())
        cold = cost(server, lambda at: client.run(page, queries[at + 1]).received_bytes)
        warm = cost(server, lambda _: client.run(page, queries[1]).received_bytes, BATCHES)
    return cold, warm


def load(server: Server, cookie: str) -> tuple[list[float], int]:
    """Let 50 people work at once; return every answer's seconds and how many failed."""
    waits: list[float] = []
    failures: list[str] = []
    threads = [
        threading.Thread(target=_person, args=(server, cookie, seed, waits, failures))
        for seed in range(PEOPLE)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits, len(failures)


def _person(
    server: Server, cookie: str, seed: int, waits: list[float], failures: list[str]
) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same people every time
    queries = list(views())[:10]
    try:
        with StreamlitClient(server.url, cookie=cookie, keeps=True) as client:
            client.run("home")
            time.sleep(chance.uniform(0, THINK_SECONDS))
            for _ in range(CHOICES):
                run = client.run(chance.choice(PAGES), chance.choice(queries))
                waits.append(run.seconds)
                failures.extend(run.failures)
                time.sleep(chance.expovariate(1 / THINK_SECONDS))
    except (OSError, TimeoutError) as error:
        failures.append(str(error))


@dataclass(frozen=True)
class Measured:
    """Everything one run measured.

    Attributes:
        empty: An empty page's cost.
        floor: Seconds that a browser needs to paint one.
        pages: Cold and warm cost, and seconds to paint (None without the control), by path.
        waits: Seconds of every answer under load.
        failures: How many of them failed.
    """

    empty: Cost
    floor: float
    pages: dict[str, tuple[Cost, Cost, float | None]]
    waits: list[float]
    failures: int

    def missed(self) -> list[str]:
        """Return the targets that were not met."""
        found = [f"{self.failures} failures under load"] if self.failures else []
        for page, (cold, warm, _) in self.pages.items():
            if self.times(warm) > TARGET_WARM:
                found.append(f"{page} warm")
            if self.times(cold) > TARGET_COLD:
                found.append(f"{page} cold")
        return found + (["p95 under load"] if self.p95_ms() > TARGET_P95_MS else [])

    def times(self, cost: Cost) -> float:
        """Return a cost as a ratio to the empty page's."""
        return cost.cpu_ms / self.empty.cpu_ms

    def p95_ms(self) -> float:
        """Return the milliseconds that 95 of 100 answers keep within."""
        return 1e3 * sorted(self.waits)[int(0.95 * len(self.waits))]


def measure(folder: Path) -> Measured:
    """Serve an empty page, then a demonstration, and measure both."""
    store = folder / "store"
    command = [sys.executable, "-m", "yardstick", "demo", "--store", str(store)]
    subprocess.run(command, cwd=ROOT, check=True)
    empty = empty_cost(folder)
    with serving(folder / "empty.py", folder, {}) as server:
        floor = painted(server, "", "") or 0.0
    with serving(ROOT / "app.py", folder, {"YARDSTICK_STORE": str(store)}) as server:
        who = visitors()
        cookies = {one: sign_in(server.url, *one)[0] for one in set(who.values())}
        wait_until_warm(server)
        costs = {page: page_costs(server, cookies[who[page]], page) for page in PAGES}
        director = next(cookie for (name, _), cookie in cookies.items() if name == DIRECTOR)
        waits, failures = load(server, director)
        pages = {page: (*costs[page], painted(server, page, cookies[who[page]])) for page in PAGES}
    return Measured(empty, floor, pages, waits, failures)


def wait_until_warm(server: Server) -> None:
    """Wait until the server has made its accounts' books and rests."""
    quiet = 0
    while quiet < 3:
        before = cpu_seconds(server.pid)
        time.sleep(0.5)
        quiet = quiet + 1 if cpu_seconds(server.pid) - before < 0.05 else 0


def table(found: Measured) -> str:
    """Write the tables of docs/performance.md."""
    rows = [_row(found, page, *costs) for page, costs in found.pages.items()]
    missed = ", ".join(found.missed())
    return f"""
Empty page: {found.empty.cpu_ms:.1f} ms CPU, {found.empty.bytes_sent:,.0f} bytes, painted in \
{1e3 * found.floor:.0f} ms.

| page | warm CPU | cold CPU | warm bytes | cold bytes | painted |
|---|---:|---:|---:|---:|---:|
{chr(10).join(rows)}

{PEOPLE} people, {THINK_SECONDS:.0f} s think time, {len(found.waits)} choices: p50 \
{1e3 * statistics.median(found.waits):.0f} ms, p95 {found.p95_ms():.0f} ms, \
{found.failures} failures.
Targets (warm ≤ {TARGET_WARM:.0f}×, cold ≤ {TARGET_COLD:.0f}×, p95 ≤ {TARGET_P95_MS:.0f} ms, \
no failure): {f"missed by {missed}" if missed else "met"}.
"""


def _row(found: Measured, page: str, cold: Cost, warm: Cost, paint: float | None) -> str:
    painted_in = f"{paint / found.floor:.1f}× ({1e3 * paint:.0f} ms)" if paint else "no control"
    return (
        f"| {page} | {found.times(warm):.1f}× ({warm.cpu_ms:.1f} ms) | "
        f"{found.times(cold):.1f}× ({cold.cpu_ms:.1f} ms) | {warm.bytes_sent:,.0f} | "
        f"{cold.bytes_sent:,.0f} | {painted_in} |"
    )


def main() -> int:
    """Print the tables; exit 1 where a target is missed."""
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder))
    sys.stdout.write(table(found))
    return int(bool(found.missed()))


if __name__ == "__main__":
    sys.exit(main())
