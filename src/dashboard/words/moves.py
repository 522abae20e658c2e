"""What would move a city: the smallest sets of actions, how sure they are, what is left out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dashboard.analysis.moves import DRAWS
from dashboard.answers.moves import DONE, NOT_ANSWERED, UNWANTED
from dashboard.contracts.response import DO_NOT_KNOW, NOT_APPLICABLE, NOT_OUR_POWER
from dashboard.i18n import _, listed, ngettext, number
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from dashboard.analysis.moves import MoveSet
    from dashboard.answers.moves import AreaMoves
    from dashboard.words.cells import Cells


def title(city: str, area: str) -> str:
    """Return the title of the view."""
    return _("What would move {city} in {area}").format(city=city, area=area)


def not_an_outcome() -> str:
    """Return what reaching the median does not mean."""
    return _(
        "This is a score, not an outcome: reaching the median does not mean that people fare "
        "better."
    )


def standing(moves: AreaMoves, city: str, area: str, round_name: str) -> str:
    """Say where the city and its peers stand, and how much is known of both.

    Args:
        moves: What it takes.
        city: Name of the city.
        area: Name of the policy area.
        round_name: Name of the round.

    Returns:
        Sentences.
    """
    found = moves.found
    if math.isnan(found.own):
        own = _("{city} has no score in {area}: fewer than 40 % of the questions are known.")
    else:
        own = _("{city} has {own} of 100 points in {area} (coverage {coverage} %, {round}).")
    parts = [
        own.format(
            city=city,
            area=area,
            own=number(found.own, 1) if not math.isnan(found.own) else "",
            coverage=number(moves.coverage_pct) if not math.isnan(moves.coverage_pct) else "",
            round=round_name,
        )
    ]
    if found.n_peers:
        told = ngettext(
            "The median of the peers is {median}; {n} of {total} peer has a score.",
            "The median of the peers is {median}; {n} of {total} peers have a score.",
            moves.n_peers,
        )
        parts.append(
            told.format(
                median=number(found.median, 1), n=number(found.n_peers), total=number(moves.n_peers)
            )
        )
    else:
        parts.append(_("No peer has a score in this policy area and round, so there is no median."))
    return " ".join(parts)


def verdict(moves: AreaMoves) -> str:
    """Return how many actions it takes, or why none are shown; empty: nothing to compare."""
    found = moves.found
    if math.isnan(found.own) or math.isnan(found.median):
        return ""
    if found.already_there:
        return _("The city is at the median of its peers or above it. No action is needed for it.")
    if not found.sets:
        return _(
            "No set of actions is enough: with all that are left to choose, the score would be "
            "{score}."
        ).format(score=number(found.reachable, 1))
    size = len(found.sets[0].question_ids)
    told = ngettext(
        "{n} action put in place is enough to reach the median.",
        "{n} actions put in place are enough to reach the median; fewer are not.",
        size,
    ).format(n=number(size))
    if found.n_sets == 1:
        ways = _("There is one way to do it.")
    elif found.n_sets > len(found.sets):
        ways = _("There are {n} ways to do it; the {shown} surest are shown.")
    else:
        ways = _("There are {n} ways to do it; the surest comes first.")
    return f"{told} {ways.format(n=number(found.n_sets), shown=number(len(found.sets)))}"


def how_sure() -> str:
    """Return what the last column means."""
    return _(
        "Scores give every question of the area the same weight. The last column says under how "
        "many of {n} random weightings the city would still reach the median with these actions."
    ).format(n=number(DRAWS))


def chart_caption(n_sets: int, n_drawn: int) -> str:
    """Return how the chart is to be read.

    Args:
        n_sets: Sets of actions in the table.
        n_drawn: Those of them that are drawn.

    Returns:
        One or more sentences.
    """
    if not n_sets:
        return _("Grey dot: score now. Orange tick: median of the peers.")
    told = _(
        "Grey dot: score now. Blue diamond: score with the actions. Orange tick: median of the "
        "peers."
    )
    if n_drawn == n_sets:
        return told
    return f"{told} {_('The {n} surest are drawn.').format(n=number(n_drawn))}"


def set_name(place: int) -> str:
    """Return the name of a set of actions, the first is 1."""
    return _("Way {n}").format(n=number(place))


def now_name() -> str:
    """Return the name of the row of a chart without any set."""
    return _("Now")


def robust(found: MoveSet) -> str:
    """Return under how many weightings a set reaches the median."""
    return _("under {x} of {n} weightings").format(
        x=number(round(found.robust_pct * DRAWS / 100)), n=number(DRAWS)
    )


def sets_cells(moves: AreaMoves) -> Cells:
    """Return the sets of actions: which, the new score, how sure it is."""
    names = names_of(moves)
    sets = moves.found.sets
    return {
        _("Way"): [number(place) for place in range(1, len(sets) + 1)],
        _("Actions to put in place"): [
            "; ".join(as_plain_text(names[of]) for of in found.question_ids) for found in sets
        ],
        _("New score"): [number(found.score, 1) for found in sets],
        _("Reaches the median"): [robust(found) for found in sets],
    }


def names_of(moves: AreaMoves) -> dict[str, str]:
    """Return the keyword of each question of the area, by id of the question."""
    pairs = zip(moves.questions["question_id"], moves.questions["keyword"], strict=True)
    return {str(question): str(keyword) for question, keyword in pairs}


def left_out(moves: AreaMoves) -> list[str]:
    """Return which actions of the area are no choice, and why, one line a reason."""
    told = {
        NOT_OUR_POWER: _("Not in the power of the city, so they do not count: {actions}."),
        NOT_APPLICABLE: _("Not applicable, so they do not count: {actions}."),
        DO_NOT_KNOW: _("The city does not know, so they have no points: {actions}."),
        NOT_ANSWERED: _("Not answered, so they have no points: {actions}."),
        UNWANTED: _("Not wanted by you: {actions}."),
        DONE: _("In place already: {actions}."),
    }
    lines = []
    for reason, text in told.items():
        rows = moves.questions[moves.questions["reason"] == reason]
        if len(rows):
            lines.append(text.format(actions=as_plain_text(listed(rows["keyword"].tolist()))))
    return lines


def alt(heading: str, moves: AreaMoves, n_drawn: int) -> str:
    """Return what the chart shows, for readers who cannot see it."""
    found = moves.found
    none = _("none")
    told = [
        _("Score now {own}, median of {n} peers {median}").format(
            own=none if math.isnan(found.own) else number(found.own, 1),
            n=number(found.n_peers),
            median=none if math.isnan(found.median) else number(found.median, 1),
        )
    ]
    told += [
        _("{way}: {score}").format(way=set_name(place), score=number(each.score, 1))
        for place, each in enumerate(found.sets[:n_drawn], start=1)
    ]
    return f"{heading}. {'; '.join(told)}."


def no_answers(city: str) -> str:
    """Return a sentence: the city has not answered, so nothing can be computed."""
    return _(
        "{city} has no accepted answers yet, so nothing can be said about what would move it."
    ).format(city=city)
