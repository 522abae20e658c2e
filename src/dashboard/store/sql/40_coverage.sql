-- mart.coverage: how much is known, by UN region and OECD status.
--
-- One row per UN region and OECD status with at least one place.
--   n_places ... n_with_network   numbers of places
CREATE VIEW mart.coverage AS
SELECT
    region,
    oecd,
    count(*) AS n_places,
    count(DISTINCT country_iso3) AS n_countries,
    count(*) FILTER (latitude IS NOT NULL) AS n_with_coordinates,
    count(*) FILTER (population IS NOT NULL) AS n_with_population,
    count(*) FILTER (n_indicators > 0) AS n_with_indicator,
    count(*) FILTER (n_policy_or_outcome_indicators > 0) AS n_with_policy_or_outcome_indicator,
    count(*) FILTER (n_documented > 0) AS n_with_practice_or_grant,
    count(*) FILTER (n_networks > 0) AS n_with_network
FROM mart.cities
GROUP BY region, oecd
ORDER BY region, oecd DESC;
