-- One row per first day, phase and kind of one authority's exclusions. A record sent in two returns counts once, as the later one has it.
-- params: area VARCHAR, first VARCHAR, last VARCHAR
-- returns: start_date DATE, school_phase VARCHAR, kind VARCHAR, exclusions BIGINT, sessions BIGINT
-- grain: start_date, school_phase, kind
-- reads: own_exclusions
WITH sent AS (
    SELECT
        start_date,
        school_phase,
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
)

SELECT
    start_date,
    school_phase,
    kind,
    COUNT(*) AS exclusions,
    CAST(SUM(sessions) AS BIGINT) AS sessions
FROM sent
WHERE place = 1
GROUP BY start_date, school_phase, kind
ORDER BY
    start_date ASC NULLS LAST,
    school_phase ASC NULLS LAST,
    kind ASC NULLS LAST
