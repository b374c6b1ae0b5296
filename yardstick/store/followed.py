"""What a release works out of records once, so that pages need only count.

It takes every record of a pupil to say whether a roll has them again, or that a record was sent
twice; pages must not wait for that. No pseudonym stands in these tables: a pupil is a number
within an authority, and `period` and `row` name the record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from yardstick.store import returned_years
from yardstick.store.own_tables import PREFIX
from yardstick.store.roll_links import LINKS, MANAGED, NAMED, NAMES
from yardstick.store.schema import Table, columns

if TYPE_CHECKING:
    from collections.abc import Collection

    import duckdb

ROLL_LINKS: Final = f"{PREFIX}roll_links"
MANAGED_MOVES: Final = f"{PREFIX}managed_moves"
LAST_EXCLUSIONS: Final = f"{PREFIX}last_exclusions"
EXCLUSION_DAYS: Final = f"{PREFIX}exclusion_days"
SCHOOL_PUPILS: Final = f"{PREFIX}school_pupils"
GROUP_PUPILS: Final = f"{PREFIX}group_pupils"
EXCLUSION_TERMS: Final = f"{PREFIX}exclusion_terms"
SUSPENSION_YEARS: Final = f"{PREFIX}suspension_years"
PLACEMENT_FLOWS: Final = f"{PREFIX}placement_flows"
PLACEMENT_YEARS: Final = f"{PREFIX}placement_years"
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


# Each exclusion once, as the later return has it; of a permanent one also what came before it and
# how many days passed until the pupil's next roll. `ends_year` is the pupil's last of its kind in
# the school year, which says how the pupil is described in it.
_EXCLUSIONS: Final = """
    WITH named AS (
        SELECT *, CASE WHEN category = 'FIXD' THEN 'SUSP' ELSE category END AS kind
        FROM named_exclusions
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
        INNER JOIN named_joiners AS joined
            ON
                permanent.area = joined.area
                AND permanent.pupil_ref = joined.pupil_ref
                AND permanent.start_date < joined.entry_date
        GROUP BY permanent.area, permanent.period, permanent.row
    )

    SELECT
        sent.*, COALESCE(earlier.suspensions, 0) AS suspensions, days_since, days_until,
        ROW_NUMBER() OVER (
            PARTITION BY
                sent.area, sent.pupil, sent.kind,
                year(sent.start_date) - CAST(month(sent.start_date) < 9 AS INTEGER)
            ORDER BY sent.start_date DESC, sent.period DESC, sent.row DESC
        ) = 1 AS ends_year
    FROM sent
    LEFT JOIN earlier USING (area, period, row)
    LEFT JOIN later USING (area, period, row)
"""

# Exclusions by day, for whoever asks for terms and years.
_DAYS: Final = f"""
    SELECT
        dataset, area, start_date, school_phase, kind,
        COUNT(*) AS exclusions, CAST(SUM(sessions) AS BIGINT) AS sessions
    FROM {LAST_EXCLUSIONS}
    GROUP BY dataset, area, start_date, school_phase, kind
"""  # noqa: S608 - a name of our own

# The pupils at each January census, from the newest return that counts a school's.
_COUNTED: Final = """
    SELECT *
    FROM own_headcount
    QUALIFY RANK() OVER (PARTITION BY area, census_year, school_urn ORDER BY period DESC) = 1
"""
_SCHOOL_PUPILS: Final = f"""
    SELECT
        dataset, area, census_year, school_urn,
        MAX(school_phase) AS school_phase, CAST(SUM(pupils) AS BIGINT) AS pupils
    FROM ({_COUNTED})
    GROUP BY dataset, area, census_year, school_urn
"""  # noqa: S608 - made of the words above and of nothing else
_GROUP_PUPILS: Final = f"""
    SELECT
        dataset, area, census_year, sen_provision, fsm, sex, ethnic_group,
        CAST(SUM(pupils) AS BIGINT) AS pupils
    FROM ({_COUNTED})
    GROUP BY dataset, area, census_year, sen_provision, fsm, sex, ethnic_group
"""  # noqa: S608 - made of the words above and of nothing else

_TERMS: Final = """
    SELECT dataset, area, period, COUNT(*) AS records
    FROM own_exclusions
    GROUP BY dataset, area, period
