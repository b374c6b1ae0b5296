"""Cubes that are rounded and not attacked: what a small bar shows others of records, quickly.

What is asked of them is whether pages are made of them and of nothing else. Whether cubes
withstand is for other bars; prices are chosen here as in every release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import pandas as pd
import pyarrow as pa

from yardstick.disclosure.cube_declared import worded
from yardstick.disclosure.shared_prices import shown_prices
from yardstick.store.shared_tables import CUBE, PREFIX, PRICE, Shared
from yardstick.verify.stated import RUTLAND

if TYPE_CHECKING:
    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.cubes import Cubes
    from yardstick.catalogue.declarations import DataSet

COARSER: Final = RUTLAND  # whose cubes leave their first dimension out, as small ones do
_BASE: Final = 5
_NOT_STATED: Final = ("one_way", "two_way", "three_way", "tried", "public")


def rounded(dataset: DataSet, catalogue: Catalogue, records: pa.Table, **_unused: object) -> Shared:
    """Share a data set's records: a `store.shared_tables.Sharing`."""
    cubes = cast("Cubes", dataset.cubes)  # the store shares nothing of others
    found = worded(dataset, cubes, catalogue.reference, records.to_pandas())
    first, measure = cubes.dimensions[0].name, cubes.measures[0].name
    coarse = found.assign(**{first: found[first].mask(found["area"] == COARSER, "All")})
    by = ["area", "period", *(one.name for one in cubes.dimensions)]
    cells = coarse.groupby(by, as_index=False)[[measure]].sum()
    cells["number"] = (cells[measure] + _BASE // 2) // _BASE * _BASE
    tables = {
        f"{PREFIX}{dataset.id}": cells.assign(measure=measure),
        CUBE: _said(cells, measure, first),
    }
    if declared := cubes.prices:
        names = {declared.price: "price", declared.provider: "provider"}
        tables[PRICE] = shown_prices(found.rename(columns=names), declared.by)
    made = {
        name: pa.Table.from_pandas(rows.assign(dataset=dataset.id), preserve_index=False)
        for name, rows in tables.items()
    }
    return Shared(made, b"{}", "none", "0" * 64)


def _said(cells: pd.DataFrame, measure: str, first: str) -> pd.DataFrame:
    """Return what is said of each cube: its wording, and how far off its total is."""
    sums = cells.groupby(["area", "period"], as_index=False)[[measure, "number"]].sum()
    said = sums[["area", "period"]].assign(
        measure=measure,
        wording=sums["area"].map({COARSER: f"{first}: All"}).fillna(""),
        total=(sums["number"] - sums[measure]).abs(),
        close=True,
        held=False,
    )
    nothing = pd.Series(pd.NA, index=said.index, dtype="Int64")
    return said.assign(**dict.fromkeys(_NOT_STATED, nothing))
