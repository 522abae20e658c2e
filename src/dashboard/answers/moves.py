"""What would move a city up to the median of its peers in one policy area, from its answers?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dashboard.analysis.answer_scores import given
from dashboard.analysis.compare import against_median
from dashboard.analysis.moves import Moves, moves, peer_points
from dashboard.answers.answered import answers_of
from dashboard.contracts.response import DO_NOT_KNOW, NOT_APPLICABLE, NOT_OUR_POWER, STEPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from dashboard.answers.responses import Responded

# Why an action is no choice, in the order told.
UNWANTED: Final = "unwanted"
NOT_ANSWERED: Final = "not-answered"
DONE: Final = "done"
REASONS: Final = (NOT_OUR_POWER, NOT_APPLICABLE, DO_NOT_KNOW, NOT_ANSWERED, UNWANTED, DONE)


@dataclass(frozen=True, eq=False)
class AreaMoves:
    """What it takes in one policy area.

    Attributes:
        area_id: The policy area.
        round_id: The round of the answers.
        found: Own score, median and smallest sets.
        questions: The questions of the area with the own state (empty text: not answered), reason
            (one of REASONS why it is no action; empty text: it is one).
        n_peers: Peers that were looked at, with a score or not.
        coverage_pct: Questions of the area with a known step, in percent of those that count.
    """

    area_id: str
    round_id: str
    found: Moves
    questions: pd.DataFrame
    n_peers: int
    coverage_pct: float


def area_moves(
    known: Responded,
    cities: tuple[str, ...],
    area: str,
    round_id: str,
    unwanted: tuple[str, ...] = (),
) -> AreaMoves:
    """Find the smallest sets of actions that reach the median of the peers.

    Args:
        known: Accepted answers.
        cities: The own city first, then its peers.
        area: Policy area.
        round_id: Round in which the own city answered; the peers' answers are of the same.
        unwanted: Keywords whose actions are no choice.

    Returns:
        What it takes.

    Raises:
        FilterError: The area asks more questions than can be tried exactly.
    """
    own, *peers = cities
    asked = answers_of(known, own, round_id)
    asked = asked[asked["area_id"] == area].reset_index(drop=True)
    states = dict(zip(asked["question_id"], asked["state"], strict=True))
    pairs = zip(asked["keyword_id"], asked["state"], strict=True)
    reasons = [_reason(state, keyword in unwanted) for keyword, state in pairs]
    leave_out = asked.loc[asked["keyword_id"].isin(unwanted), "question_id"].tolist()
    ids = asked["question_id"].tolist()
    points = peer_points(given(known.of(round_id)), ids, peers)
    scores = known.areas
    mine = scores[
        (scores["city_id"] == own) & (scores["round_id"] == round_id) & (scores["area_id"] == area)
    ]
    return AreaMoves(
        area_id=area,
        round_id=round_id,
        found=moves(states, points, ids, leave_out),
        questions=asked.assign(reason=reasons),
        n_peers=len(peers),
        coverage_pct=float(mine["coverage_pct"].iloc[0]) if len(mine) else float("nan"),
    )


def _reason(state: str, unwanted: bool) -> str:  # noqa: FBT001 - private, one call
    """Return why an action is no choice; empty: it is one."""
    if state in {NOT_OUR_POWER, NOT_APPLICABLE, DO_NOT_KNOW}:
        return state
    if not state:
        return NOT_ANSWERED
    if state in STEPS[-2:]:
        return DONE
    return UNWANTED if unwanted else ""


def furthest_behind(
    known: Responded, cities: tuple[str, ...], areas: Sequence[str], round_id: str
) -> str:
    """Return the policy area in which a city is furthest behind the median of its peers.

    Args:
        known: Accepted answers.
        cities: The own city first, then its peers.
        areas: Policy areas in order.
        round_id: The round.

    Returns:
        The area; without any median the one with the lowest own score, else the first.
    """
    rows = known.areas
    rows = rows[(rows["round_id"] == round_id) & rows["city_id"].isin(cities)]
    values = rows.rename(columns={"area_id": "item_id", "area_score": "value"})
    table = against_median(values, cities[0], areas)
    for column in ("difference", "own"):
        if table[column].notna().any():
            return str(table["item_id"].iloc[int(table[column].argmin())])
    return areas[0]
