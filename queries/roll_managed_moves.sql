-- One row per school from which pupils moved by agreement to another school of the authority, and how many were on its roll again within a year.
-- params: area VARCHAR, first VARCHAR, last VARCHAR
-- returns: origin_urn VARCHAR, moves BIGINT, failed BIGINT
-- grain: origin_urn
-- reads: own_joiners
WITH moved AS (
    SELECT DISTINCT
        pupil_ref,
        school_urn,
        entry_date,
        origin_urn
    FROM own_joiners
    WHERE
        area = $area
        AND entry_mode = 'MAN'
        AND origin_urn IS NOT NULL
        AND entry_date BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
),

returned AS (
    SELECT
        moved.pupil_ref,
        moved.school_urn,
        moved.entry_date,
        moved.origin_urn,
        COUNT(back.entry_date) AS times
    FROM moved
    LEFT JOIN own_joiners AS back
        ON
            moved.pupil_ref = back.pupil_ref
            AND moved.origin_urn = back.school_urn
            AND back.area = $area
            AND moved.entry_date < back.entry_date
            AND back.entry_date <= moved.entry_date + 365
    GROUP BY moved.pupil_ref, moved.school_urn, moved.entry_date, moved.origin_urn
)

SELECT
    origin_urn,
    COUNT(*) AS moves,
    CAST(SUM(CASE WHEN times > 0 THEN 1 ELSE 0 END) AS BIGINT) AS failed
FROM returned
GROUP BY origin_urn
ORDER BY origin_urn ASC NULLS LAST
