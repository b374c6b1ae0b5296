"""The rows of a release: reference from the catalogue, figures from the ledger's files.

What belongs here says which row goes where. Nothing is written into a statement: rows arrive as
typed columns, and the statements below name nothing but columns.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import pyarrow as pa

from yardstick.store.ledger import counts_kept, values_kept
from yardstick.store.schema import TABLES
from yardstick.store.superseding import replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import duckdb

    from yardstick.catalogue.catalogue import Catalogue
    from yardstick.catalogue.declarations import Indicator
    from yardstick.catalogue.reference import Reference
    from yardstick.catalogue.regions import Region
    from yardstick.model import Area
    from yardstick.store.entries import OfficialRecord, Submission
    from yardstick.store.places import Store

Rows = list[dict[str, object]]

# The newest version of each return.
_NEWEST = """
    SELECT
        s.dataset, c.item, c.breakdown, s.area, s.period, c.number, c.status, s.submission, c.place
    FROM counted AS c
    INNER JOIN submission AS s USING (submission)
    WHERE s.newest
"""
_OFFICIAL_SINCE = "IN (SELECT (r.dataset, r.item, r.period) FROM replaced AS r)"
_RETURNED = f"{_NEWEST} AND (s.dataset, c.item, s.period) NOT {_OFFICIAL_SINCE}"
_SUPERSEDED = f"{_NEWEST} AND (s.dataset, c.item, s.period) {_OFFICIAL_SINCE}"

# Every cell whose number differs between two versions that follow each other; a cell that only
# one of them has counts as having no number in the other.
_REVISION = f"""
    WITH follows AS (
        SELECT
            submission, dataset, area, period, received,
            ROW_NUMBER() OVER (PARTITION BY dataset, area, period ORDER BY version) AS step
        FROM submission
    ),

    cell AS (
        SELECT f.dataset, f.area, f.period, f.step, c.item, c.breakdown, c.number
        FROM counted AS c
        INNER JOIN follows AS f USING (submission)
    ),

    earlier AS (
        SELECT * REPLACE (step + 1 AS step) FROM cell
    )

    SELECT
        f.dataset, item, breakdown, f.area, f.period,
        earlier.number AS before, cell.number AS after, f.received
    FROM cell
    FULL JOIN earlier USING (dataset, area, period, step, item, breakdown)
    INNER JOIN follows AS f USING (dataset, area, period, step)
    WHERE
        f.step > 1
        AND cell.number IS DISTINCT FROM earlier.number
        AND (f.dataset, item, f.period) NOT {_OFFICIAL_SINCE}
"""  # noqa: S608 - made of the words above and of nothing else

# Of each figure, the one in the file that was loaded last.
_PUBLISHED = """
    SELECT source, measure, area, period, value, status, release, vintage, file
    FROM valued
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY source, measure, area, period ORDER BY sequence DESC
    ) = 1
"""

# Every figure that a later file gave otherwise.
_PUBLISHED_REVISION = """
    WITH followed AS (
        SELECT
            source, measure, area, period, value, status, loaded,
            LAG(value) OVER earlier AS before,
            LAG(status) OVER earlier AS before_status
        FROM valued
        WINDOW earlier AS (PARTITION BY source, measure, area, period ORDER BY sequence)
    )

    SELECT
        source, measure, area, period,
        before, before_status, value AS after, status AS after_status, loaded
    FROM followed
    WHERE
        before_status IS NOT NULL
        AND (before IS DISTINCT FROM value OR before_status <> status)
