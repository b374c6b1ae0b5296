-- One row per role with agency workers: what they are charged at, and the role's salaries.
-- params: area VARCHAR, period VARCHAR
-- returns: role VARCHAR, fte DOUBLE, rated BIGINT, charged DOUBLE, least DOUBLE, most DOUBLE
-- grain: role
-- reads: own_agency_rates, own_agency_workers, own_pay
WITH workers AS (
    SELECT
        job_role,
        SUM(fte) AS fte
    FROM own_agency_workers
    WHERE area = $area AND period = $period
    GROUP BY job_role
),

rates AS (
    SELECT
        job_role,
        SUM(workers_at_rate) AS rated,
        SUM(charge_rate * workers_at_rate) AS charged
    FROM own_agency_rates
    WHERE area = $area AND period = $period
    GROUP BY job_role
),

salaries AS (
    SELECT
        job_role,
        MIN(salary_least) AS least,
        MAX(salary_most) AS most
    FROM own_pay
    WHERE area = $area AND period = $period
    GROUP BY job_role
)

SELECT
    workers.job_role AS role,
    workers.fte,
    CAST(rates.rated AS BIGINT) AS rated,
    rates.charged,
    salaries.least,
    salaries.most
FROM workers
LEFT JOIN rates ON workers.job_role = rates.job_role
LEFT JOIN salaries ON workers.job_role = salaries.job_role
WHERE workers.fte > 0
ORDER BY workers.job_role ASC NULLS LAST
