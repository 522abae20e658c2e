"""The minutes as files: the Word document and the Markdown are read again; a script is text."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from markdown_it import MarkdownIt

from dashboard.answers.voted import result
from dashboard.criteria import CRITERIA
from dashboard.exports.minutes import minutes_document, minutes_markdown
from dashboard.exports.provenance import Provenance
from dashboard.responses.ballots import in_one_line
from dashboard.responses.room import Participant, Question, Room
from dashboard.words.labels import criterion_name
from dashboard.words.minutes import Outcome, parts

START = datetime(2026, 11, 24, 9, 5)  # noqa: DTZ001 - as the store keeps moments
SCRIPT = "<script>alert(1)</script>[a](https://x.example)|**b**"
LINK = "https://dashboard.example/action-selection?w_spreading=0.83&picked=a,b"
ABOUT = Provenance(
    title="Minutes: <b>Housing</b>",
    filters=(),
    release="2026.11.24-0123abcd",
    date="2026-11-24",
    sources=("Votes of a working group",),
    link="",
)


@pytest.fixture(scope="module")
def written():
    votes = {
        f"v-{n}": {"points": dict(zip(CRITERIA, (40, 30, 20, 10), strict=True))} for n in range(3)
    }
    weights = Question("q1", "weights", SCRIPT, CRITERIA, status="closed", closed_at=START)
    weights.votes, weights.decision = votes, f"First\n{SCRIPT}"
    wording = Question("q2", "wording", "Agreed?", wording=SCRIPT, status="closed")
    wording.votes = {"v-1": {"answer": "other", "text": SCRIPT}}
    people = {"v-1": Participant(name=SCRIPT)}
    asked = {"q1": weights, "q2": wording}
    room = Room("s", "Housing", "ABC234", "r-1", START, people=people, questions=asked)
    names = {criterion: criterion_name(criterion) for criterion in CRITERIA}
    outcomes = {
        "q1": Outcome(result("weights", CRITERIA, votes, people), names, link=LINK),
        "q2": Outcome(result("wording", (), wording.votes, people), {}),
    }
    return parts(room, outcomes, 12)


@pytest.fixture(scope="module")
def document(written):
    return Document(io.BytesIO(minutes_document(written, ABOUT)))


def test_word_document_has_no_line_without_content(document):
    told = [paragraph.text.strip() for paragraph in document.paragraphs]
    assert [text for text in told if text.endswith(":")] == []
    assert "Release: 2026.11.24-0123abcd" in told


@pytest.fixture(scope="module")
def markdown(written):
    return minutes_markdown(written, ABOUT).decode()


def texts(document):
    return [paragraph.text for paragraph in document.paragraphs]


# The Word document


def test_headings_of_the_document_are_the_parts_in_order(document):
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == ["Those present", f"1. {SCRIPT}", "2. Agreed?", "Where this comes from"]


def test_texts_of_the_document_are_those_that_were_typed(document):
    said = texts(document)
    assert f"Names that were given: {SCRIPT}." in said
    assert f"Decided: First\n{SCRIPT}" in said
    assert f"Wording: {SCRIPT}" in said
    assert f"Proposed instead: {SCRIPT}" in said
    assert "3 votes. First: Frequency (40.0, mean points of 100)." in said


def test_table_of_the_document_holds_the_result(document):
    (table,) = document.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == ["Rank", "Item", "Mean points of 100", "Lowest to highest vote", "Votes"]
    assert cells[1] == ["1", "Frequency", "40.0", "40 \N{EN DASH} 40", "3"]
    assert len(cells) == 1 + len(CRITERIA)


def test_link_of_the_document_is_the_exact_address(document):
    targets = [
        relation.target_ref
        for relation in document.part.rels.values()
        if relation.reltype == RELATIONSHIP_TYPE.HYPERLINK
    ]
    assert targets == [LINK]


def test_document_says_when_and_from_which_release(document):
    said = texts(document)
    assert "Opened on 24 November 2026, 09:05 UTC. Data release r-1." in said
    assert "Release: 2026.11.24-0123abcd" in said
    assert "Sources: Votes of a working group" in said


def test_text_with_signs_that_no_file_can_hold_is_written_as_it_is_kept(written):
    name = in_one_line("A\x00d\x0ba\ufffe", 60, "The name")
    present = parts(Room("s", "x", "c", "r", START, people={"v": Participant(name=name)}), {}, 12)
    found = Document(io.BytesIO(minutes_document([*present, *written], ABOUT)))
    assert "Names that were given: A d a." in texts(found)


# Markdown


def test_markdown_holds_the_same(markdown):
    assert markdown.startswith("# Minutes\\: \\<b\\>Housing\\</b\\>\n\n## Those present\n")
    assert (
        "| Rank | Item | Mean points of 100 | Lowest to highest vote | Votes |\n| --- |" in markdown
    )
    assert "\n| 1 | Frequency | 40.0 | 40 \N{EN DASH} 40 | 3 |\n" in markdown
    assert f"[Exact link to what follows from it](<{LINK}>)" in markdown


def test_no_mark_that_somebody_typed_works_in_markdown(markdown):
    # In the minutes it stands in a heading, a name, a wording, a proposal and a decision.
    assert markdown.count(r"\<script\>alert(1)\</script\>\[a\](https") == 5
    read = MarkdownIt("commonmark", {"html": True}).enable("table").parse(markdown)
    marks = [mark for block in read for mark in (block, *(block.children or ()))]
    assert not [mark for mark in marks if mark.type.startswith("html")]
    assert [mark.attrs["href"] for mark in marks if mark.type == "link_open"] == [LINK]
    assert sum(mark.type == "strong_open" for mark in marks) == 1  # our own "Decided"
    assert sum(mark.type == "table_open" for mark in marks) == 1


def test_markdown_says_where_it_comes_from_and_nothing_that_is_empty(markdown):
    end = markdown.rpartition("\n---\n")[2]
    assert [line for line in end.splitlines() if line] == [
        r"Title: Minutes\: \<b\>Housing\</b\>",
        r"Release: 2026.11.24-0123abcd",
        "Date: 2026-11-24",
        "Sources: Votes of a working group",
    ]


def test_heading_and_row_of_markdown_stay_in_one_line(written):
    broken = [
        type(part)(f"A\n# {part.heading}", part.told, {"Item": ["a\nb  \nc"]}) for part in written
    ]
    lines = minutes_markdown(broken, ABOUT).decode().splitlines()
    assert "| a b c |" in lines
    assert sum(line.startswith("## A # ") for line in lines) == len(written)
