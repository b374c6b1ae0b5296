"""What a release shows partners of each other's workforce: pay scales, and names of agencies.

Made of the newest return of each authority where a data set declares them. Pay scales and names
need no protection; what does is left out: supplements and retention payments can be one person's,
and rates, workers and the number of them at an agency are commercially sensitive. Who may see a
row is as for every table of what is shown of others (`access/scope.py`): its own authority, and
whoever was given the region's.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from yardstick.store.schema import Table, columns
from yardstick.store.shared_tables import PREFIX

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import duckdb

    from yardstick.catalogue.catalogue import Catalogue

_OF: Final = "dataset VARCHAR, area VARCHAR, period VARCHAR, "
# The tables by what data sets declare: columns, and the order that names a row once.
_TABLES: Final[Mapping[str, Table]] = MappingProxyType(
    {
        # Lowest and highest salary of the grades of a regional role, pounds of a full-time year.
        "pay": Table(
            f"{PREFIX}pay",
            columns(f"{_OF}role VARCHAR, least DOUBLE, most DOUBLE"),
            ("dataset", "area", "role"),
            is_unique=True,
        ),
        # Agencies in use on the last day of the quarter.
        "agency": Table(
            f"{PREFIX}agency",
            columns(f"{_OF}agency VARCHAR"),
            ("dataset", "area", "agency"),
            is_unique=True,
        ),
    }
)
# Every return holds pay, so its newest quarter is the newest return's: an authority that names no
# agency in it has none here, whatever an older return named.
_NEWEST: Final = "SELECT area, MAX(period) AS period FROM own_pay GROUP BY area"
_ROWS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "pay": f"""
            SELECT
                dataset, area, period, job_role AS role,
                MIN(salary_least) AS least, MAX(salary_most) AS most
            FROM own_pay
            INNER JOIN ({_NEWEST}) USING (area, period)
            GROUP BY dataset, area, period, job_role
        """,  # noqa: S608 - made of the words above and of nothing else
        "agency": f"""
            SELECT DISTINCT dataset, area, period, agency
            FROM own_agency_use
            INNER JOIN ({_NEWEST}) USING (area, period)
            WHERE in_use
        """,  # noqa: S608 - likewise
    }
)


def summary_tables(catalogue: Catalogue) -> dict[str, Table]:
    """Return the table of each summary that a data set declares, by its name."""
    return {_TABLES[one].name: _TABLES[one] for one in _declared(catalogue)}


def fill_summaries(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Fill each declared summary, once the tables of records are filled."""
    for one in _declared(catalogue):
        table = _TABLES[one]
        found = connection.sql(_ROWS[one]).project(table.listing)
        found.order(table.sorting).insert_into(table.name)


def _declared(catalogue: Catalogue) -> Collection[str]:
    declared = (dataset.summaries for dataset in catalogue.datasets.values())
    return [one.made for summaries in declared for one in summaries]
