"""Text that people write: what is kept, what goes, and that every file format carries the rest."""

from __future__ import annotations

import io
import json

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.contracts.text import clean


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        pytest.param("  Alba \n", "Alba", id="blanks at the ends"),
        pytest.param("\u3000Alba\u00a0", "Alba", id="blanks of other scripts at the ends"),
        pytest.param("one\r\ntwo\rthree", "one\ntwo\nthree", id="line ends of all systems"),
        pytest.param("one\ttwo", "one two", id="tab"),
        pytest.param("a\x00b\x1bc\x7fd\x85e", "abcde", id="control characters"),
        pytest.param("cafe\u0301", "caf\u00e9", id="letter and accent apart"),
        pytest.param("a\ud800b\udfffc", "abc", id="halves of pairs"),
        pytest.param("a\ue000b\U0010fffdc", "abc", id="private signs"),
        pytest.param("a\ufffeb\uffffc\ufdd0d\U0001fffee", "abcde", id="numbers that are no sign"),
        pytest.param(" \x00\n\t", "", id="nothing to keep"),
    ],
)
def test_what_a_file_cannot_carry_goes(written, kept):
    assert clean(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "one\n\ntwo",
        "two  blanks",
        "=1+1",
        "_x000D_",
        "#N/A",
        "NaN",
        "日本語",
        "\u200fعربي\u200e",
        "👩\u200d👩\u200d👧",
        pytest.param("\U0001fae8", id="emoji of 2022, unknown to Python 3.11"),
        pytest.param("\U0001fadf", id="emoji of 2024"),
        "a\u2028b",
    ],
)
def test_the_rest_is_kept_as_it_was_written(written):
    assert clean(written) == written


@given(st.text(st.characters(exclude_categories=())))
def test_text_that_was_cleaned_is_clean(text):
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters(exclude_categories=())))
def test_json_in_utf_8_carries_clean_text_unchanged(text):
    file = json.dumps(clean(text), ensure_ascii=False).encode()
    assert json.loads(file.decode()) == clean(text)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=20), max_size=20))
def test_word_file_carries_clean_text_unchanged(texts):
    document, file = Document(), io.BytesIO()
    for text in texts:
        document.add_paragraph(clean(text))
    document.save(file)
    assert [found.text for found in Document(file).paragraphs] == [clean(text) for text in texts]
