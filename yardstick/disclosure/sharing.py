"""What a release shows others of one data set's records: handed to the store, which builds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import pyarrow as pa
from loky import cpu_count

from yardstick.disclosure.cube_declared import spec_of, worded
from yardstick.disclosure.cube_memory import Memory
from yardstick.disclosure.cube_spec import CubeError
from yardstick.disclosure.cubes import protect_records
from yardstick.disclosure.shared_prices import shown_prices
from yardstick.store.errors import StoreError
from yardstick.store.shared_tables import CUBE, PREFIX, PRICE, Shared

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.cubes import Prices
    from yardstick.catalogue.declarations import DataSet
    from yardstick.disclosure.cube_report import BlockReport

ORDERS: Final = ("total", "one_way", "two_way", "three_way")
MANY = 5_000  # records, from which several processes are worth their start


def share(  # noqa: PLR0913 - as the store's `Sharing` says
    dataset: DataSet,
    catalogue: Catalogue,
    records: pa.Table,
    *,
    key: bytes,
    before: bytes | None,
    progress: Callable[[int, int], None],
) -> Shared:
    """Make every authority's cubes and the region's prices: a `store.shared_tables.Sharing`.

    Raises:
        StoreError: Some cube cannot be protected, or the data set declares none.
    """
    cubes, reference = dataset.cubes, catalogue.reference
    if cubes is None:
        raise StoreError(f"'{dataset.id}' does not declare what may be shown of its records.")
    try:
        spec = spec_of(dataset, cubes, reference)
        found = worded(dataset, cubes, reference, records.to_pandas())
        made = protect_records(
            found,
            spec,
            key,
            Memory.from_bytes(before) if before else None,
            progress=progress,
            workers=cpu_count() if len(found) > MANY else 1,
        )
    except CubeError as error:
        raise StoreError(f"What others are shown cannot be protected. {error}") from error
    tables = {f"{PREFIX}{dataset.id}": made.published, CUBE: _cubes(made.reports)}
    if cubes.prices:
        tables[PRICE] = _prices(found, cubes.prices)
    return Shared(
        {name: _table(dataset, rows) for name, rows in tables.items()},
        made.memory.as_bytes(),
        made.key_id,
        made.sha256,
    )


def _table(dataset: DataSet, rows: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(rows.assign(dataset=dataset.id), preserve_index=False)


def _prices(found: pd.DataFrame, prices: Prices) -> pd.DataFrame:
    names = {prices.price: "price", prices.provider: "provider", prices.group: "provider_group"}
    return shown_prices(found.rename(columns=names), prices.by)


def _cubes(reports: Sequence[BlockReport]) -> pd.DataFrame:
    """Return what is said of each cube; the largest errors as they are stated, never the true."""
    rows = [
        {
            "area": report.area,
            "period": report.period,
            "measure": measure,
            "wording": _wording(report),
            **{name: report.stated[measure].get(order) for order, name in enumerate(ORDERS)},
            "tried": report.findings.tried if report.findings else None,
            "public": report.findings.public if report.findings else None,
            "close": report.is_close,
            "held": report.held,
        }
        for report in reports
        for measure in report.measures
    ]
    return pd.DataFrame(rows).astype(dict.fromkeys((*ORDERS, "tried", "public"), "Int64"))


def _wording(report: BlockReport) -> str:
    """Return which dimensions are worded more coarsely, in words; empty where none is."""
    coarse = [f"{name}: {rung}" for name, rung in report.wording.items() if rung != "finest"]
    return "; ".join(coarse)
