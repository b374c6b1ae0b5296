-- One row per school year, kind of flow, day and year group of one authority's placements that began or ended, of those returned in the school year, each once, as last returned.
-- params: area VARCHAR
-- returns: school_year VARCHAR, flow VARCHAR, flow_day DATE, year_group VARCHAR, placements BIGINT
-- grain: school_year, flow, flow_day, year_group
-- reads: own_placement_flows
SELECT
    school_year,
    flow,
    flow_day,
    year_group,
    placements
FROM own_placement_flows
WHERE area = $area
ORDER BY
    school_year ASC NULLS LAST,
    flow ASC NULLS LAST,
    flow_day ASC NULLS LAST,
    year_group ASC NULLS LAST
