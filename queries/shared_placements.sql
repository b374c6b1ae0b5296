-- One row per authority, stage, first need and basis of the placements that a school year's cubes show.
-- params: year VARCHAR
-- returns: area VARCHAR, stage VARCHAR, need VARCHAR, basis VARCHAR, number BIGINT
-- grain: area, stage, need, basis
-- reads: shared_send_placements
SELECT
    area,
    stage,
    need,
    basis,
    CAST(SUM(number) AS BIGINT) AS number
FROM shared_send_placements
WHERE period = $year AND measure = 'placements'
GROUP BY area, stage, need, basis
ORDER BY area ASC NULLS LAST, stage ASC NULLS LAST, need ASC NULLS LAST, basis ASC NULLS LAST
