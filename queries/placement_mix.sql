-- One row per need and basis of the placements of two terms, with the number and cost in each.
-- params: area VARCHAR, period VARCHAR, before VARCHAR
-- returns: need VARCHAR, basis VARCHAR, placements BIGINT, spend DOUBLE, placements_before BIGINT, spend_before DOUBLE
-- grain: need, basis
-- reads: own_placements
SELECT
    primary_need AS need,
    placement_basis AS basis,
    COUNT(CASE WHEN period = $period THEN 1 END) AS placements,
    SUM(CASE WHEN period = $period THEN annual_price ELSE 0 END) AS spend,
    COUNT(CASE WHEN period = $before THEN 1 END) AS placements_before,
    SUM(CASE WHEN period = $before THEN annual_price ELSE 0 END) AS spend_before
FROM own_placements
WHERE area = $area AND period IN ($period, $before)
GROUP BY primary_need, placement_basis
ORDER BY primary_need ASC NULLS LAST, placement_basis ASC NULLS LAST
