-- One row per school year, basis and first need of which the region's mean price may be shown.
-- params: dataset VARCHAR
-- returns: period VARCHAR, basis VARCHAR, need VARCHAR, price BIGINT
-- grain: period, basis, need
-- reads: shared_price
SELECT
    period,
    basis,
    need,
    price
FROM shared_price
WHERE dataset = $dataset
ORDER BY period ASC NULLS LAST, basis ASC NULLS LAST, need ASC NULLS LAST
