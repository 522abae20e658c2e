"""Find a place by what somebody types: any spelling, any of its names, never a guess.

Names are compared without accents, case and punctuation. A name that is or begins with what was
typed comes first; then names with a word that begins so; only if there is none of these, names that
differ by a few letters (normalised indel similarity of rapidfuzz). Places of the same name are all
returned.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Iterable

# Letters that Unicode does not take apart into a letter and an accent.
_LETTERS: Final = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "ħ": "h",
    }
)
_SAME, _BEGINS, _WORD_BEGINS = 100.0, 95.0, 90.0
# A name that scores less was not typed: it is only similar.
SURE: Final = 90.0
MOST_FOUND: Final = 8
_LEAST_SIMILAR: Final = 78.0
_SHORTEST_FUZZY: Final = 4
_LONGEST_QUERY: Final = 80


@dataclass(frozen=True)
class Found:
    """One place that was found: its id, the name that matched, and how well (0-100)."""

    city_id: str
    name: str
    score: float


@dataclass(frozen=True)
class NameIndex:
    """Names to search: as they are and folded, with the place each belongs to."""

    names: tuple[str, ...]
    folded: tuple[str, ...]
    city_ids: tuple[str, ...]


def fold(text: str) -> str:
    """Return a text without accents, case and punctuation: "Donostia / San Sebastián" and
    "donostia san sebastian" become the same.
    """  # noqa: D205 - one sentence
    lower = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    letters = "".join(sign for sign in lower if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[\W_]+", " ", letters).split())


def name_index(names: Iterable[tuple[str, str]]) -> NameIndex:
    """Prepare names for searching.

    Args:
        names: Pairs of city id and name; a place may have many.

    Returns:
        The index; names that fold to nothing are left out.
    """
    kept = [(city_id, name, fold(name)) for city_id, name in names]
    kept = [entry for entry in kept if entry[2]]
    return NameIndex(
        names=tuple(name for _city, name, _fold in kept),
        folded=tuple(folded for _city, _name, folded in kept),
        city_ids=tuple(city_id for city_id, _name, _fold in kept),
    )


def find(index: NameIndex, query: str, most: int = MOST_FOUND) -> list[Found]:
    """Find the places that a query may mean.

    Args:
        index: Names to search.
        query: What somebody typed.
        most: Places returned at most; more only where the last ones match equally well.

    Returns:
        Each place once, by its best name, the best match first; empty if nothing is alike.
    """
    wanted = fold(query[:_LONGEST_QUERY])
    if not wanted:
        return []
    best: dict[str, Found] = {}
    for place, score in _scores(index, wanted):
        city_id = index.city_ids[place]
        if city_id not in best or score > best[city_id].score:
            best[city_id] = Found(city_id, index.names[place], score)
    ranked = sorted(
        best.values(), key=lambda found: (-found.score, fold(found.name), found.city_id)
    )
    if len(ranked) > most:
        last = ranked[most - 1]
        ranked = [
            found
            for place, found in enumerate(ranked)
            if place < most or (found.score == last.score == _SAME)
        ]
    return ranked


def _scores(index: NameIndex, wanted: str) -> list[tuple[int, float]]:
    """Return the names that are alike, by place in the index, with how well they match."""
    scored = []
    for place, folded in enumerate(index.folded):
        if folded == wanted:
            scored.append((place, _SAME))
        elif folded.startswith(wanted):
            scored.append((place, _BEGINS))
        elif f" {wanted}" in folded:
            scored.append((place, _WORD_BEGINS))
    if not scored and len(wanted) >= _SHORTEST_FUZZY:
        alike = process.extract(
            wanted, index.folded, scorer=fuzz.ratio, score_cutoff=_LEAST_SIMILAR, limit=None
        )
        scored = [(place, min(score, _WORD_BEGINS - 1)) for _name, score, place in alike]
    return scored
