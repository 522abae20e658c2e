"""The brief as a Word document: headings, alternative texts, tables with headers, sources."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from docx import Document
from docx.oxml.ns import qn

from dashboard.charts.gaps import gaps_chart
from dashboard.exports.brief import Block, brief_file
from dashboard.exports.provenance import Provenance

ABOUT = Provenance(
    title="Alba and its peers",
    filters=("region: Europe",),
    release="2026.11.24-0123abcd",
    date="2026-11-24",
    sources=("Publisher",),
    link="https://dashboard.example/peer-comparison?city=ita-alba",
)
CHART = gaps_chart(
    pd.DataFrame(
        [("Schools", 90.0, 70.0, "20 (foreign-born worse off)")],
        columns=["indicator", "native_born_pct", "foreign_born_pct", "told"],
    ),
    "Schools: native-born 90 %, foreign-born 70 %.",
)
BLOCKS = [
    Block("In short", ["**Alba** is compared with [2 cities](<https://x.example>)."], CHART),
    Block("The peers", cells={"Peer": ["Brod", "A \\| B"], "Distance": ["0.1", "0.2"]}),
]


@pytest.fixture(scope="module")
def document():
    return Document(io.BytesIO(brief_file(BLOCKS, ABOUT)))


def test_headings_stand_in_order(document):
    headings = [
        p.text for p in document.paragraphs if p.style.name.startswith(("Title", "Heading"))
    ]
    assert headings == ["Alba and its peers", "In short", "The peers", "Where this comes from"]


def test_marks_of_markdown_are_gone(document):
    assert "Alba is compared with 2 cities." in [p.text for p in document.paragraphs]
    assert document.tables[0].rows[2].cells[0].text == "A | B"


def test_picture_has_its_alternative_text(document):
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == CHART.alt


def test_header_of_a_table_repeats_and_rows_do_not_break(document):
    first, second, _third = document.tables[0].rows
    assert first._tr.trPr.find(qn("w:tblHeader")) is not None
    assert second._tr.trPr.find(qn("w:cantSplit")) is not None


def test_headings_stay_with_what_follows(document):
    headings = [p for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert all(heading.style.paragraph_format.keep_with_next for heading in headings)


@pytest.mark.parametrize(
    "text", ["region: Europe", "2026.11.24-0123abcd", "Publisher", "city=ita-alba"]
)
def test_where_it_comes_from_is_printed(document, text):
    assert any(text in paragraph.text for paragraph in document.paragraphs)


def test_core_properties_name_title_and_release(document):
    assert document.core_properties.title == "Alba and its peers"
    assert document.core_properties.comments == "2026.11.24-0123abcd"
