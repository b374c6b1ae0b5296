-- One row per need of a term's placements: who pays, and of how many health pays nothing.
-- params: area VARCHAR, period VARCHAR
-- returns: need VARCHAR, placements BIGINT, spend DOUBLE, education DOUBLE, health DOUBLE, care DOUBLE, without_health BIGINT
-- grain: need
-- reads: own_placements
SELECT
    primary_need AS need,
    COUNT(*) AS placements,
    SUM(annual_price) AS spend,
    SUM(fund_education) AS education,
    SUM(fund_health) AS health,
    SUM(fund_care) AS care,
    COUNT(CASE WHEN fund_health = 0 THEN 1 END) AS without_health
FROM own_placements
WHERE area = $area AND period = $period
GROUP BY primary_need
ORDER BY primary_need ASC NULLS LAST
