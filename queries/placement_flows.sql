-- One row per kind of flow, month and year group of one authority's placements that began or ended, of those returned in a school year, each once, as last returned.
-- params: area VARCHAR, first VARCHAR, last VARCHAR
-- returns: flow VARCHAR, flow_month DATE, year_group VARCHAR, placements BIGINT
-- grain: flow, flow_month, year_group
-- reads: own_placements
WITH returned AS (
    SELECT
        year_group,
        start_month,
        actual_end,
        -- The names of terms sort in their order: Autumn, Spring, Summer.
        ROW_NUMBER() OVER (
            PARTITION BY child_ref, provider_name, start_month
            ORDER BY period DESC NULLS LAST, row DESC NULLS LAST
        ) AS place
    FROM own_placements
    WHERE area = $area AND period BETWEEN $first AND $last
)

SELECT
    'began' AS flow,
    start_month AS flow_month,
    year_group,
    COUNT(*) AS placements
FROM returned
WHERE place = 1
GROUP BY start_month, year_group
UNION ALL
SELECT
    'ended' AS flow,
    actual_end AS flow_month,
    year_group,
    COUNT(*) AS placements
FROM returned
WHERE place = 1 AND actual_end IS NOT NULL
GROUP BY actual_end, year_group
ORDER BY flow ASC NULLS LAST, flow_month ASC NULLS LAST, year_group ASC NULLS LAST
