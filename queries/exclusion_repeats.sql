-- One row per number of suspensions, sessions lost and sessions lost in the term that lost most, of a suspended pupil of one authority's schools, and how many pupils have it.
-- params: area VARCHAR, first VARCHAR, spring VARCHAR, summer VARCHAR, last VARCHAR
-- returns: suspensions BIGINT, sessions BIGINT, sessions_of_term BIGINT, pupils BIGINT
-- grain: suspensions, sessions, sessions_of_term
-- reads: own_last_exclusions
WITH suspended AS (
    SELECT
        pupil,
        sessions,
        CASE
            WHEN start_date < CAST($spring AS DATE) THEN 1
            WHEN start_date < CAST($summer AS DATE) THEN 2
            ELSE 3
        END AS term
    FROM own_last_exclusions
    WHERE
        area = $area
        AND kind = 'SUSP'
        AND start_date BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
),

of_term AS (
    SELECT
        pupil,
        term,
        COUNT(*) AS suspensions,
        SUM(sessions) AS sessions
    FROM suspended
    GROUP BY pupil, term
),

of_pupil AS (
    SELECT
        pupil,
        CAST(SUM(suspensions) AS BIGINT) AS suspensions,
        CAST(SUM(sessions) AS BIGINT) AS sessions,
        CAST(MAX(sessions) AS BIGINT) AS sessions_of_term
    FROM of_term
    GROUP BY pupil
)

SELECT
    suspensions,
    sessions,
    sessions_of_term,
    COUNT(*) AS pupils
FROM of_pupil
GROUP BY suspensions, sessions, sessions_of_term
ORDER BY
    suspensions ASC NULLS LAST,
    sessions ASC NULLS LAST,
    sessions_of_term ASC NULLS LAST
