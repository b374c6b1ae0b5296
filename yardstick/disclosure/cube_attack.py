"""The attack on a cube before it is published: what could anybody work out from all they know?

The attacker knows the cube, that every cell is within 4 of the truth, the stated largest errors,
every table that is published exactly, that coupled measures are ordered, and all rows of every
other authority: one of them, two that collude, or all. The last adds nothing, because a cube is
made from its own authority's records alone and tables of the region are given to the attacker as
the authority's own.

A range that is found is proved by two sets of counts that agree with all of it. Sets in which
empty cells stay empty are tried first: they are proof enough where they are wide apart, and there
are far fewer cells to them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from yardstick.disclosure.cube_knowledge import Case, known_by_attacker, varying
from yardstick.disclosure.cube_series import Mover, Series
from yardstick.disclosure.cube_targets import (
    TOLERANCE,
    WIDTH,
    Ranges,
    members,
    public_widths,
    small_targets,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scipy.sparse import csr_array

    from yardstick.disclosure.cube_counts import IntArray
    from yardstick.disclosure.cube_programs import Program
    from yardstick.disclosure.cube_targets import Target

SWAPS = 6  # series of moves each way, before programs
FEW = 20  # targets, for which a program each is quicker than programs for many at a time
TRIES = 20  # moves thought of, one after another, in each series
ROUNDS = 6  # programs that push many targets at a time, before targets are tried one by one
SEED = 20_240  # of which moves are tried: no secret, and always the same


@dataclass(frozen=True)
class Findings:
    """What an attack found out about the small cells of one problem and its margins.

    Attributes:
        tried: How many cells and margin cells with a true count of 1 to 4.
        by_program: How many of them needed programs of their own.
        public: How many published tables alone leave narrower than five numbers.
        narrow: How many can be fewer than five numbers, though published tables leave five;
            the attack ends at the first.
        exact: How many are known, though published tables do not tell; it ends at the first.
    """

    tried: int
    by_program: int = 0
    public: int = 0
    narrow: int = 0
    exact: int = 0

    @property
    def safe(self) -> bool:
        """Whether nothing was found out that published tables do not give away."""
        return not self.narrow and not self.exact


def attack(case: Case) -> Findings:
    """Try to work out every small cell and margin cell of a cube.

    Raises:
        CubeError: The solver gave no answer, so that nothing is proved.
    """
    problem = case.problem
    counts, measures = problem.counts, len(problem.counts.numbers)
    targets = small_targets(problem)
    if not targets:
        return Findings(0)
    truth = members(targets, counts.codes, measures) @ counts.numbers.ravel().astype(float)
    ranges = Ranges(truth, truth.copy(), truth.copy(), public_widths(problem, targets))
    _swap(case, targets, ranges)
    findings = Findings(
        len(targets),
        by_program=len(ranges.open()),
        public=int((ranges.public < WIDTH).sum()),
    )
    return _solve(case, targets, ranges, findings) if findings.by_program else findings


def _swap(case: Case, targets: Sequence[Target], ranges: Ranges) -> None:
    """Move records away from each target and to it, in series that begin from the truth."""
    chance = np.random.default_rng(SEED)
    mover = Mover(case, chance)
    for turn in range(2 * SWAPS):
        here = ranges.open()
        for measure in range(len(case.shown)):
            mine = [at for at in here if targets[at].measure == measure]
            if mine:
                series = Series(mover, [targets[at] for at in mine])
                _run(series, np.array(mine), ranges, away=turn % 2 == 0)


def _run(series: Series, here: IntArray, ranges: Ranges, *, away: bool) -> None:
    for _ in range(TRIES):
        still = np.isin(here, ranges.open())
        here = here[still]
        if not len(here):
            return
        series.keep(still)
        ranges.saw(here, ranges.truth[here] + series.step(away=away))


def _solve(case: Case, targets: Sequence[Target], ranges: Ranges, findings: Findings) -> Findings:
    """Bound the targets that moves left open by programs; end at the first that is not safe.

    Where many are left, one program in which empty cells stay empty proves most of them first.
    """
    left = ranges.open()
    if len(left) > FEW:
        vary = varying(case)
        rows = members([targets[at] for at in left], vary.codes, len(case.shown))
        _push(known_by_attacker(case, vary), rows, left, ranges)
    for at in ranges.open():
        enough = WIDTH if ranges.public[at] >= WIDTH else 1
        width = _width(case, targets[at], enough)
        if width < enough:
            return replace(findings, exact=int(width == 0), narrow=int(width > 0))
    return findings


def _push(program: Program, rows: csr_array, targets: IntArray, ranges: Ranges) -> None:
    """Push many targets at once, half up and half down and the other way, and see how far they go.

    Every answer agrees with all that is known, so whatever a cell was in any of them it can be.
    """
    chance = np.random.default_rng(SEED)
    for _ in range(ROUNDS):
        still = np.isin(targets, ranges.open())
        push = (chance.choice((-1.0, 1.0), len(targets)) * still) @ rows
        for objective in (push, -push):
            ranges.saw(targets, rows @ program.lowest(objective))


def _width(case: Case, target: Target, enough: int) -> int:
    """Return the distance between the least and the most that one target can be."""
    vary = varying(case, target)
    program = known_by_attacker(case, vary)
    row = members([target], vary.codes, len(case.shown)).toarray()[0]
    low, high = (row @ program.lowest(sign * row) for sign in (1.0, -1.0))
    if high - low < enough - TOLERANCE:  # numbers between whole ones are no counts
        low, high = (row @ program.lowest(sign * row, whole=True) for sign in (1.0, -1.0))
    return int(np.floor(high - low + TOLERANCE))
