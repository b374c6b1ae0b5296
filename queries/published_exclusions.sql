-- One row per school year and measure of one authority's exclusions in the department's own files.
-- params: area VARCHAR
-- returns: measure VARCHAR, period VARCHAR, value DOUBLE, status VARCHAR
-- grain: measure, period
-- reads: published
SELECT
    measure,
    period,
    value,
    status
FROM published
WHERE area = $area AND source = 'exclusions'
ORDER BY measure ASC NULLS LAST, period ASC NULLS LAST
