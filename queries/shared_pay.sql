-- One row per authority of which a role's salaries are shown: those of its newest return, in pounds a year.
-- params: role VARCHAR
-- returns: area VARCHAR, period VARCHAR, least DOUBLE, most DOUBLE
-- grain: area
-- reads: shared_pay
SELECT
    area,
    period,
    least,
    most
FROM shared_pay
WHERE role = $role
ORDER BY area ASC NULLS LAST
