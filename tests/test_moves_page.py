"""View "What would move us": by hand, on the page.

In housing (five questions) Accra has 0, 25 and 75 points: 33.3. Its two peers have 75 and 50
everywhere: the median is 62.5. The first action makes 58.3, the second 50.0, both 75.0.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).resolve().parents[1] / "app.py"
QUESTIONS = (
    "q-access-to-adequate-and-affordable-housing",
    "q-housing-non-discrimination",
    "q-inclusive-public-space",
    "q-inclusive-urban-planning-and-basic-infrastructure",
    "q-neighbourhood-mix-and-desegregation",
)
OWN = dict(zip(QUESTIONS, ("not-in-place", "planned", "in-place", "not-our-power"), strict=False))
HOUSING = "access-to-adequate-and-affordable-housing"


@pytest.fixture(autouse=True)
def served(store_dir, monkeypatch):
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))


@pytest.fixture
def answered(accept):
    accept("gha-accra", "2026", OWN)
    accept("gmb-kanifing", "2026", dict.fromkeys(QUESTIONS, "in-place"))
    accept("sle-freetown", "2026", dict.fromkeys(QUESTIONS, "started"))


def visit(**choices):
    at = AppTest.from_file(APP, default_timeout=60)
    asked = {"city": "gha-accra", "peers": "gmb-kanifing,sle-freetown", "more": "moves"}
    for name, value in {**asked, **choices}.items():
        at.query_params[name] = value
    at.run()
    at = at.switch_page("pages/compare/peer_comparison.py").run()
    assert not at.exception
    assert not at.error
    return at


def plain(at):
    told = [element.value for element in (*at.markdown, *at.info, *at.caption)]
    return " ".join(told).replace("\\", "")


def sets_of(at):
    tables = [table.value for table in at.table if "New score" in table.value]
    return tables[0] if tables else None


@pytest.mark.usefixtures("answered")
def test_smallest_set_is_shown_with_its_score_and_how_sure_it_is():
    at = visit()
    text = plain(at)
    assert (
        "Accra has 33.3 of 100 points in Housing and urban planning (coverage 75 %, Round 2026)."
    ) in text
    assert "The median of the peers is 62.5; 2 of 2 peers have a score." in text
    assert "2 actions put in place are enough to reach the median; fewer are not." in text
    assert "This is a score, not an outcome" in text
    (row,) = sets_of(at).to_dict("records")
    assert row["Actions to put in place"] == (
        "Access to adequate and affordable housing; Housing non-discrimination"
    )
    assert row["New score"] == "75.0"
    assert row["Reaches the median"] == "under 1,000 of 1,000 weightings"


@pytest.mark.usefixtures("answered")
def test_what_is_no_choice_is_said_with_its_reason():
    text = plain(visit())
    assert "Not in the power of the city, so they do not count: Inclusive urban planning" in text
    assert "Not answered, so they have no points: Neighbourhood mix" in text
    assert "In place already: Inclusive public space" in text


@pytest.mark.usefixtures("answered")
def test_unwanted_action_is_left_out_and_then_no_set_is_enough():
    at = visit(never=HOUSING)
    text = plain(at)
    assert "Not wanted by you: Access to adequate and affordable housing" in text
    assert "No set of actions is enough: with all that are left to choose" in text
    assert "the score would be 50.0" in text
    assert sets_of(at) is None


@pytest.mark.usefixtures("answered")
def test_area_of_the_sidebar_comes_before_the_one_furthest_behind():
    text = plain(visit(area="education"))
    assert "Accra has no score in Education" in text


def test_city_without_answers_is_told_where_to_answer():
    at = visit()
    assert any("Accra has no accepted answers yet" in info.value for info in at.info)
    assert sets_of(at) is None


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize(
    "area", ["governance", "overall-support", "employment", "education", "welfare-health"]
)
def test_every_area_can_be_asked_for(area):
    visit(area=area)
