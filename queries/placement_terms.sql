-- One row per term of which an authority's return of placements is held.
-- params: area VARCHAR
-- returns: period VARCHAR, placements BIGINT
-- grain: period
-- reads: own_placements
SELECT
    period,
    COUNT(*) AS placements
FROM own_placements
WHERE area = $area
GROUP BY period
ORDER BY period ASC NULLS LAST
