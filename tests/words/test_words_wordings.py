"""Wordings of a keyword side by side, and the text that a group agrees on, in words."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import pytest

from dashboard.analysis.readability import reading
from dashboard.responses.wordings import Proposal
from dashboard.words.wordings import (
    agreed_text,
    grade_text,
    history_cells,
    reading_help,
    reading_text,
    summary,
    wording_cells,
)

MOMENT = datetime(2026, 11, 5, 9, 7)  # noqa: DTZ001 - the store keeps UTC without a zone
ADDRESS = "https://example.org/a"


def wordings(*lines):
    """Return rows: wording, words, grade, shortest, simplest, year, address."""
    columns = ["wording", "n_words", "grade", "shortest", "simplest", "document_year", "address"]
    table = pd.DataFrame(list(lines), columns=columns).assign(actor="OECD", document="Checklist")
    return table.astype({"document_year": "Int64"})


def proposal(wording="Hire all.", reason="", source="", role="session-chair"):
    return Proposal(MOMENT, role, "2026.11.25", "jobs", wording, reason, source)


@pytest.mark.parametrize(
    ("grade", "told"),
    [
        (None, "\N{EN DASH}"),
        (-3.2, "below 1"),
        (0.99, "below 1"),
        (1.0, "1.0"),
        (7.849, "7.8"),
        (12.0, "12.0"),
    ],
)
def test_grade_has_one_decimal_and_below_1_is_all_the_same(grade, told):
    assert grade_text(grade) == told


def test_text_is_told_with_length_and_grade():
    # 3 words, 4 syllables (Hire mi-grants now): 0.39 * 3 + 11.8 * 4 / 3 - 15.59 = 1.31
    assert reading_text(reading("Hire migrants now.")) == (
        "3 words, reading grade 1.3 (Flesch-Kincaid)."
    )


def test_one_word_is_told_in_the_singular():
    assert reading_text(reading("Hire.")) == "1 word, reading grade below 1 (Flesch-Kincaid)."


@pytest.mark.parametrize("text", ["", "  ", "..."])
def test_text_without_a_word_asks_for_one(text):
    assert reading_text(reading(text)) == "Write a text to see its length and reading grade."


def test_one_wording_is_only_counted():
    assert summary(wordings(("Hire.", 1, 8.4, True, True, 2019, None))) == "1 wording."


def test_several_wordings_are_told_with_their_spans():
    table = wordings(
        ("Hire.", 1, -3.4, True, True, 2019, None),
        ("Open the labour market to all.", 6, 4.23, False, False, 2020, None),
        ("Create jobs.", 2, 11.26, False, False, 2021, None),
    )
    assert summary(table) == (
        "3 wordings. They have 1 to 6 words and reading grades from below 1 to 11.3."
    )


def test_wording_stands_with_its_marks_actor_source_length_and_grade():
    table = wordings(
        ("Hire.", 1, -3.4, True, True, 2019, ADDRESS),
        ("Create jobs.", 2, 2.89, False, False, None, None),
    )
    assert wording_cells(table) == {
        "Wording, in our words": ["Hire.  \n**simplest, shortest**", "Create jobs."],
        "Actor": [
            f"OECD  \n[Checklist](<{ADDRESS}>), 2019",
            "OECD  \nChecklist, year not stated",
        ],
        "Words": ["1", "2"],
        "Grade": ["below 1", "2.9"],
    }


@pytest.mark.parametrize(
    ("shortest", "simplest", "mark"),
    [(True, False, "  \n**shortest**"), (False, True, "  \n**simplest**"), (False, False, "")],
)
def test_mark_says_in_what_a_wording_is_the_best(shortest, simplest, mark):
    table = wordings(("Hire.", 1, 3.0, shortest, simplest, 2019, None))
    assert wording_cells(table)["Wording, in our words"] == [f"Hire.{mark}"]


def test_wording_is_shown_as_it_is():
    table = wordings(("Pay *all* $1", 3, 3.0, False, False, 2019, None))
    assert wording_cells(table)["Wording, in our words"] == ["Pay \\*all\\* \\$1"]


def test_no_agreed_wording_says_what_is_used():
    assert agreed_text(None) == (
        "No wording was agreed yet: the simplest one of the actors is used."
    )


def test_agreed_wording_says_who_proposed_it_and_when():
    assert agreed_text(proposal()) == (
        "Agreed wording, proposed by the session chair on 5 November 2026: **Hire all.**"
    )


def test_reason_of_an_agreed_wording_stands_below():
    assert agreed_text(proposal("Hire *all*.", "Says more.", role="data-steward")) == (
        "Agreed wording, proposed by the data steward on 5 November 2026: **Hire \\*all\\*.**  \n"
        "Reason: Says more."
    )


def test_history_tells_when_by_whom_what_and_why():
    history = [
        proposal("", "No longer needed."),
        proposal("Hire all.", "", "oecd-007", "city-editor"),
        proposal("Hire.", "Short.", "oecd-007"),
        proposal("Work."),
    ]
    assert history_cells(history) == {
        "Date (UTC)": ["2026-11-05 09:07"] * 4,
        "By": ["Session chair", "City editor", "Session chair", "Session chair"],
        "Wording": ["withdrawn", "Hire all.", "Hire.", "Work."],
        "Reason and source": [
            "No longer needed.",
            "starts from action oecd-007",
            "Short.  \nstarts from action oecd-007",
            "\N{EN DASH}",
        ],
    }


def test_help_gives_the_formula_and_warns_of_single_sentences():
    told = reading_help()
    assert "0.39 times words per sentence, plus 11.8 times syllables per word, minus 15.59" in told
    assert "not for single sentences" in told