"""

# Each is sorted so that a page reads one authority's school year from one place.
FOLLOWED: Final = (
    _followed(
        ROLL_LINKS,  # `seen`: soon, later or never on a roll again; `suspended`: in the year before
        f"{_RECORD}school_urn VARCHAR, leaving_date DATE, year_group VARCHAR, "
        "destination VARCHAR, seen VARCHAR, suspended BOOLEAN",
        order="area leaving_date period row",
        reads="leavers joiners exclusions",
        rows=LINKS,
    ),
    _followed(
        MANAGED_MOVES,
        f"{_RECORD}origin_urn VARCHAR, entry_date DATE, failed BOOLEAN",
        order="area entry_date period row",
        reads="leavers joiners exclusions",
        rows=MANAGED,
    ),
    _followed(
        LAST_EXCLUSIONS,
        f"{_RECORD}pupil BIGINT, kind VARCHAR, school_urn VARCHAR, school_phase VARCHAR, "
        "start_date DATE, sessions BIGINT?, reason_1 VARCHAR, reason_2 VARCHAR?, "
        "reason_3 VARCHAR?, sen_provision VARCHAR, fsm BOOLEAN, looked_after BOOLEAN, "
        "sex VARCHAR, ethnic_group VARCHAR, board_outcome VARCHAR?, suspensions BIGINT, "
        "days_since BIGINT?, days_until BIGINT?, ends_year BOOLEAN",
        order="area start_date period row",
        reads="leavers joiners exclusions",
        rows=_EXCLUSIONS,
    ),
    _followed(
        EXCLUSION_DAYS,
        "dataset VARCHAR, area VARCHAR, start_date DATE, school_phase VARCHAR, kind VARCHAR, "
        "exclusions BIGINT, sessions BIGINT?",
        order="area start_date school_phase kind",
        reads="leavers joiners exclusions",  # by way of the table before
        rows=_DAYS,
    ),
    _followed(
        SCHOOL_PUPILS,
        "dataset VARCHAR, area VARCHAR, census_year BIGINT, school_urn VARCHAR, "
        "school_phase VARCHAR, pupils BIGINT",
        order="area census_year school_urn",
        reads="headcount",
        rows=_SCHOOL_PUPILS,
    ),
    _followed(
        GROUP_PUPILS,
        "dataset VARCHAR, area VARCHAR, census_year BIGINT, sen_provision VARCHAR, fsm BOOLEAN, "
        "sex VARCHAR, ethnic_group VARCHAR, pupils BIGINT",
        order="area census_year sen_provision fsm sex ethnic_group",
        reads="headcount",
        rows=_GROUP_PUPILS,
    ),
    _followed(
        EXCLUSION_TERMS,
        "dataset VARCHAR, area VARCHAR, period VARCHAR, records BIGINT",
        order="area period",
        reads="exclusions",
        rows=_TERMS,
    ),
    _followed(
        SUSPENSION_YEARS,
        "dataset VARCHAR, area VARCHAR, school_year VARCHAR, sex VARCHAR, ethnic_group VARCHAR, "
        "sen_provision VARCHAR, fsm BOOLEAN, reason_1 VARCHAR, suspensions BIGINT",
        order="area school_year sex ethnic_group sen_provision fsm reason_1",
        reads="exclusions",
        rows=returned_years.SUSPENSION_YEARS,
    ),
    _followed(
        PLACEMENT_FLOWS,
        "dataset VARCHAR, area VARCHAR, school_year VARCHAR, flow VARCHAR, flow_day DATE, "
        "year_group VARCHAR, placements BIGINT",
        order="area school_year flow flow_day year_group",
        reads="placements",
        rows=returned_years.PLACEMENT_FLOWS,
    ),
    _followed(
        PLACEMENT_YEARS,
        "dataset VARCHAR, area VARCHAR, school_year VARCHAR, need VARCHAR, basis VARCHAR, "
        "year_group VARCHAR, placements BIGINT, spend DOUBLE",
        order="area school_year need basis year_group",
        reads="placements",
        rows=returned_years.PLACEMENT_YEARS,
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
    if ROLL_LINKS in tables:
        connection.execute(f"CREATE TEMP TABLE pupil_names AS {NAMES}")
        for name in ("leavers", "joiners", "exclusions"):
            named = NAMED.format(table=f"{PREFIX}{name}")
            connection.execute(f"CREATE TEMP VIEW named_{name} AS {named}")
    for one in FOLLOWED:
        if one.table.name in tables:
            found = connection.sql(one.rows).project(one.table.listing)
            found.order(one.table.sorting).insert_into(one.table.name)
