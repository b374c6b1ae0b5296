-- One row per group of one authority's pupils at one January census, from the newest return that counts a school's.
-- params: area VARCHAR, census BIGINT
-- returns: sen_provision VARCHAR, fsm BOOLEAN, sex VARCHAR, ethnic_group VARCHAR, pupils BIGINT
-- grain: sen_provision, fsm, sex, ethnic_group
-- reads: own_headcount
WITH newest AS (
    SELECT
        school_urn,
        MAX(period) AS period
    FROM own_headcount
    WHERE area = $area AND census_year = CAST($census AS BIGINT)
    GROUP BY school_urn
)

SELECT
    counted.sen_provision,
    counted.fsm,
    counted.sex,
    counted.ethnic_group,
    CAST(SUM(counted.pupils) AS BIGINT) AS pupils
FROM newest
INNER JOIN own_headcount AS counted
    ON newest.school_urn = counted.school_urn AND newest.period = counted.period
WHERE counted.area = $area AND counted.census_year = CAST($census AS BIGINT)
GROUP BY counted.sen_provision, counted.fsm, counted.sex, counted.ethnic_group
ORDER BY
    counted.sen_provision ASC NULLS LAST,
    counted.fsm ASC NULLS LAST,
    counted.sex ASC NULLS LAST,
    counted.ethnic_group ASC NULLS LAST
