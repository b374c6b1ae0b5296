"""Provisional figures that the department has published since: nobody is shown both.

A data set that says so (`superseded_by_official`) is shown only until the department's release
of the same measure and year is loaded. Decided here, once, when a release is built.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from yardstick.catalogue.catalogue import Catalogue
    from yardstick.catalogue.declarations import Indicator

_USE = pa.schema(
    [(name, pa.string()) for name in ("indicator", "dataset", "item", "source", "measure")]
)

# An item goes for a period once every indicator it serves has an official value for it: a count
# of pupils that two measures share stays until both are published.
_REPLACED = """
    WITH published_for AS (
        SELECT DISTINCT used.indicator, used.dataset, used.item, published.period
        FROM used
        INNER JOIN published USING (source, measure)
        WHERE published.value IS NOT NULL
    ),

    serves AS (
        SELECT dataset, item, COUNT(DISTINCT indicator) AS indicators
        FROM used
        GROUP BY dataset, item
    )

    SELECT dataset, item, period
    FROM published_for
    INNER JOIN serves USING (dataset, item)
    GROUP BY dataset, item, period, indicators
    HAVING COUNT(DISTINCT indicator) = indicators
"""


def replaced(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> pa.Table:
    """Return what official figures have taken the place of: `dataset`, `item`, `period`.

    Args:
        connection: A database whose table `published` is filled.
        catalogue: Says which data sets are provisional, and where their measures are published.
    """
    connection.register("used", pa.Table.from_pylist(list(_used(catalogue)), _USE))
    found = connection.sql(_REPLACED).to_arrow_table()
    connection.unregister("used")
    return found


def _used(catalogue: Catalogue) -> Iterator[dict[str, str]]:
    """Give each item of each indicator of a provisional data set, with where it is published."""
    for indicator in catalogue.indicators.values():
        if catalogue.datasets[indicator.dataset].superseded_by_official:
            for item in _items(indicator):
                use = {"indicator": indicator.id, "dataset": indicator.dataset, "item": item}
                places = [(one.source, one.measure) for one in indicator.published]
                for source, measure in places or [("", "")]:
                    yield {**use, "source": source, "measure": measure}


def _items(indicator: Indicator) -> list[str]:
    sides = (indicator.numerator, indicator.denominator)
    return [side.item for side in sides if side and side.item]
