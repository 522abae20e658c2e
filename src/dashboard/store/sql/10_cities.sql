-- mart.cities: every place with what filters ask of it and how much is known about it.
--
-- One row per place of core.cities.
--   region        UN region as id: africa, americas, asia, europe, oceania
--   oecd          'oecd' if the country is a member today, else 'non-oecd'
--   size          class of population (persons); 'unknown' where no population is known
--   n_networks    networks in which the place has any role (a role is not always membership)
--   n_documented  practices that the place leads, plus grants to it
--   n_indicators  different indicators with at least one value
--   n_policy_or_outcome_indicators  the same without context figures (such as migrant shares)
CREATE TABLE mart.cities AS
WITH networks AS (
    SELECT city_id, count(DISTINCT network_id) AS n FROM core.city_networks GROUP BY city_id
),

documented AS (
    SELECT city_id, count(*) AS n
    FROM (
        SELECT city_id FROM core.practices WHERE city_id IS NOT NULL
        UNION ALL
        SELECT city_id FROM core.grants
    )
    GROUP BY city_id
),

indicators AS (
    SELECT
        city_id,
        count(DISTINCT indicator_id) AS n,
        count(DISTINCT indicator_id) FILTER (kind <> 'context') AS n_policy_or_outcome
    FROM core.city_indicators
    JOIN core.indicators USING (indicator_id)
    GROUP BY city_id
)

SELECT
    cities.city_id,
    cities.name AS city,
    cities.admin_area,
    cities.country_iso3,
    countries.name AS country,
    cities.kind,
    lower(countries.un_region) AS region,
    CASE WHEN countries.oecd_since IS NULL THEN 'non-oecd' ELSE 'oecd' END AS oecd,
    CASE
        WHEN cities.population IS NULL THEN 'unknown'
        WHEN cities.population < 50000 THEN 'under-50k'
        WHEN cities.population < 200000 THEN '50k-200k'
        WHEN cities.population < 500000 THEN '200k-500k'
        WHEN cities.population < 1000000 THEN '500k-1m'
        ELSE 'over-1m'
    END AS size,
    cities.population,
    cities.population_year,
    cities.population_source_id,
    cities.latitude,
    cities.longitude,
    coalesce(networks.n, 0) AS n_networks,
    coalesce(documented.n, 0) AS n_documented,
    coalesce(indicators.n, 0) AS n_indicators,
    coalesce(indicators.n_policy_or_outcome, 0) AS n_policy_or_outcome_indicators
FROM core.cities
JOIN core.countries USING (country_iso3)
LEFT JOIN networks USING (city_id)
LEFT JOIN documented USING (city_id)
LEFT JOIN indicators USING (city_id)
ORDER BY cities.city_id;
