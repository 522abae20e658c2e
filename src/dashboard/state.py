"""The choices of a reader, and the codec between them and the address of a page.

The address names choices by id, never by label; empty means no restriction; lists are separated by
commas. What an address names and we do not know is reported, never dropped in silence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from dashboard.filters import (
    CODINGS,
    COUNTINGS,
    FIRST_YEAR,
    LAST_YEAR,
    OECD_STATUSES,
    REGIONS,
    SIZES,
    ActorFilter,
    CityFilter,
    RankingFilter,
)
from dashboard.i18n import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CLOSER_VIEWS: Final = ("actions", "matrix", "spread", "coding")
_LONGEST_VALUE: Final = 2000
_LONGEST_SHOWN: Final = 40
_MOST_PROBLEMS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Every choice that an address can carry. The defaults restrict nothing.

    Attributes:
        lang: Language of the pages.
        region: UN regions to keep.
        oecd: OECD status to keep; empty: both.
        size: Classes of population to keep.
        network: Networks to keep.
        country: Countries to keep (ISO alpha-3).
        area: Policy area; empty: all six.
        keyword: Keyword that is looked at closely; empty: none.
        actors: Ids or sets of actors that count; empty: all.
        counting: 'mentions' or 'actors'.
        coding: 'first', 'second' or 'agreed'.
        doc_from: First year of documents that count.
        doc_to: Last year of documents that count.
        view: What the rankings page shows in detail, of CLOSER_VIEWS.
        release: Release that is pinned; empty: the served one.
        present: Presentation mode.
    """

    lang: str = "en"
    region: tuple[str, ...] = ()
    oecd: str = ""
    size: tuple[str, ...] = ()
    network: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    area: str = ""
    keyword: str = ""
    actors: tuple[str, ...] = ()
    counting: str = "mentions"
    coding: str = "first"
    doc_from: int | None = None
    doc_to: int | None = None
    view: str = "actions"
    release: str = ""
    present: bool = False

    @property
    def cities(self) -> CityFilter:
        """The city filter these choices make."""
        return CityFilter(
            region=self.region,
            oecd=(self.oecd,) if self.oecd else (),
            size=self.size,
            network=self.network,
            country=self.country,
        )

    @property
    def documents(self) -> ActorFilter:
        """Whose documents count under these choices."""
        return ActorFilter(
            actors=self.actors,
            coding=self.coding,
            document_from=self.doc_from,
            document_to=self.doc_to,
        )

    def area_ranking(self) -> RankingFilter:
        """Return what is asked of the policy areas: always all six; cities play no part."""
        return RankingFilter(actors=self.documents, counting=self.counting)

    def keyword_ranking(self) -> RankingFilter:
        """Return what is asked of the keywords: those of the chosen area, or all."""
        return RankingFilter(actors=self.documents, area=self.area, cities=self.cities)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in an address that could not be honoured.

    Attributes:
        parameter: Name in the address.
        value: What it said, shortened.
        reason: 'unknown parameter', 'unknown value', 'too long', 'release', or 'order'.
    """

    parameter: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The ids that this release knows, for parameters whose values are data.

    Attributes:
        values: Allowed values by name of the parameter.
        has_release: Says whether a release can be opened.
    """

    values: Mapping[str, frozenset[str]]
    has_release: Callable[[str], bool]


_FIXED: Final[dict[str, tuple[str, ...]]] = {
    "lang": LANGUAGES,
    "region": REGIONS,
    "oecd": OECD_STATUSES,
    "size": SIZES,
    "counting": COUNTINGS,
    "coding": CODINGS,
    "view": CLOSER_VIEWS,
    "present": ("0", "1"),
    "doc_from": tuple(str(year) for year in range(FIRST_YEAR, LAST_YEAR + 1)),
    "doc_to": tuple(str(year) for year in range(FIRST_YEAR, LAST_YEAR + 1)),
}
LISTS: Final = ("region", "size", "network", "country", "actors")
_NUMBERS: Final = ("doc_from", "doc_to")
# Written for an empty choice where a word says more than nothing.
_EMPTY_WORD: Final = {"actors": "all"}
DEFAULT: Final = State()
PARAMETERS: Final = tuple(State.__slots__)


def encode(state: State, *, everything: bool = False) -> dict[str, str]:
    """Write choices as parameters of an address.

    Args:
        state: The choices.
        everything: Write defaults too, as an exact link does; else only what differs from them.

    Returns:
        Value by name, in a fixed order.
    """
    return {
        name: _write(name, getattr(state, name))
        for name in PARAMETERS
        if everything or getattr(state, name) != getattr(DEFAULT, name)
    }


def _write(name: str, value: Any) -> str:  # noqa: ANN401 - any field of State
    if isinstance(value, tuple):
        return ",".join(value) or _EMPTY_WORD.get(name, "")
    if isinstance(value, bool):
        return str(int(value))
    return "" if value is None else str(value)


def changed(state: State, **fields: Any) -> State:  # noqa: ANN401 - any field of State
    """Change choices; a first year after the last takes the other year along, and vice versa.

    Args:
        state: The choices.
        **fields: New values by name.

    Returns:
        The new choices.
    """
    new = replace(state, **fields)
    if new.doc_from and new.doc_to and new.doc_from > new.doc_to:
        year = new.doc_from if "doc_from" in fields else new.doc_to
        new = replace(new, doc_from=year, doc_to=year)
    return new


def decode(
    parameters: Mapping[str, str], vocabulary: Vocabulary
) -> tuple[State, tuple[Problem, ...]]:
    """Read choices from the parameters of an address.

    Args:
        parameters: Value by name, as in the address.
        vocabulary: The ids that this release knows.

    Returns:
        The choices that can be honoured, and what could not be.
    """
    problems: list[Problem] = []
    fields: dict[str, Any] = {}
    for name, raw in parameters.items():
        if name not in PARAMETERS:
            problems.append(Problem(_short(name), _short(raw), "unknown parameter"))
        elif len(raw) > _LONGEST_VALUE:
            problems.append(Problem(name, _short(raw), "too long"))
        else:
            fields[name], unknown = _read(name, raw, vocabulary)
            problems += unknown
    state = State(**fields)
    if state.doc_from and state.doc_to and state.doc_from > state.doc_to:
        problems.append(Problem("doc_from", f"{state.doc_from}-{state.doc_to}", "order"))
        state = replace(state, doc_from=None, doc_to=None)
    return state, tuple(problems[:_MOST_PROBLEMS])


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def _read(name: str, raw: str, vocabulary: Vocabulary) -> tuple[Any, list[Problem]]:
    """Return the value of one parameter; unknown values are left out and reported."""
    if raw in {"", _EMPTY_WORD.get(name)}:
        return getattr(DEFAULT, name), []
    if name == "release":
        known = vocabulary.has_release(raw)
        return (raw, []) if known else ("", [Problem(name, _short(raw), "release")])
    allowed = _FIXED[name] if name in _FIXED else vocabulary.values[name]
    parts = raw.split(",") if name in LISTS else [raw]
    kept = tuple(dict.fromkeys(part for part in parts if part in allowed))
    problems = [
        Problem(name, _short(part), "unknown value") for part in parts if part not in allowed
    ]
    if name in LISTS:
        return kept, problems
    if not kept:
        return getattr(DEFAULT, name), problems
    if name == "present":
        return kept[0] == "1", problems
    return (int(kept[0]) if name in _NUMBERS else kept[0]), problems
