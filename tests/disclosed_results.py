"""A small invented report on what a release shows, as it comes out of the door."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd
from declaration_builders import AREAS, DERBY, LEICESTER, REGION, RUTLAND, dataset
from figure_builders import STAMP

from yardstick.catalogue.cubes import Cubes, Dimension, Measure, Prices
from yardstick.model import Protection
from yardstick.results.disclosed import Disclosed

QUARTERLY, RECORDS, PRICED = "riia_quarterly", "school_exclusions", "send_placements"
_SEX = Dimension(name="sex", label="Sex", column="sex")
_PRICES = Prices(price="price", provider="provider", group="provider_group", by=("sex",))


def _cubes(measure: str, label: str, prices: Prices | None = None) -> dict[str, Any]:
    cubes = Cubes(
        table="rows",
        dimensions=(_SEX,),
        measures=(Measure(name=measure, label=label),),
        prices=prices,
    )
    return {"protection": Protection.RECORDS, "cubes": cubes}


DATASETS = {
    QUARTERLY: dataset(),
    RECORDS: dataset(RECORDS, title="School exclusions").model_copy(
        update=_cubes("suspensions", "Suspensions")
    ),
    PRICED: dataset(PRICED, title="Placements").model_copy(
        update=_cubes("placements", "Placements in the year", _PRICES)
    ),
}
COUNTS = {
    "dataset": [QUARTERLY] * 3,
    "area": [DERBY.code, LEICESTER.code, RUTLAND.code],
    "shown": [90, 100, 60],
    "hidden": [10, 0, 40],
    "absent": [0, 5, 0],
}
TOTALS = {"dataset": [QUARTERLY], "shown": [98], "hidden": [2], "absent": [0]}


def cube(dataset: str, area: str, period: str, measure: str, **changes: Any) -> dict[str, Any]:
    """Return one cube's row; as the door gives it, save for changes."""
    usual = {
        "dataset": dataset, "area": area, "period": period, "measure": measure, "wording": "",
        "total": 4, "one_way": 4, "two_way": 12, "three_way": 8, "tried": 100, "narrow": 3,
        "is_close": True, "is_held": False,
    }  # fmt: skip
    return usual | changes


CUBES = (
    cube(RECORDS, DERBY.code, "2024/25", "suspensions"),
    cube(RECORDS, RUTLAND.code, "2024/25", "suspensions", is_close=False, wording="sex: All"),
    cube(RECORDS, RUTLAND.code, "2023/24", "suspensions", tried=None, narrow=None, is_held=True),
    cube(PRICED, DERBY.code, "2023/24", "placements", two_way=None, three_way=None, tried=20),
)
MEANS = {"dataset": [PRICED], "period": ["2023/24"], "means": [7]}


def disclosed(**changes: Any) -> Disclosed:
    """Return a report in which everything occurs, save for changes."""
    whole: dict[str, Any] = {
        "region": SimpleNamespace(name="East Midlands", code=REGION),
        "datasets": DATASETS,
        "granted": frozenset(DATASETS),
        "areas": AREAS,
        "own": frozenset({LEICESTER.code}),
        "counts": pd.DataFrame(COUNTS),
        "totals": pd.DataFrame(TOTALS),
        "cubes": cubes(*CUBES),
        "means": pd.DataFrame(MEANS),
        "stamp": STAMP,
    }
    return Disclosed(**(whole | changes))


def cubes(*given: dict[str, Any]) -> pd.DataFrame:
    """Return cubes as the door gives them."""
    numbers = ("total", "one_way", "two_way", "three_way", "tried", "narrow")
    columns = list(cube("", "", "", ""))
    return pd.DataFrame(list(given), columns=columns).astype(dict.fromkeys(numbers, "Int64"))
