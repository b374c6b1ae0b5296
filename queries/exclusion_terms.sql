-- One row per term for which one authority has sent exclusions, and how many records it sent.
-- params: area VARCHAR
-- returns: period VARCHAR, records BIGINT
-- grain: period
-- reads: own_exclusion_terms
SELECT
    period,
    records
FROM own_exclusion_terms
WHERE area = $area
ORDER BY period ASC NULLS LAST
