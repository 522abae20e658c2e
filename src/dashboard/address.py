"""The codec between the choices of a reader and the address of a page.

The address names choices by id, never by label; empty means no restriction; lists are separated by
commas. What an address names and we do not know is reported, never dropped in silence.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final

from dashboard.criteria import (
    CRITERIA,
    MISSING,
    MOST_CHOSEN,
    MOST_FEASIBLE,
    MOST_PER_AREA,
    PHASES,
)
from dashboard.filters import (
    CLOSER_VIEWS,
    CODINGS,
    COLOURS,
    COUNTINGS,
    FEATURES,
    FIRST_YEAR,
    GROUPS,
    LAST_YEAR,
    LINKS,
    MORE_VIEWS,
    MOST_PEERS,
    OECD_STATUSES,
    REGIONS,
    SIZES,
    WORK_VIEWS,
)
from dashboard.i18n import LANGUAGES
from dashboard.state import DEFAULT, State, weight_field

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# All 49 keywords of the data, as a list, take 1 900 characters.
_LONGEST_VALUE: Final = 4000
_LONGEST_SHOWN: Final = 40
_MOST_PROBLEMS: Final = 8
PARAMETERS: Final = tuple(choice.name for choice in fields(State))


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in an address that could not be honoured.

    Attributes:
        parameter: Name in the address.
        value: What it said, shortened.
        reason: 'unknown parameter', 'unknown value', 'too long', 'release', 'order', 'twice' or
            'own city'.
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


_WEIGHTS: Final = tuple(weight_field(name) for name in (*FEATURES, *CRITERIA))


def _up_to(last: int, first: int = 0) -> tuple[str, ...]:
    return tuple(str(number) for number in range(first, last + 1))


_FIXED: Final[dict[str, tuple[str, ...]]] = {
    "lang": LANGUAGES,
    "region": REGIONS,
    "oecd": OECD_STATUSES,
    "size": SIZES,
    "counting": COUNTINGS,
    "coding": CODINGS,
    "view": CLOSER_VIEWS,
    "more": MORE_VIEWS,
    "colour": COLOURS,
    "links": LINKS,
    "present": ("0", "1"),
    "doc_from": tuple(str(year) for year in range(FIRST_YEAR, LAST_YEAR + 1)),
    "doc_to": tuple(str(year) for year in range(FIRST_YEAR, LAST_YEAR + 1)),
    "k": _up_to(MOST_PEERS, first=1),
    "phase": tuple(PHASES),
    "missing": MISSING,
    "work": WORK_VIEWS,
    "by": GROUPS,
    "feasible": _up_to(MOST_FEASIBLE),
    "limit": _up_to(MOST_CHOSEN, first=1),
    "per_area": _up_to(MOST_PER_AREA),
    **{name: tuple(f"{tenth / 10:g}" for tenth in range(11)) for name in _WEIGHTS},
}
_KEYWORD_LISTS: Final = ("must", "never", "picked")
LISTS: Final = ("region", "size", "network", "country", "actors", "peers", *_KEYWORD_LISTS)
_NUMBERS: Final = ("doc_from", "doc_to", "k", "feasible", "limit", "per_area")
# Lists in which the same id twice is told: the reader meant two.
_WITHOUT_TWICE: Final = ("peers", "picked")
# Written for an empty choice where a word says more than nothing.
_EMPTY_WORD: Final = {"actors": "all"}


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
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)


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
    found: dict[str, Any] = {}
    for name, raw in parameters.items():
        if name not in PARAMETERS:
            problems.append(Problem(_short(name), _short(raw), "unknown parameter"))
        elif len(raw) > _LONGEST_VALUE:
            problems.append(Problem(name, _short(raw), "too long"))
        else:
            found[name], unknown = _read(name, raw, vocabulary)
            problems += unknown
    state = State(**found)
    if state.doc_from and state.doc_to and state.doc_from > state.doc_to:
        problems.append(Problem("doc_from", f"{state.doc_from}-{state.doc_to}", "order"))
        state = replace(state, doc_from=None, doc_to=None)
    if state.city in state.peers:
        problems.append(Problem("peers", state.city, "own city"))
        state = replace(state, peers=tuple(peer for peer in state.peers if peer != state.city))
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
    unknown = dict.fromkeys(_short(part) for part in parts if part not in allowed)
    problems = [Problem(name, part, "unknown value") for part in unknown]
    if name in _WITHOUT_TWICE:
        twice = dict.fromkeys(part for part in kept if parts.count(part) > 1)
        problems += [Problem(name, _short(part), "twice") for part in twice]
    if name in LISTS:
        return kept, problems
    return (_value(name, kept[0]) if kept else getattr(DEFAULT, name)), problems


def _value(name: str, text: str) -> Any:  # noqa: ANN401 - any field of State
    """Return the value of a parameter that is no list; its text is one of those allowed."""
    if name == "present":
        return text == "1"
    if name in _WEIGHTS:
        return float(text)
    return int(text) if name in _NUMBERS else text
