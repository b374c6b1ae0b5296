-- One row per rate of a quarter's return, with the cap of its role and basis in force on a day.
-- params: area VARCHAR, period VARCHAR, day VARCHAR
-- returns: role VARCHAR, basis VARCHAR, effective DATE, pay DOUBLE, charge DOUBLE, workers BIGINT, returned_above BIGINT, approved BOOLEAN, cap_on VARCHAR, cap DOUBLE
-- grain: role, basis, effective, pay, charge
-- reads: own_agency_rates, own_caps
WITH in_force AS (
    SELECT
        job_role,
        pay_basis,
        cap_basis,
        cap,
        ROW_NUMBER() OVER (
            PARTITION BY job_role, pay_basis ORDER BY valid_from DESC NULLS LAST
        ) AS place
    FROM own_caps
    WHERE
        area = $area
        AND period = $period
        AND valid_from <= CAST($day AS DATE)
        AND (valid_to IS NULL OR valid_to >= CAST($day AS DATE))
)

SELECT
    rates.job_role AS role,
    rates.pay_basis AS basis,
    rates.effective,
    rates.pay_rate AS pay,
    rates.charge_rate AS charge,
    rates.workers_at_rate AS workers,
    rates.workers_above_cap AS returned_above,
    rates.exception_approved AS approved,
    in_force.cap_basis AS cap_on,
    in_force.cap
FROM own_agency_rates AS rates
LEFT JOIN in_force
    ON
        rates.job_role = in_force.job_role
        AND rates.pay_basis = in_force.pay_basis
        AND in_force.place = 1
WHERE rates.area = $area AND rates.period = $period
ORDER BY
    rates.job_role ASC NULLS LAST,
    rates.pay_basis ASC NULLS LAST,
    rates.effective ASC NULLS LAST,
    rates.pay_rate ASC NULLS LAST,
    rates.charge_rate ASC NULLS LAST
