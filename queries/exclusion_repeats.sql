-- One row per number of suspensions, sessions lost and permanent exclusions of a pupil of one authority's schools, and how many pupils have it.
-- params: area VARCHAR, first VARCHAR, last VARCHAR
-- returns: suspensions BIGINT, sessions BIGINT, permanent BIGINT, pupils BIGINT
-- grain: suspensions, sessions, permanent
-- reads: own_last_exclusions
WITH of_pupil AS (
    SELECT
        pupil,
        CAST(SUM(CASE WHEN kind = 'SUSP' THEN 1 ELSE 0 END) AS BIGINT) AS suspensions,
        CAST(SUM(CASE WHEN kind = 'SUSP' THEN sessions ELSE 0 END) AS BIGINT) AS sessions,
        CAST(SUM(CASE WHEN kind = 'PERM' THEN 1 ELSE 0 END) AS BIGINT) AS permanent
    FROM own_last_exclusions
    WHERE
        area = $area
        AND kind <> 'LNCH'
        AND start_date BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
    GROUP BY pupil
)

SELECT
    suspensions,
    sessions,
    permanent,
    COUNT(*) AS pupils
FROM of_pupil
GROUP BY suspensions, sessions, permanent
ORDER BY
    suspensions ASC NULLS LAST,
    sessions ASC NULLS LAST,
    permanent ASC NULLS LAST
