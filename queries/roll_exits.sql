-- One row per school left in years 10 and 11: leavers between the January census of the one and of the other, and how many of them were suspended in the year before, went to no school or to alternative provision, and are on no later roll of the authority (docs/roll-movements.md).
-- params: area VARCHAR, first VARCHAR, last VARCHAR, census VARCHAR
-- returns: school_urn VARCHAR, leavings BIGINT, exits BIGINT
-- grain: school_urn
-- reads: own_leavers, own_joiners, own_exclusions
WITH leaver AS (
    SELECT
        pupil_ref,
        school_urn,
        leaving_date,
        destination,
        destination_la,
        year_group,
        ROW_NUMBER() OVER (
            PARTITION BY pupil_ref, school_urn, leaving_date
            ORDER BY period DESC NULLS LAST, row DESC NULLS LAST
        ) AS place
    FROM own_leavers
    WHERE area = $area
),

joiner AS (
    SELECT DISTINCT
        pupil_ref,
        school_urn,
        entry_date
    FROM own_joiners
    WHERE area = $area
),

nearest AS (
    SELECT
        leaver.pupil_ref,
        leaver.school_urn,
        leaver.leaving_date,
        joiner.school_urn AS joined_urn,
        joiner.entry_date,
        ROW_NUMBER() OVER (
            PARTITION BY leaver.pupil_ref, leaver.school_urn, leaver.leaving_date
            ORDER BY joiner.entry_date ASC NULLS LAST, joiner.school_urn ASC NULLS LAST
        ) AS place
    FROM leaver
    INNER JOIN joiner
        ON
            leaver.pupil_ref = joiner.pupil_ref
            AND joiner.entry_date >= leaver.leaving_date - 14
            AND (
                leaver.school_urn <> joiner.school_urn
                OR leaver.leaving_date < joiner.entry_date
            )
    WHERE leaver.place = 1
),

claim AS (
    SELECT
        pupil_ref,
        school_urn,
        leaving_date,
        entry_date,
        ROW_NUMBER() OVER (
            PARTITION BY pupil_ref, joined_urn, entry_date
            ORDER BY leaving_date DESC NULLS LAST, school_urn ASC NULLS LAST
        ) AS place
    FROM nearest
    WHERE place = 1
),

older AS (
    SELECT
        leaver.pupil_ref,
        leaver.school_urn,
        leaver.leaving_date,
        CASE
            WHEN leaver.destination IN ('EHE', 'CME', 'ALT') AND claim.entry_date IS NULL THEN 1
            ELSE 0
        END AS vanished
    FROM leaver
    LEFT JOIN claim
        ON
            leaver.pupil_ref = claim.pupil_ref
            AND leaver.school_urn = claim.school_urn
            AND leaver.leaving_date = claim.leaving_date
            AND claim.place = 1
    WHERE
        leaver.place = 1
        AND leaver.leaving_date BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
        AND (
            leaver.year_group = '10' AND leaver.leaving_date >= CAST($census AS DATE)
            OR leaver.year_group = '11' AND leaver.leaving_date < CAST($census AS DATE)
        )
),

suspended AS (
    SELECT
        older.pupil_ref,
        older.school_urn,
        older.leaving_date,
        MAX(older.vanished) AS vanished,
        COUNT(own_exclusions.start_date) AS suspensions
    FROM older
    LEFT JOIN own_exclusions
        ON
            older.pupil_ref = own_exclusions.pupil_ref
            AND own_exclusions.area = $area
            AND own_exclusions.category IN ('SUSP', 'FIXD')
            AND older.leaving_date >= own_exclusions.start_date
            AND own_exclusions.start_date > older.leaving_date - 365
    GROUP BY older.pupil_ref, older.school_urn, older.leaving_date
)

SELECT
    school_urn,
    COUNT(*) AS leavings,
    CAST(SUM(CASE WHEN vanished = 1 AND suspensions > 0 THEN 1 ELSE 0 END) AS BIGINT) AS exits
FROM suspended
GROUP BY school_urn
ORDER BY school_urn ASC NULLS LAST
