-- One row per term for which one authority has sent exclusions, and how many records it sent.
-- params: area VARCHAR
-- returns: period VARCHAR, records BIGINT
-- grain: period
-- reads: own_exclusions
SELECT
    period,
    COUNT(*) AS records
FROM own_exclusions
WHERE area = $area
GROUP BY period
ORDER BY period ASC NULLS LAST
