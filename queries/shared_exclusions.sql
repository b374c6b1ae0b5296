-- One row per authority, sex, ethnic group, special need, free meals and reason of the suspensions that a school year's cubes show.
-- params: year VARCHAR
-- returns: area VARCHAR, sex VARCHAR, ethnic_group VARCHAR, sen VARCHAR, fsm VARCHAR, reason VARCHAR, number BIGINT
-- grain: area, sex, ethnic_group, sen, fsm, reason
-- reads: shared_school_exclusions
SELECT
    area,
    sex,
    ethnic_group,
    sen,
    fsm,
    reason,
    CAST(SUM(number) AS BIGINT) AS number
FROM shared_school_exclusions
WHERE period = $year AND measure = 'suspensions'
GROUP BY area, sex, ethnic_group, sen, fsm, reason
ORDER BY
    area ASC NULLS LAST,
    sex ASC NULLS LAST,
    ethnic_group ASC NULLS LAST,
    sen ASC NULLS LAST,
    fsm ASC NULLS LAST,
    reason ASC NULLS LAST
