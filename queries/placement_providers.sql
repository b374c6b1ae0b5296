-- One row per provider of a term's placements, with the group it belongs to.
-- params: area VARCHAR, period VARCHAR
-- returns: provider VARCHAR, provider_group VARCHAR, placements BIGINT, spend DOUBLE
-- grain: provider, provider_group
-- reads: own_placements
SELECT
    provider_name AS provider,
    provider_group,
    COUNT(*) AS placements,
    SUM(annual_price) AS spend
FROM own_placements
WHERE area = $area AND period = $period
GROUP BY provider_name, provider_group
ORDER BY provider_name ASC NULLS LAST, provider_group ASC NULLS LAST
