-- One row per role: the agency workers of a quarter's last day, all services together.
-- params: area VARCHAR, period VARCHAR
-- returns: role VARCHAR, workers BIGINT, fte DOUBLE, covering DOUBLE, project DOUBLE, longest BIGINT
-- grain: role
-- reads: own_agency_workers
SELECT
    job_role AS role,
    CAST(SUM(workers) AS BIGINT) AS workers,
    SUM(fte) AS fte,
    SUM(covering_vacancy_fte) AS covering,
    SUM(project_team_fte) AS project,
    MAX(longest_weeks) AS longest
FROM own_agency_workers
WHERE area = $area AND period = $period
GROUP BY job_role
ORDER BY job_role ASC NULLS LAST
