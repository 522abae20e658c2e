-- mart.city_filter: the one home of what a city filter means.
--
-- One row per place; `left_out_by` names the first filter, in the order of the sidebar, that the
-- place does not pass, and is NULL for a place that stays. An empty list restricts nothing.
CREATE MACRO mart.city_filter(regions, oecds, sizes, networks, countries) AS TABLE
SELECT
    city_id,
    CASE
        WHEN len(regions) > 0 AND NOT coalesce(list_contains(regions, region), false) THEN 'region'
        WHEN len(oecds) > 0 AND NOT list_contains(oecds, oecd) THEN 'oecd'
        WHEN len(sizes) > 0 AND NOT list_contains(sizes, size) THEN 'size'
        WHEN len(networks) > 0 AND city_id NOT IN (
            SELECT city_id FROM core.city_networks WHERE list_contains(networks, network_id)
        ) THEN 'network'
        WHEN len(countries) > 0 AND NOT list_contains(countries, country_iso3) THEN 'country'
    END AS left_out_by
FROM mart.cities;
