-- One row per decision of the governing board and days from a permanent exclusion to the pupil's next roll of the authority (missing where none is known), and how many permanent exclusions have it.
-- params: area VARCHAR, first VARCHAR, last VARCHAR
-- returns: board_outcome VARCHAR, days BIGINT, exclusions BIGINT
-- grain: board_outcome, days
-- reads: own_exclusions, own_joiners
WITH sent AS (
    SELECT
        pupil_ref,
        school_urn,
        start_date,
        board_outcome,
        ROW_NUMBER() OVER (
            PARTITION BY pupil_ref, school_urn, start_date
            ORDER BY period DESC NULLS LAST, row DESC NULLS LAST
        ) AS place
    FROM own_exclusions
    WHERE
        area = $area
        AND category = 'PERM'
        AND start_date BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
),

next_roll AS (
    SELECT
        sent.pupil_ref,
        sent.school_urn,
        sent.start_date,
        sent.board_outcome,
        CAST(MIN(joined.entry_date) - sent.start_date AS BIGINT) AS days
    FROM sent
    LEFT JOIN own_joiners AS joined
        ON
            sent.pupil_ref = joined.pupil_ref
            AND sent.start_date < joined.entry_date
            AND joined.area = $area
    WHERE sent.place = 1
    GROUP BY sent.pupil_ref, sent.school_urn, sent.start_date, sent.board_outcome
)

SELECT
    board_outcome,
    days,
    COUNT(*) AS exclusions
FROM next_roll
GROUP BY board_outcome, days
ORDER BY board_outcome ASC NULLS LAST, days ASC NULLS LAST
