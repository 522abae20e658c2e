"""How hard is a sentence to read? Length in words, and the Flesch-Kincaid grade.

Flesch-Kincaid grade = 0.39 x words per sentence + 11.8 x syllables per word - 15.59 (Kincaid,
Fishburne, Rogers & Chissom 1975): the school year, in the United States, in which a text is
understood. It was made for texts, not for single sentences: take differences of one or two grades
as none. Syllables are counted by groups of vowels. Against the CMU Pronouncing Dictionary, over
the 544 English wordings of the data, the grade differs by 0.66 on average and is 0.47 too low
(decision 0013).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W_]+)*")
_SENTENCE: Final = re.compile(r"[.!?]+(?:\s|$)")
_VOWELS: Final = re.compile(r"[aeiouyáéíóúàèùâêîôûäëïöü]+")
# An e that is not spoken: care, hopes, planned; but table, places, needed.
_SILENT: Final = re.compile(r"[^aeiouyl]e$|[^aeiouyscxz]es$|[^aeiouytd]ed$")


@dataclass(frozen=True, slots=True)
class Reading:
    """How long and how hard a text is.

    Attributes:
        n_words: Number of words.
        grade: Flesch-Kincaid grade; None: the text has no word.
    """

    n_words: int
    grade: float | None


def syllables(word: str) -> int:
    """Return the number of syllables of an English word, at least 1."""
    lower = word.lower()
    groups = len(_VOWELS.findall(lower))
    if groups > 1 and _SILENT.search(lower):
        groups -= 1
    return max(groups, 1)


def reading(text: str) -> Reading:
    """Measure a text.

    Args:
        text: English text of any length.

    Returns:
        Its number of words and its grade.
    """
    words = _WORD.findall(text)
    if not words:
        return Reading(0, None)
    n_sentences = max(len(_SENTENCE.findall(text)), 1)
    n_syllables = sum(map(syllables, words))
    grade = 0.39 * len(words) / n_sentences + 11.8 * n_syllables / len(words) - 15.59
    return Reading(len(words), grade)
