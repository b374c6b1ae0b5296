-- One row per newest return of counts: how many of its cells there are, and how many hold a number.
-- params:
-- returns: dataset VARCHAR, area VARCHAR, period VARCHAR, cells BIGINT, given BIGINT
-- grain: dataset, area, period
-- reads: returned
SELECT
    dataset,
    area,
    period,
    COUNT(*) AS cells,
    COUNT(number) AS given
FROM returned
GROUP BY dataset, area, period
ORDER BY
    dataset ASC NULLS LAST,
    area ASC NULLS LAST,
    period ASC NULLS LAST
