"""The softer rules of the catalogue: what loads, and yet wants a second look."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from yardstick.catalogue.load import load_catalogue

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from yardstick.catalogue.catalogue import Catalogue
    from yardstick.catalogue.reference import Reference
    from yardstick.catalogue.regions import Region

_NEIGHBOURS = 10  # the department's model gives each authority ten
_ALIKE = 0.93  # share of letters in common; "in 45 days" and "in 15 days" stay below it


def lint(data: Path, today: dt.date) -> list[str]:
    """Say what in `data/` is overdue, doubled, missing or unused.

    Args:
        data: The folder that `load_catalogue` reads.
        today: Reviews due before this day are overdue.

    Returns:
        A sentence for each finding, with the file to look at; empty where there is none.

    Raises:
        CatalogueError: The catalogue does not load at all.
    """
    catalogue = load_catalogue(data)
    findings = (
        *_overdue(catalogue, today),
        *_without_synonyms(catalogue),
        *_alike(catalogue),
        *_order(catalogue),
        *_unused_items(catalogue),
        *_unused_lists(catalogue),
        *_unused_ranges(catalogue),
        *_neighbourless(catalogue),
    )
    return [f"{data.resolve().name}/{finding}" for finding in findings]


def _overdue(catalogue: Catalogue, today: dt.date) -> Iterator[str]:
    for one in catalogue.indicators.values():
        if one.review_by < today:
            yield f"indicators/{one.id}.yaml: its review was due by {one.review_by} ({one.owner})."


def _without_synonyms(catalogue: Catalogue) -> Iterator[str]:
    for one in catalogue.indicators.values():
        if not one.synonyms:
            yield f"indicators/{one.id}.yaml: has no synonyms, so a search finds its title only."


def _alike(catalogue: Catalogue) -> Iterator[str]:
    for one, other in combinations(catalogue.indicators.values(), 2):
        if one.title == other.title:
            yield f"indicators/{other.id}.yaml: has the title of {one.id}."
        if _similar(one.short, other.short):
            yield f"indicators/{other.id}.yaml: its short name is too like that of {one.id}."


def _similar(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one.casefold(), other.casefold())
    return matcher.real_quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _order(catalogue: Catalogue) -> Iterator[str]:
    for one, following in pairwise(catalogue.indicators.values()):
        if one.order == following.order:
            yield f"indicators/{following.id}.yaml: order {one.order} is also that of {one.id}."
        elif following.order - one.order > 1:
            yield f"indicators/{following.id}.yaml: no indicator has order {one.order + 1}."


def _unused_items(catalogue: Catalogue) -> Iterator[str]:
    used = {
        (one.dataset, side.item)
        for one in catalogue.indicators.values()
        for side in (one.numerator, one.denominator)
        if side is not None
    }
    for dataset in catalogue.datasets.values():
        for item in dataset.items:
            if (dataset.id, item.name) not in used:
                yield f"datasets/{dataset.id}.yaml: no indicator uses item {item.name}."


def _unused_lists(catalogue: Catalogue) -> Iterator[str]:
    used = {item.breakdown for one in catalogue.datasets.values() for item in one.items}
    used |= {
        column.codes
        for one in catalogue.datasets.values()
        for table in one.tables
        for column in table.columns
    }
    for name in Counter(part.breakdown for part in catalogue.reference.parts):
        if name not in used:
            yield f"reference/codes.csv: no item or column uses code list {name}."


def _unused_ranges(catalogue: Catalogue) -> Iterator[str]:
    for row in catalogue.reference.ranges:
        if row.indicator not in catalogue.indicators:
            yield f"reference/ranges.csv: '{row.indicator}' is not an indicator."


def _neighbourless(catalogue: Catalogue) -> Iterator[str]:
    for region in catalogue.regions.values():
        for code in _without_neighbours(region, catalogue.reference):
            yield (
                f"regions/{region.id}.yaml: {code} has fewer than {_NEIGHBOURS} neighbours in "
                f"reference/neighbours_{region.neighbours_model}.csv."
            )


def _without_neighbours(region: Region, reference: Reference) -> Iterator[str]:
    for code in region.authorities:
        if len(reference.neighbours_of(code, region.neighbours_model)) < _NEIGHBOURS:
            yield code
