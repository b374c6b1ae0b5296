-- One row per need, basis, year group, number of weeks and price of a term's placements.
-- params: area VARCHAR, period VARCHAR
-- returns: need VARCHAR, basis VARCHAR, year_group VARCHAR, weeks BIGINT, price DOUBLE, placements BIGINT
-- grain: need, basis, year_group, weeks, price
-- reads: own_placements
SELECT
    primary_need AS need,
    placement_basis AS basis,
    year_group,
    weeks,
    annual_price AS price,
    COUNT(*) AS placements
FROM own_placements
WHERE area = $area AND period = $period
GROUP BY primary_need, placement_basis, year_group, weeks, annual_price
ORDER BY
    primary_need ASC NULLS LAST,
    placement_basis ASC NULLS LAST,
    year_group ASC NULLS LAST,
    weeks ASC NULLS LAST,
    annual_price ASC NULLS LAST
