"""Names of what cities answer: states, needs, statuses, and how states are counted."""

from __future__ import annotations

from dashboard.i18n import _


def state_name(state: str) -> str:
    """Return a state in words; empty: not answered."""
    names = {
        "": _("not answered"),
        "not-in-place": _("not in place"),
        "planned": _("planned"),
        "started": _("started"),
        "in-place": _("in place"),
        "in-place-and-evaluated": _("in place and evaluated"),
        "not-our-power": _("not our power"),
        "not-applicable": _("not applicable"),
        "do-not-know": _("do not know"),
    }
    return names.get(state, state)


def need_name(need: str) -> str:
    """Return a kind of need in words."""
    names = {
        "money": _("money"),
        "staff": _("staff"),
        "skills": _("skills"),
        "data": _("data"),
        "legal-powers": _("legal powers"),
        "partners": _("partners"),
        "political-support": _("political support"),
    }
    return names.get(need, need)


def detail_name(column: str) -> str:
    """Return what a city can say beside the state, by its column of an answer, in words."""
    names = {
        "year_since": _("year since"),
        "unit_in_charge": _("unit in charge"),
        "evidence_link": _("link to evidence"),
        "needs": _("needs"),
        "priority": _("priority"),
        "impact_indicator": _("indicator of impact"),
        "impact_baseline": _("baseline"),
        "impact_target": _("target"),
        "impact_latest": _("latest value"),
        "impact_year": _("year of the latest value"),
        "impact_source": _("source of the values"),
    }
    return names.get(column, column)


def status_name(status: str) -> str:
    """Return what became of something that was sent, in words."""
    names = {
        "submitted": _("sent, not decided yet"),
        "accepted": _("accepted"),
        "returned": _("returned with a note"),
        "withdrawn": _("withdrawn"),
    }
    return names.get(status, status)


def group_heading(by: str) -> str:
    """Return by what cities are grouped, in words."""
    names = {
        "region": _("Region"),
        "oecd": _("OECD status"),
        "size": _("Population"),
    }
    return names.get(by, by)


def scoring() -> str:
    """Return how states become a score, in words."""
    return _(
        "Score of a policy area: not in place 0, planned 25, started 50, in place 75, in place and "
        "evaluated 100; the mean of the questions answered, all equal. Not our power and not "
        "applicable do not count. Below 40 % coverage there is no score. The steps are our choice; "
        "a score tells what is in place, not how people fare."
    )


def answers_source(round_name: str) -> str:
    """Return the source of answers, in words."""
    return _("Answers of cities, {round}, accepted by the data steward").format(round=round_name)
