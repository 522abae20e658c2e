"""Practices that somebody proposed, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.i18n import _, number
from dashboard.responses.practice_check import FIRST_YEAR, LONG, LONGEST, MISSING, NO_LINK, NO_YEAR
from dashboard.words.figures import year_name
from dashboard.words.markdown import as_plain_text, linked
from dashboard.words.receipt import moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.responses.practice_check import Fault
    from dashboard.responses.practices import Proposal


def field_name(field: str) -> str:
    """Return how the form names a field of a practice."""
    names = {
        "title": _("Title of the practice"),
        "city_id": _("City that leads it"),
        "year": _("Year in which it began (may be empty)"),
        "keyword_id": _("Keyword"),
        "summary": _("What was done, in your own words"),
        "stakeholders": _("Who took part (may be empty)"),
        "source_title": _("Source: where can it be read?"),
        "source_link": _("Link to the source (may be empty)"),
    }
    return names.get(field, field)


def fault_text(fault: Fault) -> str:
    """Return what keeps a practice from being taken, by the names that the form shows."""
    texts = {
        MISSING: _("“{field}” is empty. Fill it in."),
        LONG: _("“{field}” has {got} characters. Use {most} at most."),
        NO_LINK: _("“{field}”: {got} is no web address. It must begin with https://."),
        NO_YEAR: _("“{field}”: {got} cannot be. Give a year from {first} to this one."),
        "returned": _("The data steward returned this very text. Change it, then send it again."),
        "submitted": _("Your last text still waits. Correct it once it is returned."),
        "accepted": _("Your last text is accepted already. It cannot be changed here."),
    }
    return texts[fault.kind].format(
        field=field_name(fault.field),
        got=number(int(fault.got)) if fault.kind == LONG else fault.got,
        most=number(LONGEST.get(fault.field, 0)),
        first=FIRST_YEAR,
    )


def faults_text(faults: Sequence[Fault]) -> str:
    """Return all that keeps a practice from being taken, as plain text, a line each."""
    return "\n".join([_("Not sent."), *map(fault_text, faults)])


def accepted_note() -> str:
    """Return what proposed practices are, and what they do not count for."""
    return _(
        "Written by people of cities, accepted by the data steward. They are not part of the data "
        "release: no figure, map or search counts them until the next release takes them in."
    )


def proposal_text(row: Proposal, cities: Mapping[str, str], keywords: Mapping[str, str]) -> str:
    """Return a proposed practice as Markdown.

    Args:
        row: The proposal.
        cities: Names of places by id.
        keywords: Names of keywords by id.

    Returns:
        Paragraphs; texts of people are shown as they wrote them, without any markup.
    """
    given = row.practice
    city = cities.get(given.city_id, given.city_id)
    keyword = keywords.get(given.keyword_id, given.keyword_id)
    head = " · ".join(part for part in (city, year_name(given.year), keyword) if part)
    people = _("Who took part: {names}").format(names=given.stakeholders)
    source = _("Source: {source}").format(source=linked(given.source_title, given.source_link))
    paragraphs = [
        f"**{as_plain_text(given.title)}**  \n{as_plain_text(head)}",
        as_plain_text(given.summary),
        as_plain_text(people) if given.stakeholders else "",
        f"{source} ({row.number})",
    ]
    return "\n\n".join(part for part in paragraphs if part)


def status_text(row: Proposal) -> str:
    """Return what became of a proposed practice, with the note of the data steward."""
    texts = {
        "submitted": _("It waits: the data steward has not decided yet."),
        "accepted": _("Accepted. It stands on this page, apart from the data release."),
        "returned": _("Returned. Note of the data steward: {note}"),
        "withdrawn": _("Withdrawn."),
    }
    return texts[row.status].format(note=row.note or _("none"))


def sent_text(row: Proposal) -> str:
    """Return what its sender is told of a proposed practice, as Markdown."""
    told = _("Number {number}, sent {moment} UTC.").format(
        number=row.number, moment=moment(row.written_at)
    )
    lines = (f"**{as_plain_text(row.practice.title)}**", as_plain_text(status_text(row)))
    return "  \n".join([*lines, as_plain_text(told)])


def correction_text(before: Proposal) -> str:
    """Return what the data steward is told of the text that a proposal corrects, as Markdown."""
    told = _("It corrects {number}, which was returned with the note: {note}").format(
        number=before.number, note=before.note or _("none")
    )
    return as_plain_text(told)
