-- Views of schema `checks`: each must stay empty. A row that appears stops the build and is
-- shown to the data steward; its columns say what is wrong.

-- The first coding has one home in actions.csv and a copy in action_codings.csv.
CREATE VIEW checks.first_coding_is_the_keyword_of_the_action AS
SELECT action_id, actions.keyword_id AS in_actions, codings.keyword_id AS in_action_codings
FROM core.actions
LEFT JOIN core.action_codings AS codings USING (action_id)
WHERE codings.coder = 'first' AND codings.keyword_id IS DISTINCT FROM actions.keyword_id;

CREATE VIEW checks.every_action_is_coded_by_both_coders AS
SELECT action_id, count(coder) AS n_codings
FROM core.actions
LEFT JOIN core.action_codings USING (action_id)
GROUP BY action_id
HAVING count(coder) <> 2;

-- The two classifications of a grant's theme must not contradict each other.
CREATE VIEW checks.keyword_of_a_grant_theme_belongs_to_its_area AS
SELECT theme, themes.policy_area_id AS area, keywords.policy_area_id AS area_of_keyword
FROM core.grant_themes AS themes
JOIN core.keywords USING (keyword_id)
WHERE themes.policy_area_id <> keywords.policy_area_id;

-- A keyword without a role would be lost wherever the keywords are shown by role.
CREATE VIEW checks.every_keyword_has_a_role AS
SELECT keyword_id
FROM core.keywords
LEFT JOIN core.keyword_roles AS roles USING (keyword_id)
WHERE roles.role_id IS NULL;

-- A keyword without a measure would count as one that nobody can show progress on.
CREATE VIEW checks.every_keyword_has_a_measure AS
SELECT keyword_id
FROM core.keywords
WHERE keyword_id NOT IN (SELECT keyword_id FROM core.measures);

-- A keyword without a question would never be answered; one with two would be counted twice.
CREATE VIEW checks.every_keyword_has_one_question_in_the_newest_round AS
WITH asked AS (
    SELECT keyword_id, question_id
    FROM core.questionnaire
    JOIN core.rounds AS first ON first.round_id = first_round
    LEFT JOIN core.rounds AS last ON last.round_id = last_round
    JOIN (SELECT max("order") AS "order" FROM core.rounds) AS newest
        ON newest."order" >= first."order"
        AND (last."order" IS NULL OR newest."order" <= last."order")
)
SELECT keyword_id, count(question_id) AS n_questions
FROM core.keywords
LEFT JOIN asked USING (keyword_id)
GROUP BY keyword_id
HAVING count(question_id) <> 1;

-- A round that asks two versions of a question could not tell which one was answered.
CREATE VIEW checks.version_of_a_question_starts_after_the_one_before_has_ended AS
SELECT
    later.question_id, earlier.version, earlier.last_round,
    later.version AS later_version, later.first_round AS later_first_round
FROM core.questionnaire AS earlier
JOIN core.questionnaire AS later
    ON later.question_id = earlier.question_id AND later.version > earlier.version
JOIN core.rounds AS starts ON starts.round_id = later.first_round
LEFT JOIN core.rounds AS ends ON ends.round_id = earlier.last_round
WHERE ends."order" IS NULL OR ends."order" >= starts."order";

-- A question that ends before it starts is in no round.
CREATE VIEW checks.question_does_not_end_before_it_starts AS
SELECT question_id, version, first_round, last_round
FROM core.questionnaire
JOIN core.rounds AS starts ON starts.round_id = first_round
JOIN core.rounds AS ends ON ends.round_id = last_round
WHERE ends."order" < starts."order";

-- A point has both coordinates or none.
CREATE VIEW checks.coordinates_come_in_pairs AS
SELECT city_id, latitude, longitude
FROM core.cities
WHERE (latitude IS NULL) <> (longitude IS NULL);

-- A value outside its own scale would distort every comparison.
CREATE VIEW checks.value_lies_within_the_scale_of_its_indicator AS
SELECT city_id, indicator_id, value, scale_min, scale_max
FROM core.city_indicators
JOIN core.indicators USING (indicator_id)
WHERE value < scale_min OR value > scale_max;

-- The two shares behind a gap stand in its note; they must give the gap.
CREATE VIEW checks.gap_is_the_difference_of_its_two_shares AS
SELECT city_id, indicator_id, value, note
FROM mart.city_values
WHERE unit = 'percentage points'
    AND abs(value - coalesce(native_born_pct - foreign_born_pct, 1e9)) > 0.05;
