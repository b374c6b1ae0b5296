-- One row per data set, authority, academic year and measure of records that others may see as a cube.
-- params:
-- returns: dataset VARCHAR, area VARCHAR, period VARCHAR, measure VARCHAR, wording VARCHAR, total BIGINT, one_way BIGINT, two_way BIGINT, three_way BIGINT, tried BIGINT, narrow BIGINT, is_close BOOLEAN, is_held BOOLEAN
-- grain: dataset, area, period, measure
-- reads: shared_cube
SELECT
    dataset,
    area,
    period,
    measure,
    wording,
    total,
    one_way,
    two_way,
    three_way,
    tried,
    public AS narrow,
    close AS is_close,
    held AS is_held
FROM shared_cube
ORDER BY
    dataset ASC NULLS LAST,
    period DESC NULLS LAST,
    area ASC NULLS LAST,
    measure ASC NULLS LAST
