"""Names of the choices: what an id is called on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping


def region_name(region: str) -> str:
    """Return the name of a UN region."""
    names = {
        "africa": _("Africa"),
        "americas": _("Americas"),
        "asia": _("Asia"),
        "europe": _("Europe"),
        "oceania": _("Oceania"),
    }
    return names.get(region, region)


def oecd_name(status: str) -> str:
    """Return the name of an OECD status; empty: both."""
    names = {"": _("OECD and non-OECD"), "oecd": _("OECD"), "non-oecd": _("non-OECD")}
    return names.get(status, status)


def size_name(size: str) -> str:
    """Return the name of a class of population."""
    names = {
        "under-50k": _("under 50,000"),
        "50k-200k": _("50,000 to 200,000"),
        "200k-500k": _("200,000 to 500,000"),
        "500k-1m": _("500,000 to 1 million"),
        "over-1m": _("1 million and more"),
        "unknown": _("population not known"),
    }
    return names.get(size, size)


def counting_name(counting: str) -> str:
    """Return the name of a counting rule."""
    names = {
        "mentions": _("Sum of keywords"),
        "actors": _("Each actor once"),
    }
    return names.get(counting, counting)


def coding_name(coding: str) -> str:
    """Return the name of a coding of the actions."""
    names = {
        "first": _("First coder"),
        "second": _("Second coder"),
        "agreed": _("Agreed only"),
    }
    return names.get(coding, coding)


def closer_view_name(view: str) -> str:
    """Return the name of a detailed view of the rankings page."""
    names = {
        "actions": _("Actions and sources"),
        "matrix": _("Actors and keywords"),
        "spread": _("Spread over cities"),
        "coding": _("How sure is the coding?"),
    }
    return names.get(view, view)


def more_view_name(view: str) -> str:
    """Return the name of a detailed view of the peer comparison."""
    names = {
        "scores": _("Scores of every city"),
        "moves": _("What would move us"),
        "league": _("League table"),
        "gaps": _("Gaps"),
        "documented": _("What is documented"),
        "change": _("Change over the years"),
    }
    return names.get(view, view)


def work_view_name(view: str) -> str:
    """Return the name of a detailed view of the selection page."""
    names = {
        "covers": _("What it covers"),
        "wordings": _("Wordings"),
        "alignment": _("Alignment"),
        "sure": _("How sure is the order?"),
    }
    return names.get(view, view)


def criterion_name(criterion: str) -> str:
    """Return the name of a criterion."""
    names = {
        "frequency": _("Frequency"),
        "spreading": _("Spreading"),
        "show-progress": _("Show progress"),
        "value-added": _("Value added"),
    }
    return names.get(criterion, criterion)


def phase_name(phase: str) -> str:
    """Return the name of a phase of the selection."""
    names = {
        "desk": _("Desk analysis"),
        "expert": _("Expert discussion"),
        "roll-out": _("Roll-out"),
    }
    return names.get(phase, phase)


def missing_name(rule: str) -> str:
    """Return what a value that is not known counts, in words."""
    names = {"leave-out": _("is left out of the sum"), "worst": _("counts as the worst")}
    return names.get(rule, rule)


def role_name(role: str) -> str:
    """Return the name of a role in which somebody writes."""
    names = {
        "city-editor": _("City editor"),
        "session-chair": _("Session chair"),
        "data-steward": _("Data steward"),
    }
    return names.get(role, role)


def level_name(level: str) -> str:
    """Return what a measure tells, in words."""
    names = {
        "in place": _("tells that something is in place"),
        "reach": _("tells how many people it reaches, or how fast"),
        "result": _("tells how people fare"),
    }
    return names.get(level, level)


def actor_token_name(token: str, actors: Mapping[str, str]) -> str:
    """Name an actor, or a set of actors.

    Args:
        token: Id of an actor, or name of a set or kind.
        actors: Short names by actor id.

    Returns:
        The name; sets and kinds start with "All".
    """
    sets = {
        "all": _("all actors"),
        "analysed-2019": _("All analysed in 2019"),
        "added-since-2019": _("All added since 2019"),
        "kind-international-organisation": _("All international organisations"),
        "kind-city-network": _("All city networks"),
        "kind-global-instrument": _("All global instruments"),
        "kind-think-tank": _("All think tanks"),
        "kind-ngo": _("All NGOs"),
        "kind-city": _("All cities"),
        "kind-eu-body": _("All EU bodies"),
    }
    return sets.get(token) or actors.get(token, token)
