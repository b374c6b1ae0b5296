"""Somebody who subtracts what the door answered them about others' records. Knows no more.

They know that parts of an authority's records add up, how far a number is stated to be off, and
their own records exactly. A difference that can be only one whole number is certain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from yardstick.verify.filter_attack import LEAST, MOST, subtract_filters
from yardstick.verify.linear import System
from yardstick.verify.true_records import coarser

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence

    import numpy as np

    from yardstick.verify.filter_attack import Tally
    from yardstick.verify.record_scene import Scene
    from yardstick.verify.record_sight import Answer

_NO_LIMIT: Final = 1e6  # more records than any authority has
_CERTAIN: Final = 2  # fewer numbers than these are one

Weighted = frozenset[tuple[tuple[str, str], int]]  # an authority and a part; added or taken off


class Tried(NamedTuple):
    """What subtracting came to.

    Attributes:
        pairs: How many pairs of filters were tried.
        small: How many different differences of 1 to 4 they had.
        certain: How many of those can be only one number.
    """

    pairs: int
    small: int
    certain: int


def subtract_answers(
    scene: Scene,
    answers: Iterable[Answer],
    own: Collection[str],
    pairs: int,
    chance: np.random.Generator,
) -> Tried:
    """Try pairs of filters on what one reader was answered.

    Args:
        scene: What is true, and what is stated.
        answers: All that they were answered.
        own: Authorities whose records they know.
        pairs: How many to try.
        chance: Where filters come from.

    Raises:
        NoAnswerError: The answers contradict each other, or what is stated of them.
    """
    others = [area for area in scene.areas if area not in own]
    drawn = dict.fromkeys(_pair(scene, others, chance) for _ in range(pairs))
    small = [one for one in drawn if LEAST <= _truly(scene, one) <= MOST]
    known: dict[Hashable, float] = {
        cell: float(scene.number([cell[0]], cell[1])) for cell in _cells(scene, own)
    }
    system = _system(scene)
    for one in answers:
        slack = scene.slack(one)
        terms = [((area, one.part), 1.0) for area in one.areas]
        system.add(terms, one.number - slack, one.number + slack, known)
    for pair in small:
        system.unknown(pair, 0, _NO_LIMIT)
        system.add([*pair, (pair, -1.0)], 0, 0, known)
    return Tried(pairs, len(small), len(system.narrow(small, _CERTAIN)))


def _system(scene: Scene) -> System:
    """Return all numbers as unknown, where parts add up to all but what no part counts."""
    system = System()
    for cell in _cells(scene, scene.areas):
        system.unknown(cell, 0, _NO_LIMIT)
    for area in scene.areas:
        for parts in _by_dimension(scene).values():
            left = scene.number([area], "") - sum(scene.number([area], part) for part in parts)
            terms = [((area, ""), 1.0), *(((area, part), -1.0) for part in parts)]
            system.add(terms, left, left, {})
    return system


def _pair(scene: Scene, others: Sequence[str], chance: np.random.Generator) -> Weighted:
    """Return what a filter has that the same with one condition more has not.

    An authority is left out, or a part, or all the parts that were chosen.
    """
    by = list(_by_dimension(scene).values())
    parts, areas = _some(by[chance.integers(len(by))], chance), _some(others, chance)
    way = chance.integers(3)
    if way == 0:
        return frozenset(((areas[0], part), 1) for part in parts)
    if way == 1:
        return frozenset(((area, parts[0]), 1) for area in areas)
    rest = frozenset(((area, part), -1) for area in areas for part in parts)
    return rest | {((area, ""), 1) for area in areas}


def _some(names: Sequence[str], chance: np.random.Generator) -> list[str]:
    many = chance.integers(1, len(names) + 1)
    return [str(one) for one in chance.choice(names, many, replace=False)]


def _by_dimension(scene: Scene) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for part, (dimension, _) in scene.parts.items():
        found.setdefault(dimension, []).append(part)
    return found


def _cells(scene: Scene, areas: Iterable[str]) -> Iterator[tuple[str, str]]:
    for area in areas:
        yield from ((area, part) for part in ("", *scene.parts))


def _truly(scene: Scene, pair: Weighted) -> int:
    return sum(weight * scene.number([area], part) for (area, part), weight in pair)


def subtract_cells(
    scene: Scene, pairs: int, programs: int, chance: np.random.Generator
) -> Iterator[Tally]:
    """Try filters of several conditions on each authority's cube, as the release holds it."""
    by = [one.name for one in scene.cubes.dimensions]
    # The programs take every table by one dimension for published, which not every data set's are.
    bounded = programs if scene.cubes.exact else 0
    for area in scene.areas:
        true = scene.true[scene.true["area"] == area]
        worded = coarser(true, scene.cubes, str(scene.said.at[area, "wording"]))
        shown = scene.cells[scene.cells["area"] == area].set_index(by)["number"]
        yield subtract_filters(worded.groupby(by).size(), shown, pairs, bounded, chance)
