"""Results that a working group took over: what other pages may use, the newest of a name first."""

from __future__ import annotations

import pytest

from dashboard.criteria import CRITERIA
from dashboard.errors import WritingError
from dashboard.responses.adopted import adopt, adopted, value_added
from dashboard.responses.files import now
from dashboard.responses.group_work import close_vote, open_vote

EQUAL = dict.fromkeys(CRITERIA, 25.0)
NO_FIGURES = "This vote has no figures that another page can use. Nothing was kept."


@pytest.fixture
def closed(here, ask):
    """Return a function that gives a question whose vote is closed."""

    def closed(kind, items=("homes", "jobs")):
        question = ask(kind, items)
        close_vote(here, question)
        return question

    return closed


def told(here, question, name="Group", n_voters=3):
    with pytest.raises(WritingError) as caught:
        adopt(here, question, name, EQUAL, n_voters)
    return str(caught.value)


def test_nothing_was_taken_over(responses_folder):
    assert adopted(responses_folder) == ()
    assert value_added(()) is None
    assert not responses_folder.exists()


def test_result_is_read_as_it_was_taken_over(responses_folder, here, closed, after_restart):
    before = now()
    question = closed("weights")
    adopt(here, question, " Housing\n weights ", {**EQUAL, "frequency": 100 / 3}, 7)
    (found,) = adopted(responses_folder)
    assert (found.kind, found.name, found.session) == (
        "weights",
        "Housing weights",
        "Housing group",
    )
    assert found.n_voters == 7
    assert before <= found.written_at <= now()
    assert dict(found.figures) == {**EQUAL, "frequency": 100 / 3}
    assert after_restart().room.questions[question.question_id].adopted == "Housing weights"


def test_newest_of_a_name_counts_and_names_of_another_kind_are_others(
    responses_folder, here, closed
):
    weights, points = closed("weights"), closed("points")
    adopt(here, weights, "Group", EQUAL, 3)
    adopt(here, points, "Group", {"homes": 4.0, "jobs": 8.0}, 3)
    adopt(here, weights, "Other", EQUAL, 3)
    adopt(here, weights, "Group", {**EQUAL, "frequency": 40.0}, 4)
    found = [(one.kind, one.name, one.n_voters) for one in adopted(responses_folder)]
    assert found == [("weights", "Group", 4), ("weights", "Other", 3), ("points", "Group", 3)]


def test_newest_points_are_the_value_added_whatever_they_are_called(responses_folder, here, closed):
    weights, points = closed("weights"), closed("points")
    for name, n_voters in (("Z", 3), ("A", 5)):
        adopt(here, points, name, {"homes": float(n_voters)}, n_voters)
    adopt(here, weights, "Newer", EQUAL, 9)
    found = value_added(adopted(responses_folder))
    assert (found.name, found.n_voters, found.figures) == ("A", 5, (("homes", 5.0),))


def test_vote_that_is_not_closed_cannot_be_used(responses_folder, here, ask):
    question = ask("weights")
    sentence = "Only the result of a closed vote can be used. Close the vote first."
    assert told(here, question) == sentence
    close_vote(here, question)
    open_vote(here, question)
    assert told(here, question) == sentence
    assert adopted(responses_folder) == ()


@pytest.mark.parametrize("kind", ["approval", "pairs", "wording"])
def test_vote_without_points_cannot_be_used(responses_folder, here, closed, kind):
    assert told(here, closed(kind)) == NO_FIGURES
    assert adopted(responses_folder) == ()


def test_vote_in_which_nobody_voted_cannot_be_used(here, closed):
    assert told(here, closed("weights"), n_voters=0) == NO_FIGURES


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (" \n ", "Write a name for the result. Nothing was kept."),
        ("x" * 61, "The name has 61 characters; at most 60 are allowed. Nothing was kept."),
    ],
)
def test_name_must_be_there_and_short(here, closed, name, sentence):
    question = closed("weights")
    assert told(here, question, name) == sentence
    assert question.adopted == ""
