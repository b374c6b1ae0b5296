-- One row per reason for which one authority's schools excluded, and how often it was one of up to three.
-- params: area VARCHAR, first VARCHAR, last VARCHAR, kind VARCHAR
-- returns: reason VARCHAR, times BIGINT, first_reasons BIGINT
-- grain: reason
-- reads: own_exclusions
WITH sent AS (
    SELECT
        reason_1,
        reason_2,
        reason_3,
        ROW_NUMBER() OVER (
            PARTITION BY pupil_ref, school_urn, start_date
            ORDER BY period DESC NULLS LAST, row DESC NULLS LAST
        ) AS place
    FROM own_exclusions
    WHERE
        area = $area
        AND start_date BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
        AND CASE WHEN category = 'FIXD' THEN 'SUSP' ELSE category END = $kind
),

given AS (
    SELECT
        reason_1 AS reason,
        1 AS first_reason
    FROM sent
    WHERE place = 1
    UNION ALL
    SELECT
        reason_2 AS reason,
        0 AS first_reason
    FROM sent
    WHERE place = 1 AND reason_2 IS NOT NULL
    UNION ALL
    SELECT
        reason_3 AS reason,
        0 AS first_reason
    FROM sent
    WHERE place = 1 AND reason_3 IS NOT NULL
)

SELECT
    reason,
    COUNT(*) AS times,
    CAST(SUM(first_reason) AS BIGINT) AS first_reasons
FROM given
GROUP BY reason
ORDER BY reason ASC NULLS LAST
