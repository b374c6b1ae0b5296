"""Protected cubes: records in, and counts that may be shown to every partner out (protection 2.2).

For whoever builds a release:

    protect_records(records, spec, key, previous, public, progress) -> ProtectedCubes

- `records`: one row per record, with `area`, `period` (one cube each: an academic year), a column
  for each dimension of the spec in its finest wording, its token columns, and 0 or 1 in a column
  for each measure. A measure that counts people is 1 in one record of each person and period
  (`once_for_each` makes it), so that tables add up.
- `spec`: `CubeSpec`, made from what the data set declares.
- `key`: the release key, at least 32 random bytes. The same for every release, or nothing sticks.
- `previous`: the `Memory` of the release before, or None. It is secret, like the records.
- `public`: published headcounts, for the rule about groups. What is published of the measures
  themselves stands in the spec.
- `progress`: called with how many of how many cubes are done.

What comes back: `published` is all that may leave; a cell that is not listed is 0, which means
"0 to 4". A region's figures are sums of it. `memory` and `reports` are for the builder. No file,
no clock; the same arguments give the same cubes whatever the number of workers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from yardstick.disclosure.cube_block import Block, Made, make_block
from yardstick.disclosure.cube_counts import check_records
from yardstick.disclosure.cube_memory import Memory
from yardstick.disclosure.cube_report import BlockReport, digest, key_id
from yardstick.disclosure.cube_spec import CubeError
from yardstick.processes import side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from yardstick.disclosure.cube_spec import CubeSpec, Headcount

SHORTEST_KEY = 32  # bytes


@dataclass(frozen=True)
class ProtectedCubes:
    """The cubes of a release.

    Attributes:
        published: One row per `area`, `period`, `measure` and cell that is not shown as 0: the
            dimensions in the wording of the area's design, and `number`, a multiple of 5.
        memory: For the next release; secret.
        reports: One for each area, period and family of measures.
        key_id: Names the key.
        sha256: Of `published`.
    """

    published: pd.DataFrame
    memory: Memory
    reports: tuple[BlockReport, ...]
    key_id: str
    sha256: str


def protect_records(  # noqa: PLR0913, PLR0917 - the whole of what a release knows of records
    records: pd.DataFrame,
    spec: CubeSpec,
    key: bytes,
    previous: Memory | None = None,
    public: Sequence[Headcount] = (),
    progress: Callable[[int, int], None] | None = None,
    *,
    workers: int = 1,
) -> ProtectedCubes:
    """Make every authority's cubes, attack them, and give out those that withstood.

    Args:
        records: See the head of this module. Not changed.
        spec: What the data set declares.
        key: The release key.
        previous: Memory of the release before.
        public: Headcounts.
        progress: Told after each cube: how many are done, of how many.
        workers: Processes to work in.

    Raises:
        CubeError: The records are not as declared, the key is too short, or some cube cannot be
            protected. Nothing is published then.
    """
    if len(key) < SHORTEST_KEY:
        raise CubeError(f"The release key must be at least {SHORTEST_KEY} bytes of chance.")
    check_records(records, spec)
    blocks = _blocks(records, spec, previous, public)
    made = _made(blocks, spec, key, progress, workers)
    columns = ["area", "period", "measure", *spec.names, "number"]
    tables = [each.published(spec) for each in made]
    published = pd.concat([pd.DataFrame(columns=columns), *tables], ignore_index=True)[columns]
    published = published.astype({"number": "int64"})
    reports = tuple(each.report for each in made)
    return ProtectedCubes(published, Memory.of(made), reports, key_id(key), digest(published))


def _blocks(
    records: pd.DataFrame,
    spec: CubeSpec,
    previous: Memory | None,
    public: Sequence[Headcount],
) -> list[Block]:
    before = previous.blocks if previous else {}
    known = {(area, period) for area, period, _ in before}
    groups = {
        (str(area), str(period)): rows
        for (area, period), rows in records.groupby(["area", "period"], sort=True)
    }
    opened = {area for area, period in groups if (area, period) not in known}
    blocks = []
    for (area, period), rows in groups.items():
        people = [headcount.of(area, period) for headcount in public]
        for family in spec.families:
            names = tuple(measure.name for measure in family)
            earlier = before.get((area, period, names))
            blocks.append(Block(area, period, family, rows, earlier, area in opened, tuple(people)))
    return blocks


def _made(
    blocks: list[Block],
    spec: CubeSpec,
    key: bytes,
    progress: Callable[[int, int], None] | None,
    workers: int,
) -> list[Made]:
    make = partial(make_block, spec=spec, key=key)
    found = []
    for each in side_by_side(make, blocks, workers):
        found.append(each)
        if progress:
            progress(len(found), len(blocks))
    return found
