"""How a pupil is followed from one roll to the next: the rules of docs/roll-movements.md as SQL."""

from __future__ import annotations

from typing import Final

# Rule 7: a pupil has a pseudonym for each academic year, and a record of an autumn may also hold
# the one before. Of each that has one before it, the first that it can be followed back to; a
# circle of mistakes ends after as many years as a pupil is at school.
NAMES: Final = """
    WITH RECURSIVE said AS (
        SELECT area, pupil_ref, pupil_ref_before FROM own_leavers
        UNION ALL SELECT area, pupil_ref, pupil_ref_before FROM own_joiners
        UNION ALL SELECT area, pupil_ref, pupil_ref_before FROM own_exclusions
    ),

    pair AS (
        SELECT area, pupil_ref, MIN(pupil_ref_before) AS earlier
        FROM said
        WHERE pupil_ref_before IS NOT NULL
        GROUP BY area, pupil_ref
    ),

    chain AS (
        SELECT area, pupil_ref, earlier, 1 AS step FROM pair
        UNION ALL
        SELECT chain.area, chain.pupil_ref, pair.earlier, chain.step + 1
        FROM chain
        INNER JOIN pair ON chain.area = pair.area AND chain.earlier = pair.pupil_ref
        WHERE chain.step < 16
    )

    SELECT area, pupil_ref, ARG_MAX(earlier, step) AS first_ref
    FROM chain
    GROUP BY area, pupil_ref
"""
# A table of records with each pupil under the one pseudonym that all of theirs lead back to.
NAMED: Final = """
    SELECT records.* REPLACE (COALESCE(names.first_ref, records.pupil_ref) AS pupil_ref)
    FROM {table} AS records
    LEFT JOIN pupil_names AS names
        ON records.area = names.area AND records.pupil_ref = names.pupil_ref
"""

# Rule 2: the last sent of each. Rules 3 and 4: the earliest entry that may follow. Rule 5: an
# entry follows who left last. Rule 6: soon, later, never.
LINKS: Final = """
    WITH leaver AS (
        SELECT *
        FROM named_leavers
        QUALIFY ROW_NUMBER() OVER (
            PARTITION BY area, pupil_ref, school_urn, leaving_date ORDER BY period DESC, row DESC
        ) = 1
    ),

    joiner AS (
        SELECT DISTINCT area, pupil_ref, school_urn, entry_date FROM named_joiners
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
        FROM named_exclusions
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
MANAGED: Final = """
    WITH moved AS (
        SELECT *
        FROM named_joiners
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
            FROM named_joiners AS back
            WHERE
                moved.area = back.area
                AND moved.pupil_ref = back.pupil_ref
                AND moved.origin_urn = back.school_urn
                AND moved.entry_date < back.entry_date
                AND back.entry_date <= moved.entry_date + 365
        ) AS failed
    FROM moved
"""
