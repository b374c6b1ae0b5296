-- One row per first day, phase and kind of one authority's exclusions. A record sent in two returns counts once, as the later one has it.
-- params: area VARCHAR, first VARCHAR, last VARCHAR
-- returns: start_date DATE, school_phase VARCHAR, kind VARCHAR, exclusions BIGINT, sessions BIGINT
-- grain: start_date, school_phase, kind
-- reads: own_exclusion_days
SELECT
    start_date,
    school_phase,
    kind,
    exclusions,
    sessions
FROM own_exclusion_days
WHERE
    area = $area
    AND start_date BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
ORDER BY
    start_date ASC NULLS LAST,
    school_phase ASC NULLS LAST,
    kind ASC NULLS LAST
