"""What the choices of a reader ask of the store and the analyses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from dashboard.choices import YEARS, Choices, query_text
from dashboard.criteria import (
    CRITERIA,
    PARTNER_CRITERIA,
    ChoiceRules,
    CriteriaFilter,
    PartnerFilter,
)
from dashboard.filters import (
    FEATURES,
    ActorFilter,
    CityFilter,
    LinkFilter,
    MapFilter,
    PeerFilter,
    PracticeFilter,
    RankingFilter,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class State(Choices):
    """Every choice that an address can carry, and what these choices ask."""

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

    @property
    def partner_weights(self) -> tuple[float, ...]:
        """The weight of each criterion for a partner, in the order of PARTNER_CRITERIA."""
        return tuple(getattr(self, weight_field(criterion)) for criterion in PARTNER_CRITERIA)

    def partner_search(self) -> PartnerFilter:
        """Return which places are candidates for a partnership; FilterError if no weight counts."""
        return PartnerFilter(
            city=self.city,
            cities=self.cities,
            k=self.k,
            origins=self.origins,
            weights=self.partner_weights,
        )

    def rules(self) -> ChoiceRules:
        """Return what a suggested selection must respect."""
        return ChoiceRules(
            limit=self.limit, per_area=self.per_area, must=self.must, never=self.never
        )

    def practices(self) -> PracticeFilter:
        """Return which cases are asked for."""
        return PracticeFilter(
            query=self.query,
            cities=self.cities,
            area=self.area,
            keyword=self.keyword,
            sector=self.sector,
            step=self.step,
            initiative=self.initiative,
            role=self.role,
            beneficiaries=self.beneficiaries,
            status=self.status,
            first_year=self.case_from,
            last_year=self.case_to,
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
_FINE: Final = tuple(weight_field(criterion) for criterion in CRITERIA)


def changed(state: State, **fields: Any) -> State:  # noqa: ANN401 - any field of State
    """Change choices; a first year after the last takes the other year along, and vice versa.

    Weights are rounded (those of criteria to hundredths, others to tenths) and a query is put in
    one line, as the address carries them.

    Args:
        state: The choices.
        **fields: New values by name.

    Returns:
        The new choices.
    """
    weights = {
        name: round(value, 2 if name in _FINE else 1)
        for name, value in fields.items()
        if name.startswith("w_") and isinstance(value, float)
    }
    typed = {"query": query_text(fields["query"])} if "query" in fields else {}
    new = replace(state, **{**fields, **weights, **typed})
    pair = (state.city, state.partner)
    if all(pair) and (new.city, new.partner) != pair and "way" not in fields:
        new = replace(new, way="")  # it belonged to the other partnership
    for first, last in YEARS:
        start, end = getattr(new, first), getattr(new, last)
        if start and end and start > end:
            year = start if first in fields else end
            new = replace(new, **{first: year, last: year})
    return new
