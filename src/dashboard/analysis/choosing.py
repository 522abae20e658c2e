"""Suggest a small set of core actions: the best sum of scores that keeps every rule.

Rules: a number of actions, at least m in each policy area, must-have and never lists. The rules
form the bases of a matroid (a partition matroid with lower bounds, contracted by the must-haves),
so taking the best first is exact (Edmonds 1971); a test compares it with trying every set.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dashboard.errors import FilterError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.criteria import ChoiceRules


@dataclass(frozen=True, slots=True)
class Candidate:
    """One keyword that can be chosen: its policy area and its score."""

    keyword_id: str
    area_id: str
    score: float


class ContradictionError(FilterError):
    """Rules that no selection can keep.

    Attributes:
        kind: 'both' (on both lists), 'gone' (a must-have that the filters leave out), 'musts'
            (more must-haves than the limit), 'area' (too few candidates in a policy area) or
            'limit' (the areas and must-haves need more than the limit).
        ids: Keywords concerned, or the policy area.
        got: Number that was asked for.
        possible: Number that is needed, or that there is.
    """

    def __init__(
        self, *, kind: str, ids: tuple[str, ...] = (), got: int = 0, possible: int = 0
    ) -> None:
        self.kind, self.ids, self.got, self.possible = kind, ids, got, possible
        named = ", ".join(ids)
        super().__init__(
            {
                "both": f"must and never: got {named} in both lists, expected one of them.",
                "gone": f"must: got {named}, which the filters leave out.",
                "musts": f"limit: got {got}, expected at least {possible}: so many are must-haves.",
                "area": f"per area: got {got}, but {named} has only {possible} to choose from.",
                "limit": f"limit: got {got}, expected at least {possible}: so many are needed for "
                "each policy area and the must-haves.",
            }[kind]
        )


@dataclass(frozen=True, slots=True)
class Price:
    """What one rule costs.

    Attributes:
        rule: 'per_area', 'must' or 'never'.
        keyword_id: The keyword of a must-have or never rule; empty for 'per_area'.
        points: Sum of scores that would be won without the rule, at least 0.
        brings: Keywords that the rule brings into the selection.
        keeps_out: Keywords that would be there without it.
    """

    rule: str
    keyword_id: str
    points: float
    brings: tuple[str, ...]
    keeps_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggested selection.

    Attributes:
        chosen: Keywords, the best score first; equal scores in the order of the candidates.
        points: Sum of their scores.
        prices: What each rule costs.
        equal: Keywords outside with the same score as the last one that was free to choose: they
            could stand in its place.
    """

    chosen: tuple[str, ...]
    points: float
    prices: tuple[Price, ...]
    equal: tuple[str, ...]


def suggest(
    candidates: Sequence[Candidate], rules: ChoiceRules, areas: Sequence[str] = ()
) -> Suggestion:
    """Choose the actions with the highest sum of scores that keep the rules.

    Args:
        candidates: What can be chosen, in the order that breaks ties.
        rules: What the selection must respect. With fewer candidates than the limit, all that
            are not on the never list are chosen.
        areas: Policy areas that the least number holds for; empty: those of the candidates.

    Returns:
        The selection with the price of each rule.

    Raises:
        ContradictionError: The rules contradict each other; the message says which.
    """
    _must_be_possible(candidates, rules, areas or [c.area_id for c in candidates])
    chosen = _best(candidates, rules)
    points = _points(candidates, chosen)
    return Suggestion(
        chosen=tuple(chosen),
        points=points,
        prices=tuple(_prices(candidates, rules, chosen)),
        equal=_equals(candidates, rules, chosen),
    )


