"""How actions and partners are scored and chosen: what a reader can ask, as cache keys too."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from dashboard.errors import FilterError
from dashboard.filters import DEFAULT_PEERS, MOST_PEERS, ActorFilter, CityFilter, must_be_in

# By what actions are chosen (ids of selection_criteria.csv); feasibility is a filter, no criterion.
CRITERIA: Final = ("frequency", "spreading", "show-progress", "value-added")
# The three phases of the work, and which criteria each shows.
PHASES: Final = {"desk": CRITERIA[:1], "expert": CRITERIA, "roll-out": CRITERIA}
MISSING: Final = ("leave-out", "worst")
EQUAL_WEIGHTS: Final = (1.0, 1.0, 1.0, 1.0)
DEFAULT_LIMIT: Final = 12
MOST_CHOSEN: Final = 60
MOST_PER_AREA: Final = 10
MOST_FEASIBLE: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaFilter:
    """How candidates for core actions are scored. Used as cache key.

    Attributes:
        documents: Whose documents count for the criterion frequency, under which coding.
        cities: Cities over which spreading and feasibility are counted.
        area: One policy area to keep, and to rank on its own; empty: all six.
        phase: One of PHASES; it says which criteria are shown.
        weights: Weight of each of CRITERIA, 0-1, in their order; those not shown do not count.
        missing: 'leave-out' (a missing value is left out of the sum) or 'worst' (it counts as 0).
        feasible: Fewest cities, within the filter, that must have an action documented for its
            keyword to stay; only in the phase roll-out. 0: every keyword stays.
    """

    documents: ActorFilter = field(default_factory=ActorFilter)
    cities: CityFilter = field(default_factory=CityFilter)
    area: str = ""
    phase: str = "expert"
    weights: tuple[float, ...] = EQUAL_WEIGHTS
    missing: str = MISSING[0]
    feasible: int = 0

    def __post_init__(self) -> None:
        must_be_in("phase", (self.phase,), tuple(PHASES))
        must_be_in("missing", (self.missing,), MISSING)
        for name, weight in zip(CRITERIA, self.weights, strict=True):
            if not 0 <= weight <= 1:
                message = f"weight of {name}: got {weight!r}, expected a number from 0 to 1."
                raise FilterError(message)
        if not 0 <= self.feasible <= MOST_FEASIBLE:
            message = (
                f"feasible: got {self.feasible}, expected a whole number from 0 to {MOST_FEASIBLE}."
            )
            raise FilterError(message)

    @property
    def shown(self) -> tuple[str, ...]:
        """The criteria that this phase shows."""
        return PHASES[self.phase]

    @property
    def least_cities(self) -> int:
        """Fewest documented cities that a keyword needs in this phase."""
        return self.feasible if self.phase == "roll-out" else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceRules:
    """What a suggested selection must respect. Used as cache key.

    Attributes:
        limit: Number of actions to choose.
        per_area: Fewest actions in each policy area.
        must: Keywords that must be chosen.
        never: Keywords that must not be chosen.
    """

    limit: int = DEFAULT_LIMIT
    per_area: int = 0
    must: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        limits = (
            ("limit", self.limit, 1, MOST_CHOSEN),
            ("per area", self.per_area, 0, MOST_PER_AREA),
        )
        for name, value, low, high in limits:
            if not low <= value <= high:
                message = f"{name}: got {value}, expected a whole number from {low} to {high}."
                raise FilterError(message)


# By what a partner is chosen: the first five are those of the guidelines for which the data say
# something (partner_criteria.csv), the last is what already ties the two places.
PARTNER_CRITERIA: Final = (
    "channel",
    "associations",
    "experience",
    "resources",
    "language",
    "links",
)
EQUAL_PARTNER_WEIGHTS: Final = (1.0,) * len(PARTNER_CRITERIA)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerFilter:
    """Which places are candidates for a partnership, and what counts. Used as cache key.

    Attributes:
        city: The place that looks for a partner.
        cities: Which places may be partners; those of its own country only if they name it.
        k: Number of candidates that are shown.
        origins: Main countries that its residents come from or leave for (ISO alpha-3).
        weights: Weight of each of PARTNER_CRITERIA, 0-1, in their order.
    """

    city: str
    cities: CityFilter = field(default_factory=CityFilter)
    k: int = DEFAULT_PEERS
    origins: tuple[str, ...] = ()
    weights: tuple[float, ...] = EQUAL_PARTNER_WEIGHTS

    def __post_init__(self) -> None:
        if not 1 <= self.k <= MOST_PEERS:
            message = f"number of candidates: got {self.k}, expected 1 to {MOST_PEERS}."
            raise FilterError(message)
        for name, weight in zip(PARTNER_CRITERIA, self.weights, strict=True):
            if not 0 <= weight <= 1:
                message = f"weight of {name}: got {weight!r}, expected a number from 0 to 1."
                raise FilterError(message)
        if not any(self.weights):
            message = "weights: got 0 for every criterion, expected at least one above 0."
            raise FilterError(message)
