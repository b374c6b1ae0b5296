-- One row per provider whose price of the year before is known: the same children, both years.
-- params: area VARCHAR, period VARCHAR
-- returns: provider VARCHAR, placements BIGINT, spend DOUBLE, spend_before DOUBLE, asked_of BIGINT, asked_before DOUBLE, asked DOUBLE
-- grain: provider
-- reads: own_placements
SELECT
    provider_name AS provider,
    COUNT(*) AS placements,
    SUM(annual_price) AS spend,
    SUM(price_before) AS spend_before,
    COUNT(uplift_requested) AS asked_of,
    SUM(CASE WHEN uplift_requested IS NOT NULL THEN price_before END) AS asked_before,
    SUM(CAST(price_before AS DOUBLE) * uplift_requested) AS asked
FROM own_placements
WHERE area = $area AND period = $period AND price_before > 0
GROUP BY provider_name
ORDER BY provider_name ASC NULLS LAST
