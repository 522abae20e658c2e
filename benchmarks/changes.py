"""Changes of filters: walks whose answers are remembered, and walks that always ask anew."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEED: Final = 20190520


class Change(NamedTuple):
    """One choice of a page and the places of the options to choose."""

    name: str
    options: tuple[int, ...]


class Walk(NamedTuple):
    """A page and the changes that are made on it.

    Attributes:
        name: What the figures call it.
        page: Its path.
        trip: Changes that end where they start.
        query: What its address says.
        before: Changes made once before anything is measured.
        asks_anew: Whether its answers depend on the filters, so that they can be asked anew.
    """

    name: str
    page: str
    trip: tuple[Change, ...]
    query: str = ""
    before: tuple[Change, ...] = ()
    asks_anew: bool = True


# Walks that end where they start: from the second round on every answer was given before.
ROUND_TRIPS: Final[dict[str, tuple[Change, ...]]] = {
    "": (
        Change("region", (0,)),
        Change("oecd", (1,)),
        Change("size", (1,)),
        Change("region", ()),
        Change("oecd", (0,)),
        Change("size", ()),
    ),
    "rankings": (
        Change("counting", (1,)),
        Change("region", (0,)),
        Change("coding", (1,)),
        Change("actors", (0,)),
        Change("oecd", (1,)),
        Change("area", (2,)),
        Change("counting", (0,)),
        Change("region", ()),
        Change("coding", (0,)),
        Change("actors", ()),
        Change("oecd", (0,)),
        Change("area", (0,)),
    ),
    "city-map": (
        Change("region", (3,)),
        Change("colour", (2,)),
        Change("oecd", (1,)),
        Change("links", (2,)),
        Change("region", ()),
        Change("colour", (0,)),
        Change("oecd", (0,)),
        Change("links", (0,)),
    ),
    "peer-comparison": (
        Change("region", (1,)),
        Change("oecd", (1,)),
        Change("region", ()),
        Change("oecd", (0,)),
    ),
    "action-selection": (
        Change("weight_set", (1,)),
        Change("weight_set", (2,)),
        Change("region", (1,)),
        Change("weight_set", (3,)),
        Change("missing", (1,)),
        Change("missing", (0,)),
        Change("region", ()),
        Change("weight_set", (0,)),
    ),
    "action-plan": (
        Change("oecd", (1,)),
        Change("oecd", (0,)),
    ),
    "partners": (
        Change("region", (3,)),
        Change("oecd", (1,)),
        Change("region", ()),
        Change("oecd", (0,)),
    ),
    "good-practices": (
        Change("region", (1,)),
        Change("initiative", (3,)),
        Change("oecd", (1,)),
        Change("region", ()),
        Change("initiative", ()),
        Change("oecd", (0,)),
    ),
    "cooperation": (
        Change("toolkit", (1,)),
        Change("toolkit", (2,)),
        Change("toolkit", (3,)),
        Change("toolkit", (4,)),
        Change("toolkit", (0,)),
    ),
    "commitments": (
        Change("agenda", (1,)),
        Change("region", (3,)),
        Change("agenda", (2,)),
        Change("region", ()),
        Change("agenda", (0,)),
    ),
    "city-profile": (
        Change("region", (1,)),
        Change("oecd", (1,)),
        Change("region", ()),
        Change("oecd", (0,)),
    ),
}
# What the address of a page must say before there is anything to measure.
_PICKED: Final = ",".join(
    (
        "integration-intercultural-diversity-plan-or-strategy",
        "political-inclusion-and-consultation-mechanisms",
        "access-to-adequate-and-affordable-housing",
        "communication",
        "jobseeker-support-and-access-to-employment",
        "access-to-health-care",
        "equal-access-to-education-and-desegregation",
        "equal-access-to-public-services",
    )
)
QUERIES: Final = {
    **dict.fromkeys(("city-profile", "peer-comparison"), "city=usa-chicago"),
    "action-selection": f"picked={_PICKED}",
    "action-plan": f"city=usa-chicago&picked={_PICKED}",
    "cooperation": "city=mar-oujda&partner=esp-region-of-murcia",
    "partners": "city=mar-oujda&origins=ESP&partner=esp-region-of-murcia",
}
# What visitors of the load lines choose from, the default first.
_OFFERED: Final[dict[str, tuple[tuple[int, ...], ...]]] = {
    "counting": ((0,), (1,)),
    "coding": ((0,), (1,), (2,)),
    "region": ((), (0,), (1,), (2,), (3,)),
    "oecd": ((0,), (1,), (2,)),
    "area": tuple((place,) for place in range(7)),
    "actors": ((), (0,), (1,)),
}


def never_asked(page: str, n_actors: int, n_countries: int) -> Iterator[Change]:
    """Change filters so that no combination ever comes back.

    Args:
        page: Path of the page.
        n_actors: Options of the choice of actors.
        n_countries: Options of the choice of countries.

    Yields:
        Changes, without end.
    """
    chance = random.Random(_SEED)  # noqa: S311 - no secret
    used: set[Change] = set()
    if page == "action-selection":
        yield from _weights(chance)
    names = ("actors", "counting", "country", "coding") if page == "rankings" else ("country",)
    place = 0
    while True:
        name = names[place % len(names)]
        turn = place // len(names)
        if name in {"actors", "country"}:
            n_options = n_actors if name == "actors" else n_countries
            chosen = sorted(chance.sample(range(n_options), k=min(8, n_options // 2)))
            change = Change(name, tuple(chosen))
            if change in used:
                continue
            used.add(change)
        else:
            change = Change(name, ((turn + 1) % (2 if name == "counting" else 3),))
        place += 1
        yield change


def _weights(chance: random.Random) -> Iterator[Change]:
    """Change the weights of three criteria in turn; no combination comes back for long."""
    names = ("w_frequency", "w_spreading", "w_show_progress")
    chosen = dict.fromkeys(names, 10)
    used = {tuple(chosen.values())}
    while True:
        for name in names:
            new = [p for p in range(1, 11) if tuple({**chosen, name: p}.values()) not in used]
            chosen[name] = chance.choice(new)
            used.add(tuple(chosen.values()))
            yield Change(name, (chosen[name],))


def wander(seed: int) -> Iterator[Change]:
    """Change filters of the rankings page as a visitor does: one at a time, often back again.

    Args:
        seed: Another seed, another visitor.

    Yields:
        Changes, without end; each is a real change.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    chosen = {name: offered[0] for name, offered in _OFFERED.items()}
    while True:
        changed = [name for name, options in chosen.items() if options != _OFFERED[name][0]]
        if changed and chance.random() < 0.5:
            name = chance.choice(changed)
            options = _OFFERED[name][0]
        else:
            name = chance.choice(list(_OFFERED))
            options = chance.choice([o for o in _OFFERED[name] if o != chosen[name]])
        chosen[name] = options
        yield Change(name, options)
