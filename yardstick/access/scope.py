"""A cursor in which the tables are what one viewer may see, and nothing else.

Queries name tables without a schema, so in this cursor `returned` is the viewer's part of
`release.returned`, and there is no other table of that name to find.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.model import Reach

if TYPE_CHECKING:
    from collections.abc import Collection

    import duckdb

    from yardstick.model import Viewer

# Rows that belong to a partner's area. What a viewer was granted is kept in temporary tables of
# this cursor, filled with bound values: nothing that anybody wrote becomes part of a statement.
GUARDED = ("returned", "superseded", "submission", "revision")

# Reference and official figures, open to everybody who has signed in.
OPEN = (
    "area",
    "population",
    "neighbour",
    "indicator",
    "part",
    "published",
    "official_file",
    "published_revision",
    "about",
)

_GRANTS = """
CREATE TEMP TABLE granted_region (dataset VARCHAR NOT NULL);
CREATE TEMP TABLE granted_own (dataset VARCHAR NOT NULL, area VARCHAR NOT NULL);
"""
_GUARDED_VIEW = """
CREATE TEMP VIEW {table} AS
SELECT everything.*
FROM release.{table} AS everything
WHERE everything.dataset IN (SELECT whole.dataset FROM temp.granted_region AS whole)
    OR (everything.dataset, everything.area) IN (
        SELECT (own.dataset, own.area) FROM temp.granted_own AS own
    );
"""
_OPEN_VIEW = "CREATE TEMP VIEW {table} AS SELECT everything.* FROM release.{table} AS everything;"

# Made of the names above and of nothing else.
_SCOPE = "".join(
    (
        _GRANTS,
        *(_GUARDED_VIEW.format(table=table) for table in GUARDED),
        *(_OPEN_VIEW.format(table=table) for table in OPEN),
    )
)


_OWN_RECORDS = "CREATE TEMP TABLE own_records (dataset VARCHAR NOT NULL, area VARCHAR NOT NULL);"
_OWN_VIEW = """
CREATE TEMP VIEW "{table}" AS
SELECT everything.*
FROM release."{table}" AS everything
WHERE (everything.dataset, everything.area) IN (
    SELECT (own.dataset, own.area) FROM temp.own_records AS own
);
"""


# What is shown of records is guarded like a return; prices are the region's and name no area.
OF_THE_REGION = ("shared_price",)
_REGION_VIEW = """
CREATE TEMP VIEW "{table}" AS
SELECT everything.*
FROM release."{table}" AS everything
WHERE everything.dataset IN (SELECT whole.dataset FROM temp.granted_region AS whole);
"""


def records_cursor(
    connection: duckdb.DuckDBPyConnection,
    viewer: Viewer,
    tables: Collection[str],
    shared: Collection[str] = (),
) -> duckdb.DuckDBPyConnection:
    """Return a scoped cursor that also holds the records of the viewer's own areas.

    A record is there where its data set was granted, whatever the reach, and its area is the
    viewer's own: records of others are nowhere in the cursor. What is shown of records is there
    where the data set was granted for the region, or the area is the viewer's own; prices only
    where it was granted for the region.

    Args:
        connection: With the release attached read-only as `release`.
        viewer: Whose rows.
        tables: The tables of records that the release holds.
        shared: Its tables of what is shown of records.
    """
    cursor = scoped_cursor(connection, viewer)
    cursor.execute(_OWN_RECORDS + "".join(_OWN_VIEW.format(table=table) for table in tables))
    for table in shared:
        view = _REGION_VIEW if table in OF_THE_REGION else _GUARDED_VIEW
        cursor.execute(view.format(table=table))
    for dataset in sorted({grant.dataset for grant in viewer.grants}):
        own = [dataset, sorted(viewer.areas)]
        cursor.execute("INSERT INTO own_records SELECT $1, unnest($2::VARCHAR[])", own)
    return cursor


def scoped_cursor(
    connection: duckdb.DuckDBPyConnection, viewer: Viewer
) -> duckdb.DuckDBPyConnection:
    """Return a new cursor that holds the viewer's rows only.

    In the guarded tables a row is there where its data set was granted for the region, or was
    granted for own areas and the row's area is one. Open tables are there whole. The connection
    is not changed: other cursors of it see neither the views nor the grants.

    Args:
        connection: With the release attached read-only as `release`.
        viewer: Whose rows.
    """
    cursor = connection.cursor()
    cursor.execute(_SCOPE)
    for grant in viewer.grants:
        if grant.reach is Reach.REGION:
            cursor.execute("INSERT INTO granted_region VALUES ($1)", [grant.dataset])
        else:
            own = [grant.dataset, sorted(viewer.areas)]
            cursor.execute("INSERT INTO granted_own SELECT $1, unnest($2::VARCHAR[])", own)
    return cursor
