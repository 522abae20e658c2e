-- mart.evidence: what is documented about a place, keyword by keyword.
--
-- One row per documented practice (counted for the place that leads it) and per grant.
--   kind        'practice' or 'grant'
--   keyword_id  our classification of the practice, or of the grant's theme
--               (core.grant_themes); NULL where no single keyword fits
CREATE TABLE mart.evidence AS
SELECT
    'practice' AS kind,
    practice_id AS evidence_id,
    title,
    city_id,
    policy_area_id,
    keyword_id,
    year,
    source_id
FROM core.practices
WHERE city_id IS NOT NULL
UNION ALL
SELECT
    'grant' AS kind,
    concat_ws(':', grants.city_id, grants.programme, grants.year) AS evidence_id,
    concat(grants.programme, ': ', grants.theme) AS title,
    grants.city_id,
    themes.policy_area_id,
    themes.keyword_id,
    grants.year::VARCHAR AS year,
    grants.source_id
FROM core.grants
JOIN core.grant_themes AS themes USING (theme)
ORDER BY kind, evidence_id;
