-- One row per sex, ethnic group, special need, free meals and first reason of one authority's suspensions returned for a school year, each once, as last returned.
-- params: area VARCHAR, year VARCHAR
-- returns: sex VARCHAR, ethnic_group VARCHAR, sen_provision VARCHAR, fsm BOOLEAN, reason_1 VARCHAR, suspensions BIGINT
-- grain: sex, ethnic_group, sen_provision, fsm, reason_1
-- reads: own_suspension_years
SELECT
    sex,
    ethnic_group,
    sen_provision,
    fsm,
    reason_1,
    suspensions
FROM own_suspension_years
WHERE area = $area AND school_year = $year
ORDER BY
    sex ASC NULLS LAST,
    ethnic_group ASC NULLS LAST,
    sen_provision ASC NULLS LAST,
    fsm ASC NULLS LAST,
    reason_1 ASC NULLS LAST
