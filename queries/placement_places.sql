-- One row per need of a term's placements: how many there are, and how many are far.
-- params: area VARCHAR, period VARCHAR
-- returns: need VARCHAR, placements BIGINT, placed BIGINT, outside BIGINT, measured BIGINT, far BIGINT
-- grain: need
-- reads: own_placements
SELECT
    primary_need AS need,
    COUNT(*) AS placements,
    COUNT(provider_la) AS placed,
    COUNT(CASE WHEN provider_la <> area THEN 1 END) AS outside,
    COUNT(miles) AS measured,
    COUNT(CASE WHEN miles > 20 THEN 1 END) AS far
FROM own_placements
WHERE area = $area AND period = $period
GROUP BY primary_need
ORDER BY primary_need ASC NULLS LAST
