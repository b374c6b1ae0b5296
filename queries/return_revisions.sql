-- One row per count that a later version of a return changed.
-- params:
-- returns: dataset VARCHAR, item VARCHAR, breakdown VARCHAR, area VARCHAR, period VARCHAR, before DOUBLE, after DOUBLE, received DATE
-- grain: dataset, item, breakdown, area, period, received
-- reads: revision
SELECT
    dataset,
    item,
    breakdown,
    area,
    period,
    before,
    after,
    received
FROM revision
ORDER BY
    received DESC NULLS LAST,
    dataset ASC NULLS LAST,
    item ASC NULLS LAST,
    breakdown ASC NULLS LAST,
    area ASC NULLS LAST,
    period ASC NULLS LAST
