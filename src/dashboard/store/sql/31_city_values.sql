-- mart.city_values: every indicator value of a place, set among the places it can be compared with.
--
-- One row per value of core.city_indicators. Values compare only within one indicator and one year
-- (values without a year among themselves), never across instruments.
--   instrument_id    source of the indicator: one index or one compilation
--   n_cities         places with a value of this indicator and year
--   n_lower          values among them that are lower (ties are not lower)
CREATE TABLE mart.city_values AS
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
    count(DISTINCT given.city_id) OVER same AS n_cities,
    rank() OVER (same ORDER BY given.value) - 1 AS n_lower,
    given.note,
    given.source_id
FROM core.city_indicators AS given
JOIN core.indicators AS indicators USING (indicator_id)
WINDOW same AS (PARTITION BY given.indicator_id, given.year)
ORDER BY given.city_id, given.indicator_id, given.year, given.source_id;
