"""The draft of a memorandum, read as Word would: marks, every element, goals, signatures."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document

from dashboard.answers.cooperation import cooperation_book
from dashboard.contracts.cooperation import Cooperation, Fact
from dashboard.exports.cooperation_document import memorandum
from dashboard.exports.provenance import Provenance
from dashboard.words import agreement as words

MARK = "Draft, to be checked by the legal services of both authorities"
PARTIES = ("Alba, Italy", "Busia, Kenya")
RISKY = "*All* traders [1](x) \\ & <b>_more_</b> `now`\nsecond line"
ABOUT = Provenance(
    title="Memorandum of understanding between Alba, Italy and Busia, Kenya",
    filters=(),
    release="2026.11.25-0123abcd",
    date="2026-11-28",
    sources=("Publisher",),
    link="https://dashboard.example/cooperation",
)


@pytest.fixture(scope="module")
def book(store):
    with store.cursor() as cursor:
        return cooperation_book(cursor)


def record(way="new", **fields):
    return Cooperation(city_id="ita-alba", partner_id="ken-busia", way=way, **fields)


def full(book, way):
    ids = book.elements[book.elements["way"] == way]["element_id"]
    return record(way, elements={element: f"Text of {element}" for element in ids})


def document(found, book):
    return Document(io.BytesIO(memorandum(found, PARTIES, book, ABOUT)))


def texts(of):
    return [paragraph.text for paragraph in of.paragraphs]


def headings(of):
    return [p.text for p in of.paragraphs if p.style.name.startswith("Heading")]


def header(of):
    return of.sections[0].header.paragraphs[0].text


@pytest.mark.parametrize(("way", "n"), [("new", 12), ("revised", 11)])
def test_every_element_is_a_heading_in_order_with_its_text(book, way, n):
    found = document(full(book, way), book)
    asked = book.elements[book.elements["way"] == way]
    numbered = [f"{place}. {name}" for place, name in enumerate(asked["element"], start=1)]
    assert len(numbered) == n
    assert headings(found) == [
        "Status of this text",
        "The parties",
        *numbered,
        "Effect and signatures",
        "Facts to gather before signing",
        "Where this comes from",
    ]
    for element in asked["element_id"]:
        assert f"Text of {element}" in texts(found)
        assert words.lead(element) in texts(found)
        assert words.lead(element)


def test_complete_draft_is_still_marked_as_a_draft(book):
    found = document(full(book, "new"), book)
    assert header(found) == MARK
    assert texts(found)[1:4] == [
        "Status of this text",
        f"{MARK}.",
        "All 12 elements are written.",
    ]
    assert not any("Incomplete" in text for text in texts(found))


def test_draft_that_lacks_elements_says_so_on_every_page_and_where(book):
    found = document(record(elements={"new-aim": "Learn"}), book)
    assert header(found) == f"{MARK} | Incomplete: 1 of 12 elements"
    assert "Incomplete: 1 of 12 elements." in texts(found)
    gaps = [text for text in texts(found) if text.startswith("[To be written by the parties.]")]
    assert len(gaps) == 11
    assert "[To be written by the parties.] Who signs: name, place, basic facts." in gaps


def test_empty_revision_can_be_written(book):
    assert header(document(record("revised"), book)).endswith("Incomplete: 0 of 11 elements")


def test_text_is_printed_as_it_was_written(book):
    assert RISKY in texts(document(record(elements={"new-aim": RISKY}), book))


def test_goals_and_indicators_are_annexes_with_their_names(book):
    chosen = record(items=(("gcm", "16"), ("sdg", "10.7")), indicators={"i03": "45 %", "i05": ""})
    found = document(chosen, book)
    goals, indicators, _facts = (
        [[c.text for c in row.cells] for row in t.rows] for t in found.tables
    )
    assert [row[1].split()[0] for row in goals[1:]] == ["16", "10.7"]
    assert indicators[1][0] == "Migrant employment rate (%)"
    assert [row[2] for row in indicators[1:]] == ["45 %", "to be agreed"]
    assert "See the annex." in texts(found)
    assert header(found).endswith("Incomplete: 1 of 12 elements")


def test_what_the_release_no_longer_has_is_still_printed(book):
    gone = record(items=(("sdg", "99.9"),), indicators={"i99": "kept"})
    goals, indicators, _facts = document(gone, book).tables
    assert goals.rows[1].cells[1].text == "99.9"
    assert [cell.text for cell in indicators.rows[1].cells][::2] == ["i99", "kept"]


def test_facts_that_are_still_open_are_listed(book):
    facts = {"experience": Fact(is_gathered=True, note="Two"), "resources": Fact(who="Ada *")}
    found = document(record(facts=facts), book)
    assert "1 of 11 facts is gathered. Still open: 10." in texts(found)
    (table,) = found.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert len(rows) == 1 + 10
    assert ["Budget, staff and technology (Resources)", "Ada *", "\N{EN DASH}"] in rows
    assert not any("(Experience)" in row[0] for row in rows)


def test_draft_without_an_open_fact_has_no_list_of_them(book):
    ids = book.criteria["partner_criterion_id"]
    found = document(record(facts={key: Fact(is_gathered=True) for key in ids}), book)
    assert "All 11 facts are gathered." in texts(found)
    assert not found.tables


def test_both_parties_sign(book):
    found = texts(document(record(), book))
    for party in PARTIES:
        assert f"For {party}: name, function, place and date, signature" in found


def test_draft_of_the_demonstration_is_marked_as_invented(book):
    invented = replace(ABOUT, invented=True)
    found = Document(io.BytesIO(memorandum(record(), PARTIES, book, invented)))
    assert any("invented" in text.lower() for text in texts(found))
