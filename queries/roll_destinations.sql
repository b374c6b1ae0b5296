-- One row per destination and whether the pupil is seen on a roll of the authority again, of those who left its schools (the link: docs/roll-movements.md).
-- params: area VARCHAR, first VARCHAR, last VARCHAR
-- returns: destination VARCHAR, seen VARCHAR, leavings BIGINT
-- grain: destination, seen
-- reads: own_roll_links
SELECT
    destination,
    seen,
    COUNT(*) AS leavings
FROM own_roll_links
WHERE
    area = $area
    AND leaving_date BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
GROUP BY destination, seen
ORDER BY destination ASC NULLS LAST, seen ASC NULLS LAST
