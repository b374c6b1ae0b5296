-- One row per other authority: pupils who left one authority's schools for its schools, and who joined from them.
-- params: area VARCHAR, first VARCHAR, last VARCHAR
-- returns: other VARCHAR, departed BIGINT, arrived BIGINT
-- grain: other
-- reads: own_leavers, own_joiners
WITH departed AS (
    SELECT DISTINCT
        pupil_ref,
        school_urn,
        leaving_date,
        destination_la
    FROM own_leavers
    WHERE
        area = $area
        AND destination_la <> $area
        AND leaving_date BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
),

arrived AS (
    SELECT DISTINCT
        pupil_ref,
        school_urn,
        entry_date,
        origin_la
    FROM own_joiners
    WHERE
        area = $area
        AND origin_la <> $area
        AND entry_date BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
),

both_ways AS (
    SELECT
        destination_la AS other,
        1 AS departed,
        0 AS arrived
    FROM departed
    UNION ALL
    SELECT
        origin_la AS other,
        0 AS departed,
        1 AS arrived
    FROM arrived
)

SELECT
    other,
    CAST(SUM(departed) AS BIGINT) AS departed,
    CAST(SUM(arrived) AS BIGINT) AS arrived
FROM both_ways
GROUP BY other
ORDER BY other ASC NULLS LAST
