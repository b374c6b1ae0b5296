-- One row per term and year group of the placements that an authority returned for it.
-- params: area VARCHAR
-- returns: period VARCHAR, year_group VARCHAR, placements BIGINT
-- grain: period, year_group
-- reads: own_placements
SELECT
    period,
    year_group,
    COUNT(*) AS placements
FROM own_placements
WHERE area = $area
GROUP BY period, year_group
ORDER BY period ASC NULLS LAST, year_group ASC NULLS LAST
