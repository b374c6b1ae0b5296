-- One row per provider, judgement and day of the last visit of a term's placements.
-- params: area VARCHAR, period VARCHAR
-- returns: provider VARCHAR, judgement VARCHAR, visited DATE, placements BIGINT, spend DOUBLE
-- grain: provider, judgement, visited
-- reads: own_placements
SELECT
    provider_name AS provider,
    judgement,
    visited,
    COUNT(*) AS placements,
    SUM(annual_price) AS spend
FROM own_placements
WHERE area = $area AND period = $period
GROUP BY provider_name, judgement, visited
ORDER BY provider_name ASC NULLS LAST, judgement ASC NULLS LAST, visited ASC NULLS LAST
