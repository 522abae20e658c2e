"""How invented data are called, wherever they are shown or written."""

from __future__ import annotations

from dashboard.i18n import _


def banner() -> str:
    """Return what every page says of invented data."""
    return _(
        "Training with invented data: the answers shown here and every place called Demo city are "
        "invented."
    )


def mark() -> str:
    """Return what every file and every printed answer says of invented data."""
    return _("INVENTED DATA for training: answers and places called Demo city are invented.")
