"""One authority's cube of one family and period: made, attacked, mended, or refused."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from yardstick.disclosure.cube_attack import Findings, attack
from yardstick.disclosure.cube_counts import SEPARATOR, Counts, possible, tally
from yardstick.disclosure.cube_design import coarser, design
from yardstick.disclosure.cube_groups import telling
from yardstick.disclosure.cube_knowledge import Case
from yardstick.disclosure.cube_margins import errors_by_order, wide
from yardstick.disclosure.cube_report import BlockReport
from yardstick.disclosure.cube_rounding import WIDEST, Problem, draws, excess, rounded
from yardstick.disclosure.cube_spec import CubeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yardstick.disclosure.cube_counts import IntArray
    from yardstick.disclosure.cube_spec import CubeSpec, Headcount, Measure, PublicMargin

MOST_SEEDS = 6  # tried before a cube is worded more coarsely
FEWEST_CHANGES = 10  # records, before a correction is published
COARSE_STEP = 10  # what is stated of two- and three-way tables is a multiple of this


@dataclass(frozen=True)
class Block:
    """What one cube is made from.

    Attributes:
        area: Code.
        period: Code.
        measures: One family.
        records: All records of the area and period.
        earlier: Its cube in the previous release, if it had one.
        opened: Whether the area has a period that the previous release had not.
        headcounts: Public headcounts of the area and period.
    """

    area: str
    period: str
    measures: tuple[Measure, ...]
    records: pd.DataFrame = field(repr=False)
    earlier: Made | None = field(repr=False)
    opened: bool
    headcounts: tuple[Headcount, ...] = field(repr=False)

    @property
    def name(self) -> tuple[str, str, tuple[str, ...]]:
        """Area, period and names of the measures."""
        return self.area, self.period, tuple(measure.name for measure in self.measures)


@dataclass(frozen=True)
class Made:
    """A cube that withstood, and the counts it was made of. Secret, but for `published`.

    Attributes:
        rungs: Its design.
        counts: True counts.
        shown: Measures by cells.
        report: What is said of it.
    """

    rungs: tuple[int, ...]
    counts: Counts = field(repr=False)
    shown: IntArray = field(repr=False)
    report: BlockReport

    def published(self, spec: CubeSpec) -> pd.DataFrame:
        """Return the cells that are not shown as 0, one row per measure and cell."""
        cells = pd.DataFrame(
            [cell.split(SEPARATOR) for cell in self.counts.cells], columns=spec.names
        )
        tables = [
            cells.assign(area=self.report.area, period=self.report.period, measure=name, number=row)
            for name, row in zip(self.report.measures, self.shown, strict=True)
        ]
        every = pd.concat(tables, ignore_index=True)
        return every[every["number"] > 0]


def make_block(block: Block, *, spec: CubeSpec, key: bytes) -> Made:
    """Make one cube: design, round, attack, and mend until nothing is found out.

    Raises:
        CubeError: Even the coarsest wording does not withstand.
    """
    earlier = block.earlier
    if earlier and not block.opened and _changes(block, spec, earlier) < FEWEST_CHANGES:
        return replace(earlier, report=replace(earlier.report, findings=None, held=True))
    rungs = design(block.records, spec, block.measures, earlier.rungs if earlier else None)
    while True:
        told: tuple[str, ...] = ()
        for drawn in _drawn(block, spec, key, rungs):
            told = _told_on(block, spec, rungs, drawn)
            if told:
                break
            made, findings = _attacked(block, spec, rungs, drawn)
            if findings.safe:
                return made
        if told:
            rungs = _merged(spec, rungs, told)
        else:
            rungs = coarser(block.records, spec, block.measures, rungs)


@dataclass(frozen=True)
class _Drawn:
    """A rounding, before it is attacked.

    Attributes:
        problem: What was rounded.
        shown: Measures by cells.
        seed: Which one drew it, from 0.
        beyond: How far margins are beyond what is accepted as close; 0 is close.
    """

    problem: Problem
    shown: IntArray
    seed: int
    beyond: float


def _drawn(block: Block, spec: CubeSpec, key: bytes, rungs: tuple[int, ...]) -> Iterator[_Drawn]:
    """Give a rounding for each seed: those that are close as they come, then the others."""
    problem = _problem(block, spec, rungs)
    counts = problem.counts
    further = []
    for seed in range(MOST_SEEDS):
        salt = SEPARATOR.join((spec.dataset, *block.name[:2], *block.name[2], str(seed)))
        shown = rounded(problem, draws(counts.cells, counts.tokens, key, salt))
        drawn = _Drawn(problem, shown, seed, excess(counts, shown))
        if drawn.beyond == 0:
            yield drawn
        else:
            further.append(drawn)
    yield from sorted(further, key=lambda each: each.beyond)


def _told_on(
    block: Block, spec: CubeSpec, rungs: tuple[int, ...], drawn: _Drawn
) -> tuple[str, ...]:
    """Return the dimensions by which a small group could nearly all be counted."""
    return telling(
        drawn.problem.counts,
        drawn.shown,
        spec=spec,
        measures=block.measures,
        rungs=rungs,
        headcounts=block.headcounts,
    )


def _changes(block: Block, spec: CubeSpec, earlier: Made) -> int:
    """Return how many records changed at least, in the wording of the earlier cube."""
    now = tally(block.records, spec, block.measures, earlier.rungs)
    before = _aligned(now, earlier.counts, earlier.counts.numbers)
    gone = earlier.counts.numbers.sum(axis=1) - before.sum(axis=1)
    less = np.maximum(before - now.numbers, 0).sum(axis=1) + gone
    more = np.maximum(now.numbers - before, 0).sum(axis=1)
    return int(np.maximum(less, more).max())


def _aligned(now: Counts, earlier: Counts, numbers: IntArray) -> IntArray:
    """Return earlier numbers in the order of today's cells; 0 where a cell was empty."""
    at = {cell: position for position, cell in enumerate(earlier.cells)}
    found = np.zeros((len(numbers), len(now.cells)), dtype=np.int64)
    for position, cell in enumerate(now.cells):
        if cell in at:
            found[:, position] = numbers[:, at[cell]]
    return found


