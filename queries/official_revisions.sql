-- One row per published value that a later official file changed.
-- params:
-- returns: source VARCHAR, measure VARCHAR, area VARCHAR, period VARCHAR, before DOUBLE, before_status VARCHAR, after DOUBLE, after_status VARCHAR, loaded DATE
-- grain: source, measure, area, period, loaded
-- reads: published_revision
SELECT
    source,
    measure,
    area,
    period,
    before,
    before_status,
    after,
    after_status,
    loaded
FROM published_revision
ORDER BY
    loaded DESC NULLS LAST,
    source ASC NULLS LAST,
    measure ASC NULLS LAST,
    area ASC NULLS LAST,
    period ASC NULLS LAST
