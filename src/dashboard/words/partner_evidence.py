"""What is known of a place as a partner, criterion by criterion, in words with year and source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dashboard.answers.partners import shared_languages, shared_networks
from dashboard.criteria import PARTNER_CRITERIA
from dashboard.i18n import _, country, listed, number
from dashboard.i18n.languages import language_name
from dashboard.words.cells import years_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from dashboard.answers.partners import Ground

_MOST: Final = 3
_MOST_ENDS: Final = 4
_CLDR: Final = "Unicode CLDR"


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that is known.

    Attributes:
        text: What, in words.
        year: Year or years as text; None: not stated; empty: a year has no meaning here.
        publisher: Publisher of the source; empty: the reader said so.
        address: Web address; None: none.
        page: Page of the source; None: none.
    """

    text: str
    year: str | None = ""
    publisher: str = ""
    address: str | None = None
    page: str | None = None

    @property
    def years(self) -> str:
        """The year in words; empty: it has no meaning here."""
        return "" if self.year == "" else years_text(self.year)

    @property
    def source(self) -> str:
        """The publisher with the page, as text; empty: none."""
        if not self.page:
            return self.publisher
        return _("{publisher}, p. {page}").format(
            publisher=self.publisher, page=self.page.replace("-", "\N{EN DASH}")
        )

    @property
    def told(self) -> str:
        """The text with year and source in brackets, as far as there are any."""
        about = "; ".join(part for part in (self.years, self.source) if part)
        return f"{self.text} ({about})" if about else self.text


def not_known() -> str:
    """Return what is said where nobody documented anything."""
    return _("not known: ask")


def partner_criterion_name(criterion: str) -> str:
    """Return the name of a criterion for partners."""
    names = {
        "channel": _("Migratory channel"),
        "associations": _("Migrant associations"),
        "experience": _("Experience in cooperation"),
        "resources": _("Resources"),
        "language": _("Culture and language"),
        "links": _("Existing links"),
    }
    return names.get(criterion, criterion)


def pieces(ground: Ground, city: str, other: str, origins: Sequence[str]) -> dict[str, list[Piece]]:
    """Return what is known of another place as a partner of a city.

    Args:
        ground: What is known of every place.
        city: Id of the city that looks for a partner.
        other: Id of the other place.
        origins: Main countries that the city's residents come from or leave for.

    Returns:
        Pieces by criterion, of PARTNER_CRITERIA; an empty list: not known.
    """
    return {
        "channel": _channel(ground, city, other, origins),
        "associations": [
            _piece(_("{title} names {named}").format(**row), row)
            for row in ground.associations.get(other, [])
        ],
        "experience": _experience(ground, other),
        "resources": [
            _piece(_("Grant: {title}").format(**row), row) for row in ground.means.get(other, [])
        ],
        "language": _language(ground, city, other),
        "links": _links(ground, city, other),
    }


def evidence_text(found: Sequence[Piece]) -> str:
    """Return pieces as one text, the first three in full; or that they must be asked for."""
    if not found:
        return not_known()
    told = [piece.told for piece in found[:_MOST]]
    rest = len(found) - _MOST
    if rest > 0:
        told.append(_("And {n} more").format(n=number(rest)))
    return ". ".join(told) + "."


def with_evidence(
    table: pd.DataFrame, ground: Ground, city: str, origins: Sequence[str]
) -> pd.DataFrame:
    """Return candidates with the evidence of each criterion.

    Args:
        table: Rows of PARTNER_COLUMNS.
        ground: What is known of every place.
        city: Id of the city that looks for a partner.
        origins: Main countries that the city's residents come from or leave for.

    Returns:
        The same rows, with a column evidence_... for each criterion.
    """
    known = [pieces(ground, city, other, origins) for other in table["city_id"]]
    return table.assign(
        **{
            f"evidence_{criterion}": [evidence_text(found[criterion]) for found in known]
            for criterion in PARTNER_CRITERIA
        }
    )


def _piece(text: str, row: Mapping[str, Any]) -> Piece:
    return Piece(text, row["year"], row["publisher"], row["address"], row["page"])


