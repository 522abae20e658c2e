-- mart.coded_actions: every action under each of the three codings.
--
-- One row per coding and action. Codings: 'first' (served by default), 'second' (blind to the
-- first), 'agreed' (only actions to which both coders gave the same keyword).
CREATE TABLE mart.coded_actions AS
WITH codings AS (
    SELECT coder AS coding, action_id, keyword_id
    FROM core.action_codings
    UNION ALL
    SELECT 'agreed' AS coding, first_coding.action_id, first_coding.keyword_id
    FROM core.action_codings AS first_coding
    JOIN core.action_codings AS second_coding
        ON first_coding.action_id = second_coding.action_id
        AND first_coding.keyword_id = second_coding.keyword_id
    WHERE first_coding.coder = 'first' AND second_coding.coder = 'second'
)

SELECT
    codings.coding,
    codings.action_id,
    codings.keyword_id,
    keywords.policy_area_id,
    actions.actor_id,
    actions.document_year
FROM codings
JOIN core.actions USING (action_id)
JOIN core.keywords ON keywords.keyword_id = codings.keyword_id
ORDER BY codings.coding, codings.action_id;
