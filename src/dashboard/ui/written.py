"""What people wrote: read from the responses store once for each change of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from dashboard.responses.files import responses_dir, stamp
from dashboard.ui.shared import shared

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

P = ParamSpec("P")
T = TypeVar("T")


def written(question: Callable[Concatenate[Path, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Ask the responses store, or return what was read since its last change.

    Args:
        question: Function of responses/ that only reads.
        *args: What it takes after the folder; hashable.
        **kwargs: The same by name.

    Returns:
        The answer, shared: not to be changed in place.
    """
    folder = responses_dir()
    return cast("T", _read(question, folder, stamp(folder), args, tuple(kwargs.items())))


@shared(64)
def _read(
    question: Callable[..., Any],
    folder: Path,
    _stamp: tuple[int, ...],
    args: tuple[Any, ...],
    kwargs: tuple[tuple[str, Any], ...],
) -> Any:  # noqa: ANN401 - whatever is read
    return question(folder, *args, **dict(kwargs))
