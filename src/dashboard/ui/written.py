"""What people wrote: read from the responses store once for each change of it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

import streamlit as st

from dashboard.i18n import _
from dashboard.responses.database import ROLES
from dashboard.responses.files import responses_dir, stamp
from dashboard.words.labels import role_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

P = ParamSpec("P")
T = TypeVar("T")

_ROLE = "role"


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


@lru_cache(maxsize=64)
def _read(
    question: Callable[..., Any],
    folder: Path,
    _stamp: tuple[int, int],
    args: tuple[Any, ...],
    kwargs: tuple[tuple[str, Any], ...],
) -> Any:  # noqa: ANN401 - whatever is read
    return question(folder, *args, **dict(kwargs))


def choose_role() -> str:
    """Let the writer say in which role he or she writes; it is kept for the visit.

    Returns:
        One of ROLES.
    """
    chosen: str = st.selectbox(
        _("You write as"),
        ROLES,
        index=ROLES.index(role()),
        format_func=role_name,
        key="writes_as",
        help=_("Only the role and the time are kept, never a name."),
    )
    st.session_state[_ROLE] = chosen
    return chosen


def role() -> str:
    """Return the role that the visitor chose last, else the first one."""
    chosen: str = st.session_state.get(_ROLE, ROLES[0])
    return chosen


def who_may_write() -> None:
    """Say who may write here."""
    st.caption(
        _("Nobody has to log in here: everyone who can open this page may write and change it.")
    )
