"""Every word of the interface goes through the catalogue, and the catalogue is complete."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path

import pytest

from dashboard import i18n
from dashboard.i18n.catalogue import catalogue_file, messages_of_the_code, updated_catalogue

PROJECT = Path(__file__).resolve().parents[1]
INTERFACE = sorted(
    [
        PROJECT / "app.py",
        *(PROJECT / "pages").rglob("*.py"),
        *(PROJECT / "src/dashboard/ui").rglob("*.py"),
        *(PROJECT / "src/dashboard/words").rglob("*.py"),
        *(PROJECT / "src/dashboard/charts").rglob("*.py"),
    ]
)
# Arguments that Streamlit and Altair show to a reader.
SHOWN_BY_NAME = {"label", "help", "placeholder", "alt", "title", "body", "text", "page_title"}
SHOWN_BY_PLACE = {
    "title", "header", "subheader", "markdown", "write", "caption", "text", "info", "warning",
    "error", "success", "button", "download_button", "link_button", "selectbox", "multiselect",
    "segmented_control", "pills", "slider", "number_input", "text_input", "checkbox", "toggle",
    "radio", "expander", "popover", "metric", "progress", "spinner", "toast", "status",
}  # fmt: skip
# The name of the product is the same in every language.
NOT_WORDS = {"Charting Local Inclusion"}
# Fields of a chart, such as "score:Q".
FIELD = re.compile(r"[a-z_0-9]+:[QNOT]")


def words_that_bypass_the_catalogue(source: str) -> list[str]:
    """Return literal text with a letter in it that is given to something that shows it."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        shown = [key.value for key in node.keywords if key.arg in SHOWN_BY_NAME]
        if name in SHOWN_BY_PLACE and isinstance(node.func, ast.Attribute):
            owner = getattr(node.func.value, "id", "")
            shown += node.args[:1] if owner == "st" else []
        for value in shown:
            parts = value.values if isinstance(value, ast.JoinedStr) else [value]
            found += [
                part.value
                for part in parts
                if isinstance(part, ast.Constant)
                and isinstance(part.value, str)
                and any(letter.isalpha() for letter in part.value)
                and not FIELD.fullmatch(part.value)
                and part.value not in NOT_WORDS
            ]
    return found


@pytest.mark.parametrize("path", INTERFACE, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_words_of_the_interface_go_through_the_catalogue(path):
    assert words_that_bypass_the_catalogue(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    ['st.title("Rankings")', 'st.button(_("Go"), help="Why")', 'st.caption(f"{n} cities kept")'],
)
def test_a_word_that_bypasses_the_catalogue_is_found(source):
    assert words_that_bypass_the_catalogue(source)


def test_a_word_that_goes_through_the_catalogue_is_let_pass():
    assert words_that_bypass_the_catalogue('st.title(_("Rankings"))') == []


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_catalogue_is_in_step_with_the_code(language):
    """Mend with: python -m dashboard.i18n.catalogue."""
    assert catalogue_file(language).read_bytes() == updated_catalogue(language)


def test_code_has_messages_with_plural_forms():
    plural = [message for message in messages_of_the_code() if isinstance(message.id, tuple)]
    assert plural


def test_plural_form_follows_the_number():
    i18n.use("en")
    forms = [i18n.ngettext("{} actor", "{} actors", n) for n in (0, 1, 2)]
    assert forms == ["{} actors", "{} actor", "{} actors"]


def test_numbers_and_dates_are_written_for_the_reader():
    i18n.use("en")
    assert i18n.number(3176) == "3,176"
    assert i18n.number(88.235, 1) == "88.2"
    assert i18n.day(date(2026, 11, 22)) == "22 November 2026"


def test_countries_are_named_by_the_language_not_by_the_data():
    i18n.use("en")
    assert i18n.country("DEU", "x") == "Germany"
    assert i18n.country("XKX", "x") == "Kosovo"
    assert i18n.country("XXQ", "Nowhere") == "Nowhere"
    assert i18n.country("XXQ") == "XXQ"
