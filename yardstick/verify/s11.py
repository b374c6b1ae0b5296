"""S11: each requirement of OWASP ASVS 5.0, levels 1 and 2, has a state and what shows it.

Reads docs/asvs.md and the tests it names, so it needs the repository: neither ships.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from yardstick.results.settings import ROOT
from yardstick.verify.bars import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

STATEMENT = "Each requirement of OWASP ASVS 5.0, levels 1 and 2, has a state and what shows it."
TARGET = "253 of 253; what is called met by a test that passes or a reading with its day"

STATES: Final = ("met", "partly", "not met", "operator", "not applicable")
REQUIREMENTS: Final = 253  # as the standard counts: 70 of level 1 and 183 of level 2
# How many requirements of levels 1 and 2 each section of 5.0.0 has; they come before those of
# level 3. From the standard's own table (OWASP/ASVS, 5.0/docs_en), read on 26 November 2026.
SECTIONS: Final[Mapping[str, int]] = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5,
    "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2,
    "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4,
    "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4,
    "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2,
    "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1,
    "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip
_NAMED: Final = re.compile(r"`(test_\w+?)(?:\.py)?`")
_SHOWN: Final = re.compile(r"`test_|`verify S\d\d`|read 20\d\d-\d\d-\d\d")
_DEFINED: Final = re.compile(r"(?m)^def (test_\w+)")
_PASSED: Final = 0


class Row(NamedTuple):
    """One row of the table: the requirements it is about, what they ask, and how it stands."""

    numbers: str
    asks: str
    state: str
    shown: str

    def each(self) -> Iterator[str]:
        """Yield each requirement by its number: `1.2.6-1.2.8`, or some with commas between."""
        for part in self.numbers.split(", "):
            first, _, last = part.partition("-")
            section, _, start = first.rpartition(".")
            end = int((last or first).rpartition(".")[2])
            yield from (f"{section}.{at}" for at in range(int(start), end + 1))


def check(_folder: Path, *, full: bool) -> Outcome:
    """Hold the table against the standard's and the tests; at full size, run those it names."""
    text = (ROOT / "docs" / "asvs.md").read_text("utf-8")
    found = rows(text)
    wrong = [*unsound(found), *missing(found)]
    places = tests()
    wrong += [f"There is no test '{name}'." for name in named(text) if name not in places]
    if full:
        wrong += failing(sorted({places[name] for name in named(text) if name in places}))
    states = Counter(row.state for row in found for _ in row.each())
    return Outcome(len(found), tuple(wrong), {state: states[state] for state in STATES})


def rows(text: str) -> list[Row]:
    """Return the rows of every table of requirements."""
    lines = (line for line in text.splitlines() if re.match(r"\| \d", line))
    cells = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return [Row(*found) for found in cells]


def named(text: str) -> list[str]:
    """Return the tests, and files of tests, that are named, in order."""
    return sorted(set(_NAMED.findall(text)))


def unsound(found: Sequence[Row]) -> Iterator[str]:
    """Yield each row without a known state, or called met and shown by nothing."""
    for row in found:
        if row.state not in STATES or not row.asks or not row.shown:
            yield f"{row.numbers}: '{row.state}' is no state, or nothing is said of it."
        elif row.state == "met" and not _SHOWN.search(row.shown):
            yield f"{row.numbers}: is called met, and shown by no test and no reading with its day."


def missing(found: Sequence[Row]) -> Iterator[str]:
    """Yield each requirement that has no row, more than one, or is none of the standard's."""
    expected = {f"{section}.{at + 1}" for section, last in SECTIONS.items() for at in range(last)}
    stand = Counter(number for row in found for number in row.each())
    yield from (f"{number} has no row." for number in sorted(expected - set(stand)))
    yield from (f"{number} is no requirement." for number in sorted(set(stand) - expected))
    yield from (f"{number} has {times} rows." for number, times in stand.items() if times > 1)


def tests() -> dict[str, str]:
    """Return where each test, and each file of tests, is: what pytest takes to run it."""
    places: dict[str, str] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        where = path.relative_to(ROOT).as_posix()
        places[path.stem] = where
        for name in _DEFINED.findall(path.read_text("utf-8")):
            places[name] = f"{where}::{name}"
    return places


def failing(places: Sequence[str]) -> list[str]:
    """Run tests; return one sentence where one of them fails, nothing where all pass."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "no:randomly", *places]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own interpreter and tests
    if ended.returncode == _PASSED:
        return []
    last = (ended.stdout.strip() or "nothing was said").splitlines()[-1]
    return [f"Of {len(places)} tests and files that are named, some fail: {last}"]
