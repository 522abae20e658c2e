"""The choices of a reader. The defaults restrict nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from dashboard.criteria import CRITERIA, DEFAULT_LIMIT, MISSING, ChoiceRules, CriteriaFilter
from dashboard.filters import (
    DEFAULT_PEERS,
    FEATURES,
    GROUPS,
    WORK_VIEWS,
    ActorFilter,
    CityFilter,
    LinkFilter,
    MapFilter,
    PeerFilter,
    RankingFilter,
)


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
        city: The reader's own city, whose profile is shown; empty: none.
        colour: What colours the map, of COLOURS; empty: the indicator if there is one, else the
            evidence profile.
        indicator: Indicator that colours the map; empty: none.
        year: Year of that indicator, or UNDATED; empty: the year with the most cities.
        member: Network that colours the map; empty: the number of networks.
        links: Which partnerships the map draws, of LINKS.
        theme: Theme of the partnerships that are drawn; empty: all.
        peers: Peers chosen by hand; empty: found.
        k: Number of peers that are found.
        more: What the peer comparison shows in detail, of MORE_VIEWS; empty: scores if the city has
            any, else what is documented.
        w_population: How much population counts for being alike, 0-1; so for each feature.
        w_migrants: The same for the migrant share.
        w_subregion: The same for the UN subregion.
        w_oecd: The same for OECD status.
        w_networks: The same for networks.
        w_scores: The same for scores by policy area.
        phase: Phase of the selection, of PHASES.
        w_frequency: Weight of the criterion frequency, 0-1; so for each criterion.
        w_spreading: The same for spreading.
        w_show_progress: The same for show progress.
        w_value_added: The same for value added.
        missing: What a value that is not known counts, of MISSING.
        feasible: Fewest documented cities for a keyword to be a candidate, in the roll-out.
        limit: Number of actions that a suggestion chooses.
        per_area: Fewest of them in each policy area.
        must: Keywords that a suggestion must choose.
        never: Keywords that it must not choose.
        picked: Keywords of the selection, in the order in which they were picked.
        work: What the selection page shows in detail, of WORK_VIEWS.
        framework: Framework whose alignment is shown; empty: all.
        instrument: Index that compares a city with its peers; empty: that with most scores.
        round: Round of answers; empty: the newest with any.
        by: By what cities are grouped, of GROUPS.
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
    city: str = ""
    colour: str = ""
    indicator: str = ""
    year: str = ""
    member: str = ""
    links: str = "all"
    theme: str = ""
    peers: tuple[str, ...] = ()
    k: int = DEFAULT_PEERS
    more: str = ""
    w_population: float = 1.0
    w_migrants: float = 1.0
    w_subregion: float = 1.0
    w_oecd: float = 1.0
    w_networks: float = 0.5
    w_scores: float = 0.0
    phase: str = "expert"
    w_frequency: float = 1.0
    w_spreading: float = 1.0
    w_show_progress: float = 1.0
    w_value_added: float = 1.0
    missing: str = MISSING[0]
    feasible: int = 0
    limit: int = DEFAULT_LIMIT
    per_area: int = 1
    must: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    picked: tuple[str, ...] = ()
    work: str = WORK_VIEWS[0]
    framework: str = ""
    instrument: str = ""
    round: str = ""
    by: str = GROUPS[0]
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

    @property
    def coloured_by(self) -> str:
        """What colours the map, of COLOURS."""
        return self.colour or ("indicator" if self.indicator else "evidence")

    def city_map(self) -> MapFilter:
        """Return what is asked of the map: only what plays a part under the chosen colouring."""
        by = self.coloured_by
        return MapFilter(
            cities=self.cities,
            colour=by,
            area=self.area if by in {"evidence", "answers"} else "",
            indicator=self.indicator if by == "indicator" else "",
            year=self.year if by == "indicator" else "",
            member=self.member if by == "network" else "",
        )

    @property
    def weights(self) -> tuple[float, ...]:
        """How much each feature counts for being alike, in the order of FEATURES."""
        return tuple(getattr(self, f"w_{name}") for name in FEATURES)

    def peer_comparison(self) -> PeerFilter:
        """Return with which cities the reader's own is compared; it is no peer of its own."""
        chosen = tuple(peer for peer in self.peers if peer != self.city)
        if chosen:
            return PeerFilter(city=self.city, weights=self.weights, chosen=chosen)
        return PeerFilter(city=self.city, cities=self.cities, k=self.k, weights=self.weights)

    @property
    def criteria_weights(self) -> tuple[float, ...]:
        """The weight of each criterion, in the order of CRITERIA."""
        return tuple(getattr(self, weight_field(criterion)) for criterion in CRITERIA)

    def candidates(self) -> CriteriaFilter:
        """Return how the candidates for core actions are scored."""
        return CriteriaFilter(
            documents=self.documents,
            cities=self.cities,
            area=self.area,
            phase=self.phase,
            weights=self.criteria_weights,
            missing=self.missing,
            feasible=self.feasible,
        )

    def rules(self) -> ChoiceRules:
        """Return what a suggested selection must respect."""
        return ChoiceRules(
            limit=self.limit, per_area=self.per_area, must=self.must, never=self.never
        )

    def partnerships(self) -> LinkFilter | None:
        """Return which partnerships are asked for; None: none, or those of a city not chosen."""
        if self.links == "none" or (self.links == "city" and not self.city):
            return None
        city = self.city if self.links == "city" else ""
        return LinkFilter(cities=self.cities, theme=self.theme, city=city)


def weight_field(name: str) -> str:
    """Return the field of State that holds the weight of a feature or criterion."""
    return f"w_{name.replace('-', '_')}"


DEFAULT: Final = State()


def changed(state: State, **fields: Any) -> State:  # noqa: ANN401 - any field of State
    """Change choices; a first year after the last takes the other year along, and vice versa.

    Weights are rounded to tenths, as the address carries them.

    Args:
        state: The choices.
        **fields: New values by name.

    Returns:
        The new choices.
    """
    weights = {
        name: round(value, 1)
        for name, value in fields.items()
        if name.startswith("w_") and isinstance(value, float)
    }
    new = replace(state, **{**fields, **weights})
    if new.doc_from and new.doc_to and new.doc_from > new.doc_to:
        year = new.doc_from if "doc_from" in fields else new.doc_to
        new = replace(new, doc_from=year, doc_to=year)
    return new
