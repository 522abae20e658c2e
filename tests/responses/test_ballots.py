"""What a vote must look like: what is kept of it, and the sentence for one that is not."""

from __future__ import annotations

import pytest

from dashboard.criteria import CRITERIA
from dashboard.errors import WritingError
from dashboard.responses.ballots import checked, in_one_line, pairs, short
from dashboard.responses.room import Question

ITEMS = ("homes", "jobs", "health")
QUESTIONS = {
    "weights": Question("q", "weights", "?", CRITERIA),
    "points": Question("q", "points", "?", ITEMS),
    "approval": Question("q", "approval", "?", ITEMS, limit=2),
    "pairs": Question("q", "pairs", "?", ITEMS),
    "wording": Question("q", "wording", "?", wording="Every city has a desk."),
}
OPEN_AGAIN = "Open the page again."


def check(kind, vote):
    return checked(QUESTIONS[kind], vote)


def refused(kind, vote):
    with pytest.raises(WritingError) as caught:
        check(kind, vote)
    return str(caught.value)


def weights(*points):
    return {"points": dict(zip(CRITERIA, points, strict=True))}


def test_points_that_add_up_to_100_are_kept_in_the_order_of_the_criteria():
    turned = {"points": dict(reversed(weights(40, 30, 20, 10)["points"].items()))}
    kept = check("weights", turned)
    assert list(kept["points"].items()) == list(zip(CRITERIA, (40, 30, 20, 10), strict=True))


@pytest.mark.parametrize(("points", "total"), [((40, 30, 20, 0), 90), ((40, 30, 20, 11), 101)])
def test_points_that_do_not_add_up_to_100_are_told_with_their_sum(points, total):
    assert refused("weights", weights(*points)) == (
        f"Your points add up to {total}. They must add up to 100. Nothing was sent."
    )


@pytest.mark.parametrize("wrong", [-10, 101, 2.5, "20", None, True])
def test_points_that_are_no_whole_number_are_told(wrong):
    assert refused("weights", weights(wrong, 30, 20, 10)) == (
        f"frequency: got {wrong!r}, expected a whole number from 0 to 100."
    )


@pytest.mark.parametrize(
    "points", [None, [], {}, {"frequency": 100}, {**weights(100, 0, 0, 0)["points"], "beauty": 0}]
)
def test_weights_of_other_criteria_are_refused(points):
    assert refused("weights", {"points": points}).endswith(OPEN_AGAIN)


def test_open_points_stay_open_and_zero_stays_zero():
    vote = {"points": {"homes": 0, "jobs": None, "health": 10}}
    assert check("points", vote) == vote
    assert check("points", {"points": {"homes": 7}}) == {
        "points": {"homes": 7, "jobs": None, "health": None}
    }


@pytest.mark.parametrize("points", [None, {}, {"homes": None, "jobs": None}])
def test_no_points_at_all_are_told(points):
    assert refused("points", {"points": points}) == (
        "You gave no points yet. Give points to at least one action. Nothing was sent."
    )


@pytest.mark.parametrize("wrong", [11, -1, 3.5, "3"])
def test_points_beyond_the_scale_are_told(wrong):
    assert refused("points", {"points": {"jobs": wrong}}) == (
        f"jobs: got {wrong!r}, expected a whole number from 0 to 10."
    )


def test_points_for_an_action_that_was_not_asked_are_refused():
    assert refused("points", {"points": {"homes": 1, "atlantis": 1}}).endswith(OPEN_AGAIN)


def test_approval_counts_an_action_once():
    assert check("approval", {"approved": ["jobs", "homes", "jobs"]}) == {
        "approved": ["jobs", "homes"]
    }


def test_approval_of_nothing_is_a_vote():
    assert check("approval", {"approved": []}) == {"approved": []}


def test_approval_above_the_limit_is_told():
    assert refused("approval", {"approved": list(ITEMS)}) == (
        "You chose 3 actions. At most 2 are allowed. Nothing was sent."
    )


def test_approval_without_a_limit_takes_all():
    question = Question("q", "approval", "?", ITEMS)
    assert checked(question, {"approved": list(ITEMS)}) == {"approved": list(ITEMS)}


def test_approval_of_an_action_that_was_not_asked_is_refused():
    assert refused("approval", {"approved": ["atlantis"]}).endswith(OPEN_AGAIN)


def test_pairs_are_each_two_items_once():
    assert pairs(ITEMS) == (("homes", "jobs"), ("homes", "health"), ("jobs", "health"))


def test_some_pairs_are_enough():
    picks = [["homes", "jobs", "first"], ["jobs", "health", "none"]]
    assert check("pairs", {"picks": picks}) == {"picks": picks}


@pytest.mark.parametrize("vote", [{}, {"picks": []}])
def test_no_pick_at_all_is_told(vote):
    assert refused("pairs", vote) == (
        "You picked nothing yet. Answer at least one pair. Nothing was sent."
    )


@pytest.mark.parametrize(
    "picks",
    [
        [("homes", "jobs", "first"), ("homes", "jobs", "second")],
        [("jobs", "homes", "first")],
        [("homes", "homes", "first")],
        [("homes", "atlantis", "first")],
        [("homes", "jobs", "both")],
    ],
    ids=["twice", "turned round", "with itself", "not asked", "no answer of ours"],
)
def test_picks_that_do_not_fit_are_refused(picks):
    assert refused("pairs", {"picks": picks}).endswith(OPEN_AGAIN)


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_text_beside_yes_or_no_is_dropped(answer):
    assert check("wording", {"answer": answer, "text": "typed before"}) == {
        "answer": answer,
        "text": "",
    }


def test_other_text_is_kept_in_one_line():
    vote = {"answer": "other", "text": " Every city\n\thas  two desks. "}
    assert check("wording", vote)["text"] == "Every city has two desks."


@pytest.mark.parametrize("answer", [None, "", "maybe"])
def test_no_answer_is_told(answer):
    assert refused("wording", {"answer": answer}) == (
        "Choose yes, no or another text. Nothing was sent."
    )


@pytest.mark.parametrize("text", [None, "", " \n ", "\x00\x1b"])
def test_other_text_that_says_nothing_is_told(text):
    assert refused("wording", {"answer": "other", "text": text}) == (
        "Write the other text that you propose. Nothing was sent."
    )


def test_other_text_has_300_characters_at_most():
    assert len(check("wording", {"answer": "other", "text": "x" * 300})["text"]) == 300
    assert refused("wording", {"answer": "other", "text": "x" * 301}) == (
        "Your text has 301 characters; at most 300 are allowed. Nothing was kept."
    )


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Zoë Nguyễn 北京 🫨", "Zoë Nguyễn 北京 🫨"),
        ("می‌خواهم", "می‌خواهم"),  # with a zero-width non-joiner, which Persian needs
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),  # escaped where it is shown
        ("a\x00b\x0bc\x1bd\ufffee\ud800f", "a b c d e f"),
        ("a\u202eb\u2066c", "a b c"),
    ],
)
def test_signs_that_no_file_can_hold_or_that_turn_the_letters_round_are_taken_out(text, kept):
    assert in_one_line(text, 60, "The name") == kept


def test_longer_text_keeps_its_lines():
    assert short(" first\nsecond\x00\u202e ", 60, "The decision") == "first\nsecond"