def _attacked(
    block: Block, spec: CubeSpec, rungs: tuple[int, ...], drawn: _Drawn
) -> tuple[Made, Findings]:
    counts, names = drawn.problem.counts, block.name[2]
    errors = [
        errors_by_order(counts.codes, counts.sizes, row - numbers)
        for row, numbers in zip(drawn.shown, counts.numbers, strict=True)
    ]
    stated = tuple(
        {order: _stated(order, found.largest) for order, found in each.items()} for each in errors
    )
    findings = attack(Case(drawn.problem, drawn.shown, stated, possible(spec, rungs)))
    report = BlockReport(
        area=block.area,
        period=block.period,
        measures=names,
        wording=_wording(spec, rungs),
        errors=dict(zip(names, errors, strict=True)),
        stated=dict(zip(names, stated, strict=True)),
        findings=findings,
        seeds=drawn.seed + 1,
        is_close=drawn.beyond == 0,
        held=False,
    )
    return Made(rungs, counts, drawn.shown, report), findings


def _stated(order: int, largest: int) -> int:
    """Return the largest error that is stated: never less than a single cell's, nor to the unit.

    A stated error is one more thing an attacker knows.
    """
    if order <= 1:
        return max(WIDEST, largest)
    return max(COARSE_STEP, -(-largest // COARSE_STEP) * COARSE_STEP)


def _problem(block: Block, spec: CubeSpec, rungs: tuple[int, ...]) -> Problem:
    counts = tally(block.records, spec, block.measures, rungs)
    names = [measure.name for measure in block.measures]
    coupled = tuple(
        (names.index(less), names.index(more)) for less, more in spec.coupled if less in names
    )
    public = tuple(
        tuple(
            _told_apart(counts, spec, margin) for margin in spec.public if margin.measure == measure
        )
        for measure in names
    )
    kept = np.zeros_like(counts.numbers)
    sticky = np.zeros(kept.shape, dtype=bool)
    if block.earlier and block.earlier.rungs == rungs:
        before = block.earlier.counts
        kept = _aligned(counts, before, block.earlier.shown)
        sticky = (_aligned(counts, before, before.numbers) == counts.numbers) & (counts.numbers > 0)
    return Problem(counts, coupled, public, kept, sticky)


def _told_apart(counts: Counts, spec: CubeSpec, margin: PublicMargin) -> tuple[int, ...]:
    """Return the dimensions of a public table that the cube still tells apart."""
    held = {spec.names.index(name) for name in margin.dimensions}
    return tuple(sorted(held & set(wide(counts.sizes))))


def _wording(spec: CubeSpec, rungs: tuple[int, ...]) -> dict[str, str]:
    return {
        each.name: each.ladder[rung - 1].name if rung else "finest"
        for each, rung in zip(spec.dimensions, rungs, strict=True)
    }


def _merged(spec: CubeSpec, rungs: tuple[int, ...], told: tuple[str, ...]) -> tuple[int, ...]:
    """Word the first of some dimensions that has a rung left more coarsely."""
    for at, (each, rung) in enumerate(zip(spec.dimensions, rungs, strict=True)):
        if each.name in told and rung < len(each.ladder):
            return (*rungs[:at], rung + 1, *rungs[at + 1 :])
    raise CubeError(
        f"A group by {' and '.join(told)} is so small that nearly all of it could be counted: "
        "add a rung to those dimensions, or do not publish them."
    )
