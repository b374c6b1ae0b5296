"""Placements of every authority that a release shows: one need, basis or stage, over its children.

The reader's own authority is exact, others are rounded to 5. Rates are over public populations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from yardstick.access.errors import AccessDenied
from yardstick.disclosure.cube_display import LEAST_FOR_RATE, rate
from yardstick.model import Period, Status
from yardstick.results.placement_beside import CODES
from yardstick.results.placement_types import DATASET
from yardstick.results.shared_records import people_of, untold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yardstick.results.book import Library
    from yardstick.results.placement_beside import Beside, Found

PER: Final = 10_000


def cuts(library: Library) -> Mapping[str, str]:
    """Return what every authority's placements can be cut by: as a link has it, to its words."""
    declared = library.catalogue.datasets[DATASET].cubes
    labels = {one.name: one.label for one in declared.dimensions} if declared else {}
    made = {"": "All placements"}
    for dimension in ("need", "basis", "stage"):
        for part in library.catalogue.reference.parts_of(CODES[dimension]):
            made[f"{dimension}.{part.part}"] = f"{labels[dimension]}: {part.part_label}"
    return made


def places_of_region(beside: Beside) -> Found:
    """Return each authority's placements of the newest year that is shown, from A to Z.

    Raises:
        AccessDenied: There is no such part of the placements.
    """
    if beside.asked.part not in cuts(beside.library):
        raise AccessDenied
    cubes = beside.cubes()
    if not cubes:
        return None, pd.DataFrame({"part": [], "label": []}), {}
    key = list(cubes)[-1]
    shown = _numbers(beside, Period.parse(key), cubes[key])
    areas = [
        beside.library.catalogue.reference.areas[code] for code in beside.library.region.authorities
    ]
    rows = [
        _row(beside, area.code, area.name, shown.get(area.code))
        for area in sorted(areas, key=lambda area: area.name)
    ]
    made = pd.DataFrame(rows)
    return Period.parse(key), made, _totals(beside, made)


def _numbers(
    beside: Beside, year: Period, cubes: tuple[str, ...]
) -> Mapping[str, tuple[float, bool] | None]:
    """Return each authority's number, and whether it is exact; None where it is not told apart."""
    dimension, _, part = beside.asked.part.partition(".")
    word = beside.words(dimension)[part] if dimension else ""

    def within(held: pd.DataFrame) -> pd.DataFrame:
        return held[held[dimension] == word] if dimension else held

    cells = within(beside.shown(year)).groupby("area")["number"].sum()
    coarse = untold(
        beside.cursor,
        beside.library,
        dataset=DATASET,
        year=year.key,
        dimension=dimension,
        word=word,
    )
    found: dict[str, tuple[float, bool] | None] = {
        area: None if area in coarse else (float(cells.get(area, 0)), False) for area in cubes
    }
    if year in beside.own_years():
        found[beside.focus.code] = float(within(beside.own(year))["placements"].sum()), True
    return found


def _row(
    beside: Beside, code: str, name: str, found: tuple[float, bool] | None
) -> dict[str, object]:
    people, _ = people_of(beside.library, code)
    number, is_exact = found or (float("nan"), False)
    made = number * PER / people if is_exact and people else None
    if found and not is_exact:
        made = rate(int(number), people, PER)
    return {
        "part": code,
        "label": name,
        "number": number,
        "is_exact": is_exact,
        "rate": float("nan") if made is None else made,
        "status": Status.SHOWN.value if found else Status.UNAVAILABLE.value,
    }


def _totals(beside: Beside, rows: pd.DataFrame) -> dict[str, float]:
    """Return the region's number and rate, where every authority has a number."""
    if rows["number"].isna().any():
        return {}
    found = [people_of(beside.library, code) for code in rows["part"]]
    number, people = float(rows["number"].sum()), sum(people for people, _ in found)
    return {
        "number": number,
        "year": float(max(year for _, year in found)),
        **({"rate": number * PER / people} if people and number >= LEAST_FOR_RATE else {}),
    }
