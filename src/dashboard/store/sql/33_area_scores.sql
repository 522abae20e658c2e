-- mart.area_scores: how far a city is in a policy area, by one instrument in one year.
--
-- One row per city, instrument, year and policy area with at least one score.
--   area_score     mean of the scores of the area, 0-100 between the goalposts (100 = best), equal
--                  weights; NULL below 40 % coverage
--   coverage_pct   share of the area's indicators that the city has, 0-100
--   n_indicators   how many it has
--
-- An indicator counts if it is a score with goalposts ("points"), stands in a policy area, and the
-- instrument gives it for at least half of its cities. So the announced maxima of the Intercultural
-- Cities Index are never averaged (data/README.md, limit 5), and gaps in percentage points, from
-- which scores are made, are not counted twice.
CREATE TABLE mart.area_scores AS
WITH instruments AS (
    SELECT instrument_id, count(DISTINCT city_id) AS n_cities
    FROM mart.city_values
    WHERE kind <> 'context'
    GROUP BY instrument_id
),

scored AS (
    SELECT
        city_id, instrument_id, indicator_id, year, area_id, source_id,
        CASE direction WHEN 'lower_better' THEN scale_max - value ELSE value - scale_min END
            * 100 / (scale_max - scale_min) AS score
    FROM mart.city_values
    JOIN instruments USING (instrument_id)
    WHERE kind <> 'context'
        AND unit LIKE 'points%'
        AND area_id IS NOT NULL
        AND scale_max > scale_min
        AND mart.city_values.n_cities >= 0.5 * instruments.n_cities
),

asked AS (
    SELECT instrument_id, year, area_id, count(DISTINCT indicator_id) AS n
    FROM scored
    GROUP BY instrument_id, year, area_id
)

SELECT
    scored.city_id,
    scored.instrument_id,
    scored.year,
    scored.area_id,
    CASE WHEN count(*) >= 0.4 * any_value(asked.n) THEN avg(score) END AS area_score,
    100.0 * count(*) / any_value(asked.n) AS coverage_pct,
    count(*) AS n_indicators,
    min(scored.source_id) AS source_id
FROM scored
JOIN asked
    ON asked.instrument_id = scored.instrument_id
    AND asked.area_id = scored.area_id
    AND asked.year IS NOT DISTINCT FROM scored.year
GROUP BY scored.city_id, scored.instrument_id, scored.year, scored.area_id
ORDER BY scored.city_id, scored.instrument_id, scored.year, scored.area_id;
