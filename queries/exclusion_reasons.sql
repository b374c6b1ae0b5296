-- One row per reason for which one authority's schools excluded, and how often it was one of up to three.
-- params: area VARCHAR, first VARCHAR, last VARCHAR, kind VARCHAR
-- returns: reason VARCHAR, times BIGINT, first_reasons BIGINT
-- grain: reason
-- reads: own_last_exclusions
WITH sent AS (
    SELECT
        reason_1,
        reason_2,
        reason_3
    FROM own_last_exclusions
    WHERE
        area = $area
        AND kind = $kind
        AND start_date BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
),

given AS (
    SELECT
        reason_1 AS reason,
        1 AS first_reason
    FROM sent
    UNION ALL
    SELECT
        reason_2 AS reason,
        0 AS first_reason
    FROM sent
    WHERE reason_2 IS NOT NULL
    UNION ALL
    SELECT
        reason_3 AS reason,
        0 AS first_reason
    FROM sent
    WHERE reason_3 IS NOT NULL
)

SELECT
    reason,
    COUNT(*) AS times,
    CAST(SUM(first_reason) AS BIGINT) AS first_reasons
FROM given
GROUP BY reason
ORDER BY reason ASC NULLS LAST
