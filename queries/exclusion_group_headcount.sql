-- One row per group of one authority's pupils at one January census, from the newest return that counts a school's.
-- params: area VARCHAR, census BIGINT
-- returns: sen_provision VARCHAR, fsm BOOLEAN, sex VARCHAR, ethnic_group VARCHAR, pupils BIGINT
-- grain: sen_provision, fsm, sex, ethnic_group
-- reads: own_group_pupils
SELECT
    sen_provision,
    fsm,
    sex,
    ethnic_group,
    pupils
FROM own_group_pupils
WHERE area = $area AND census_year = CAST($census AS BIGINT)
ORDER BY
    sen_provision ASC NULLS LAST,
    fsm ASC NULLS LAST,
    sex ASC NULLS LAST,
    ethnic_group ASC NULLS LAST
