"""What many ask at once is worked out once, and everybody gets it."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.ui.shared import shared

NOT_NOW = "not now"


def test_of_many_who_ask_the_same_at_once_one_works_it_out():
    calls = []

    @shared(4)
    def squared(value):
        calls.append(value)
        time.sleep(0.2)
        return value**2

    with ThreadPoolExecutor(20) as threads:
        found = list(threads.map(squared, [3] * 20))
    assert found == [9] * 20
    assert calls == [3]


def test_other_questions_do_not_wait():
    waits, goes_on = threading.Event(), threading.Event()

    @shared(4)
    def asked(name):
        if name == "slow":
            waits.set()
            assert goes_on.wait(10)
        return name

    with ThreadPoolExecutor(2) as threads:
        slow = threads.submit(asked, "slow")
        assert waits.wait(10)
        assert asked("quick") == "quick"
        goes_on.set()
        assert slow.result() == "slow"


def test_error_is_told_and_the_next_one_tries_again():
    answers = [ValueError(NOT_NOW), "well"]

    @shared(4)
    def asked():
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    with pytest.raises(ValueError, match=NOT_NOW):
        asked()
    assert [asked(), asked()] == ["well", "well"]


def test_only_the_last_answers_are_remembered():
    calls = []

    @shared(2)
    def asked(value):
        calls.append(value)
        return value

    for value in (1, 2, 1, 3, 1, 2):
        asked(value)
    assert calls == [1, 2, 3, 2]


def test_one_answer_may_hang_on_another():
    @shared(8)
    def factorial(value):
        return value * factorial(value - 1) if value else 1

    assert factorial(5) == 120


def test_error_is_told_to_all_who_wait_for_the_same():
    calls, all_ask = [], threading.Barrier(10)

    @shared(4)
    def asked():
        calls.append(1)
        time.sleep(0.3)
        raise ValueError(NOT_NOW)

    def told(_place):
        all_ask.wait(10)
        with pytest.raises(ValueError, match=NOT_NOW):
            asked()

    with ThreadPoolExecutor(10) as threads:
        list(threads.map(told, range(10)))
    assert calls == [1]