"""


def fill_reference(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, region: str
) -> None:
    """Fill the tables that come from the catalogue.

    Args:
        connection: A database with the tables of `schema`, empty.
        catalogue: Read from `data/`.
        region: Identifier of the region whose authorities come first.
    """
    reference = catalogue.reference
    rows = {
        "area": _areas(reference, catalogue.regions[region]),
        "population": _rows_of(reference.populations, "area year vintage people"),
        "neighbour": _rows_of(reference.neighbours, "model area position neighbour closeness"),
        "indicator": _indicators(catalogue.indicators.values()),
        "part": _parts(catalogue),
    }
    for table, given in rows.items():
        _insert(connection, table, given)


def fill_returns(
    connection: duckdb.DuckDBPyConnection,
    store: Store,
    catalogue: Catalogue,
    submissions: Sequence[Submission],
) -> None:
    """Fill the tables that come from returns, once those that come from official files are.

    Returns of records are listed and no more: what may be shown of them is made otherwise.

    Raises:
        StoreError: A submission's file is missing or damaged.
    """
    _insert(connection, "submission", _submissions(submissions))
    cells = [
        _with_column(counts_kept(store, found), submission=found.submission)
        for found in submissions
        if not found.tables
    ]
    connection.register("replaced", replaced(connection, catalogue))
    statements = {"returned": _RETURNED, "superseded": _SUPERSEDED, "revision": _REVISION}
    _derive(connection, "counted", cells, statements)
    connection.unregister("replaced")


def fill_published(
    connection: duckdb.DuckDBPyConnection, store: Store, officials: Sequence[OfficialRecord]
) -> None:
    """Fill the tables that come from official files.

    Raises:
        StoreError: An official file's Parquet is missing or damaged.
    """
    columns = "file source title name release rows measures loaded"
    _insert(connection, "official_file", _rows_of(officials, columns))
    cells = [
        _with_column(
            values_kept(store, found),
            source=found.source,
            release=found.release,
            file=found.file,
            loaded=found.loaded,
            sequence=found.sequence,
        )
        for found in officials
    ]
    statements = {"published": _PUBLISHED, "published_revision": _PUBLISHED_REVISION}
    _derive(connection, "valued", cells, statements)


def fill_about(connection: duckdb.DuckDBPyConnection, about: Mapping[str, str]) -> None:
    """Fill the table that says what the release is of."""
    _insert(connection, "about", [{"key": key, "value": value} for key, value in about.items()])


def _insert(connection: duckdb.DuckDBPyConnection, name: str, rows: Rows) -> None:
    given = pa.Table.from_pylist(rows, TABLES[name].arrow)
    _append(connection.from_arrow(given), name)


def _append(rows: duckdb.DuckDBPyRelation, name: str) -> None:
    """Append rows by the names of their columns, sorted: a column that lacks is an error."""
    table = TABLES[name]
    rows.project(table.listing).order(table.sorting).insert_into(name)


def _derive(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    cells: Sequence[pa.Table],
    statements: Mapping[str, str],
) -> None:
    """Fill tables from cells of many files, which the statements know by `name`."""
    if not cells:
        return
    connection.register(name, pa.concat_tables(cells))
    for table, statement in statements.items():
        _append(connection.sql(statement), table)
    connection.unregister(name)


def _with_column(cells: pa.Table, **values: object) -> pa.Table:
    for name, value in values.items():
        cells = cells.append_column(name, pa.repeat(pa.scalar(value), len(cells)))
    return cells


def _rows_of(things: Iterable[object], names: str) -> Rows:
    return [{name: getattr(thing, name) for name in names.split()} for thing in things]


def _areas(reference: Reference, region: Region) -> Rows:
    """Return every area, the region's own authorities first and in their order."""
    own = [reference.areas[code] for code in region.authorities]
    others = [area for area in reference.areas.values() if area not in own]
    return [_area(area, place) for place, area in enumerate(chain(own, others), start=1)]


def _area(area: Area, position: int) -> dict[str, object]:
    (row,) = _rows_of([area], "code dfe name region valid_from valid_to")
    return {**row, "kind": area.kind.value, "position": position}


def _indicators(indicators: Iterable[Indicator]) -> Rows:
    return [
        {
            "indicator": indicator.id,
            "dataset": indicator.dataset,
            "numerator": indicator.numerator.item or "",
            "denominator": (indicator.denominator and indicator.denominator.item) or "",
            "population": (indicator.denominator and indicator.denominator.population) or "",
            "position": position,
        }
        for position, indicator in enumerate(indicators, start=1)
    ]


def _parts(catalogue: Catalogue) -> Rows:
    """Return the codes of each item with parts: elsewhere the same code means something else."""
    return [
        {**row, "dataset": dataset.id, "item": item.name, "label": part.part_label}
        for dataset in catalogue.datasets.values()
        for item in dataset.items
        if item.breakdown
        for part in catalogue.reference.parts_of(item.breakdown)
        for row in _rows_of([part], "breakdown part code position")
    ]


def _submissions(submissions: Sequence[Submission]) -> Rows:
    columns = "submission dataset area period version received due file rows sha256 invented"
    newest = {tuple(found.return_of.values()): found.version for found in submissions}
    return [
        {**row, "newest": found.version == newest[tuple(found.return_of.values())]}
        for found, row in zip(submissions, _rows_of(submissions, columns), strict=True)
    ]
