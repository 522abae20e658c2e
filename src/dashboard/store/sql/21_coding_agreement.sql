-- mart.coding_agreement: how far the two coders agree.
--
-- One row per level ('keyword', 'area').
--   n_actions      actions that both coded
--   agreement_pct  share to which both gave the same code, 0-100
--   kappa          Cohen's kappa (Cohen 1960): agreement beyond what the two coders' own
--                  frequencies would give by chance; 1 = perfect, 0 = chance
CREATE VIEW mart.coding_agreement AS
WITH pairs AS (
    SELECT
        levels.level,
        CASE levels.level WHEN 'keyword' THEN a.keyword_id ELSE a.policy_area_id END AS first_code,
        CASE levels.level WHEN 'keyword' THEN b.keyword_id ELSE b.policy_area_id END AS second_code
    FROM mart.coded_actions AS a
    JOIN mart.coded_actions AS b USING (action_id)
    CROSS JOIN (VALUES ('keyword'), ('area')) AS levels (level)
    WHERE a.coding = 'first' AND b.coding = 'second'
),

observed AS (
    SELECT level, count(*) AS n, avg((first_code = second_code)::INTEGER) AS share
    FROM pairs
    GROUP BY level
),

first_counts AS (
    SELECT level, first_code AS code, count(*) AS n FROM pairs GROUP BY level, code
),

second_counts AS (
    SELECT level, second_code AS code, count(*) AS n FROM pairs GROUP BY level, code
),

chance AS (
    SELECT level, sum(first_counts.n * coalesce(second_counts.n, 0)) AS products
    FROM first_counts
    LEFT JOIN second_counts USING (level, code)
    GROUP BY level
)

SELECT
    level,
    observed.n AS n_actions,
    100 * observed.share AS agreement_pct,
    (observed.share - products / (observed.n * observed.n))
    / (1 - products / (observed.n * observed.n)) AS kappa
FROM observed
JOIN chance USING (level);
