"""Questions that the door must refuse: filters that there are not, and others' own records.

A filter that is ignored answers something else than was asked, and says so to nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.access.errors import AccessDenied
from yardstick.model import Comparator, Selection
from yardstick.results.exclusions_types import DATASET as EXCLUSIONS
from yardstick.results.exclusions_types import ExclusionsAsked, ExclusionsView
from yardstick.results.placement_types import PlacementsAsked, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np

    from yardstick.model import Viewer
    from yardstick.results.gate import Results
    from yardstick.verify.record_scene import Scene

    Questions = Iterator[tuple[str, Callable[[], object]]]

PHASES: Final = ("SEC", "PRI", "ALL", "SPE", "ALT")  # of schools
_ODD_YEARS: Final = ("1999/00", "2098/99", "2023-24", "2023", "2023/24 Autumn", "' OR 1=1 --")
_ODD_PHASES: Final = ("", "SECONDARY", "sec", "SEC,PRI", "*")
_NOWHERE: Final = ("", "E99999999", "E10000007,E06000061", "*")


def taken(
    results: Results, viewer: Viewer, scene: Scene, many: int, chance: np.random.Generator
) -> list[str]:
    """Ask so many of the questions that must be refused.

    Returns:
        For each what was wrong; empty where it was refused.
    """
    found = _of_exclusions if scene.dataset == EXCLUSIONS else _of_placements
    questions = list(found(results, viewer, scene, chance))
    drawn = chance.permutation(len(questions))[:many]
    return [_answered(*questions[at]) for at in drawn]


def _answered(what: str, question: Callable[[], object]) -> str:
    try:
        question()
    except (AccessDenied, ValueError):
        return ""
    return f"questions about {what} were answered"


def _of_exclusions(
    results: Results, viewer: Viewer, scene: Scene, chance: np.random.Generator
) -> Questions:
    views = list(ExclusionsView)

    def asked(
        area: str, year: str = scene.year, phase: str = PHASES[0], part: str = ""
    ) -> Callable[[], object]:
        view = views[chance.integers(len(views))]
        of = ExclusionsAsked(view, area, year, phase=phase, part=part)
        return lambda: results.exclusions(of)

    for area in sorted({*scene.areas, *_NOWHERE} - viewer.areas):
        yield "exclusions of others", asked(area)
    for area in sorted(viewer.areas & set(scene.areas)):
        for part in _odd_parts(scene, chance):
            yield "parts of exclusions that there are not", asked(area, part=part)
        for year in _ODD_YEARS:
            yield "years that there are not", asked(area, year=year)
        for phase in _ODD_PHASES:
            yield "phases that there are not", asked(area, phase=phase)


def _of_placements(
    results: Results, _viewer: Viewer, scene: Scene, chance: np.random.Generator
) -> Questions:
    analyses = list(Question)

    def asked(area: str, part: str = "") -> Callable[[], object]:
        of = PlacementsAsked(analyses[chance.integers(len(analyses))], part)
        return lambda: results.placements(Selection(area, Comparator.REGION), of)

    for area in _NOWHERE:
        yield "placements of no authority", asked(area)
    for part in _odd_parts(scene, chance):
        yield "parts of placements that there are not", asked(scene.areas[0], part)


def _odd_parts(scene: Scene, chance: np.random.Generator) -> list[str]:
    """Return parts that there are not: two at once, one of another spelling, a bit of one."""
    one, other = (str(part) for part in chance.choice(list(scene.parts), 2, replace=False))
    dimension, _, word = one.partition(".")
    both = [f"{one}{between}{other}" for between in "+,&;:|. "]
    bits = [dimension, f"{dimension}.", f".{word}", word, f"{one}.{word}", f"{dimension}.nobody"]
    spelt = [one.upper(), f" {one}", f"{one} ", f"{one}\x00", f"{one}' OR '1'='1", f"!{one}", "*"]
    unlisted = [f"area.{scene.areas[0]}", f"period.{scene.year}", "term.autumn", "number.5"]
    return [*both, *bits, *spelt, *unlisted]
