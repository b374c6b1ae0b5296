-- One row per first need, basis and year group of one authority's placements in a school year, each placement once, as last returned.
-- params: area VARCHAR, year VARCHAR
-- returns: need VARCHAR, basis VARCHAR, year_group VARCHAR, placements BIGINT, spend DOUBLE
-- grain: need, basis, year_group
-- reads: own_placement_years
SELECT
    need,
    basis,
    year_group,
    placements,
    spend
FROM own_placement_years
WHERE area = $area AND school_year = $year
ORDER BY need ASC NULLS LAST, basis ASC NULLS LAST, year_group ASC NULLS LAST
