-- One row per area and mid-year: children aged 0 to 17.
-- params:
-- returns: area VARCHAR, year INTEGER, vintage VARCHAR, people BIGINT
-- grain: area, year
-- reads: population
SELECT
    area,
    year,
    vintage,
    people
FROM population
ORDER BY area ASC NULLS LAST, year ASC NULLS LAST
