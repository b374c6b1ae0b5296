-- One row per submission of a return, newest or not.
-- params:
-- returns: submission VARCHAR, dataset VARCHAR, area VARCHAR, period VARCHAR, version INTEGER, received DATE, due DATE, sha256 VARCHAR, invented BOOLEAN, newest BOOLEAN
-- grain: submission
-- reads: submission
SELECT
    submission,
    dataset,
    area,
    period,
    version,
    received,
    due,
    sha256,
    invented,
    newest
FROM submission
ORDER BY
    dataset ASC NULLS LAST,
    period ASC NULLS LAST,
    area ASC NULLS LAST,
    version ASC NULLS LAST,
    submission ASC NULLS LAST
