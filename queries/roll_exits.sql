-- One row per school left in years 10 and 11: leavers between the January census of the one and of the other, and how many of them were suspended in the year before, went to no school or to alternative provision, and are on no later roll of the authority (docs/roll-movements.md).
-- params: area VARCHAR, first VARCHAR, last VARCHAR, census VARCHAR
-- returns: school_urn VARCHAR, leavings BIGINT, exits BIGINT
-- grain: school_urn
-- reads: own_roll_links
SELECT
    school_urn,
    COUNT(*) AS leavings,
    CAST(
        SUM(
            CASE
                WHEN destination IN ('EHE', 'CME', 'ALT') AND seen = 'never' AND suspended THEN 1
                ELSE 0
            END
        ) AS BIGINT
    ) AS exits
FROM own_roll_links
WHERE
    area = $area
    AND leaving_date BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
    AND (
        year_group = '10' AND leaving_date >= CAST($census AS DATE)
        OR year_group = '11' AND leaving_date < CAST($census AS DATE)
    )
GROUP BY school_urn
ORDER BY school_urn ASC NULLS LAST
