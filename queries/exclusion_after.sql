-- One row per decision of the governing board and days from a permanent exclusion to the pupil's next roll of the authority (missing where none is known), and how many permanent exclusions have it.
-- params: area VARCHAR, first VARCHAR, last VARCHAR
-- returns: board_outcome VARCHAR, days BIGINT, exclusions BIGINT
-- grain: board_outcome, days
-- reads: own_last_exclusions
SELECT
    board_outcome,
    days_until AS days,
    COUNT(*) AS exclusions
FROM own_last_exclusions
WHERE
    area = $area
    AND kind = 'PERM'
    AND start_date BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
GROUP BY board_outcome, days_until
ORDER BY board_outcome ASC NULLS LAST, days_until ASC NULLS LAST
