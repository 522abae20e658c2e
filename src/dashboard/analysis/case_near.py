"""What comes near to a query that no case fits: words written alike, and the cases about them.

How near two words are is told by their groups of three letters, beginning and end of the word
included: the share that both have (Dice's coefficient: 2 * common / (of the one + of the other)).
"chain" has 5, "blockchain" 10, four are common: 0.53. Below 0.3 words are not near: so much two
words have in common by chance. To a place of which no case is known cases are near by distance.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dashboard.analysis.case_search import Part, distances_km, score_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dashboard.analysis.case_search import CaseIndex, Found

_LEAST_ALIKE: Final = 0.3
_GROUP: Final = 3
_MOST_WORDS: Final = 3
# Words of one stem and names of one place are one: more are looked at than are told.
_LOOKED_AT: Final = 30
# Half the way around the earth: no two places are farther apart.
_FARTHEST_KM: Final = 20_016.0


@dataclass(frozen=True, eq=False)
class Near:
    """What comes near to a query.

    Attributes:
        words: Up to three known words or names for each part of the query that nothing fits, the
            most alike first; none: nothing is written like it.
        cases: Ids of cases, the nearest first.
    """

    words: Mapping[str, tuple[Part, ...]]
    cases: tuple[str, ...]


def near_cases(index: CaseIndex, found: Found) -> Near:
    """Find what comes near to a query.

    To a part of the query a case is as near as the most alike of its words, or as its place; what
    fits the part is as near as can be. Parts are added up. The search's own score parts equals.

    Args:
        index: What was looked in.
        found: What the query found.

    Returns:
        Words and cases; nothing if nothing is near.
    """
    words: dict[str, tuple[Part, ...]] = {}
    near: dict[str, float] = defaultdict(float)
    scored: dict[str, float] = defaultdict(float)
    for part in found.parts:
        if not part.n_cases and not part.places:
            words[part.typed] = _near_words(index, part.typed)
        for case, (alike, score) in _near_part(index, part, words.get(part.typed, ())).items():
            near[case] += alike
            scored[case] += score
    cases = sorted(near, key=lambda case: (-near[case], -scored[case], case))
    return Near(words, tuple(cases))


def _near_words(index: CaseIndex, typed: str) -> tuple[Part, ...]:
    """Return the known words and names that are written most like what was typed."""
    groups = letter_groups(typed)
    known = {*index.words, *_names_with_cases(index)}
    some = [word for word in known if any(group in f" {word} " for group in groups)]
    alike = ((likeness(typed, word), word) for word in some)
    near = sorted((-of, word) for of, word in alike if of >= _LEAST_ALIKE)
    told: list[Part] = []
    seen: set[frozenset[str]] = set()
    for _likeness, word in near[:_LOOKED_AT]:
        part, scores = score_part(index, word, word)
        cases = frozenset(scores)
        if cases and cases not in seen:
            seen.add(cases)
            told.append(part)
    return tuple(told[:_MOST_WORDS])


def letter_groups(word: str) -> frozenset[str]:
    """Return the groups of three letters of a word; a space is its beginning and its end."""
    whole = f" {word} "
    return frozenset(whole[at : at + _GROUP] for at in range(len(whole) - _GROUP + 1))


def likeness(one: str, other: str) -> float:
    """Return the share of groups that two words have in common, 0 to 1; no word is empty."""
    ones, others = letter_groups(one), letter_groups(other)
    return 2 * len(ones & others) / (len(ones) + len(others))


def _names_with_cases(index: CaseIndex) -> list[str]:
    known = index.leads.keys() | index.takes_part.keys()
    return [name for name, keys in index.names.items() if not known.isdisjoint(keys)]


def _near_part(
    index: CaseIndex, part: Part, words: Iterable[Part]
) -> dict[str, tuple[float, float]]:
    """Return how near each case is to one part of a query, 0 to 1, and its score there."""
    if part.places and not part.n_cases:
        away = distances_km(index, part.places)
        return {case: (1 - km / _FARTHEST_KM, 0.0) for case, km in away.items()}
    alike: dict[str, tuple[float, float]] = {}
    for word in (part,) if part.n_cases else words:
        closeness = 1.0 if word is part else likeness(part.typed, word.read_as)
        for case, score in score_part(index, word.typed, word.read_as)[1].items():
            alike[case] = max(alike.get(case, (0.0, 0.0)), (closeness, score))
    return alike
