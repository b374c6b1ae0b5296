"""The national quarterly indicators as they go to DfE: exact, of every authority and the region.

The one place where a figure is made that protection has not seen. Who may have it is decided in
`access.policy.exact_reader`; it goes to the writer's door only, never to a page of figures.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from yardstick.access.policy import exact_reader
from yardstick.model import Basis, Comparator, Period, Selection, Status
from yardstick.stats.comparators import ratio_of_sums

if TYPE_CHECKING:
    from yardstick.catalogue.declarations import Indicator
    from yardstick.model import Viewer
    from yardstick.results.desk import Desk
    from yardstick.results.gate import Results

DATASET: Final = "riia_quarterly"
COLUMNS: Final = [
    "item_no",
    "indicator",
    "item",
    "financial_year",
    "quarter",
    "la_code",
    "gss_code",
    "area",
    "number",
    "denominator",
    "value",
    "unit",
    "status",
    "population",
]


@dataclass(frozen=True)
class DfeReturn:
    """One quarter's return.

    Attributes:
        period: Key of the quarter.
        release: Identifier of the release it is made of.
        rows: One row per item (and part, where an item has parts) and area, the items in the
            order of the national list, the authorities in that of their DfE codes, the region
            after them: `COLUMNS`. `number` and `denominator` are children or events, `value` is
            in `unit` and of the one quarter. Numbers are missing where `status` is a symbol.
        returned: How many authorities are in it.
        expected: How many there were.
    """

    period: str
    release: str
    rows: pd.DataFrame
    returned: int
    expected: int


def item_number(indicator: Indicator) -> int:
    """Return the number of an item in the national list: R09 and R09M are both item 9.

    Source: memorandum of understanding of the alliance, data appendix, items 1 to 24.
    """
    return int("".join(letter for letter in indicator.id if letter.isdigit()))


def dfe_periods(desk: Desk, viewer: Viewer) -> tuple[str, ...]:
    """Return the quarters that a return to DfE can be made of, newest first.

    Raises:
        AccessDenied: As `dfe_return`.
    """
    results = desk.results(exact_reader(viewer, desk.region, DATASET))
    return desk.keep(("periods of the return to DfE", results.release), lambda: _periods(results))


def _periods(results: Results) -> tuple[str, ...]:
    held = {period for one in _listed(results) for period in results.periods(one.id, _EACH)}
    return tuple(period.key for period in sorted(held, reverse=True))


def dfe_return(desk: Desk, viewer: Viewer, period: str) -> DfeReturn:
    """Make the return of one quarter from the release that readers get now.

    Raises:
        AccessDenied: The viewer is no publisher of the host, or was not given the whole region's
            returns.
        ValueError: It is no period.
    """
    results = desk.results(exact_reader(viewer, desk.region, DATASET))
    quarter = Period.parse(period)
    key = ("return to DfE", results.release, quarter.key)
    return desk.keep(key, lambda: _made(results, quarter))


def _made(results: Results, quarter: Period) -> DfeReturn:
    areas = [area for area in results.areas() if area.exists_in(quarter)]
    asked = [area.code for area in areas]
    found = [_of_item(results, one, asked, quarter) for one in _listed(results)]
    rows = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=COLUMNS)
    sent = rows[rows["status"].ne(Status.UNAVAILABLE.value) & rows["la_code"].ne("")]
    return DfeReturn(quarter.key, results.release, rows, sent["area"].nunique(), len(areas))


_EACH: Final = Basis.QUARTERLY


def _listed(results: Results) -> list[Indicator]:
    """Return the items in the order of the national list, each total before its parts."""
    return sorted(results.indicators(), key=lambda one: (item_number(one), one.id))


def _of_item(
    results: Results, indicator: Indicator, areas: list[str], quarter: Period
) -> pd.DataFrame:
    selection = Selection(areas[0], Comparator.REGION, indicator=indicator.id, basis=_EACH)
    figures = results.figures(selection, areas, [quarter.key])
    whole = [
        _regional(results, indicator, part) for _, part in figures.groupby("title", sort=False)
    ]
    # One authority after the other, each with every part of the item, and the region at the end.
    found = pd.concat([figures, pd.DataFrame(whole)], ignore_index=True)
    dfe = {area.code: area.dfe for area in results.areas()}
    year, _, number = quarter.key.partition(" ")
    return found.assign(
        item_no=item_number(indicator),
        item=found["title"],
        financial_year=year,
        quarter=number,
        la_code=found["area"].map(lambda code: dfe.get(code, "")),
        gss_code=found["area"],
        area=found["name"],
        number=found["numerator"].astype("Float64"),
        denominator=found["denominator"].astype("Float64"),
        value=found["value"].astype("Float64"),
    )[COLUMNS]


def _regional(results: Results, indicator: Indicator, part: pd.DataFrame) -> dict[str, Any]:
    """Return the region's row: sums of the authorities that have both numbers.

    The region that readers see is rounded to 10; this one is exact.
    """
    both = part[["numerator", "denominator"]].to_numpy(float, na_value=np.nan)
    made = ratio_of_sums(both[:, 0], both[:, 1], indicator.unit.multiplier)
    number, below = both[~np.isnan(both).any(axis=1)].sum(axis=0)
    known = not math.isnan(made.value)
    return {
        "indicator": indicator.id,
        "title": part["title"].iloc[0],
        "area": results.region.code,
        "name": f"{results.region.name} ({made.with_value} of {made.out_of})",
        "numerator": number if known else None,
        "denominator": below if known else None,
        "value": made.value if known else None,
        "unit": indicator.per_words,
        "status": (Status.SHOWN if known else Status.UNAVAILABLE).value,
        "population": part["population"].iloc[0],
    }
