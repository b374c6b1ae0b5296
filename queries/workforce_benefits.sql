-- One row per benefit and role that can have it. What was written in free text is not read.
-- params: area VARCHAR, period VARCHAR
-- returns: benefit VARCHAR, role VARCHAR, worth DOUBLE
-- grain: benefit, role
-- reads: own_benefits
SELECT
    benefit_type AS benefit,
    job_role AS role,
    cash_value AS worth
FROM own_benefits
WHERE area = $area AND period = $period
ORDER BY benefit_type ASC NULLS LAST, job_role ASC NULLS LAST
