"""Practices that somebody proposed, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.i18n import _
from dashboard.words.figures import year_name
from dashboard.words.markdown import as_plain_text, linked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.responses.practices import Proposal


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
