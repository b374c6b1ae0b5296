"""What is counted of records by the school year they were returned for, as SQL.

Each record counts once in a year, as the last return of that year has it. Another year's returns
are not looked into: a pupil's pseudonym is another there.
"""

from __future__ import annotations

from typing import Final

# The names of terms sort in their order: Autumn, Spring, Summer.
_LAST: Final = "ORDER BY period DESC, row DESC"
_PLACED: Final = f"""
    SELECT *, split_part(period, ' ', 1) AS school_year
    FROM own_placements
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY area, school_year, child_ref, provider_name, start_month {_LAST}
    ) = 1
"""  # noqa: S608 - made of the words above and of nothing else

# Placements by the day they began and ended.
PLACEMENT_FLOWS: Final = f"""
    WITH placed AS ({_PLACED}),

    flow AS (
        SELECT *, 'began' AS flow, start_month AS flow_day FROM placed
        UNION ALL
        SELECT *, 'ended' AS flow, actual_end AS flow_day FROM placed WHERE actual_end IS NOT NULL
    )

    SELECT dataset, area, school_year, flow, flow_day, year_group, COUNT(*) AS placements
    FROM flow
    GROUP BY dataset, area, school_year, flow, flow_day, year_group
"""  # noqa: S608 - likewise

# Placements by need, basis and year group. Pounds are added as decimals: in whatever order, the
# sum is the same.
PLACEMENT_YEARS: Final = f"""
    SELECT
        dataset, area, school_year, primary_need AS need, placement_basis AS basis, year_group,
        COUNT(*) AS placements,
        CAST(SUM(CAST(annual_price AS DECIMAL(18, 4))) AS DOUBLE) AS spend
    FROM ({_PLACED})
    GROUP BY dataset, area, school_year, need, basis, year_group
"""  # noqa: S608 - likewise

# Suspensions by who was suspended, and the first reason.
SUSPENSION_YEARS: Final = f"""
    WITH returned AS (
        SELECT *, split_part(period, ' ', 1) AS school_year
        FROM own_exclusions
        QUALIFY ROW_NUMBER() OVER (
            PARTITION BY area, school_year, pupil_ref, school_urn, category, start_date {_LAST}
        ) = 1
    )

    SELECT
        dataset, area, school_year, sex, ethnic_group, sen_provision, fsm, reason_1,
        COUNT(*) AS suspensions
    FROM returned
    WHERE category IN ('SUSP', 'FIXD')
    GROUP BY dataset, area, school_year, sex, ethnic_group, sen_provision, fsm, reason_1
"""  # noqa: S608 - likewise
