-- One row per submission of a return, with the fingerprint of what was sent.
-- params:
-- returns: dataset VARCHAR, area VARCHAR, period VARCHAR, submission VARCHAR, version INTEGER, received DATE, file VARCHAR, newest BOOLEAN
-- grain: submission
-- reads: submission
SELECT
    dataset,
    area,
    period,
    submission,
    version,
    received,
    file,
    newest
FROM submission
ORDER BY
    dataset ASC NULLS LAST,
    period ASC NULLS LAST,
    area ASC NULLS LAST,
    version ASC NULLS LAST,
    submission ASC NULLS LAST