def _must_be_possible(
    candidates: Sequence[Candidate], rules: ChoiceRules, areas: Sequence[str]
) -> None:
    """Refuse rules that contradict each other.

    Raises:
        ContradictionError: Names them.
    """
    known = {candidate.keyword_id for candidate in candidates}
    both = tuple(keyword for keyword in rules.must if keyword in rules.never)
    if both:
        raise ContradictionError(kind="both", ids=both)
    gone = tuple(keyword for keyword in rules.must if keyword not in known)
    if gone:
        raise ContradictionError(kind="gone", ids=gone)
    if len(rules.must) > rules.limit:
        n_must = len(rules.must)
        raise ContradictionError(kind="musts", ids=rules.must, got=rules.limit, possible=n_must)
    free = Counter(c.area_id for c in candidates if c.keyword_id not in rules.never)
    needed = Counter(c.area_id for c in candidates if c.keyword_id in rules.must)
    for area in dict.fromkeys(areas):
        if free[area] < rules.per_area:
            got, possible = rules.per_area, free[area]
            raise ContradictionError(kind="area", ids=(area,), got=got, possible=possible)
        needed[area] = max(needed[area], rules.per_area)
    if needed.total() > rules.limit:
        raise ContradictionError(kind="limit", got=rules.limit, possible=needed.total())


def _best(candidates: Sequence[Candidate], rules: ChoiceRules) -> list[str]:
    """Return the best selection: must-haves, then each area up to its least, then the best."""
    ordered = sorted(candidates, key=lambda candidate: -candidate.score)
    free = [c for c in ordered if c.keyword_id not in {*rules.must, *rules.never}]
    taken = {c.keyword_id for c in ordered if c.keyword_id in rules.must}
    in_area = Counter(c.area_id for c in ordered if c.keyword_id in taken)
    for candidate in free:
        if in_area[candidate.area_id] < rules.per_area:
            in_area[candidate.area_id] += 1
            taken.add(candidate.keyword_id)
    for candidate in free:
        if len(taken) < rules.limit:
            taken.add(candidate.keyword_id)
    return [c.keyword_id for c in ordered if c.keyword_id in taken]


def _points(candidates: Sequence[Candidate], chosen: Sequence[str]) -> float:
    scores: Mapping[str, float] = {c.keyword_id: c.score for c in candidates}
    return sum(scores[keyword] for keyword in chosen)


def _prices(
    candidates: Sequence[Candidate], rules: ChoiceRules, chosen: Sequence[str]
) -> list[Price]:
    """Return what is won if each rule is dropped on its own, the others kept."""
    dropped = [("per_area", "", replace(rules, per_area=0))] if rules.per_area else []
    for keyword in rules.must:
        kept = tuple(must for must in rules.must if must != keyword)
        dropped.append(("must", keyword, replace(rules, must=kept)))
    for keyword in rules.never:
        kept = tuple(never for never in rules.never if never != keyword)
        dropped.append(("never", keyword, replace(rules, never=kept)))
    prices = []
    for rule, keyword, without in dropped:
        other = _best(candidates, without)
        points = round(_points(candidates, other) - _points(candidates, chosen), 6)
        brings = tuple(name for name in chosen if name not in other)
        keeps_out = tuple(name for name in other if name not in chosen)
        if points <= 0:  # a tie that falls the other way is no price
            brings = keeps_out = ()
        prices.append(Price(rule, keyword, max(points, 0.0), brings, keeps_out))
    return prices


def _equals(
    candidates: Sequence[Candidate], rules: ChoiceRules, chosen: Sequence[str]
) -> tuple[str, ...]:
    """Return candidates outside that could replace one inside at no loss, all rules kept."""
    by_id = {c.keyword_id: c for c in candidates}
    in_area = Counter(by_id[keyword].area_id for keyword in chosen)

    def could_replace(outside: Candidate) -> bool:
        return any(
            by_id[inside].score == outside.score
            and inside not in rules.must
            and (
                by_id[inside].area_id == outside.area_id
                or in_area[by_id[inside].area_id] > rules.per_area
            )
            for inside in chosen
        )

    return tuple(
        c.keyword_id
        for c in candidates
        if c.keyword_id not in {*chosen, *rules.never} and could_replace(c)
    )
