-- One row per source, measure, area and period of the official files, newest file of each.
-- params:
-- returns: source VARCHAR, measure VARCHAR, area VARCHAR, period VARCHAR, value DOUBLE, status VARCHAR, release VARCHAR, vintage VARCHAR
-- grain: source, measure, area, period
-- reads: published
SELECT
    source,
    measure,
    area,
    period,
    value,
    status,
    release,
    vintage
FROM published
ORDER BY
    source ASC NULLS LAST,
    measure ASC NULLS LAST,
    area ASC NULLS LAST,
    period ASC NULLS LAST
