-- One row per number of suspensions, sessions lost and permanent exclusions of a pupil of one authority's schools, and how many pupils have it.
-- params: area VARCHAR, first VARCHAR, last VARCHAR
-- returns: suspensions BIGINT, sessions BIGINT, permanent BIGINT, pupils BIGINT
-- grain: suspensions, sessions, permanent
-- reads: own_exclusions
WITH sent AS (
    SELECT
        pupil_ref,
        CASE WHEN category = 'FIXD' THEN 'SUSP' ELSE category END AS kind,
        sessions,
        ROW_NUMBER() OVER (
            PARTITION BY
                pupil_ref,
                school_urn,
                start_date,
                CASE WHEN category = 'FIXD' THEN 'SUSP' ELSE category END
            ORDER BY period DESC NULLS LAST, row DESC NULLS LAST
        ) AS place
    FROM own_exclusions
    WHERE
        area = $area
        AND start_date BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
),

pupil AS (
    SELECT
        pupil_ref,
        CAST(SUM(CASE WHEN kind = 'SUSP' THEN 1 ELSE 0 END) AS BIGINT) AS suspensions,
        CAST(SUM(CASE WHEN kind = 'SUSP' THEN sessions ELSE 0 END) AS BIGINT) AS sessions,
        CAST(SUM(CASE WHEN kind = 'PERM' THEN 1 ELSE 0 END) AS BIGINT) AS permanent
    FROM sent
    WHERE place = 1 AND kind <> 'LNCH'
    GROUP BY pupil_ref
)

SELECT
    suspensions,
    sessions,
    permanent,
    COUNT(*) AS pupils
FROM pupil
GROUP BY suspensions, sessions, permanent
ORDER BY
    suspensions ASC NULLS LAST,
    sessions ASC NULLS LAST,
    permanent ASC NULLS LAST
