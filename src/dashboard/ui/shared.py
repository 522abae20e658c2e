"""Remember what was worked out; of many visitors who ask the same at once, one works it out."""

from __future__ import annotations

import threading
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")


def shared(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Return a decorator that remembers the last answers of a function.

    Whoever asks for an answer that is being worked out waits for it. An error is told to the one
    who asked; the next one tries again.

    Args:
        most: Answers that are remembered.

    Returns:
        Decorator for a function of hashable arguments.
    """

    def wrap(function: Callable[P, T]) -> Callable[P, T]:
        known = lru_cache(most)(function)

        @lru_cache(most)
        def turn(*_args: P.args, **_kwargs: P.kwargs) -> threading.RLock:
            return threading.RLock()

        @wraps(function)
        def asked(*args: P.args, **kwargs: P.kwargs) -> T:
            with turn(*args, **kwargs):  # type: ignore[arg-type] # lru_cache hides the parameters
                return known(*args, **kwargs)  # type: ignore[arg-type]

        return asked

    return wrap
