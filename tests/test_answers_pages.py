"""Accepted answers on the profile and on the selection page, as the command line has them."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).resolve().parents[1] / "app.py"
PROFILE = "pages/compare/city_profile.py"
SELECTION = "pages/act/action_selection.py"
HOUSING = "access-to-adequate-and-affordable-housing"
QUESTIONS = {
    f"q-{HOUSING}": "in-place",
    "q-housing-non-discrimination": "planned",
    "q-inclusive-public-space": "do-not-know",
}


@pytest.fixture(autouse=True)
def served(store_dir, monkeypatch):
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))


def visit(page, **choices):
    at = AppTest.from_file(APP, default_timeout=60)
    for name, value in choices.items():
        at.query_params[name] = value
    at.run()
    at = at.switch_page(page).run()
    assert not at.exception
    assert not at.error
    return at


def table_with(at, heading):
    return next((table.value for table in at.table if heading in table.value), None)


def test_profile_without_answers_has_no_section_of_them(rows):
    assert "answers" not in {row["section"] for row in rows("profile", "gha-accra")}
    at = visit(PROFILE, city="gha-accra")
    assert "Answers of the city" not in [header.value for header in at.header]


def test_profile_and_command_line_show_the_same_answers(rows, accept):
    accept("gha-accra", "2026", QUESTIONS, evidence_link="https://example.org/plan", needs="money")
    printed = [row for row in rows("profile", "gha-accra") if row["section"] == "answers"]
    at = visit(PROFILE, city="gha-accra")
    scores = (
        table_with(at, "Questions known").set_index("Policy area").loc["Housing and urban planning"]
    )
    # 75 and 25 of five questions, one of them not known: 2 of 5 are enough for a score.
    assert (scores["Score (0-100)"], scores["Coverage (%)"]) == ("50.0", "40")
    shown = table_with(at, "Since")
    assert shown["Answer"].tolist() == ["in place", "planned", "do not know"]
    assert shown["Evidence"].iloc[0] == "[link](<https://example.org/plan>)"
    assert [row["value"] for row in printed] == ["in-place", "planned", "do-not-know"]
    assert {row["year"] for row in printed} == {"2026"}
    assert not any("money" in str(row) for row in printed)


def test_link_that_is_no_web_address_is_not_a_link(accept):
    accept("gha-accra", "2026", QUESTIONS, evidence_link="javascript:alert(1)")
    shown = table_with(visit(PROFILE, city="gha-accra"), "Since")
    assert set(shown["Evidence"]) == {"\N{EN DASH}"}


def test_selection_page_and_command_line_count_the_same_cities(rows, accept):
    accept("isl-reykjavik", "2026", QUESTIONS)
    printed = rows("select", "--limit", "20", "--per-area", "1", "--must", HOUSING)
    at = visit(SELECTION)
    shown = next(frame.value for frame in at.dataframe if frame.key == "table_candidates")
    counts = dict(zip(shown["keyword"], shown["n_cities_documented"], strict=True))
    assert {row["keyword"]: row["n_cities_documented"] for row in printed}.items() <= (
        counts.items()
    )
    assert counts["Access to adequate and affordable housing"] == 14
    assert any("or with an answer that it is in place" in text.value for text in at.caption)


def test_roll_out_says_how_many_cities_answered(accept):
    accept("isl-reykjavik", "2026", QUESTIONS)
    at = visit(SELECTION, phase="roll-out")
    assert any("1 answered). That is a hint" in text.value for text in at.markdown)
