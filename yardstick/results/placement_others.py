"""Placements of every authority that a release shows: one need, basis or stage, over its children.

The reader's own authority is exact, others are rounded to 5. Rates are over public populations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from yardstick.model import Period
from yardstick.results.placement_types import DATASET
from yardstick.results.shared_numbers import Shown, totals
from yardstick.results.shared_records import people_of

if TYPE_CHECKING:
    from yardstick.results.placement_beside import Beside, Found

PER: Final = 10_000


def places_of_region(beside: Beside) -> Found:
    """Return each authority's placements of the newest year that is shown, from A to Z.

    Raises:
        AccessDenied: There is no such part of the placements.
    """
    cubes = beside.cubes()
    key = list(cubes)[-1] if cubes else ""
    library, part = beside.library, beside.asked.part
    shown = Shown(beside.cursor, library, DATASET, cubes.get(key, ()), key, part)
    if not cubes:
        return None, pd.DataFrame({"part": [], "label": []}), {}
    year = Period.parse(key)
    found = shown.numbers("shared_placements")
    if year in beside.own_years():
        own = shown.within(beside.own(year))["placements"].sum()
        found[beside.focus.code] = float(own), True
    people = {code: float(people_of(library, code)[0]) for code in library.region.authorities}
    rows = shown.rows(found, people, PER)
    return year, pd.DataFrame(rows), totals(rows, people, PER)
