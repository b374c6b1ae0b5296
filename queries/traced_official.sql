-- One row per source, measure, area and period of the official files, with the file it is from.
-- params:
-- returns: source VARCHAR, measure VARCHAR, area VARCHAR, period VARCHAR, value DOUBLE, status VARCHAR, release VARCHAR, file VARCHAR, title VARCHAR, name VARCHAR, loaded DATE
-- grain: source, measure, area, period
-- reads: published, official_file
SELECT
    published.source,
    published.measure,
    published.area,
    published.period,
    published.value,
    published.status,
    published.release,
    published.file,
    official_file.title,
    official_file.name,
    official_file.loaded
FROM published
INNER JOIN official_file ON published.file = official_file.file
ORDER BY
    published.source ASC NULLS LAST,
    published.measure ASC NULLS LAST,
    published.area ASC NULLS LAST,
    published.period ASC NULLS LAST
