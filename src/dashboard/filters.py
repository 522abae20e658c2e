"""What a reader can ask: frozen dataclasses that are query parameters and cache keys at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from dashboard.errors import FilterError

REGIONS: Final = ("africa", "americas", "asia", "europe", "oceania")
OECD_STATUSES: Final = ("oecd", "non-oecd")
SIZES: Final = ("under-50k", "50k-200k", "200k-500k", "500k-1m", "over-1m", "unknown")
COUNTINGS: Final = ("mentions", "actors")
CODINGS: Final = ("first", "second", "agreed")
ALL_ACTORS: Final = "all"
# What can colour the cities of the map, and which partnerships it can draw.
COLOURS: Final = ("evidence", "indicator", "answers", "network", "oecd")
LINKS: Final = ("all", "city", "none")
# What can make two cities alike, and how much each counts unless somebody says otherwise.
FEATURES: Final = ("population", "migrants", "subregion", "oecd", "networks", "scores")
# Networks count half: our lists of members are not complete, so "in no network of the other" is no
# proof of being unlike.
DEFAULT_WEIGHTS: Final = (1.0, 1.0, 1.0, 1.0, 0.5, 0.0)
DEFAULT_PEERS: Final = 10
MOST_PEERS: Final = 50
# Stands for "no year is stated" where a year is asked for.
UNDATED: Final = "none"
# Sets of actors that can be named beside single ids: 2019 or since, and the kinds of actors.csv.
ACTOR_SETS: Final = ("analysed-2019", "added-since-2019")
ACTOR_KINDS: Final = {
    "kind-international-organisation": "international organisation",
    "kind-city-network": "city network",
    "kind-global-instrument": "global instrument",
    "kind-think-tank": "think tank",
    "kind-ngo": "NGO",
    "kind-city": "city",
    "kind-eu-body": "EU body",
}
# What a page shows in detail, and by what it groups cities.
CLOSER_VIEWS: Final = ("actions", "matrix", "spread", "coding")
MORE_VIEWS: Final = ("scores", "moves", "league", "gaps", "documented", "change")
WORK_VIEWS: Final = ("covers", "wordings", "alignment", "sure")
GROUPS: Final = ("region", "oecd", "size")
# What the pages on answers, cooperation and commitments show, and how a partnership begins.
TOOLKIT_VIEWS: Final = ("cycle", "agreement", "roles", "planning", "funding")
TRACK_VIEWS: Final = ("actions", "groups", "change", "impact", "events")
NEEDS_VIEWS: Final = ("lacks", "help")
AGENDA_VIEWS: Final = ("commitments", "networks", "events", "results")
WAYS: Final = ("new", "revised")
# Steps of the cooperation cycle.
STAGES: Final = 7
FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2026


def must_be_in(name: str, values: tuple[str, ...], allowed: tuple[str, ...]) -> None:
    """Refuse values that are not allowed.

    Args:
        name: What is asked, for the message.
        values: What was given.
        allowed: What may be given.

    Raises:
        FilterError: A value is not allowed; names those that are.
    """
    for value in values:
        if value not in allowed:
            message = f"{name}: got {value!r}, expected one of {', '.join(allowed)}."
            raise FilterError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class CityFilter:
    """Which cities to keep. An empty tuple restricts nothing.

    Attributes:
        region: UN regions, of REGIONS.
        oecd: OECD statuses of the country, of OECD_STATUSES.
        size: Classes of population, of SIZES.
        network: Ids of networks; a city in any of them, in any role, stays.
        country: ISO 3166-1 alpha-3 codes.
    """

    region: tuple[str, ...] = ()
    oecd: tuple[str, ...] = ()
    size: tuple[str, ...] = ()
    network: tuple[str, ...] = ()
    country: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        must_be_in("region", self.region, REGIONS)
        must_be_in("oecd", self.oecd, OECD_STATUSES)
        must_be_in("size", self.size, SIZES)

    def parameters(self) -> dict[str, list[str]]:
        """Return the parameters of `mart.city_filter` by name."""
        return {
            "region": list(self.region),
            "oecd": list(self.oecd),
            "size": list(self.size),
            "network": list(self.network),
            "country": list(self.country),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorFilter:
    """Whose documents count, and under which coding.

    Attributes:
        actors: Ids of actors, names of ACTOR_SETS or of ACTOR_KINDS; an actor that any of them
            names counts. Empty: every actor.
        coding: 'first', 'second', or 'agreed' (only actions both coders coded alike).
        document_from: First year of a document that counts; None: no limit. With either limit,
            documents without a known year do not count.
        document_to: Last year of a document that counts; None: no limit.
    """

    actors: tuple[str, ...] = ()
    coding: str = "first"
    document_from: int | None = None
    document_to: int | None = None

    def __post_init__(self) -> None:
        must_be_in("coding", (self.coding,), CODINGS)
        first, last = self.document_from, self.document_to
        if first is not None and last is not None and first > last:
            message = f"document years: got {first} to {last}, expected the first year first."
            raise FilterError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingFilter:
    """What is ranked. Used as cache key.

    Attributes:
        actors: Whose documents count.
        counting: 'mentions' (an area scores the sum of its keywords) or 'actors' (an actor
            counts once for each area). Keywords score the same under both.
        area: One policy area to keep; empty keeps all six.
        cities: Cities over which the spread of a keyword is counted.
    """

    actors: ActorFilter = field(default_factory=ActorFilter)
    counting: str = "mentions"
    area: str = ""
    cities: CityFilter = field(default_factory=CityFilter)

    def __post_init__(self) -> None:
        must_be_in("counting", (self.counting,), COUNTINGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFilter:
    """What the map shows. Used as cache key.

    Attributes:
        cities: Which cities to keep.
        colour: What colours them, of COLOURS.
        area: Policy area of the evidence or of the answers; empty: all six.
        indicator: Indicator; empty: none is chosen yet, so nothing is known.
        year: Year of the indicator as text, or UNDATED; empty: the year with the most cities.
        member: Network; empty: the number of networks.
    """

    cities: CityFilter = field(default_factory=CityFilter)
    colour: str = "evidence"
    area: str = ""
    indicator: str = ""
    year: str = ""
    member: str = ""

    def __post_init__(self) -> None:
        must_be_in("colour", (self.colour,), COLOURS)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerFilter:
    """Which cities are compared with one city. Used as cache key.

    Attributes:
        city: The one city.
        cities: Which cities may be peers.
        k: Number of peers.
        weights: How much each of FEATURES counts, 0-1, in their order; 0 leaves it out.
        chosen: Peers chosen by hand; empty: found.
    """

    city: str
    cities: CityFilter = field(default_factory=CityFilter)
    k: int = DEFAULT_PEERS
    weights: tuple[float, ...] = DEFAULT_WEIGHTS
    chosen: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.k <= MOST_PEERS:
            message = f"number of peers: got {self.k}, expected 1 to {MOST_PEERS}."
            raise FilterError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFilter:
    """Which partnerships to keep. Used as cache key.

    Attributes:
        cities: Cities kept; a partnership stays if one of its ends is kept.
        theme: Id of a theme; empty: all.
        city: City that is one of the ends; empty: any.
    """

    cities: CityFilter = field(default_factory=CityFilter)
    theme: str = ""
    city: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeFilter:
    """Which cases (practices, grants, findings) to keep. Used as cache key.

    Attributes:
        query: Words and names of places, as somebody typed them.
        cities: Cities whose cases stay.
        area: Policy area; empty: all.
        keyword: Keyword; empty: all.
        sector: Sectors; of each list, a case with any of the values stays.
        step: Steps of the cooperation cycle, '1' to '7'.
        initiative: Kinds of initiative.
        role: Roles of the city.
        beneficiaries: Groups that benefit.
        status: Statuses.
        first_year: A case that ended before it is left out; None: no limit.
        last_year: A case that began after it is left out; None: no limit.
    """

    query: str = ""
    cities: CityFilter = field(default_factory=CityFilter)
    area: str = ""
    keyword: str = ""
    sector: tuple[str, ...] = ()
    step: tuple[str, ...] = ()
    initiative: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
