-- One row per school from which pupils moved by agreement to another school of the authority, and how many were on its roll again within a year.
-- params: area VARCHAR, first VARCHAR, last VARCHAR
-- returns: origin_urn VARCHAR, moves BIGINT, failed BIGINT
-- grain: origin_urn
-- reads: own_managed_moves
SELECT
    origin_urn,
    COUNT(*) AS moves,
    CAST(SUM(CASE WHEN failed THEN 1 ELSE 0 END) AS BIGINT) AS failed
FROM own_managed_moves
WHERE
    area = $area
    AND entry_date BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
GROUP BY origin_urn
ORDER BY origin_urn ASC NULLS LAST
