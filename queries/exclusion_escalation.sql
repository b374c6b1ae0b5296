-- One row per number of suspensions before a permanent exclusion and days since the first of them (missing where there was none), and how many permanent exclusions have it.
-- params: area VARCHAR, first VARCHAR, last VARCHAR
-- returns: suspensions BIGINT, days BIGINT, exclusions BIGINT
-- grain: suspensions, days
-- reads: own_exclusions
WITH expelled AS (
    SELECT DISTINCT
        pupil_ref,
        school_urn,
        start_date
    FROM own_exclusions
    WHERE
        area = $area
        AND category = 'PERM'
        AND start_date BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
),

suspended AS (
    SELECT DISTINCT
        pupil_ref,
        school_urn,
        start_date
    FROM own_exclusions
    WHERE area = $area AND category IN ('SUSP', 'FIXD') AND start_date <= CAST($last AS DATE)
),

before AS (
    SELECT
        expelled.pupil_ref,
        expelled.school_urn,
        expelled.start_date,
        COUNT(suspended.start_date) AS suspensions,
        CAST(expelled.start_date - MIN(suspended.start_date) AS BIGINT) AS days
    FROM expelled
    LEFT JOIN suspended
        ON
            expelled.pupil_ref = suspended.pupil_ref
            AND expelled.start_date >= suspended.start_date
    GROUP BY expelled.pupil_ref, expelled.school_urn, expelled.start_date
)

SELECT
    suspensions,
    days,
    COUNT(*) AS exclusions
FROM before
GROUP BY suspensions, days
ORDER BY suspensions ASC NULLS LAST, days ASC NULLS LAST
