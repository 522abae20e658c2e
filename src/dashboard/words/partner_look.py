"""The close look at one candidate: what is known by every criterion of the guidelines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from dashboard.i18n import _, number
from dashboard.words.cells import Cells, rows_of
from dashboard.words.figures import quantity
from dashboard.words.markdown import as_plain_text, linked
from dashboard.words.partner_evidence import Piece, not_known, partner_criterion_name
from dashboard.words.profile_tables import context_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.answers.profiles import Profile
    from dashboard.queries.sources import Source

# Criteria of the guidelines that are scored, by the criterion of ours.
SCORED: Final = {
    "migratory-channel": "channel",
    "migrant-associations": "associations",
    "experience": "experience",
    "resources": "resources",
    "culture-and-language": "language",
}
_SOCIO_ECONOMIC: Final = "socio-economic-and-environmental-context"
_MIGRATION: Final = "migration-context-and-governance"
_MIGRATION_WORDS: Final = ("foreign", "migra", "refugee", "nationalities", "venezuelan")
_MOST: Final = 5
# One row per piece that is known; one for each criterion of which nothing is.
LOOK_COLUMNS: Final[dict[str, str]] = {
    "criterion_id": "criterion of the guidelines; 'links': our own, what ties the two already",
    "criterion": "its name",
    "question": "its question",
    "known": "what is known, in words; empty: not known",
    "year": "year or years; empty: not stated",
    "source": "publisher of the source; empty: the reader said so",
    "address": "web address of the source; empty: none",
    "page": "page of the source; empty: none",
}


def context_pieces(profile: Profile, sources: Mapping[str, Source]) -> dict[str, list[Piece]]:
    """Return what the profile of a candidate says on criteria that are not scored.

    Args:
        profile: The profile of the candidate.
        sources: Sources by id.

    Returns:
        Pieces by criterion of the guidelines.
    """
    facts = profile.facts
    setting: list[Piece] = []
    migration: list[Piece] = []
    if facts["population"] is not None:
        source = sources.get(facts["population_source_id"])
        told = _("Population: {n}").format(n=number(facts["population"]))
        year = facts["population_year"]
        publisher, address = (source.publisher, source.address) if source else ("", None)
        setting.append(Piece(told, None if year is None else str(year), publisher, address))
    for row in rows_of(context_values(profile)):
        told = f"{row['indicator']}: {quantity(row['value'])} {row['unit']}"
        year = None if row["year"] is None else str(row["year"])
        piece = Piece(told, year, row["publisher"], row["address"])
        is_migration = any(word in row["indicator_id"] for word in _MIGRATION_WORDS)
        (migration if is_migration else setting).append(piece)
    for row in rows_of(profile.findings):
        told = f"{row['dimension']} ({row['kind']}): {row['finding']}"
        year = None if row["year"] is None else str(row["year"])
        migration.append(Piece(told, year, row["publisher"], row["address"]))
    return {_SOCIO_ECONOMIC: setting[:_MOST], _MIGRATION: migration[:_MOST]}


def look_table(
    criteria: pd.DataFrame,
    scored: Mapping[str, Sequence[Piece]],
    context: Mapping[str, Sequence[Piece]],
) -> pd.DataFrame:
    """Lay out what is known of a candidate: first the links, then the eleven criteria.

    Args:
        criteria: Rows of CRITERION_COLUMNS.
        scored: Pieces by criterion of ours.
        context: Pieces by criterion of the guidelines.

    Returns:
        Rows with the columns of LOOK_COLUMNS.
    """
    links = {
        "partner_criterion_id": "links",
        "name": partner_criterion_name("links"),
        "question": _("What ties our city to this place already? Who in our city hall knows?"),
    }
    rows: list[dict[str, Any]] = []
    for criterion in [links, *rows_of(criteria)]:
        key = str(criterion["partner_criterion_id"])
        found = context.get(key) or scored.get(SCORED.get(key, key), ())
        rows += [_look_row(criterion, piece) for piece in found or (None,)]
    return pd.DataFrame(rows, columns=list(LOOK_COLUMNS))


def _look_row(criterion: Mapping[str, Any], piece: Piece | None) -> dict[str, Any]:
    return {
        "criterion_id": criterion["partner_criterion_id"],
        "criterion": criterion["name"],
        "question": criterion["question"],
        "known": piece.text if piece else None,
        "year": piece.years or None if piece else None,
        "source": piece.publisher or None if piece else None,
        "address": piece.address if piece else None,
        "page": piece.page if piece else None,
    }


def look_cells(look: pd.DataFrame) -> Cells:
    """Return the close look as Markdown cells, one row a criterion.

    Args:
        look: Rows of LOOK_COLUMNS.

    Returns:
        Cells by heading.
    """
    names, told = [], []
    for _criterion, rows in look.groupby("criterion_id", sort=False):
        found = rows_of(rows)
        names.append(f"**{as_plain_text(found[0]['criterion'])}**")
        told.append("  \n".join(_line(row) for row in found))
    return {_("Criterion"): names, _("What is known, or what to ask"): told}


def _line(row: Mapping[str, Any]) -> str:
    """Return one piece with year, source and page, or the question to ask."""
    if row["known"] is None:
        question = as_plain_text(row["question"])
        return f"{not_known().capitalize()}. *{question}*"
    parts = [row["year"] or ""]
    if row["source"]:
        source = linked(row["source"], row["address"])
        page = row["page"]
        if page:
            pages = as_plain_text(page.replace("-", "\N{EN DASH}"))
            source = _("{publisher}, p. {page}").format(publisher=source, page=pages)
        parts.append(source)
    about = "; ".join(part for part in parts if part)
    text = as_plain_text(row["known"])
    return f"{text} ({about})" if about else text


def look_summary(look: pd.DataFrame, place: str) -> str:
    """Say of how many criteria something is known about a candidate.

    Args:
        look: Rows of LOOK_COLUMNS.
        place: Name of the candidate.

    Returns:
        One sentence, as plain text.
    """
    by_criterion = look.groupby("criterion_id")["known"].count()
    n, known = len(by_criterion), int((by_criterion > 0).sum())
    return _(
        "Something is known about {place} on {known} of {n} criteria. The others are questions to "
        "ask before you sign."
    ).format(place=place, known=number(known), n=number(n))


def rank_line(row: Mapping[str, Any] | None) -> str:
    """Return score, rank and coverage of a candidate; or why there are none.

    Args:
        row: Row of the candidates; None: the filters leave it out.

    Returns:
        One sentence.
    """
    if row is None:
        return _("It is not among the candidates: the filters, or its country, leave it out.")
    if not row["rank_label"]:
        return _("Too little is known for a rank: {coverage} % of the weight.").format(
            coverage=number(row["coverage_pct"])
        )
    return _("Rank {rank}, {score} of 100 points, on {coverage} % of the weight.").format(
        rank=row["rank_label"], score=number(row["score"], 1), coverage=number(row["coverage_pct"])
    )
