"""Parameters of an address that belong to one visitor: never in a link to another page.

A private link reopens a draft, a place among the participants of a session, the chair's seat, or
a practice that was proposed.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

import streamlit as st

PRIVATE: Final = ("draft", "room", "chair", "proposal")


def value(name: str) -> str:
    """Return a parameter of the address that belongs to this visitor alone; empty: none."""
    found: str = st.query_params.get(name, "")
    return found


def put(name: str, secret: str) -> None:
    """Write such a parameter into the address; empty: take it out."""
    if secret:
        st.query_params[name] = secret
    else:
        st.query_params.pop(name, None)


def link(name: str, secret: str, choices: dict[str, str]) -> str:
    """Return the address that reopens this page for the one visitor who has it.

    Args:
        name: Parameter, of PRIVATE.
        secret: Its value.
        choices: Other parameters of the address.

    Returns:
        The address.
    """
    return f"{st.context.url or ''}?{urlencode({**choices, name: secret}, safe=',')}"
