-- One row per neighbour model, area and position: its statistical neighbours, nearest first.
-- params:
-- returns: model VARCHAR, area VARCHAR, position INTEGER, neighbour VARCHAR, closeness VARCHAR
-- grain: model, area, position
-- reads: neighbour
SELECT
    model,
    area,
    position,
    neighbour,
    closeness
FROM neighbour
ORDER BY model ASC NULLS LAST, area ASC NULLS LAST, position ASC NULLS LAST
