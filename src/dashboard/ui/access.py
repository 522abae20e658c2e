"""Who may write: the one place that says so.

Local mode: nothing is configured, everyone who opens the page may write, and the page says so.
Guarded mode: `.streamlit/secrets.toml` has a section [access] with a pass phrase for each role; who
gives it may write in that role until the page is closed. A log-in (OpenID Connect) will give the
roles here too. Only the role and the time are kept with what is written, never a name.
"""

from __future__ import annotations

import hmac
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.errors import WritingError
from dashboard.i18n import _
from dashboard.responses.database import ROLES
from dashboard.responses.limits import Limiter
from dashboard.words.labels import role_name

if TYPE_CHECKING:
    from collections.abc import Mapping

_SECTION: Final = "access"
_ROLE: Final = "role"
_UNLOCKED: Final = "unlocked_roles"
# Wrong pass phrases in ten minutes, by anybody.
_wrong = Limiter(most=10, window_s=600.0)


def is_guarded() -> bool:
    """Return whether pass phrases are asked for."""
    return _phrases() is not None


def _phrases() -> Mapping[str, str] | None:
    """Return the pass phrases by role; None: local mode.

    Raises:
        WritingError: A file of secrets is there and cannot be read: nobody may write then.
    """
    if not st.secrets.load_if_toml_exists():
        if any(Path(file).is_file() for file in st.get_option("secrets.files")):
            message = "The file of secrets cannot be read. Nobody may write until it is mended."
            raise WritingError(message)
        return None
    if _SECTION not in st.secrets:
        return None
    section = st.secrets[_SECTION]
    return {role: str(section[role]) for role in ROLES if section.get(role)}


def may_write(role: str) -> bool:
    """Return whether this visitor may write in a role."""
    return not is_guarded() or role in st.session_state.get(_UNLOCKED, ())


def role() -> str:
    """Return the role that the visitor chose last, else the first one."""
    chosen: str = st.session_state.get(_ROLE, ROLES[0])
    return chosen


def writer(*roles: str, key: str = "") -> str:
    """Ask in which role the visitor writes, and for its pass phrase where one is set.

    Args:
        *roles: Roles that may do this; none: all of them.
        key: Tells a second place on a page from the first.

    Returns:
        The role; empty: the visitor may not write (yet), and the page says what to do.
    """
    allowed = roles or ROLES
    chosen = role() if role() in allowed else allowed[0]
    if len(allowed) > 1:
        chosen = st.selectbox(
            _("You write as"),
            allowed,
            index=allowed.index(chosen),
            format_func=role_name,
            key=f"writes_as{key}",
            help=_("Only the role and the time are kept, never a name."),
        )
        st.session_state[_ROLE] = chosen
    if may_write(chosen):
        if len(allowed) == 1:
            st.caption(_("You write as: {role}.").format(role=role_name(chosen)))
        return chosen
    _ask(chosen, key)
    return ""


def _ask(wanted: str, key: str) -> None:
    """Ask for the pass phrase of a role."""
    with st.form(f"unlock_{wanted}{key}", border=True):
        given = st.text_input(
            _("Pass phrase for: {role}").format(role=role_name(wanted)),
            type="password",
            autocomplete="off",
        )
        sent = st.form_submit_button(_("Unlock"))
    if not sent:
        return
    if not _wrong.may(""):
        st.error(_("Too many wrong pass phrases. Wait ten minutes and try again."))
    elif matches(given, (_phrases() or {}).get(wanted, "")):
        held: tuple[str, ...] = st.session_state.get(_UNLOCKED, ())
        st.session_state[_UNLOCKED] = (*held, wanted)
        st.rerun()
    else:
        _wrong.take("")
        st.error(_("This is not the pass phrase. Nothing was changed."))


def matches(given: str, wanted: str) -> bool:
    """Compare a pass phrase in a time that does not depend on where it differs.

    Args:
        given: What somebody typed.
        wanted: The pass phrase; an empty one matches nothing.

    Returns:
        Whether they are the same.
    """
    return bool(wanted) and hmac.compare_digest(given.encode(), wanted.encode())


def banner() -> None:
    """Say who may write here."""
    if is_guarded():
        st.caption(_("Reading is open to all. To write, give the pass phrase of your role."))
    else:
        st.info(
            _("Nobody has to log in here: everyone who can open this page may write and change it.")
        )
