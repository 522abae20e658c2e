"""Texts of the data inside Markdown."""

from __future__ import annotations

import pytest

from dashboard.words.markdown import as_plain_text, linked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Alba", "Alba"),
        ("<b>Alba</b>", r"\<b\>Alba\</b\>"),
        ("[a](b)", r"\[a\](b)"),
        ("50 $ | 60 $", r"50 \$ \| 60 \$"),
        ("https://example.org", "https\N{WORD JOINER}\\://example.org"),
    ],
)
def test_text_is_shown_as_it_is(text, shown):
    assert as_plain_text(text) == shown


def test_address_of_the_web_becomes_a_link():
    assert linked("A [page]", "https://example.org/a b>c") == (
        r"[A \[page\]](<https://example.org/a%20b%3Ec>)"
    )


@pytest.mark.parametrize("address", [None, float("nan"), "slides.pptx", "javascript:alert(1)"])
def test_anything_else_is_no_link(address):
    assert linked("Slides", address) == "Slides"
