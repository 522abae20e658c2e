"""What is said about a search for cases: how it was read, what to loosen, what comes nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.analysis.case_search import NONE, SOME
from dashboard.analysis.search import fold
from dashboard.i18n import _, country, listed, ngettext, number
from dashboard.words.markdown import as_plain_text
from dashboard.words.practices import filter_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.analysis.case_search import Part
    from dashboard.answers.practices import CasesAnswer


def search_notes(answer: CasesAnswer, cities: Mapping[str, str]) -> list[str]:
    """Say how a query was read: typing errors, places without a case, words that nothing fits.

    Args:
        answer: The cases.
        cities: Names of places by id.

    Returns:
        Sentences in Markdown; none if every word was found as it was typed.
    """
    found = answer.found
    if found.blank:
        return [_blank(answer)]
    told = [note for part in found.parts for note in _part_notes(part, answer, cities)]
    if found.fits == SOME:
        told.append(_("No case fits every word. These fit at least half of them."))
    return told


def _blank(answer: CasesAnswer) -> str:
    """Return that a search says nothing, and what is shown instead."""
    if len(answer.rows) == answer.n_all:
        return _("Your search holds no word that we can look for, so all cases are shown.")
    return _("Your search holds no word that we can look for. Only your filters count.")


def _part_notes(part: Part, answer: CasesAnswer, cities: Mapping[str, str]) -> list[str]:
    """Return how one part of a query was read, if it was not found as it was typed."""
    told = []
    typed, read = as_plain_text(part.typed), as_plain_text(_read_as(part, cities))
    if part.typed != part.read_as:
        told.append(_("“{typed}” was read as “{read}”.").format(typed=typed, read=read))
    if part.near:
        near = _("We know of no case in {place}.").format(place=read)
        if part.n_cases:
            near += " " + _("The nearest ones are shown, the nearest first.")
        told.append(near)
    elif not part.n_cases:
        told.append(_("No case is about “{word}”.").format(word=typed))
        if part.typed in answer.nearest.words:
            told.append(_near_words(answer.nearest.words[part.typed], cities))
    return told


def _near_words(words: Sequence[Part], cities: Mapping[str, str]) -> str:
    """Return the words that are written most like one that no case is about."""
    if not words:
        return _("No word that we know is written like it.")
    named = []
    for word in words:
        name = _read_as(word, cities)
        same = fold(name).startswith(word.read_as)
        text = f"“{name}”" if same else f"“{word.read_as}” ({name})"
        named.append(as_plain_text(text))
    return _("Nearest words: {words}.").format(words=listed(named))


def _read_as(part: Part, cities: Mapping[str, str]) -> str:
    """Return the name of the one place that was meant, else the word."""
    if len(part.places) != 1:
        return part.read_as
    (place,) = part.places
    return cities.get(place) or country(place, part.read_as)


def no_result(answer: CasesAnswer) -> list[str]:
    """Say what to loosen: which filter brings back how many cases.

    Args:
        answer: An answer without any case.

    Returns:
        Sentences, the filter that brings most first; never empty.
    """
    back = sorted(answer.back.items(), key=lambda item: -item[1])
    told = []
    for name, n in back:
        one = ngettext("{n} case comes back", "{n} cases come back", n).format(n=number(n))
        what = _("without the search") if name == "query" else _("without the filter on {what}")
        told.append(f"{one} {what.format(what=filter_name(name))}.")
    if answer.found.parts and answer.found.fits == NONE:
        told.append(_("Try other words, fewer words, or the name of a place or country."))
    return told or [_("No single filter is the reason. Take away two or more of them.")]


def why_nearest(answer: CasesAnswer) -> str:
    """Say why cases are called nearest, or that none is.

    Args:
        answer: An answer without any case.

    Returns:
        One sentence.
    """
    parts = answer.found.parts
    if answer.nearest.rows.empty:
        return _("Nothing that we know is near to your search.")
    if not parts:
        return _("No case passes all your filters. These miss the fewest of them.")
    if answer.found.fits != NONE:
        return _("These fit your search, and miss the fewest filters.")
    if any(part.n_cases for part in parts):
        return _("No case fits half of your words. These fit some of them, or come nearest.")
    if answer.nearest.words:
        return _("No case fits your search. These are about the words written most like yours.")
    return _("No case fits your search. These are the nearest, as the crow flies.")


def missed_text(missed: Sequence[str]) -> str:
    """Return which filters leave a case out; empty: none does."""
    if not missed:
        return ""
    text = ngettext(
        "Left out by your filter on {what}.", "Left out by your filters on {what}.", len(missed)
    )
    return text.format(what=listed([filter_name(name) for name in missed]))
