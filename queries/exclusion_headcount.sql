-- One row per census year and school of one authority: its pupils, from the newest return that counts them.
-- params: area VARCHAR
-- returns: census_year BIGINT, school_urn VARCHAR, school_phase VARCHAR, pupils BIGINT
-- grain: census_year, school_urn
-- reads: own_headcount
WITH newest AS (
    SELECT
        census_year,
        school_urn,
        MAX(period) AS period
    FROM own_headcount
    WHERE area = $area
    GROUP BY census_year, school_urn
)

SELECT
    newest.census_year,
    newest.school_urn,
    MAX(counted.school_phase) AS school_phase,
    CAST(SUM(counted.pupils) AS BIGINT) AS pupils
FROM newest
INNER JOIN own_headcount AS counted
    ON
        newest.census_year = counted.census_year
        AND newest.school_urn = counted.school_urn
        AND newest.period = counted.period
WHERE counted.area = $area
GROUP BY newest.census_year, newest.school_urn
ORDER BY newest.census_year ASC NULLS LAST, newest.school_urn ASC NULLS LAST
