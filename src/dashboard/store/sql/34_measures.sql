-- mart.keyword_measures: how progress on a keyword can be shown, and how directly.
--
-- One row per measure that the hints of the actions name (core.measures, our classification).
--   points  what it tells: 1 something is in place, 2 how many people it reaches, 3 how people
--           fare; and 1 more if cities of any size can be compared by it. 1 to 4.
CREATE TABLE mart.keyword_measures AS
SELECT
    keyword_id,
    measure,
    level,
    comparable,
    CASE level WHEN 'in place' THEN 1 WHEN 'reach' THEN 2 ELSE 3 END
        + comparable::INTEGER AS points
FROM core.measures
ORDER BY keyword_id, points DESC, measure;
