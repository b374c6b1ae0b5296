"""What each page costs, as a ratio to an empty Streamlit page served in the same run.

`make bench` prints the tables of docs/performance.md; `python tests/bench.py region education`
those pages' CPU and bytes alone, without a browser and without load. Ratios carry from machine to
machine; milliseconds do not, and stand there only to show the scale. The empty page is measured
right before and right after each batch of a page, so that others on the machine change a ratio
little.

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
from rerun_costs import Cost, Empty, cost, cpu_seconds, statistics_of  # noqa: E402 - likewise
from serving import ROOT, Server, serving  # noqa: E402 - likewise
from streamlit_client import StreamlitClient, sign_in  # noqa: E402 - likewise

from yardstick.access.accounts import Accounts  # noqa: E402 - likewise
from yardstick.access.policy import viewer_for  # noqa: E402 - likewise
from yardstick.catalogue import load_catalogue  # noqa: E402 - likewise
from yardstick.ui import menu  # noqa: E402 - likewise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DIRECTOR = "derbyshire.dcs"
BATCHES = 7
_PURPOSE, _PURPOSE_BUTTON = "What do you look at these records for?", "Show exclusions"
TARGET_WARM, TARGET_COLD = 4.0, 25.0
PEOPLE, THINK_SECONDS, CHOICES, TARGET_P95_MS = 50, 2.0, 12, 100.0
EMPTY_PAGE = """
import streamlit as st
st.selectbox("Authority", ["Derbyshire", "Derby"])
st.html("<p id='painted'>" + st.session_state.get("x", "") + "</p>")
"""


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


def page_costs(server: Server, cookie: str, page: str, empty: Empty) -> tuple[Cost, Cost]:
    """Return the cold and the warm cost of one page."""
    with StreamlitClient(server.url, cookie=cookie, keeps=True) as client:
        if _PURPOSE in client.run(page).text:
            client.click(_PURPOSE_BUTTON, {_PURPOSE: "To measure what a look costs"})
        queries = list(views())
        cold = cost(server, lambda at: client.run(page, queries[at + 1]).received_bytes, empty)
        # The address that the page wrote is what a browser asks with from then on.
        shown = client.run(page, queries[1]).address or queries[1]
        warm = cost(server, lambda _: client.run(page, shown).received_bytes, empty, BATCHES)
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
        floor: Seconds that a browser needs to paint one; 0 where none was asked.
        pages: Cold and warm cost, and seconds to paint (None without the control), by path.
        waits: Seconds of every answer under load; none where there was no load.
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
            if warm.times > TARGET_WARM:
                found.append(f"{page} warm")
            if cold.times > TARGET_COLD:
                found.append(f"{page} cold")
        late = self.waits and self.p95_ms() > TARGET_P95_MS
        return found + (["p95 under load"] if late else [])

    def p95_ms(self) -> float:
        """Return the milliseconds that 95 of 100 answers keep within."""
        return 1e3 * sorted(self.waits)[int(0.95 * len(self.waits))]


def measure(folder: Path, pages: Sequence[str]) -> Measured:
    """Serve an empty page and a demonstration, and measure both: some pages, or everything."""
    store, script = folder / "store", folder / "empty.py"
    command = [sys.executable, "-m", "yardstick", "demo", "--store", str(store)]
    subprocess.run(command, cwd=ROOT, check=True)
    script.write_text(EMPTY_PAGE, "utf-8")
    with (
        serving(script, folder, {}) as bare,
        serving(ROOT / "app.py", folder, {"YARDSTICK_STORE": str(store)}) as server,
    ):
        who = visitors()
        cookies = {one: sign_in(server.url, *one)[0] for one in set(who.values())}
        wait_until_warm(server)
        with StreamlitClient(bare.url) as client:
            empty = Empty(bare, client)
            opened = {page: cookies[who[page]] for page in pages or PAGES}
            costs = {page: page_costs(server, one, page, empty) for page, one in opened.items()}
        costs_of_empty = statistics_of(empty.found)
        if pages:
            found = {page: (*both, None) for page, both in costs.items()}
            return Measured(costs_of_empty, 0.0, found, [], 0)
        floor = painted(bare, "", "") or 0.0
        director = next(cookie for (name, _), cookie in cookies.items() if name == DIRECTOR)
        waits, failures = load(server, director)
        found = {page: (*costs[page], painted(server, page, one)) for page, one in opened.items()}
    return Measured(costs_of_empty, floor, found, waits, failures)


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
    painted_in = f", painted in {1e3 * found.floor:.0f} ms" if found.floor else ""
    missed = ", ".join(found.missed())
    return f"""
Empty page: {found.empty.cpu_ms:.1f} ms CPU, {found.empty.bytes_sent:,.0f} bytes{painted_in}.

| page | warm CPU | cold CPU | warm bytes | cold bytes | painted |
|---|---:|---:|---:|---:|---:|
{chr(10).join(rows)}

{_load(found)}
Targets (warm ≤ {TARGET_WARM:.0f}×, cold ≤ {TARGET_COLD:.0f}×, p95 ≤ {TARGET_P95_MS:.0f} ms, \
no failure): {f"missed by {missed}" if missed else "met"}.
"""


def _load(found: Measured) -> str:
    if not found.waits:
        return "Without load."
    return (
        f"{PEOPLE} people, {THINK_SECONDS:.0f} s think time, {len(found.waits)} choices: p50 "
        f"{1e3 * statistics.median(found.waits):.0f} ms, p95 {found.p95_ms():.0f} ms, "
        f"{found.failures} failures."
    )


def _row(found: Measured, page: str, cold: Cost, warm: Cost, paint: float | None) -> str:
    painted_in = f"{paint / found.floor:.1f}× ({1e3 * paint:.0f} ms)" if paint else "–"
    return (
        f"| {page} | {warm.times:.1f}× ({warm.cpu_ms:.1f} ms) | "
        f"{cold.times:.1f}× ({cold.cpu_ms:.1f} ms) | {warm.bytes_sent:,.0f} | "
        f"{cold.bytes_sent:,.0f} | {painted_in} |"
    )


def main() -> int:
    """Print the tables, of the pages named or of all; exit 1 where a target is missed."""
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), sys.argv[1:])
    sys.stdout.write(table(found))
    return int(bool(found.missed()))


if __name__ == "__main__":
    sys.exit(main())
