-- One row per cell of the newest return of each area and period, with the codes it was sent under.
-- params:
-- returns: dataset VARCHAR, area VARCHAR, period VARCHAR, item VARCHAR, breakdown VARCHAR, number DOUBLE, status VARCHAR, submission VARCHAR, place VARCHAR
-- grain: dataset, area, period, item, breakdown
-- reads: returned
SELECT
    dataset,
    area,
    period,
    item,
    breakdown,
    number,
    status,
    submission,
    place
FROM returned
ORDER BY
    dataset ASC NULLS LAST,
    area ASC NULLS LAST,
    period ASC NULLS LAST,
    item ASC NULLS LAST,
    breakdown ASC NULLS LAST
