-- One row per data set and academic year of which mean prices are shown, with how many are.
-- params:
-- returns: dataset VARCHAR, period VARCHAR, means BIGINT
-- grain: dataset, period
-- reads: shared_price
SELECT
    dataset,
    period,
    COUNT(*) AS means
FROM shared_price
GROUP BY dataset, period
ORDER BY dataset ASC NULLS LAST, period DESC NULLS LAST
