-- One row per quarter of which an authority's return of its workforce is held.
-- params: area VARCHAR
-- returns: period VARCHAR, grades BIGINT
-- grain: period
-- reads: own_pay
SELECT
    period,
    COUNT(*) AS grades
FROM own_pay
WHERE area = $area
GROUP BY period
ORDER BY period ASC NULLS LAST
