"""What is said of a partnership, its agreement, its team, funds, commitments and surveys."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.analysis.cooperation import SkillGap, StepProgress
from dashboard.analysis.surveys import count_panels, share_panels
from dashboard.answers.cooperation import cooperation_book
from dashboard.contracts.cooperation import Cooperation, Fact, Task
from dashboard.words import (
    agreement,
    commitments,
    cooperation,
    cooperation_facts,
    cooperation_versions,
    funds,
    surveys,
    team,
)

NEEDS = StepProgress(1, "Needs", 3, 1, 1)
SIGN = StepProgress(2, "Sign", 1, 1, 0)
ELEMENTS = pd.DataFrame(
    [
        ("new-aim", "Aim", "new", "Concrete", "45"),
        ("new-budget", "Budget", "new", None, "45"),
    ],
    columns=["element_id", "element", "way", "hint", "page"],
)
RESULTS = pd.DataFrame(
    [
        ("S", 2021, 73, "Better", "yes", 50.0, "percent", "OECD", "https://a.example"),
        ("C", 2020, 21, "Certified", "towns", 21.0, "towns", "IOM", "https://b.example"),
        ("C", 2021, None, "Certified", "towns", 32.0, "towns", "IOM", "https://c.example"),
    ],
    columns=[
        "survey",
        "year",
        "n_cities",
        "question",
        "answer",
        "value",
        "unit",
        "publisher",
        "address",
    ],
).astype({"year": "Int64", "n_cities": "Int64"})


def record(**fields):
    return Cooperation(city_id="ita-alba", partner_id="ken-busia", **fields)


def test_step_is_told_with_what_is_done_begun_and_open():
    assert cooperation.step_text(NEEDS) == "1\\. Needs: 1 of 3 tasks done, 1 in progress, 1 open"
    assert cooperation.step_text(SIGN) == "2\\. Sign: 1 of 1 task done"


def test_cycle_names_the_first_step_that_is_not_complete():
    assert cooperation.cycle_summary((NEEDS, SIGN)) == (
        "2 of 4 tasks are done. 1 of 2 steps is complete. The first step that is not complete: "
        "1\\. Needs."
    )
    assert cooperation.cycle_summary((SIGN,)) == "1 of 1 tasks is done. 1 of 1 steps is complete."


def test_task_of_the_other_way_does_not_apply():
    tasks = pd.DataFrame(
        [
            (1, 1, "Sign", "New partnership: sign", "paper", "new", "23"),
            (1, 2, "Sign", "Meet *all*", "list", "", "24-25"),
        ],
        columns=["step", "task_order", "step_name", "task", "output", "way", "page"],
    )
    done = record(way="revised", tasks={(1, 2): Task("done", "in May")})
    cells = cooperation.task_cells(tasks, done)
    assert cells["State"] == ["does not apply", "**done**"]
    assert cells["Note"] == ["\N{EN DASH}", "in May"]
    assert cells["Step and task"][1] == "**1\\. Sign**  \nMeet \\*all\\*"
    outputs = ["paper (page 23)", "list (page 24\N{EN DASH}25)"]
    assert cells["What comes out of it"] == outputs
    assert "State" not in cooperation.task_cells(tasks)


@pytest.mark.parametrize(
    ("elements", "told", "mark"),
    [
        (
            {},
            "0 of 2 elements are written. Still missing: Aim and Budget.",
            "Incomplete: 0 of 2 elements",
        ),
        (
            {"new-aim": "x"},
            "1 of 2 elements is written. Still missing: Budget.",
            "Incomplete: 1 of 2 elements",
        ),
        ({"new-aim": "x", "new-budget": "y"}, "All 2 elements are written.", ""),
    ],
)
def test_agreement_says_what_it_lacks(elements, told, mark):
    written = record(elements=elements)
    assert agreement.completeness(ELEMENTS, written) == told
    assert agreement.incomplete_mark(ELEMENTS, written) == mark


def test_title_is_made_from_the_names_unless_there_is_one():
    assert agreement.title(record(), "Alba", "Busia") == (
        "Memorandum of understanding between Alba and Busia"
    )
    assert agreement.title(record(way="revised"), "Alba", "Busia").startswith("Revised")
    assert agreement.title(record(title="Ours"), "Alba", "Busia") == "Ours"


def test_every_element_of_the_data_has_a_sentence_that_leads_in(store):
    with store.cursor() as cursor:
        ids = cursor.execute("SELECT element_id FROM core.agreement_elements").fetchall()
    leads = [agreement.lead(element) for (element,) in ids]
    assert len(leads) == 23
    assert all(leads)
    assert len(set(leads)) == 23


def test_gap_names_the_three_positions_that_lack_most():
    gaps = [
        SkillGap("T", name, ("a",) * has, ("b",) * lacks)
        for name, has, lacks in (("One", 1, 1), ("Two", 0, 3), ("Three", 0, 2), ("Four", 5, 0))
    ]
    assert team.gap_summary(gaps) == (
        "The team has 6 of 12 skills. Positions that lack most: Two (3), Three (2), and One (1)."
    )
    assert team.gap_summary(gaps[3:]) == "The team has 5 of 5 skills. No gap is left."


@pytest.mark.parametrize(
    ("lacks", "told"),
    [
        ((3, 2, 2, 1), "A (3), B (2), and C (2)"),
        ((3, 2, 1, 1), "A (3), B (2), C (1), and 1 more (1 each)"),
        ((2, 2, 2, 2, 2, 1), "A (2), B (2), C (2), and 2 more (2 each)"),
        ((1, 1), "A (1) and B (1)"),
    ],
)
def test_positions_that_are_level_with_the_last_one_named_are_counted(lacks, told):
    gaps = [SkillGap("T", name, (), ("b",) * n) for name, n in zip("ABCDEF", lacks, strict=False)]
    assert team.gap_summary(gaps).endswith(f"Positions that lack most: {told}.")


CRITERIA = pd.DataFrame(
    [
        ("experience", "Experience", "Before?", "past SDG projects", "40"),
        ("resources", "Resources", "What means?", "budget, staff", "40"),
    ],
    columns=["partner_criterion_id", "name", "question", "data_needed", "page"],
)


def test_facts_are_counted_and_the_open_ones_are_listed():
    facts = {
        "experience": Fact(is_gathered=True, who="Ada", note="Two"),
        "resources": Fact(who="*Eve*"),
    }
    assert cooperation_facts.facts_summary(CRITERIA, {}) == (
        "0 of 2 facts are gathered. Still open: 2."
    )
    assert cooperation_facts.facts_summary(CRITERIA, facts) == (
        "1 of 2 facts is gathered. Still open: 1."
    )
    assert cooperation_facts.open_cells(CRITERIA, facts) == {
        "Still open": ["Budget, staff (Resources)"],
        "Who gathers it": ["\\*Eve\\*"],
        "Note": ["\N{EN DASH}"],
    }
    cells = cooperation_facts.facts_cells(CRITERIA, facts)
    assert cells["Facts to gather"][0] == "Past SDG projects  \n*Before?*"
    assert cells["Gathered"] == ["**yes**  \nAda  \nTwo", "**not yet**  \n\\*Eve\\*"]
    both = {key: Fact(is_gathered=True) for key in ("experience", "resources")}
    assert cooperation_facts.facts_summary(CRITERIA, both) == "All 2 facts are gathered."


def test_version_counts_what_is_filled_and_not_every_text(store):
    with store.cursor() as cursor:
        book = cooperation_book(cursor)
    version = record(
        tasks={(1, 1): Task("done"), (1, 2): Task("in progress")},
        elements={"new-aim": "x", "revision-aims": "other way", "revision-budget": "other way"},
        items=(("sdg", "10.7"),),
        facts={"experience": Fact(is_gathered=True), "resources": Fact(who="Ada")},
    )
    assert cooperation_versions.version_text(book, version) == (
        "1 of 45 tasks done, 2 of 12 elements filled, 1 of 11 facts gathered"
    )


def test_figures_of_the_vote_are_marked_and_others_not():
    table = pd.DataFrame(
        [
            ("AMIF", "EU fund", "international", "Share", "10%", "2019", True, "E", None, None),
            ("Own budget", "own", "local", "Money", None, None, False, "J", None, "60-61"),
        ],
        columns=[
            "fund",
            "kind",
            "level",
            "offer",
            "conditions",
            "year",
            "is_position",
            "publisher",
            "address",
            "page",
        ],
    )
    cells = funds.fund_cells(table)
    marked, other = cells["Conditions or figures"]
    assert "Position of the European Parliament, March 2019. Not law" in marked
    assert other == "not stated"
    assert cells["Year and source"] == [
        "2019  \nE",
        "year not stated  \nJ, page 60\N{EN DASH}61",
    ]
    assert "1 of them gives figures that are a position, not law." in funds.fund_summary(table)


def test_commitments_of_amif_are_marked_and_an_instrument_is_bold_once():
    table = pd.DataFrame(
        [
            ("AMIF 2021-2027: share", 2019, "5%", "E", None),
            ("Priorities", None, "A", "E", None),
            ("Priorities", 2019, "B", "E", None),
        ],
        columns=["instrument", "year", "what_it_asks", "publisher", "address"],
    ).astype({"year": "Int64"})
    cells = commitments.commitment_cells(table)
    assert cells["Instrument"][1:] == [
        "**Priorities**  \nyear not stated",
        "Priorities  \n2019",
    ]
    assert cells["What it asks of local authorities"][1] == "A  \nSource: E"
    assert ["Not law" in text for text in cells["What it asks of local authorities"]] == [
        True,
        False,
        False,
    ]
    assert commitments.commitment_summary(table) == (
        "2 instruments ask 3 things of local authorities. "
        "The sources give no year for 1 of these things."
    )


def test_event_without_a_date_is_named():
    events = pd.DataFrame(
        {"date": ["2001", "2014-06-19", None], "event": ["First", "Second", "Third *"]}
    )
    assert commitments.event_summary(events) == (
        "2 events from 2001 to 2014. 1 has no date in its source and stands in the table only: "
        "Third *."
    )


def test_members_left_out_by_filters_are_counted():
    assert commitments.members_summary(5, 3, 2) == (
        "The map shows 3 of 5 places that we know in it. The filters leave 2 out."
    )
    assert commitments.members_summary(1, 1, 0) == (
        "The map shows 1 of 1 place that we know in it."
    )


def test_panel_names_survey_year_n_unit_and_source():
    (panel,) = share_panels(RESULTS)
    assert surveys.panel_source(panel) == (
        "S; 2021; n = 73 cities; share in percent; source: [OECD](<https://a.example>)"
    )
    assert surveys.panel_alt(panel) == "S, 2021. Better: yes: 50 percent."


def test_panel_of_counts_names_n_and_source_of_each_year():
    (panel,) = count_panels(RESULTS)
    rows = panel.rows.to_dict("records")
    assert surveys.panel_label(panel, {**rows[0]}) == "towns, 2020 (n = 21 cities)"
    assert surveys.panel_label(panel, {**rows[1], "n_cities": None}) == "towns, 2021"
    assert "[IOM (2020)](<https://b.example>), [IOM (2021)]" in surveys.panel_source(panel)


def test_survey_of_residents_of_one_city_is_not_n_1():
    assert surveys.n_text(1) == "n = 1 city"
    assert surveys.n_text(None) == "n not stated"
