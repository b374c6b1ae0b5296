-- One row per number of suspensions before a permanent exclusion and days since the first of them (missing where there was none), and how many permanent exclusions have it.
-- params: area VARCHAR, first VARCHAR, last VARCHAR
-- returns: suspensions BIGINT, days BIGINT, exclusions BIGINT
-- grain: suspensions, days
-- reads: own_last_exclusions
SELECT
    suspensions,
    days_since AS days,
    COUNT(*) AS exclusions
FROM own_last_exclusions
WHERE
    area = $area
    AND kind = 'PERM'
    AND start_date BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
GROUP BY suspensions, days_since
ORDER BY suspensions ASC NULLS LAST, days_since ASC NULLS LAST
