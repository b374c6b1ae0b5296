-- One row per area and period of one measure of one family of official files.
-- params: source VARCHAR, measure VARCHAR
-- returns: area VARCHAR, period VARCHAR, value DOUBLE, status VARCHAR
-- grain: area, period
-- reads: published
SELECT
    area,
    period,
    value,
    status
FROM published
WHERE source = $source AND measure = $measure
ORDER BY area ASC NULLS LAST, period ASC NULLS LAST
