-- One row per arrangement of a quarter's return. What was written in free text is not read.
-- params: area VARCHAR, period VARCHAR
-- returns: arrangement VARCHAR, provider VARCHAR, satisfaction VARCHAR, issue VARCHAR, ends DATE, notice BIGINT, experience BIGINT
-- grain: arrangement, provider
-- reads: own_arrangements
SELECT
    arrangement_type AS arrangement,
    provider,
    satisfaction,
    main_issue AS issue,
    contract_end AS ends,
    notice_weeks AS notice,
    least_experience AS experience
FROM own_arrangements
WHERE area = $area AND period = $period
ORDER BY arrangement_type ASC NULLS LAST, provider ASC NULLS LAST
