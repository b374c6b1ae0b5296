-- One row per group of the pupils whom one authority's schools excluded, each pupil once, as the last record of the span describes them.
-- params: area VARCHAR, first VARCHAR, last VARCHAR, kind VARCHAR
-- returns: sen_provision VARCHAR, fsm BOOLEAN, sex VARCHAR, ethnic_group VARCHAR, looked_after BOOLEAN, pupils BIGINT
-- grain: sen_provision, fsm, sex, ethnic_group, looked_after
-- reads: own_last_exclusions
WITH described AS (
    SELECT
        sen_provision,
        fsm,
        sex,
        ethnic_group,
        looked_after,
        ROW_NUMBER() OVER (
            PARTITION BY pupil
            ORDER BY start_date DESC NULLS LAST, period DESC NULLS LAST, row DESC NULLS LAST
        ) AS place
    FROM own_last_exclusions
    WHERE
        area = $area
        AND kind = $kind
        AND start_date BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
)

SELECT
    sen_provision,
    fsm,
    sex,
    ethnic_group,
    looked_after,
    COUNT(*) AS pupils
FROM described
WHERE place = 1
GROUP BY sen_provision, fsm, sex, ethnic_group, looked_after
ORDER BY
    sen_provision ASC NULLS LAST,
    fsm ASC NULLS LAST,
    sex ASC NULLS LAST,
    ethnic_group ASC NULLS LAST,
    looked_after ASC NULLS LAST
