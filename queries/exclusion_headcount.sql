-- One row per census year and school of one authority: its pupils, from the newest return that counts them.
-- params: area VARCHAR
-- returns: census_year BIGINT, school_urn VARCHAR, school_phase VARCHAR, pupils BIGINT
-- grain: census_year, school_urn
-- reads: own_last_headcount
SELECT
    census_year,
    school_urn,
    MAX(school_phase) AS school_phase,
    CAST(SUM(pupils) AS BIGINT) AS pupils
FROM own_last_headcount
WHERE area = $area
GROUP BY census_year, school_urn
ORDER BY census_year ASC NULLS LAST, school_urn ASC NULLS LAST
