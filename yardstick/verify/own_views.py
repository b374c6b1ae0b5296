"""The views of one's own records, asked of two releases: with everybody's records, and without.

A view that says the same of a release that holds one partner's records and nobody else's is made
of those alone. Whether it is counted rightly is for the naive twins of `tests/queries`.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

from yardstick.model import Comparator, Selection
from yardstick.results.exclusions_types import ExclusionsAsked, ExclusionsView, Kind
from yardstick.results.placement_types import BESIDE, PlacementsAsked, Question
from yardstick.results.workforce_types import OF_OTHERS, WorkforceAsked, WorkforceQuestion
from yardstick.verify.recomputed import rows_of
from yardstick.verify.same_rows import same_rows, same_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from yardstick.results.gate import Results
    from yardstick.verify.recomputed import Tally

_SHARED: Final = (ExclusionsView.AUTHORITIES, ExclusionsView.PUBLISHED)


def same_alone(tally: Tally, among_all: Results, alone: Results) -> None:
    """Hold every number of every own view to the same where there is nobody else."""
    for area in sorted(among_all.viewer.areas & set(among_all.region.authorities)):
        for (where, one, figures), (_, other, others) in zip(
            _views(among_all, area), _views(alone, area), strict=True
        ):
            names = list(one.select_dtypes("number").columns)
            same_rows(tally, where, one, rows_of(other[names]))
            same_whole(tally, where, figures, others)


def _views(results: Results, area: str) -> Iterator[tuple[str, pd.DataFrame, Mapping[str, float]]]:
    """Yield each view: what it is, its rows, and its figures of the whole."""
    selection = Selection(area, Comparator.REGION)
    for view, kind in product(ExclusionsView, Kind):
        if view not in _SHARED:
            excluded = results.exclusions(ExclusionsAsked(view, area, kind=kind))
            yield f"{view} {kind} of {area}", excluded.values, excluded.said
    for question in Question:
        if question not in BESIDE:
            placed = results.placements(selection, PlacementsAsked(question))
            yield f"{question} of {area}", placed.rows, placed.totals
    for asked in WorkforceQuestion:
        if asked not in OF_OTHERS:
            staff = results.workforce(selection, WorkforceAsked(asked))
            yield f"{asked} of {area}", staff.rows, staff.totals
