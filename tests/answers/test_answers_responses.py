"""Accepted answers joined with the release, by hand.

The policy area housing asks five questions, H1 to H5. Accra answers 0, 25 and 75 points, "not our
power", and leaves one open: three of four that count are known (75 %), the mean is 100 / 3.
"""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.answers.answered import answers_of, newest_answers, round_scores, shown_round
from dashboard.answers.responses import INSTRUMENT, answer_scores, responded
from dashboard.queries.peers import SCORE_COLUMNS
from dashboard.responses.submissions import accepted

H1 = "q-access-to-adequate-and-affordable-housing"
H2 = "q-housing-non-discrimination"
H3 = "q-inclusive-public-space"
H4 = "q-inclusive-urban-planning-and-basic-infrastructure"
H5 = "q-neighbourhood-mix-and-desegregation"
ACCRA = {H1: "not-in-place", H2: "planned", H3: "in-place", H4: "not-our-power"}


@pytest.fixture
def known(store, responses_folder):
    def known():
        with store.cursor() as cursor:
            return responded(cursor, accepted(responses_folder))

    return known


def scores_by_city(known, round_id="2026", area="housing"):
    return round_scores(known, round_id, area).table.set_index("city_id")


def test_nothing_accepted_has_no_round_and_no_score(known):
    nothing = known()
    assert (nothing.round_ids, len(nothing.areas)) == ((), 0)
    assert nothing.newest() == "2026"
    assert list(answer_scores(nothing)) == list(SCORE_COLUMNS)
    assert shown_round(nothing, "gha-accra", "2026") == ""


def test_score_of_an_area_is_the_mean_of_the_known_points(known, accept):
    accept("gha-accra", "2026", ACCRA)
    row = answer_scores(known()).set_index("area_id").loc["housing"]
    assert row["area_score"] == pytest.approx(100 / 3)
    assert (row["coverage_pct"], row["n_indicators"], row["year"]) == (75, 3, 2026)
    assert (row["instrument_id"], row["city"]) == (INSTRUMENT, "Accra")


def test_too_few_answers_give_coverage_but_no_score(known, accept):
    accept("gha-accra", "2026", {H1: "in-place"})
    row = scores_by_city(known()).loc["gha-accra"]
    assert row["coverage_pct"] == 20
    assert pd.isna(row["value"])


def test_score_over_all_areas_is_the_mean_of_areas_with_a_score(known, accept):
    health = ("q-access-to-health-care", "q-mental-health-and-psychosocial-support")
    accept("gha-accra", "2026", ACCRA | dict.fromkeys(health, "in-place-and-evaluated"))
    row = scores_by_city(known(), area="").loc["gha-accra"]
    assert row["value"] == pytest.approx((100 / 3 + 100) / 2)
    assert row["coverage_pct"] == pytest.approx(100 * 2 / 6)


def test_round_that_is_shown_is_the_wanted_one_else_the_newest(known, accept):
    accept("gha-accra", "2025", ACCRA)
    accept("gha-accra", "2026", {H1: "started"})
    found = known()
    assert found.round_ids == ("2025", "2026")
    assert found.newest("2025") == "2025"
    assert shown_round(found, "gha-accra", "2025") == "2025"
    assert shown_round(found, "gha-accra", "") == "2026"
    assert shown_round(found, "usa-chicago", "2025") == ""


def test_newest_answers_are_those_of_the_newest_round_of_each_city(known, accept):
    accept("gha-accra", "2025", {H1: "in-place", H2: "in-place"})
    accept("gha-accra", "2026", {H1: "started"})
    accept("usa-chicago", "2025", {H3: "in-place-and-evaluated"})
    rows = newest_answers(known())
    assert set(zip(rows["city_id"], rows["keyword_id"], rows["in_place"], strict=True)) == {
        ("gha-accra", H1.removeprefix("q-"), False),
        ("usa-chicago", H3.removeprefix("q-"), True),
    }


def test_every_question_of_the_round_stands_beside_the_answers(known, accept):
    accept("gha-accra", "2026", ACCRA)
    table = answers_of(known(), "gha-accra", "2026").set_index("question_id")
    assert len(table) == 49
    assert table["state"].loc[[H1, H4, H5]].tolist() == ["not-in-place", "not-our-power", ""]


def test_draft_takes_the_place_of_what_is_accepted_and_leaves_it_alone(known, accept):
    accept("gha-accra", "2026", ACCRA)
    found = known()
    draft = pd.DataFrame(
        [{"city_id": "gha-accra", "round_id": "2026", "question_id": H1, "state": "in-place"}]
    )
    mirrored = found.with_draft(draft)
    assert scores_by_city(mirrored)["value"].loc["gha-accra"] == pytest.approx(175 / 3)
    assert scores_by_city(found)["value"].loc["gha-accra"] == pytest.approx(100 / 3)


def test_answers_to_questions_that_the_release_lacks_are_left_out(known, accept):
    accept("gha-accra", "2026", {"q-of-another-release": "in-place"})
    assert known().answers.empty
