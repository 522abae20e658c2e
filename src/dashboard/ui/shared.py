"""Remember what was worked out; of many visitors who ask the same at once, one works it out."""

from __future__ import annotations

import threading
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")


class _NotKnownError(Exception):
    """Nobody has worked this out yet."""


class _Turn(threading.local):
    """Whether this thread is the one that works an answer out."""

    is_mine = False


class _Work:
    """One question: whose turn it is, and what became of the attempts that failed."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.n_failed = 0
        self.error: Exception | None = None


def shared(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Return a decorator that remembers the last answers of a function.

    What is known is handed out without waiting. Whoever asks for an answer that is being worked out
    waits for it. An error is told to all who wait; whoever asks later tries again.

    Args:
        most: Answers that are remembered.

    Returns:
        Decorator for a function of hashable arguments.
    """

    def wrap(function: Callable[P, T]) -> Callable[P, T]:
        turn = _Turn()

        @lru_cache(most)
        def known(*args: P.args, **kwargs: P.kwargs) -> T:
            if not turn.is_mine:
                raise _NotKnownError
            turn.is_mine = False  # what it asks in turn is another question
            return function(*args, **kwargs)

        @lru_cache(most)
        def work(*_args: P.args, **_kwargs: P.kwargs) -> _Work:
            return _Work()

        @wraps(function)
        def asked(*args: P.args, **kwargs: P.kwargs) -> T:
            try:
                return known(*args, **kwargs)  # type: ignore[arg-type] # hidden by lru_cache
            except _NotKnownError:
                pass
            mine = work(*args, **kwargs)  # type: ignore[arg-type]
            n_failed = mine.n_failed
            with mine.lock:
                if mine.error is not None and mine.n_failed > n_failed:
                    raise mine.error
                turn.is_mine = True
                try:
                    return known(*args, **kwargs)  # type: ignore[arg-type]
                except Exception as error:
                    mine.n_failed, mine.error = mine.n_failed + 1, error
                    raise
                finally:
                    turn.is_mine = False

        return asked

    return wrap
