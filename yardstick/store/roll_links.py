"""The table of a release that says of each name taken off a roll whether a roll has it again.

Leavers are followed once, while a release is built, because it takes every move of a pupil; pages
only count what was found. The rules are those of docs/roll-movements.md, by their numbers below.
No pseudonym stands in the table: `period` and `row` name the leaver's own record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.store.own_tables import PREFIX
from yardstick.store.schema import Column, Table

if TYPE_CHECKING:
    from collections.abc import Collection

    import duckdb

NAME: Final = f"{PREFIX}roll_links"
_READ = frozenset(f"{PREFIX}{name}" for name in ("leavers", "joiners", "exclusions"))
_TABLE = Table(
    NAME,
    (
        *(Column(name, "VARCHAR", may_miss=False) for name in ("dataset", "area", "period")),
        Column("row", "BIGINT", may_miss=False),
        Column("school_urn", "VARCHAR", may_miss=False),
        Column("leaving_date", "DATE", may_miss=False),
        Column("year_group", "VARCHAR", may_miss=False),
        Column("destination", "VARCHAR", may_miss=False),
        Column("seen", "VARCHAR", may_miss=False),  # soon, later or never on a roll again
        Column("suspended", "BOOLEAN", may_miss=False),  # in the 365 days before
    ),
    ("area", "leaving_date", "period", "row"),  # a page reads one authority's school year
    is_unique=True,
)

# Rule 2: the last sent of each. Rules 3 and 4: the earliest entry that may follow. Rule 5: an
# entry follows who left last. Rule 6: soon, later, never.
_LINKS: Final = """
    WITH leaver AS (
        SELECT *
        FROM own_leavers
        QUALIFY ROW_NUMBER() OVER (
            PARTITION BY area, pupil_ref, school_urn, leaving_date ORDER BY period DESC, row DESC
        ) = 1
    ),

    joiner AS (
        SELECT DISTINCT area, pupil_ref, school_urn, entry_date FROM own_joiners
    ),

    nearest AS (
        SELECT
            leaver.area, leaver.pupil_ref, leaver.school_urn, leaver.leaving_date,
            joiner.school_urn AS joined_urn, joiner.entry_date
        FROM leaver
        INNER JOIN joiner
            ON
                leaver.area = joiner.area
                AND leaver.pupil_ref = joiner.pupil_ref
                AND joiner.entry_date >= leaver.leaving_date - 14
                AND (
                    leaver.school_urn <> joiner.school_urn
                    OR leaver.leaving_date < joiner.entry_date
                )
        QUALIFY ROW_NUMBER() OVER (
            PARTITION BY leaver.area, leaver.pupil_ref, leaver.school_urn, leaver.leaving_date
            ORDER BY joiner.entry_date, joiner.school_urn
        ) = 1
    ),

    claim AS (
        SELECT area, pupil_ref, school_urn, leaving_date, entry_date
        FROM nearest
        QUALIFY ROW_NUMBER() OVER (
            PARTITION BY area, pupil_ref, joined_urn, entry_date
            ORDER BY leaving_date DESC, school_urn
        ) = 1
    ),

    suspension AS (
        SELECT DISTINCT area, pupil_ref, start_date
        FROM own_exclusions
        WHERE category IN ('SUSP', 'FIXD')
    ),

    suspended AS (
        SELECT DISTINCT leaver.area, leaver.pupil_ref, leaver.leaving_date
        FROM leaver
        INNER JOIN suspension
            ON
                leaver.area = suspension.area
                AND leaver.pupil_ref = suspension.pupil_ref
                AND leaver.leaving_date >= suspension.start_date
                AND suspension.start_date > leaver.leaving_date - 365
    )

    SELECT
        leaver.*,
        CASE
            WHEN claim.entry_date IS NULL THEN 'never'
            WHEN claim.entry_date <= leaver.leaving_date + 28 THEN 'soon'
            WHEN
                month(leaver.leaving_date) IN (7, 8)
                AND claim.entry_date <= make_date(year(leaver.leaving_date), 9, 30)
                THEN 'soon'
            ELSE 'later'
        END AS seen,
        suspended.area IS NOT NULL AS suspended
    FROM leaver
    LEFT JOIN claim USING (area, pupil_ref, school_urn, leaving_date)
    LEFT JOIN suspended USING (area, pupil_ref, leaving_date)
"""


def link_tables(own: Collection[str]) -> dict[str, Table]:
    """Return the table, by its name; none where leavers, joiners or exclusions are not declared.

    Args:
        own: The tables of records that the catalogue declares.
    """
    return {NAME: _TABLE} if set(own) >= _READ else {}


def fill_links(connection: duckdb.DuckDBPyConnection, tables: Collection[str]) -> None:
    """Follow every leaver, each authority by its own records, where the release has the table."""
    if NAME in tables:
        found = connection.sql(_LINKS)
        found.project(_TABLE.listing).order(_TABLE.sorting).insert_into(NAME)
