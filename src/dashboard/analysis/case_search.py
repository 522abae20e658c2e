"""Find cases by what somebody types: words in their texts, names of places in any spelling.

A query is cut into parts: names of places (as they are written here or elsewhere) and words. A word
that neither a text nor a name knows is read as the one that differs by a few letters. A case is
found if it fits every part; if none does, those that fit at least half of the parts.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from dashboard.analysis.search import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    Point = tuple[float, float]
    Scores = Mapping[str, float]

# A word in a text scores about 0.5 to 4. A place that leads outweighs any word.
_LEADS, _TAKES_PART, _NEAR = 6.0, 2.0, 4.0
_MOST_WORDS: Final = 24
_LONGEST_NAME: Final = 5
_SHORTEST_NAME: Final = 3
_SHORTEST_FUZZY: Final = 4
_LEAST_SIMILAR: Final = 80.0
_NEAR_KM: Final = 500.0
_EARTH_KM: Final = 6371.0

ALL, SOME, NONE = "all", "some", "none"


@dataclass(frozen=True, eq=False)
class CaseIndex:
    """What a search looks in.

    Attributes:
        about: Gives the score of each case whose text has a word, by id.
        words: Words of the texts.
        stop_words: Words that are passed over.
        names: Keys of places by folded name; a name may belong to several.
        leads: Cases by key of the place that leads.
        takes_part: Cases by key of another place that takes part.
        points: Latitude and longitude by key of a place; of a country those of its places.
        cases: Latitude and longitude of each case that has a place.
    """

    about: Callable[[str], Scores]
    words: tuple[str, ...]
    stop_words: frozenset[str]
    names: Mapping[str, frozenset[str]]
    leads: Mapping[str, frozenset[str]]
    takes_part: Mapping[str, frozenset[str]]
    points: Mapping[str, tuple[Point, ...]]
    cases: Mapping[str, Point]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a query.

    Attributes:
        typed: As it was typed, folded.
        read_as: The word or name it was read as; the same if it is one.
        places: Keys of the places it names; empty: it is a word.
        near: No case of these places is known: the nearest are meant.
        n_cases: Cases that fit it.
    """

    typed: str
    read_as: str
    places: frozenset[str]
    near: bool
    n_cases: int


@dataclass(frozen=True, slots=True)
class Found:
    """The cases that a query found.

    Attributes:
        scores: Score by id of the case, the best first.
        parts: The parts of the query; none: nothing was asked.
        fits: 'all' (every part fits), 'some' or 'none'.
        blank: Something was typed, but it holds no word that can be looked for.
    """

    scores: Mapping[str, float]
    parts: tuple[Part, ...]
    fits: str
    blank: bool


def find_cases(index: CaseIndex, query: str) -> Found:
    """Find the cases that a query means.

    Args:
        index: What to look in.
        query: What somebody typed.

    Returns:
        Cases with their scores; none if nothing was asked or nothing fits.
    """
    scored = [score_part(index, *part) for part in _parts(index, fold(query).split()[:_MOST_WORDS])]
    total: dict[str, float] = defaultdict(float)
    fitting: dict[str, int] = defaultdict(int)
    for _part, scores in scored:
        for case, score in scores.items():
            total[case] += score
            fitting[case] += 1
    n = len(scored)
    whole = any(count == n for count in fitting.values())
    least = n if whole else math.ceil(n / 2)
    kept = [case for case, count in fitting.items() if count >= least]
    kept.sort(key=lambda case: (-fitting[case], -total[case], case))
    fits = NONE if not kept else ALL if whole else SOME
    return Found(
        scores={case: total[case] for case in kept},
        parts=tuple(part for part, _ in scored),
        fits=fits,
        blank=bool(query.strip()) and not scored,
    )


def _parts(index: CaseIndex, words: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Cut words into names of places, the longest first, and words; each as typed and as read.

    Yields:
        What was typed, and the name or word it is read as.
    """
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_NAME, len(words) - at), 1, -1):
            name = " ".join(words[at : at + length])
            if name in index.names:
                yield name, name
                at += length
                break
        else:
            word = words[at]
            at += 1
            if word not in index.stop_words:
                yield word, _read(index, word)


def _read(index: CaseIndex, word: str) -> str:
    """Return a word as it is if it is known, else what it is most like, else as it is."""
    if _is_name(index, word) or len(word) < _SHORTEST_FUZZY or index.about(word):
        return word
    best, most = word, _LEAST_SIMILAR
    for known in (index.words, tuple(index.names)):  # on a tie the word
        alike = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=most)
        if alike and (alike[1] > most or best == word):
            best, most = alike[0], alike[1]
    return best


def _is_name(index: CaseIndex, word: str) -> bool:
    return len(word) >= _SHORTEST_NAME and word in index.names


def score_part(index: CaseIndex, typed: str, read_as: str) -> tuple[Part, Scores]:
    """Score the cases that fit one part of a query.

    Args:
        index: What to look in.
        typed: The part as it was typed, folded.
        read_as: The word or name it is read as.

    Returns:
        The part, and the score of each case that fits it.
    """
    scores: dict[str, float] = dict(index.about(read_as)) if " " not in read_as else {}
    is_name = " " in read_as or _is_name(index, read_as)
    places = index.names[read_as] if is_name else frozenset()
    for known, bonus in ((index.leads, _LEADS), (index.takes_part, _TAKES_PART)):
        for case in {case for place in places for case in known.get(place, ())}:
            scores[case] = scores.get(case, 0.0) + bonus
    near = bool(places) and not scores
    if near:
        away = distances_km(index, places)
        scores = {case: _NEAR * (1 - km / _NEAR_KM) for case, km in away.items() if km < _NEAR_KM}
    return Part(typed, read_as, places, near, len(scores)), scores


def distances_km(index: CaseIndex, places: Iterable[str]) -> dict[str, float]:
    """Return how far each case that has a place is from the nearest of some places, in km.

    Args:
        index: What to look in.
        places: Keys of places; of those without a point nothing is known.

    Returns:
        Kilometres by case; empty if none of the places has a point.
    """
    points = [point for place in places for point in index.points.get(place, ())]
    if not points:
        return {}
    return {
        case: min(distance_km(point, place) for point in points)
        for case, place in index.cases.items()
    }


def distance_km(one: Point, other: Point) -> float:
    """Return the kilometres between two points as the crow flies, on a sphere of 6 371 km."""
    (lat, lon), (to_lat, to_lon) = (
        [math.radians(part) for part in point] for point in (one, other)
    )
    half = (
        math.sin((to_lat - lat) / 2) ** 2
        + math.cos(lat) * math.cos(to_lat) * math.sin((to_lon - lon) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
