"""What becomes of answers: accepted, returned, withdrawn; the rollup always says what they say.

Alba (ita-alba) and Busia (ken-busia) are in the release, Xanadu (chn-xanadu) is not.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.errors import WritingError
from dashboard.responses.database import reading, writing
from dashboard.responses.decisions import LONGEST_NOTE, decide
from dashboard.responses.notes import add_event, list_events, list_proposed, propose_city
from dashboard.responses.rollup import (
    ROLLUP_COLUMNS,
    count_anew,
    rank_questions,
    raw_counts,
    read_rollup,
)
from dashboard.responses.submissions import accepted, list_submissions, submit

ALBA = ("ITA", "under-50k")
BUSIA = ("KEN", "50k-200k")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "responses"


def places(**where):
    """Return places of cities, told by the part of their id behind the country."""
    ids = {"alba": "ita-alba", "busia": "ken-busia"}
    rows = [(ids[city], *place) for city, place in where.items()]
    return pd.DataFrame(rows, columns=["city_id", "country_iso3", "size"], dtype="str")


BOTH = places(alba=ALBA, busia=BUSIA)


def send(folder, city, round_id="2026", **states):
    rows = [
        {
            "city_id": city,
            "round_id": round_id,
            "question_id": question,
            "question_version": 1,
            "state": state.replace("_", "-"),
        }
        for question, state in states.items()
    ]
    return submit(folder, pd.DataFrame(rows), role="city-editor", release="r").numbers


def settle(folder, numbers, kind, where=BOTH, note=""):
    return decide(folder, numbers, kind, role="data-steward", places=where, note=note)


def status(folder):
    """Return what became of the newest submission, and what was said with it."""
    newest = list_submissions(folder)[0]
    return newest.status, newest.note


def counted(folder):
    """Return the rollup, which says what the answers say; the order of the rows is no matter."""
    found, raw = read_rollup(folder).table, raw_counts(folder).table
    assert list(found) == list(raw) == list(ROLLUP_COLUMNS)
    rows = sorted(map(tuple, found.to_numpy().tolist()))
    assert rows == sorted(map(tuple, raw.to_numpy().tolist()))
    return rows


# What can be decided

WAYS = [
    (["accepted"], "accepted"),
    (["returned"], "returned"),
    (["withdrawn"], "withdrawn"),
    (["accepted", "withdrawn"], "withdrawn"),
    (["accepted", "returned"], "returned"),
    (["returned", "accepted"], "accepted"),
    (["returned", "withdrawn"], "withdrawn"),
    (["returned", "accepted", "returned", "accepted"], "accepted"),
]


@pytest.mark.parametrize(("kinds", "at_last"), WAYS)
def test_newest_decision_counts(folder, kinds, at_last):
    numbers = send(folder, "ita-alba", food="planned")
    assert [settle(folder, numbers, kind) for kind in kinds] == [1] * len(kinds)
    assert status(folder) == (at_last, "")
    assert len(accepted(folder).answers) == (at_last == "accepted")
    assert len(counted(folder)) == (at_last == "accepted")


@pytest.mark.parametrize("kind", ["accepted", "returned"])
def test_nothing_can_be_done_with_what_was_withdrawn(folder, kind):
    numbers = send(folder, "ita-alba", food="planned")
    settle(folder, numbers, "withdrawn")
    with pytest.raises(WritingError) as caught:
        settle(folder, numbers, kind)
    assert str(caught.value) == (
        f"{numbers[0]} was withdrawn by its sender; it cannot be {kind} any more."
    )
    assert status(folder) == ("withdrawn", "")


def notes_kept(folder):
    with reading(folder) as store:
        return store.execute("SELECT kind, note FROM decisions ORDER BY seq").fetchall()


@pytest.mark.parametrize(
    ("kind", "second"), [("accepted", "Second"), ("returned", " First "), ("withdrawn", "Second")]
)
def test_same_decision_twice_adds_nothing(folder, kind, second):
    numbers = send(folder, "ita-alba", food="planned")
    assert settle(folder, numbers, kind, note="First") == 1
    assert settle(folder, numbers, kind, note=second) == 0
    assert status(folder) == (kind, "First")
    assert notes_kept(folder) == [(kind, "First")]


def test_return_with_another_note_is_kept_beside_the_first_one(folder):
    numbers = send(folder, "ita-alba", food="planned")
    settle(folder, numbers, "returned", note="Which year?")
    assert settle(folder, numbers, "returned", note="And which unit?") == 1
    assert status(folder) == ("returned", "And which unit?")
    assert settle(folder, numbers, "returned", note="Which year?") == 1  # back again is new
    assert [note for _kind, note in notes_kept(folder)] == [
        "Which year?",
        "And which unit?",
        "Which year?",
    ]
    assert counted(folder) == []


def test_number_given_twice_is_decided_once(folder):
    (number,) = send(folder, "ita-alba", food="planned")
    assert settle(folder, [number, number], "accepted") == 1


def test_nothing_to_decide_changes_nothing(folder):
    send(folder, "ita-alba", food="planned")
    assert settle(folder, [], "accepted") == 0
    assert status(folder) == ("submitted", "")


def test_note_is_kept_tidy_with_the_decision_and_goes_with_the_next_one(folder):
    numbers = send(folder, "ita-alba", food="planned")
    before = datetime.now(UTC).replace(tzinfo=None)
    settle(folder, numbers, "returned", note=" Which year?\r\nÉvora 😀 ")
    after = datetime.now(UTC).replace(tzinfo=None)
    assert status(folder) == ("returned", "Which year?\nÉvora 😀")
    assert before <= list_submissions(folder)[0].decided_at <= after
    settle(folder, numbers, "accepted")
    assert status(folder) == ("accepted", "")


def test_note_of_the_longest_length_is_kept_and_a_longer_one_refused(folder):
    numbers = send(folder, "ita-alba", food="planned")
    with pytest.raises(WritingError, match="note: got 1001 characters, expected at most 1000"):
        settle(folder, numbers, "returned", note="n" * 1001)
    assert settle(folder, numbers, "returned", note="n" * LONGEST_NOTE) == 1


def test_unknown_decision_is_refused(folder):
    numbers = send(folder, "ita-alba", food="planned")
    with pytest.raises(WritingError, match="decision: got 'lost', expected one of accepted, "):
        settle(folder, numbers, "lost")


def test_unknown_role_is_refused_before_a_store_is_made(folder):
    with pytest.raises(WritingError, match="role: got 'mayor', expected one of "):
        decide(folder, ["2026-AAAA-AAAA"], "accepted", role="mayor", places=BOTH)
    assert not folder.exists()


def test_unknown_number_is_told_and_nothing_of_the_others_is_decided(folder):
    numbers = send(folder, "ita-alba", food="planned")
    with pytest.raises(WritingError) as caught:
        settle(folder, [*numbers, "2026-AAAA-AAAA"], "accepted")
    assert str(caught.value) == (
        "number: got '2026-AAAA-AAAA', expected that of something that was sent."
    )
    assert status(folder) == ("submitted", "")
    assert counted(folder) == []


def test_city_that_is_not_in_the_release_cannot_be_accepted_but_returned(folder):
    numbers = send(folder, "chn-xanadu", food="planned")
    with pytest.raises(WritingError) as caught:
        settle(folder, numbers, "accepted")
    assert str(caught.value) == (
        f"{numbers[0]} cannot be accepted: chn-xanadu is not in this release of the data. Add the "
        "city to data/cities.csv, build, and accept then."
    )
    assert status(folder) == ("submitted", "")
    assert settle(folder, numbers, "returned") == 1


def test_note_on_the_time_line_of_a_city_that_is_not_in_the_release_cannot_be_accepted(folder):
    number = add_event(
        folder, city="chn-xanadu", day="2020", event="E", source="S", link="", role="city-editor"
    )
    with pytest.raises(WritingError, match="chn-xanadu is not in this release of the data"):
        settle(folder, [number], "accepted")


def test_proposed_city_can_be_accepted_before_the_release_has_it(folder):
    proposal = propose_city(
        folder, city="Xanadu", country="CHN", population=None, source="", role="city-editor"
    )
    assert settle(folder, [proposal.number], "accepted") == 1
    assert [found.status for found in list_proposed(folder)] == ["accepted"]


def test_submissions_and_notes_are_decided_together_and_only_answers_are_counted(folder):
    numbers = send(folder, "ita-alba", food="planned")
    event = add_event(
        folder, city="ken-busia", day="2020", event="E", source="S", link="", role="city-editor"
    )
    assert settle(folder, [*numbers, event], "accepted") == 2
    assert [found.status for found in list_events(folder)] == ["accepted"]
    assert counted(folder) == [("2026", "food", *ALBA, "planned", 1)]


# The rollup


def test_rollup_of_nothing_has_its_columns_and_no_row(folder):
    assert counted(folder) == []
    assert not folder.exists()


def test_rollup_counts_cities_by_round_question_country_class_and_state(folder):
    settle(folder, send(folder, "ita-alba", food="planned", work="started"), "accepted")
    settle(folder, send(folder, "ken-busia", food="planned"), "accepted", places(busia=ALBA))
    settle(folder, send(folder, "ita-alba", "2025", food="planned"), "accepted")
    assert counted(folder) == [
        ("2025", "food", *ALBA, "planned", 1),
        ("2026", "food", *ALBA, "planned", 2),
        ("2026", "work", *ALBA, "started", 1),
    ]


def test_correction_moves_a_city_from_one_state_to_the_other(folder):
    settle(folder, send(folder, "ita-alba", food="planned", work="started"), "accepted")
    correction = send(folder, "ita-alba", food="in_place")
    settle(folder, correction, "accepted")
    work = ("2026", "work", *ALBA, "started", 1)
    assert counted(folder) == [("2026", "food", *ALBA, "in-place", 1), work]
    settle(folder, correction, "withdrawn")
    assert counted(folder) == [("2026", "food", *ALBA, "planned", 1), work]


def test_city_that_grew_is_counted_in_its_new_class_with_its_next_decision(folder):
    settle(folder, send(folder, "ita-alba", food="planned"), "accepted")
    numbers = send(folder, "ita-alba", work="started")
    settle(folder, numbers, "accepted", places(alba=("ITA", "50k-200k"), busia=BUSIA))
    assert counted(folder) == [
        ("2026", "food", "ITA", "50k-200k", "planned", 1),
        ("2026", "work", "ITA", "50k-200k", "started", 1),
    ]


def test_city_that_the_release_has_no_more_is_counted_no_more_once_it_withdraws(folder):
    numbers = send(folder, "ita-alba", food="planned")
    settle(folder, numbers, "accepted")
    settle(folder, numbers, "withdrawn", places(busia=BUSIA))
    assert counted(folder) == []


def test_ranking_counts_the_cities_that_have_an_action_in_place_the_most_first(folder):
    alba = send(folder, "ita-alba", food="in_place", work="in_place", home="planned")
    busia = send(folder, "ken-busia", work="in_place_and_evaluated", home="started", art="in_place")
    older = send(folder, "ken-busia", "2025", food="in_place")
    settle(folder, [*alba, *busia, *older], "accepted")
    with reading(folder) as store:
        ranked = rank_questions(store, "2026")
    assert ranked.to_numpy().tolist() == [["work", 2], ["art", 1], ["food", 1]]


def test_counting_anew_puts_a_wrong_rollup_right(folder):
    settle(folder, send(folder, "ita-alba", food="planned"), "accepted")
    with_rows = counted(folder)
    with writing(folder) as store:
        store.execute("UPDATE rollup SET n_cities = 7")
    count_anew(folder)
    assert counted(folder) == with_rows


# Whatever happens

CITIES = st.sampled_from(["ita-alba", "ken-busia"])
SENT = st.dictionaries(
    st.sampled_from(["food", "work"]), st.sampled_from(["planned", "started"]), min_size=1
)
KINDS = st.sampled_from(["accepted", "accepted", "returned", "withdrawn"])
PLACE = st.none() | st.sampled_from([ALBA, BUSIA, ("ITA", "50k-200k")])
STEPS = st.one_of(
    st.tuples(st.just("send"), CITIES, st.sampled_from(["2025", "2026"]), SENT),
    st.tuples(st.just("decide"), st.integers(0, 5), KINDS, st.tuples(PLACE, PLACE)),
)


def place_of(where):
    known = zip(["alba", "busia"], where, strict=True)
    return places(**{city: place for city, place in known if place is not None})


def newest_accepted(sent, kinds):
    """Return city, round, question and state of the answers that are shown, worked out anew."""
    shown = {}
    for number, (city, round_id, states) in sent.items():
        if kinds.get(number) == "accepted":
            shown |= {(city, round_id, question): state for question, state in states.items()}
    return {(*key, state) for key, state in shown.items()}


@settings(max_examples=10, deadline=None)
@given(steps=st.lists(STEPS, min_size=4, max_size=12))
def test_rollup_says_what_the_answers_say_after_anything(tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("law") / "responses"
    sent, kinds = {}, {}
    for what, *how in steps:
        if what == "send":
            city, round_id, states = how
            sent |= dict.fromkeys(send(folder, city, round_id, **states), how)
        elif sent:
            at, kind, where = how
            number = list(sent)[at % len(sent)]
            try:
                settle(folder, [number], kind, place_of(where))
            except WritingError:
                assert kind == "accepted" or kinds[number] == "withdrawn"
            else:
                kinds[number] = kind
            counted(folder)
    answers = accepted(folder).answers[["city_id", "round_id", "question_id", "state"]]
    assert set(map(tuple, answers.to_numpy().tolist())) == newest_accepted(sent, kinds)
