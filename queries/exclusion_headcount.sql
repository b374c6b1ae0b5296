-- One row per census year and school of one authority: its pupils, from the newest return that counts them.
-- params: area VARCHAR
-- returns: census_year BIGINT, school_urn VARCHAR, school_phase VARCHAR, pupils BIGINT
-- grain: census_year, school_urn
-- reads: own_school_pupils
SELECT
    census_year,
    school_urn,
    school_phase,
    pupils
FROM own_school_pupils
WHERE area = $area
ORDER BY census_year ASC NULLS LAST, school_urn ASC NULLS LAST
