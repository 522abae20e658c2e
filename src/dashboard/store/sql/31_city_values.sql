-- mart.city_values: every indicator value of a place, set among the places it can be compared with.
--
-- One row per value of core.city_indicators. Values compare only within one indicator and one year
-- (values without a year among themselves), never across instruments.
--   instrument_id       source of the indicator: one index or one compilation
--   n_cities            places with a value of this indicator and year, this one included
--   n_lower, n_equal    other places with a lower value, with an equal one; a place of which
--                       sources give several values counts once, by the lowest
--   native_born_pct, foreign_born_pct   the two shares behind a gap, 0-100; empty: not a gap
CREATE TABLE mart.city_values AS
WITH lowest AS (
    SELECT city_id, indicator_id, year, min(value) AS value
    FROM core.city_indicators
    GROUP BY city_id, indicator_id, year
)

SELECT
    given.city_id,
    given.indicator_id,
    indicators.name AS indicator,
    indicators.policy_area_id AS area_id,
    indicators.kind,
    given.year,
    given.value,
    indicators.unit,
    indicators.scale_min,
    indicators.scale_max,
    indicators.direction,
    indicators.source_id AS instrument_id,
    1 + count(others.city_id) AS n_cities,
    count(others.city_id) FILTER (others.value < given.value) AS n_lower,
    count(others.city_id) FILTER (others.value = given.value) AS n_equal,
    CASE WHEN indicators.unit = 'percentage points'
        THEN try_cast(regexp_extract(given.note, '^native-born ([0-9.]+) %', 1) AS DOUBLE)
    END AS native_born_pct,
    CASE WHEN indicators.unit = 'percentage points'
        THEN try_cast(regexp_extract(given.note, ', foreign-born ([0-9.]+) %$', 1) AS DOUBLE)
    END AS foreign_born_pct,
    given.note,
    given.source_id
FROM core.city_indicators AS given
JOIN core.indicators AS indicators USING (indicator_id)
LEFT JOIN lowest AS others
    ON others.indicator_id = given.indicator_id
    AND others.year IS NOT DISTINCT FROM given.year
    AND others.city_id <> given.city_id
GROUP BY ALL
ORDER BY given.city_id, given.indicator_id, given.year, given.source_id;
