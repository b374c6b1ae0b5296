"""The attack on rules of the cubes of records, one switched off after the other.

The attacker is `cube_attacker`, which shares no code with what makes the cubes. Of each rule it
finds nothing while the rule is on, and something when it is off.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from cube_attacker import laid_out, learned, narrowed, narrowed_beside, nearly_all, pinned
from cube_builders import KEY, REASONS, SEXES, YEARS, records, spec

from yardstick.disclosure import cube_block
from yardstick.disclosure.cube_attack import Findings
from yardstick.disclosure.cube_rounding import rounded
from yardstick.disclosure.cube_spec import Headcount
from yardstick.disclosure.cubes import protect_records

NAMES = ["year", "sex", "reason"]
LEVELS = (YEARS, SEXES, REASONS)
PUBLISHED = spec(public=[("suspensions", kept) for kept in ((), ("year",), ("sex",), ("reason",))])


def true(rows, measure="suspensions"):
    return laid_out(rows.groupby(NAMES)[measure].sum(), LEVELS)


def shown(cubes, measure="suspensions", levels=LEVELS):
    found = cubes.published[cubes.published["measure"] == measure]
    return laid_out(found.set_index(NAMES)["number"], levels)


def find_nothing(monkeypatch):
    """Leave the release's own attack out: it would refuse what the switched-off rule lets by."""
    monkeypatch.setattr(cube_block, "attack", lambda _case: Findings(0))


# ---- coupled measures ---------------------------------------------------------------------


def pupils_beside_suspensions(seed):
    rows = records(60, seed)
    cubes = protect_records(rows, PUBLISHED, KEY)
    assert set(cubes.reports[0].wording.values()) == {"finest"}
    pairs = ((true(rows, one), shown(cubes, one)) for one in ("pupils", "suspensions"))
    return narrowed_beside(*pairs)


@pytest.mark.parametrize("seed", [1, 3])
def test_suspensions_beside_pupils_make_no_small_number_of_pupils_narrow(seed):
    assert pupils_beside_suspensions(seed) == 0


@pytest.mark.parametrize("seed", [1, 3])
def test_measures_that_are_rounded_apart_are_found_out(monkeypatch, seed):
    find_nothing(monkeypatch)
    monkeypatch.setattr(
        cube_block, "rounded", lambda problem, drawn: rounded(replace(problem, coupled=()), drawn)
    )
    assert pupils_beside_suspensions(seed) > 0


# ---- corrections of few records -----------------------------------------------------------


def pinned_by_late(late_of, seed=1):
    """Attack two releases between which some records came late."""
    rows = records(60, seed)
    first = protect_records(rows, PUBLISHED, KEY)
    late = late_of(rows, first)
    second = protect_records(pd.concat([rows, late]), PUBLISHED, KEY, first.memory)
    return pinned(shown(first), shown(second), len(late)), second.reports[0].held


def one_that_fills(rows, cubes):
    """Return a late record of a cell that is shown as 4 fewer: nothing is left to round."""
    cell = np.argwhere(true(rows) - shown(cubes) == 4)[0]
    words = {name: level[at] for name, level, at in zip(NAMES, LEVELS, cell, strict=True)}
    return records(1).assign(record="late", **words)


def any_of(count):
    return lambda *_: records(count, 100)


@pytest.mark.parametrize(
    ("late_of", "held"), [(one_that_fills, True), (any_of(9), True), (any_of(10), False)]
)
def test_nobody_can_tell_where_late_records_belong(late_of, held):
    assert pinned_by_late(late_of) == (0, held)


@pytest.mark.parametrize("seed", [1, 3])
def test_a_correction_of_one_record_that_is_published_at_once_is_found_out(monkeypatch, seed):
    monkeypatch.setattr(cube_block, "FEWEST_CHANGES", 1)
    assert pinned_by_late(one_that_fills, seed) == (1, False)


# ---- small groups -------------------------------------------------------------------------


def told_on(counted, people):
    """Attack a cube in which so many of the children of each year are counted."""
    rows = pd.concat(
        [
            records(many, at).assign(
                year=year, pupils=1, record=[f"{year}-{n}" for n in range(many)]
            )
            for at, (year, many) in enumerate(counted.items())
        ]
    )
    heads = pd.DataFrame({"area": "A", "period": "2024-25", "year": YEARS, "number": people})
    cubes = protect_records(rows, PUBLISHED, KEY, public=[Headcount(("year",), heads)])
    (report,) = cubes.reports
    stages = {"finest": dict(zip(YEARS, YEARS, strict=True))}
    stages["Key stage"] = {"7": "KS3", "8": "KS3", "9": "KS3", "10": "KS4"}
    worded = stages[report.wording["year"]]
    kinds = tuple(dict.fromkeys(worded.values()))
    cube = shown(cubes, "pupils", (kinds, SEXES, REASONS))
    together = heads.groupby(heads["year"].map(worded))["number"].sum().reindex(kinds)
    found = nearly_all(
        cube.reshape(len(kinds), -1), report.stated["pupils"][1], together.to_numpy()
    )
    return found, report.wording["year"]


EVERYBODY = {"7": 40, "8": 60, "9": 60, "10": 60}
PEOPLE = [40, 400, 400, 400]


def test_nobody_is_told_on_by_a_small_group_all_of_which_is_counted():
    assert told_on(EVERYBODY, PEOPLE) == (0, "Key stage")


def test_a_group_that_is_not_merged_is_found_out(monkeypatch):
    monkeypatch.setattr(cube_block, "telling", lambda *_, **__: ())
    assert told_on(EVERYBODY, PEOPLE) == (1, "finest")


# ---- rounding -----------------------------------------------------------------------------


def found_with_what_is_learned():
    """Attack another's cube with what one's own tells of the rounding."""
    mine, others = records(90, 2, area="B"), records(60, 1)
    own, theirs = (protect_records(rows, PUBLISHED, KEY) for rows in (mine, others))
    counts = true(others)
    slack = learned(true(mine), shown(own))
    return narrowed(counts, (shown(theirs), np.ones_like(counts, dtype=bool)), slack=slack), slack


def as_it_is(problem, _drawn):
    return problem.counts.numbers


def to_the_nearest(problem, _drawn):
    return (problem.counts.numbers + 2) // 5 * 5


def test_ones_own_cube_tells_nothing_of_how_anothers_was_rounded():
    assert found_with_what_is_learned() == (0, 4)


@pytest.mark.parametrize(("fault", "slack"), [(as_it_is, 0), (to_the_nearest, 2)])
def test_rounding_that_is_not_by_chance_is_found_out(monkeypatch, fault, slack):
    find_nothing(monkeypatch)
    monkeypatch.setattr(cube_block, "rounded", fault)
    found, learnt = found_with_what_is_learned()
    assert learnt == slack
    assert found > 0
