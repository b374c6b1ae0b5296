-- One row per destination, next authority and whether the pupil is seen on a roll of the authority again, of those who left its schools (the link: docs/roll-movements.md).
-- params: area VARCHAR, first VARCHAR, last VARCHAR, summer VARCHAR, autumn VARCHAR
-- returns: destination VARCHAR, destination_la VARCHAR, seen VARCHAR, leavings BIGINT
-- grain: destination, destination_la, seen
-- reads: own_leavers, own_joiners
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

linked AS (
    SELECT
        leaver.destination,
        leaver.destination_la,
        CASE
            WHEN claim.entry_date IS NULL THEN 'never'
            WHEN claim.entry_date <= leaver.leaving_date + 28 THEN 'soon'
            WHEN
                leaver.leaving_date >= CAST($summer AS DATE)
                AND claim.entry_date <= CAST($autumn AS DATE)
                THEN 'soon'
            ELSE 'later'
        END AS seen
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
)

SELECT
    destination,
    destination_la,
    seen,
    COUNT(*) AS leavings
FROM linked
GROUP BY destination, destination_la, seen
ORDER BY
    destination ASC NULLS LAST,
    destination_la ASC NULLS LAST,
    seen ASC NULLS LAST
