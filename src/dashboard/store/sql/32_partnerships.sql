-- mart.partnerships: links of decentralised cooperation, with both ends named and placed.
--
-- One row per row of core.partnerships. An end can be a place, or only a country, or neither (the
-- status then says what is known).
--   theme_id   theme as an id: lower case, other signs become '-'
--   from_..., to_...   place, its kind (city, district, province, region), country and point
CREATE VIEW mart.partnerships AS
SELECT
    links.partnership_id,
    trim(regexp_replace(lower(links.theme), '[^a-z0-9]+', '-', 'g'), '-') AS theme_id,
    links.theme,
    links.year,
    links.status,
    links.from_city_id,
    start_place.name AS from_city,
    start_place.kind AS from_kind,
    links.from_country_iso3,
    start_place.latitude AS from_latitude,
    start_place.longitude AS from_longitude,
    links.to_city_id,
    end_place.name AS to_city,
    end_place.kind AS to_kind,
    links.to_country_iso3,
    end_place.latitude AS to_latitude,
    end_place.longitude AS to_longitude,
    links.source_id,
    links.page
FROM core.partnerships AS links
LEFT JOIN core.cities AS start_place ON start_place.city_id = links.from_city_id
LEFT JOIN core.cities AS end_place ON end_place.city_id = links.to_city_id
ORDER BY links.partnership_id;
