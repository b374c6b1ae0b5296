-- One row per item, part, area and period of the returns, newest version of each.
-- params:
-- returns: dataset VARCHAR, item VARCHAR, part VARCHAR, area VARCHAR, period VARCHAR, number DOUBLE, status VARCHAR
-- grain: dataset, item, part, area, period
-- reads: returned, part
WITH labelled AS (
    SELECT
        returned.dataset,
        returned.item,
        COALESCE(part.part, returned.breakdown) AS part,
        returned.area,
        returned.period,
        returned.number,
        returned.status
    FROM returned
    LEFT JOIN part
        ON
            returned.dataset = part.dataset
            AND returned.item = part.item
            AND returned.breakdown = part.code
)

SELECT
    dataset,
    item,
    part,
    area,
    period,
    CASE WHEN COUNT(number) = COUNT(*) THEN SUM(number) END AS number,
    MAX(status) AS status
FROM labelled
GROUP BY dataset, item, part, area, period
ORDER BY
    dataset ASC NULLS LAST,
    item ASC NULLS LAST,
    part ASC NULLS LAST,
    area ASC NULLS LAST,
    period ASC NULLS LAST
