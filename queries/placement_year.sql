-- One row per first need, basis and year group of one authority's placements in a school year, each placement once, as last returned.
-- params: area VARCHAR, first VARCHAR, last VARCHAR
-- returns: need VARCHAR, basis VARCHAR, year_group VARCHAR, placements BIGINT, spend DOUBLE
-- grain: need, basis, year_group
-- reads: own_placements
WITH returned AS (
    SELECT
        primary_need AS need,
        placement_basis AS basis,
        year_group,
        annual_price,
        -- The names of terms sort in their order: Autumn, Spring, Summer.
        ROW_NUMBER() OVER (
            PARTITION BY child_ref, provider_name, start_month
            ORDER BY period DESC NULLS LAST, row DESC NULLS LAST
        ) AS place
    FROM own_placements
    WHERE area = $area AND period BETWEEN $first AND $last
)

SELECT
    need,
    basis,
    year_group,
    COUNT(*) AS placements,
    CAST(SUM(annual_price) AS DOUBLE) AS spend
FROM returned
WHERE place = 1
GROUP BY need, basis, year_group
ORDER BY need ASC NULLS LAST, basis ASC NULLS LAST, year_group ASC NULLS LAST
