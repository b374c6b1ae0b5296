-- One row per school and kind of one authority's exclusions.
-- params: area VARCHAR, first VARCHAR, last VARCHAR
-- returns: school_urn VARCHAR, kind VARCHAR, exclusions BIGINT
-- grain: school_urn, kind
-- reads: own_last_exclusions
SELECT
    school_urn,
    kind,
    COUNT(*) AS exclusions
FROM own_last_exclusions
WHERE
    area = $area
    AND start_date BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
GROUP BY school_urn, kind
ORDER BY school_urn ASC NULLS LAST, kind ASC NULLS LAST