def _channel(ground: Ground, city: str, other: str, origins: Sequence[str]) -> list[Piece]:
    iso3 = ground.places[other]["country_iso3"]
    found = [
        _piece(_("The source calls it a migratory channel: {title}").format(**tie), tie)
        for tie in ground.cooperation.get(other, [])
        if tie["other_city_id"] == city and tie["is_channel"]
    ]
    if iso3 in origins:
        told = _("{country} is among the main countries that you named")
        found.append(Piece(told.format(country=country(iso3))))
    elif origins and not found:
        told = _("{country} is not among the main countries that you named")
        found.append(Piece(told.format(country=country(iso3))))
    return found


def _experience(ground: Ground, other: str) -> list[Piece]:
    ties: dict[str, list[dict[str, Any]]] = {}
    for tie in ground.cooperation.get(other, []):
        if tie["by_authorities"]:
            ties.setdefault(tie["record_id"], []).append(tie)
    home = ground.places[other]["country_iso3"]
    ordered = sorted(ties.values(), key=lambda of: all(_at_home(tie, home) for tie in of))
    return [_piece(_tie_text(of), of[0]) for of in ordered]


def _at_home(tie: Mapping[str, Any], home: str) -> bool:
    return bool(tie["other_country_iso3"] == home)


def _tie_text(ties: Sequence[Mapping[str, Any]]) -> str:
    """Return one partnership or practice in words: with whom, on what, what came of it."""
    names = [end_name(tie) for tie in ties[:_MOST_ENDS]]
    if len(ties) > _MOST_ENDS:
        names.append(_("{n} more").format(n=number(len(ties) - _MOST_ENDS)))
    first = ties[0]
    told = _("With {places}: {title}").format(places=listed(names), title=first["title"])
    if first["status"] and first["kind"] == "partnership":
        told += f" \N{EN DASH} {first['status']}"
    if first["step"]:
        told += _(", step {n} of the cycle").format(n=first["step"])
    return told


def end_name(tie: Mapping[str, Any]) -> str:
    """Return the other end of a tie: the place with its country, or only the country."""
    iso3 = tie["other_country_iso3"]
    if iso3 is None:
        return _("partners not named")
    return f"{tie['other_city']} ({country(iso3)})" if tie["other_city"] else country(iso3)


def _language(ground: Ground, city: str, other: str) -> list[Piece]:
    languages = ground.known.languages
    ours, theirs = (ground.places[place] for place in (city, other))
    if not languages[ours["country_iso3"]] or not languages[theirs["country_iso3"]]:
        return []
    shared = shared_languages(ground, city, other)
    if shared:
        text = _("Official in both countries: {languages}").format(languages=_named(shared))
    else:
        text = _("No official language in common: {theirs} there, {ours} here").format(
            theirs=_named(languages[theirs["country_iso3"]]),
            ours=_named(languages[ours["country_iso3"]]),
        )
    if ours["subregion"] and ours["subregion"] == theirs["subregion"]:
        text += _("; same UN subregion, {name}").format(name=ours["subregion"])
    return [Piece(text, "", _CLDR)]


def _named(codes: Sequence[str]) -> str:
    return listed([language_name(code) for code in codes])


def _links(ground: Ground, city: str, other: str) -> list[Piece]:
    found = [
        _piece(link_text(tie), tie)
        for tie in ground.cooperation.get(other, [])
        if tie["other_city_id"] == city
    ]
    networks = {row["network_id"]: row for row in shared_networks(ground, city, other)}
    return found + [
        _piece(_("Both have a role in {network}").format(**row), row) for row in networks.values()
    ]


def link_text(tie: Mapping[str, Any]) -> str:
    """Return a tie between the two places in words."""
    if tie["kind"] == "partnership":
        told = _("Documented link: {title} \N{EN DASH} {status}")
        return told.format(title=tie["title"], status=tie["status"] or _("status not stated"))
    return _("Shared practice: {title}").format(title=tie["title"])
