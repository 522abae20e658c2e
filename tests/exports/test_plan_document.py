"""A plan as a Word document: its parts in order, its entries as they were written.

action       keyword    covers
1 housing    housing    GCM 15 (title: Basic services)
2 gone       (a keyword that the release no longer has)
"""

from __future__ import annotations

import io

import pandas as pd
import pytest
from docx import Document

from dashboard.analysis.alignment import COVERED, OPEN, framework_coverage
from dashboard.answers.plans import Alignment, PlanBook
from dashboard.contracts.plan import Plan, PlanAction
from dashboard.exports.plan_document import plan_document
from dashboard.exports.provenance import Provenance

RISKY = "*All* homes [1](x) cost $1 \\ & <b>_more_</b> `now`"
ALBA = Plan(
    city_id="ita-alba",
    title="A welcome for all",
    from_year=2026,
    summary="Homes first.",
    actions=(
        PlanAction(keyword_id="housing", wording=RISKY, owner="Unit *1*", target_value=20.0),
        PlanAction(keyword_id="gone", practice_ids=("p-lost",)),
    ),
)
ITEMS = pd.DataFrame(
    [
        ("gcm", "Compact", "15", "Basic services", COVERED, ("housing",), ()),
        ("gcm", "Compact", "16", "Inclusion", OPEN, (), ("schools",)),
    ],
    columns=["framework_id", "framework", "code", "title", "status", "covered_by", "closed_by"],
)
BOOK = PlanBook(
    keywords=pd.DataFrame({"keyword_id": ["housing"], "keyword": ["Housing"]}),
    roles={},
    role_of={},
    catalogue=pd.DataFrame(),
    practices=pd.DataFrame({"practice_id": [], "title": []}),
    steps=pd.DataFrame({"step_order": [1], "name": ["Diagnose"], "page": ["58"]}),
    links=pd.DataFrame(),
)


def written(plan=ALBA, items=ITEMS):
    about = Provenance(
        title=plan.title or "Action plan of Alba",
        filters=("none",),
        release="2026.11.25-0123abcd",
        date="2026-11-25",
        sources=("Publisher",),
        link="https://dashboard.example/action-plan?city=ita-alba",
    )
    aligned = Alignment(items, framework_coverage(items))
    return Document(io.BytesIO(plan_document(plan, "Alba", BOOK, aligned, about)))


@pytest.fixture(scope="module")
def document():
    return written()


def headings(document):
    return [p.text for p in document.paragraphs if p.style.name.startswith(("Title", "Heading"))]


def lines_of(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_parts_stand_in_order(document):
    assert headings(document) == [
        "A welcome for all",
        "In short",
        f"1. {RISKY}",
        "2. gone",
        "What the plan serves",
        "How much of each framework is covered",
        "Check list: the nine steps of planning",
        "Text for a pledge",
        "Where this comes from",
    ]


def test_state_and_summary_come_first(document):
    texts = [p.text for p in document.paragraphs]
    assert texts[2:4] == ["Period: from 2026. Draft, not adopted yet.", "Homes first."]


def test_entries_are_printed_as_they_were_written(document):
    overview, first, second = document.tables[:3]
    assert lines_of(overview)[1][:2] == [RISKY, "Unit *1*"]
    assert ["Unit in charge", "Unit *1*"] in lines_of(first)
    assert ["Practices to learn from", "p-lost"] in lines_of(second)
    assert ["Unit in charge", "\N{EN DASH}"] in lines_of(second)


def test_covered_items_name_the_action_that_serves_them(document):
    assert lines_of(document.tables[3]) == [
        ["Framework", "Item", "Served by action"],
        ["Global Compact for Migration (GCM)", "15 Basic services", "1 (Housing)"],
    ]


def test_coverage_and_check_list_are_printed(document):
    assert lines_of(document.tables[4])[1] == [
        "Global Compact for Migration (GCM)",
        "1 (50 %)",
        "2",
        "2",
    ]
    assert lines_of(document.tables[5])[1] == [
        "1. Diagnose",
        "0 of 2",
        "baseline with its year: actions 1 and 2",
    ]


def test_pledge_is_printed_paragraph_by_paragraph(document):
    texts = [p.text for p in document.paragraphs]
    start = texts.index("Text for a pledge") + 1
    assert texts[start : start + 4] == [
        "Alba pledges to take 2 actions for the inclusion of migrants and refugees (from 2026).",
        f"1. {RISKY}. In charge: Unit *1*. It serves: Global Compact for Migration (GCM) 15.",
        "2. gone.",
        "Period: from 2026. Draft, not adopted yet.",
    ]


def test_plan_that_serves_nothing_has_an_empty_table():
    nothing = ITEMS.assign(status=OPEN, covered_by=[(), ()])
    assert lines_of(written(items=nothing).tables[3]) == [["Framework", "Item", "Served by action"]]


def test_plan_without_actions_can_be_written():
    assert headings(written(Plan(city_id="ita-alba"), ITEMS.iloc[0:0]))[:3] == [
        "Action plan of Alba",
        "In short",
        "What the plan serves",
    ]


def test_wording_of_several_lines_makes_a_heading_of_one():
    plan = Plan(city_id="ita-alba", actions=(PlanAction(keyword_id="gone", wording="Two\nlines"),))
    assert "1. Two lines" in headings(written(plan, ITEMS.iloc[0:0]))


def test_longest_title_that_a_plan_may_have_is_printed_in_full():
    # A plan may have a title of 300 letters, a property of a Word document 255.
    title = "a" * 300
    found = written(Plan(city_id="ita-alba", title=title), ITEMS.iloc[0:0])
    assert headings(found)[0] == title
    assert found.core_properties.title == title[:255]
