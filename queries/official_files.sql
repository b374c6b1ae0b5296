-- One row per official file in the release.
-- params:
-- returns: file VARCHAR, source VARCHAR, title VARCHAR, name VARCHAR, release VARCHAR, rows BIGINT, measures BIGINT, loaded DATE
-- grain: file
-- reads: official_file
SELECT
    file,
    source,
    title,
    name,
    release,
    rows,
    measures,
    loaded
FROM official_file
ORDER BY loaded DESC NULLS LAST, source ASC NULLS LAST, name ASC NULLS LAST, file ASC NULLS LAST
