-- One row per group of the pupils whom one authority's schools excluded in a school year, each pupil once, as the year's last record describes them.
-- params: area VARCHAR, first VARCHAR, last VARCHAR, kind VARCHAR
-- returns: sen_provision VARCHAR, fsm BOOLEAN, sex VARCHAR, ethnic_group VARCHAR, looked_after BOOLEAN, pupils BIGINT
-- grain: sen_provision, fsm, sex, ethnic_group, looked_after
-- reads: own_last_exclusions
SELECT
    sen_provision,
    fsm,
    sex,
    ethnic_group,
    looked_after,
    COUNT(*) AS pupils
FROM own_last_exclusions
WHERE
    area = $area
    AND kind = $kind
    AND ends_year
    AND start_date BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
GROUP BY sen_provision, fsm, sex, ethnic_group, looked_after
ORDER BY
    sen_provision ASC NULLS LAST,
    fsm ASC NULLS LAST,
    sex ASC NULLS LAST,
    ethnic_group ASC NULLS LAST,
    looked_after ASC NULLS LAST
