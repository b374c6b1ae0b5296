"""What a release works out of records once, so that pages need only count.

It takes every record of a pupil to say whether a roll has them again, or that a record was sent
twice; pages must not wait for that. The rules of rolls are those of docs/roll-movements.md, by
their numbers below. No pseudonym stands in these tables: a pupil is a number within an authority,
and `period` and `row` name the record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from yardstick.store.own_tables import PREFIX
from yardstick.store.schema import Table, columns

if TYPE_CHECKING:
    from collections.abc import Collection

    import duckdb

ROLL_LINKS: Final = f"{PREFIX}roll_links"
MANAGED_MOVES: Final = f"{PREFIX}managed_moves"
LAST_EXCLUSIONS: Final = f"{PREFIX}last_exclusions"
LAST_HEADCOUNT: Final = f"{PREFIX}last_headcount"
_RECORD: Final = "dataset VARCHAR, area VARCHAR, period VARCHAR, row BIGINT, "


@dataclass(frozen=True)
class Followed:
    """One table, and the statement that makes its rows out of the tables it reads."""

    table: Table
    reads: frozenset[str]
    rows: str


def _followed(name: str, described: str, order: str, reads: str, rows: str) -> Followed:
    table = Table(name, columns(described), tuple(order.split()), is_unique=True)
    return Followed(table, frozenset(f"{PREFIX}{one}" for one in reads.split()), rows)


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

# A pupil moved by agreement who is on the roll of the school before again within a year.
_MANAGED: Final = """
    WITH moved AS (
        SELECT *
        FROM own_joiners
        WHERE entry_mode = 'MAN' AND origin_urn IS NOT NULL
        QUALIFY ROW_NUMBER() OVER (
            PARTITION BY area, pupil_ref, school_urn, entry_date, origin_urn
            ORDER BY period DESC, row DESC
        ) = 1
    )

    SELECT
        moved.*,
        EXISTS (
            SELECT 1
            FROM own_joiners AS back
            WHERE
                moved.area = back.area
                AND moved.pupil_ref = back.pupil_ref
                AND moved.origin_urn = back.school_urn
                AND moved.entry_date < back.entry_date
                AND back.entry_date <= moved.entry_date + 365
        ) AS failed
    FROM moved
"""

# Each exclusion once, as the later return has it; of a permanent one also what came before it and
# how many days passed until the pupil's next roll.
_EXCLUSIONS: Final = """
    WITH named AS (
        SELECT *, CASE WHEN category = 'FIXD' THEN 'SUSP' ELSE category END AS kind
        FROM own_exclusions
    ),

    sent AS (
        SELECT *, DENSE_RANK() OVER (PARTITION BY area ORDER BY pupil_ref) AS pupil
        FROM named
        QUALIFY ROW_NUMBER() OVER (
            PARTITION BY area, pupil_ref, school_urn, start_date, kind
            ORDER BY period DESC, row DESC
        ) = 1
    ),

    permanent AS (
        SELECT area, pupil_ref, period, row, start_date FROM sent WHERE kind = 'PERM'
    ),

    earlier AS (
        SELECT
            permanent.area, permanent.period, permanent.row,
            COUNT(*) AS suspensions,
            CAST(ANY_VALUE(permanent.start_date) - MIN(sent.start_date) AS BIGINT) AS days_since
        FROM permanent
        INNER JOIN sent
            ON
                permanent.area = sent.area
                AND permanent.pupil_ref = sent.pupil_ref
                AND sent.kind = 'SUSP'
                AND permanent.start_date >= sent.start_date
        GROUP BY permanent.area, permanent.period, permanent.row
    ),

    later AS (
        SELECT
            permanent.area, permanent.period, permanent.row,
            CAST(MIN(joined.entry_date) - ANY_VALUE(permanent.start_date) AS BIGINT) AS days_until
        FROM permanent
        INNER JOIN own_joiners AS joined
            ON
                permanent.area = joined.area
                AND permanent.pupil_ref = joined.pupil_ref
                AND permanent.start_date < joined.entry_date
        GROUP BY permanent.area, permanent.period, permanent.row
    )

    SELECT sent.*, COALESCE(earlier.suspensions, 0) AS suspensions, days_since, days_until
    FROM sent
    LEFT JOIN earlier USING (area, period, row)
    LEFT JOIN later USING (area, period, row)
"""

# The pupils of each school at each census, from the newest return that counts the school's.
_HEADCOUNT: Final = """
    SELECT
        dataset, area, census_year, school_urn, MAX(school_phase) AS school_phase,
        sen_provision, fsm, sex, ethnic_group, CAST(SUM(pupils) AS BIGINT) AS pupils
    FROM (
        SELECT *
        FROM own_headcount
        QUALIFY RANK() OVER (PARTITION BY area, census_year, school_urn ORDER BY period DESC) = 1
    )
    GROUP BY dataset, area, census_year, school_urn, sen_provision, fsm, sex, ethnic_group
"""

# Each is sorted so that a page reads one authority's school year from one place.
FOLLOWED: Final = (
    _followed(
        ROLL_LINKS,  # `seen`: soon, later or never on a roll again; `suspended`: in the year before
        f"{_RECORD}school_urn VARCHAR, leaving_date DATE, year_group VARCHAR, "
        "destination VARCHAR, seen VARCHAR, suspended BOOLEAN",
        order="area leaving_date period row",
        reads="leavers joiners exclusions",
        rows=_LINKS,
    ),
    _followed(
        MANAGED_MOVES,
        f"{_RECORD}origin_urn VARCHAR, entry_date DATE, failed BOOLEAN",
        order="area entry_date period row",
        reads="joiners",
        rows=_MANAGED,
    ),
    _followed(
        LAST_EXCLUSIONS,
        f"{_RECORD}pupil BIGINT, kind VARCHAR, school_urn VARCHAR, school_phase VARCHAR, "
        "start_date DATE, sessions BIGINT?, reason_1 VARCHAR, reason_2 VARCHAR?, "
        "reason_3 VARCHAR?, sen_provision VARCHAR, fsm BOOLEAN, looked_after BOOLEAN, "
        "sex VARCHAR, ethnic_group VARCHAR, board_outcome VARCHAR?, suspensions BIGINT, "
        "days_since BIGINT?, days_until BIGINT?",
        order="area start_date period row",
        reads="exclusions joiners",
        rows=_EXCLUSIONS,
    ),
    _followed(
        LAST_HEADCOUNT,
        "dataset VARCHAR, area VARCHAR, census_year BIGINT, school_urn VARCHAR, "
        "school_phase VARCHAR, sen_provision VARCHAR, fsm BOOLEAN, sex VARCHAR, "
        "ethnic_group VARCHAR, pupils BIGINT",
        order="area census_year school_urn sen_provision fsm sex ethnic_group",
        reads="headcount",
        rows=_HEADCOUNT,
    ),
)


def followed_tables(own: Collection[str]) -> dict[str, Table]:
    """Return each table that can be made, by its name.

    Args:
        own: The tables of records that the catalogue declares.
    """
    return {one.table.name: one.table for one in FOLLOWED if one.reads <= set(own)}


def fill_followed(connection: duckdb.DuckDBPyConnection, tables: Collection[str]) -> None:
    """Fill each of them that a release has, once its tables of records are filled."""
    for one in FOLLOWED:
        if one.table.name in tables:
            found = connection.sql(one.rows).project(one.table.listing)
            found.order(one.table.sorting).insert_into(one.table.name)
