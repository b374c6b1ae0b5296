-- One row per sex, ethnic group, special need, free meals and first reason of one authority's suspensions returned for a school year, each once, as last returned.
-- params: area VARCHAR, first VARCHAR, last VARCHAR
-- returns: sex VARCHAR, ethnic_group VARCHAR, sen_provision VARCHAR, fsm BOOLEAN, reason_1 VARCHAR, suspensions BIGINT
-- grain: sex, ethnic_group, sen_provision, fsm, reason_1
-- reads: own_exclusions
WITH returned AS (
    SELECT
        sex,
        ethnic_group,
        sen_provision,
        fsm,
        reason_1,
        category,
        -- The names of terms sort in their order: Autumn, Spring, Summer.
        ROW_NUMBER() OVER (
            PARTITION BY pupil_ref, school_urn, category, start_date
            ORDER BY period DESC NULLS LAST, row DESC NULLS LAST
        ) AS place
    FROM own_exclusions
    WHERE area = $area AND period BETWEEN $first AND $last
)

SELECT
    sex,
    ethnic_group,
    sen_provision,
    fsm,
    reason_1,
    COUNT(*) AS suspensions
FROM returned
WHERE place = 1 AND category IN ('SUSP', 'FIXD')
GROUP BY sex, ethnic_group, sen_provision, fsm, reason_1
ORDER BY
    sex ASC NULLS LAST,
    ethnic_group ASC NULLS LAST,
    sen_provision ASC NULLS LAST,
    fsm ASC NULLS LAST,
    reason_1 ASC NULLS LAST
