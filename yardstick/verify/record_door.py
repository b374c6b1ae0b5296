"""Trying to work others' small counts out of what a published release answers at the door.

Every reader asks for what the door takes. Each answer must be a sum of cells of the release's
cubes, within what is stated of it; what a reader was answered is subtracted from itself; and the
cubes as the release holds them are subtracted by filters of several conditions, which no page has.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING

from yardstick.model import Reach
from yardstick.results.exclusions_types import Kind
from yardstick.results.placement_types import DATASET as PLACEMENTS
from yardstick.verify.linear import NoAnswerError
from yardstick.verify.record_attack import subtract_answers, subtract_cells
from yardstick.verify.record_refusals import PHASES, taken
from yardstick.verify.record_scene import scenes
from yardstick.verify.record_sight import Asked, Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

    from yardstick.model import Viewer
    from yardstick.verify.record_region import RecordRegion
    from yardstick.verify.record_scene import Scene
    from yardstick.verify.record_sight import Answer


@dataclass
class Found:
    """What was tried at the door, and what gave way.

    Attributes:
        tried: By what: `answers` that were numbers of others, `pairs` of filters that were
            subtracted, the `small` differences among them, those that are `certain` or were
            bounded by programs (`solved`), and questions that had to be `refused`.
        faults: What is wrong with answers, each with how often.
    """

    tried: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)

    @property
    def failures(self) -> list[str]:
        """Return what gave way, a sentence each."""
        certain = self.tried["certain"]
        told = [f"{certain} small differences of answers were certain."] if certain else []
        return told + [f"{times} {what}." for what, times in self.faults.items()]


@dataclass(frozen=True)
class Fuzzer:
    """How much is tried, and by what chance.

    Attributes:
        region: Published.
        parts: How many parts of the records each reader asks for, drawn for each.
        odd: How many questions each asks that must be refused, likewise.
        pairs: Of filters for each reader, and for each authority's cube.
        programs: Differences of a cube that are bounded by programs too.
        chance: Where questions come from.
    """

    region: RecordRegion
    parts: int
    odd: int
    pairs: int
    programs: int
    chance: np.random.Generator

    def run(self) -> Found:
        """Ask, look at the answers, and subtract."""
        found, desk = Found(), self.region.desk
        people = {
            one.area: float(one.people)
            for one in sorted(desk.catalogue.reference.populations, key=lambda one: one.year)
        }
        for scene in scenes(self.region):
            for viewer in self.region.viewers():
                reader = Reader(desk.results(viewer), people)
                self._as_reader(found, scene, viewer, reader)
            for one in subtract_cells(scene, self.pairs, self.programs, self.chance):
                found.tried.update(pairs=one.pairs, small=one.small)
                found.tried.update(certain=one.certain, solved=one.solved)
        return found

    def _as_reader(self, found: Found, scene: Scene, viewer: Viewer, reader: Reader) -> None:
        answers = [
            answer for one in self._questions(scene, viewer) for answer in reader.answers(one)
        ]
        for one in answers:
            found.faults.update(_faults(scene, viewer, one))
        found.faults.update(_mixed(scene, viewer, reader))
        told = taken(reader.results, viewer, scene, self.odd, self.chance)
        found.faults.update(filter(None, told))
        found.tried.update(refused=len(told))
        others = [one for one in answers if one.areas - viewer.areas]
        found.tried.update(answers=len(others))
        if others:
            self._subtract(found, scene, viewer, others)

    def _subtract(self, found: Found, scene: Scene, viewer: Viewer, answers: list[Answer]) -> None:
        own = viewer.areas & set(scene.areas)
        try:
            tried = subtract_answers(scene, answers, own, self.pairs, self.chance)
        except NoAnswerError:
            found.faults["readers were answered what contradicts itself or what is stated"] += 1
        else:
            found.tried.update(tried._asdict())

    def _questions(self, scene: Scene, viewer: Viewer) -> Iterator[Asked]:
        """Yield what to ask, of one's own authorities and one more: all records, and parts."""
        own = [area for area in scene.areas if area in viewer.areas]
        others = [area for area in scene.areas if area not in viewer.areas]
        areas = [*own, others[self.chance.integers(len(others))]]
        drawn = self.chance.permutation(list(scene.parts))[: self.parts]
        kinds = list(Kind)
        for area, part in product(areas, ("", *map(str, drawn))):
            kind, phase = self.chance.integers(len(kinds)), self.chance.integers(len(PHASES))
            yield Asked(scene.dataset, area, scene.year, part, kinds[kind], PHASES[phase])


def _faults(scene: Scene, viewer: Viewer, answer: Answer) -> Iterator[str]:
    """Yield what is wrong with one answer."""
    true, shown = (count(answer.areas, answer.part) for count in (scene.number, scene.shown))
    if viewer.reach(scene.dataset) is Reach.OWN and answer.areas - viewer.areas:
        yield "numbers of others reached who was given their own"
    if abs(answer.number - true) > scene.slack(answer):
        yield "numbers were further from the truth than is stated"
    if answer.is_exact and answer.areas - viewer.areas:
        yield "numbers of others were exact"
    if not answer.is_exact and answer.number != shown:
        yield "numbers were no sum of a cube's cells"


def _mixed(scene: Scene, viewer: Viewer, reader: Reader) -> Iterator[str]:
    """Yield what is wrong with the region's shares of placements, beside each of one's own."""
    own = viewer.areas & set(scene.areas) if scene.dataset == PLACEMENTS else ()
    for area in sorted(own):
        others = [one for one in scene.areas if one != area]
        for group, number in reader.mixed(area, scene.year).items():
            if number != scene.mixed(others, *group):
                yield "shares were not of a cube's cells"
