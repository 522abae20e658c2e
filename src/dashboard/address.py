"""The codec between the choices of a reader and the address of a page.

The address names choices by id, never by label; empty means no restriction; lists are separated by
commas. What an address names and we do not know is reported, never dropped in silence.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final

from dashboard.choices import LONGEST_QUERY, YEARS, query_text
from dashboard.criteria import (
    CRITERIA,
    MISSING,
    MOST_CHOSEN,
    MOST_FEASIBLE,
    MOST_PER_AREA,
    PARTNER_CRITERIA,
    PHASES,
)
from dashboard.filters import (
    AGENDA_VIEWS,
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
    NEEDS_VIEWS,
    OECD_STATUSES,
    REGIONS,
    SIZES,
    STAGES,
    TOOLKIT_VIEWS,
    TRACK_VIEWS,
    WAYS,
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
        reason: 'unknown parameter', 'unknown value', 'too long', 'cut', 'release', 'order',
            'case order', 'twice', 'own city' or 'own partner'.
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


_WEIGHTS: Final = tuple(weight_field(name) for name in (*FEATURES, *CRITERIA, *PARTNER_CRITERIA))
# The ends of the spans of years.
_SPANS: Final = tuple(end for span in YEARS for end in span)


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
    **dict.fromkeys(_SPANS, _up_to(LAST_YEAR, FIRST_YEAR)),
    "k": _up_to(MOST_PEERS, first=1),
    "phase": tuple(PHASES),
    "missing": MISSING,
    "work": WORK_VIEWS,
    "by": GROUPS,
    "track": TRACK_VIEWS,
    "needs": NEEDS_VIEWS,
    "toolkit": TOOLKIT_VIEWS,
    "way": WAYS,
    "stage": _up_to(STAGES, first=1),
    "agenda": AGENDA_VIEWS,
    "feasible": _up_to(MOST_FEASIBLE),
    "limit": _up_to(MOST_CHOSEN, first=1),
    "per_area": _up_to(MOST_PER_AREA),
    **{name: tuple(f"{tenth / 10:g}" for tenth in range(11)) for name in _WEIGHTS},
    # A vote of 100 points gives weights of criteria finer than tenths.
    **{weight_field(of): tuple(f"{part / 100:g}" for part in range(101)) for of in CRITERIA},
}
_KEYWORD_LISTS: Final = ("must", "never", "picked")
_CASE_LISTS: Final = ("sector", "step", "initiative", "role", "beneficiaries", "status")
LISTS: Final = (
    *("region", "size", "network", "country", "actors", "peers", "origins"),
    *_KEYWORD_LISTS,
    *_CASE_LISTS,
)
_NUMBERS: Final = (*_SPANS, "k", "feasible", "limit", "per_area", "stage")
# What somebody types: every text is allowed.
_TEXT: Final = "query"
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
        elif name == _TEXT:
            found[name] = query_text(raw)
            if len(" ".join(raw.split())) > LONGEST_QUERY:
                problems.append(Problem(name, _short(found[name]), "cut"))
        elif len(raw) > _LONGEST_VALUE:
            problems.append(Problem(name, _short(raw), "too long"))
        else:
            found[name], unknown = _read(name, raw, vocabulary)
            problems += unknown
    state, contradictions = _settled(State(**found))
    return state, tuple([*problems, *contradictions][:_MOST_PROBLEMS])


def _settled(state: State) -> tuple[State, list[Problem]]:
    """Return choices without those that contradict another, and what was dropped."""
    problems = []
    for first, last in YEARS:
        start, end = getattr(state, first), getattr(state, last)
        if start and end and start > end:
            reason = "order" if first == "doc_from" else "case order"
            problems.append(Problem(first, f"{start}-{end}", reason))
            dropped: dict[str, Any] = dict.fromkeys((first, last))
            state = replace(state, **dropped)
    if state.city in state.peers:
        problems.append(Problem("peers", state.city, "own city"))
        state = replace(state, peers=tuple(peer for peer in state.peers if peer != state.city))
    if state.partner and state.partner == state.city:
        problems.append(Problem("partner", state.partner, "own partner"))
        state = replace(state, partner="")
    return state, problems


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
