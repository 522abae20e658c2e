"""Ask the store, or remember: answers are cached by question, release and filter.

A published release never changes, so an answer stays true as long as its release id. Cached
tables are shared by all visitors: never change one in place.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeVar, cast

from dashboard.address import Vocabulary
from dashboard.answers.responses import INSTRUMENT
from dashboard.filters import UNDATED
from dashboard.i18n import language
from dashboard.queries.alignment import list_items
from dashboard.queries.facts import Choices, list_choices
from dashboard.queries.indicators import list_indicators
from dashboard.queries.mentions import (
    Corpus,
    list_actors,
    list_areas,
    list_keywords,
    list_mentions,
)
from dashboard.queries.partner_guide import list_countries
from dashboard.queries.partnerships import list_themes
from dashboard.queries.peers import list_area_scores
from dashboard.queries.places import list_places
from dashboard.queries.practices import list_tags
from dashboard.queries.questionnaire import list_rounds
from dashboard.store.connection import has_release, open_store
from dashboard.store.places import store_dir
from dashboard.store.pointer import read_pointer
from dashboard.ui.shared import shared

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    from dashboard.filters import ActorFilter
    from dashboard.store.pointer import Published

P = ParamSpec("P")
T = TypeVar("T")

# Filters are chosen by hand: a few hundred different ones are a busy day, each answer is small.
_MOST_ANSWERS: Final = 512


def answer(
    question: Callable[Concatenate[duckdb.DuckDBPyConnection, P], T],
    release: str,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Ask a question of one release, or return the answer that was given before.

    Args:
        question: Function of queries/ or answers/.
        release: Release id to ask.
        *args: What the question takes after the connection; hashable.
        **kwargs: The same by name.

    Returns:
        The answer, shared: not to be changed in place.
    """
    return cast("T", _remembered(question, release, args, tuple(kwargs.items())))


@shared(_MOST_ANSWERS)
def _remembered(
    question: Callable[..., Any],
    release: str,
    args: tuple[Any, ...],
    kwargs: tuple[tuple[str, Any], ...],
) -> Any:  # noqa: ANN401 - whatever the question answers
    with open_store(store_dir(), release).cursor() as cursor:
        return question(cursor, *args, **dict(kwargs))


def drawn(build: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Build what a page shows (words, charts, tables), or hand out what was built before.

    Args:
        build: Function of nothing but its arguments and the language in use.
        *args: Its arguments; hashable.
        **kwargs: The same by name.

    Returns:
        What it built, shared: not to be changed in place.
    """
    return cast("T", _built(build, language(), args, tuple(kwargs.items())))


@shared(_MOST_ANSWERS)
def _built(
    build: Callable[..., Any],
    _language: str,
    args: tuple[Any, ...],
    kwargs: tuple[tuple[str, Any], ...],
) -> Any:  # noqa: ANN401 - whatever is built
    return build(*args, **dict(kwargs))


def corpus(release: str, documents: ActorFilter) -> Corpus:
    """Return the documents that count, read once for both rankings and all codings."""
    return _corpus(release, replace(documents, coding="first"))


@shared(64)
def _corpus(release: str, documents: ActorFilter) -> Corpus:
    return Corpus(
        actors=answer(list_actors, release, documents),
        keywords=answer(list_keywords, release),
        areas=answer(list_areas, release),
        mentions=answer(list_mentions, release, documents),
    )


def served() -> Published:
    """Return what is published now; StoreError if nothing is."""
    return read_pointer(store_dir())


def described(release: str) -> Published:
    """Return what was published as this release."""
    return read_pointer(store_dir(), release)


@lru_cache(maxsize=8)
def is_invented(release: str) -> bool:
    """Return whether a release is invented, for training; its id covers that."""
    return described(release).invented


def choices(release: str) -> Choices:
    """Return every id that a filter may name in this release."""
    return answer(list_choices, release)


@lru_cache(maxsize=8)
def vocabulary(release: str) -> Vocabulary:
    """Return the ids against which an address is read."""
    known = choices(release)
    indicators = answer(list_indicators, release)
    return Vocabulary(
        values={
            "network": frozenset(known.network),
            "country": frozenset(known.country),
            "area": frozenset(known.area),
            "keyword": frozenset(known.keyword),
            "actors": frozenset(known.actor_tokens),
            "member": frozenset(known.network),
            "city": frozenset(answer(list_places, release)["city_id"]),
            "peers": frozenset(answer(list_places, release)["city_id"]),
            "partner": frozenset(answer(list_places, release)["city_id"]),
            "origins": frozenset(answer(list_countries, release)),
            "indicator": frozenset(indicators),
            "year": frozenset(
                UNDATED if year is None else str(year)
                for indicator in indicators.values()
                for year in indicator.years
            ),
            "framework": frozenset(answer(list_items, release)["framework_id"]),
            **{name: frozenset(tags) for name, tags in answer(list_tags, release).items()},
            "must": frozenset(known.keyword),
            "never": frozenset(known.keyword),
            "picked": frozenset(known.keyword),
            "theme": frozenset(answer(list_themes, release)),
            "round": frozenset(answer(list_rounds, release)["round_id"]),
            "instrument": frozenset(answer(list_area_scores, release)["instrument_id"])
            | {INSTRUMENT},
        },
        has_release=lambda wanted: has_release(store_dir(), wanted),
    )


def vocabulary_of(pinned: str, served: str) -> Vocabulary:
    """Return the ids of the release that an address pins, if it can be opened, else the served."""
    known = vocabulary(served)
    if pinned and pinned != served and known.has_release(pinned):
        return vocabulary(pinned)
    return known
