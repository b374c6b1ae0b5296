-- One row per regional role: the salaries of its grades in a quarter's return, in pounds a year.
-- params: area VARCHAR, period VARCHAR
-- returns: role VARCHAR, grades BIGINT, least DOUBLE, most DOUBLE, supplement DOUBLE, retention DOUBLE
-- grain: role
-- reads: own_pay
SELECT
    job_role AS role,
    COUNT(*) AS grades,
    MIN(salary_least) AS least,
    MAX(salary_most) AS most,
    MAX(market_supplement) AS supplement,
    MAX(retention_payment) AS retention
FROM own_pay
WHERE area = $area AND period = $period
GROUP BY job_role
ORDER BY job_role ASC NULLS LAST
