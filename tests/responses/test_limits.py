"""How often somebody may try: 3 tries in 10 seconds, counted by a clock that the test sets."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from dashboard.responses import limits
from dashboard.responses.limits import Limiter


@pytest.fixture
def clock(monkeypatch):
    clock = SimpleNamespace(now=1_000.0)
    monkeypatch.setattr(limits, "time", SimpleNamespace(monotonic=lambda: clock.now))
    return clock


@pytest.fixture
def limiter(clock):
    assert clock.now == 1_000
    return Limiter(most=3, window_s=10.0)


def test_fourth_try_is_refused(limiter):
    assert [limiter.take("ada") for _ in range(4)] == [True, True, True, False]


def test_try_that_was_refused_is_not_counted(limiter, clock):
    assert [limiter.take("ada") for _ in range(9)].count(True) == 3
    clock.now += 10
    assert [limiter.take("ada") for _ in range(4)] == [True, True, True, False]


def test_time_slides(limiter, clock):
    for moment in (0, 4, 8):
        clock.now = 1_000 + moment
        assert limiter.take("ada")
    clock.now = 1_009.9
    assert not limiter.take("ada")
    clock.now = 1_010  # the first is ten seconds old
    assert limiter.take("ada")
    assert not limiter.take("ada")
    clock.now = 1_014  # now the second
    assert limiter.take("ada")


def test_names_are_counted_apart(limiter):
    assert all(limiter.take("ada") for _ in range(3))
    assert limiter.take("bob")
    assert not limiter.take("ada")


def test_asking_counts_nothing(limiter):
    assert all(limiter.may("ada") for _ in range(9))
    assert all(limiter.take("ada") for _ in range(3))
    assert not limiter.may("ada")


def test_names_of_long_ago_are_forgotten_and_those_of_now_are_not(limiter, clock, monkeypatch):
    monkeypatch.setattr(limits, "_MOST_NAMES", 100)
    for n in range(200):
        limiter.take(f"old-{n}")
    clock.now += 10
    assert all(limiter.take("ada") for _ in range(3))
    assert not limiter.take("ada")
    assert len(limiter._tries) == 1


def test_threads_at_once_take_no_more_than_there_is(monkeypatch):
    def slow_clock():
        time.sleep(0.001)  # another thread goes on meanwhile
        return 1_000.0

    monkeypatch.setattr(limits, "time", SimpleNamespace(monotonic=slow_clock))
    limiter = Limiter(most=10, window_s=60.0)
    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(limiter.take, ["all"] * 40))
    assert told.count(True) == 10
