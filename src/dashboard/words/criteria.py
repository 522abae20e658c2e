"""The criteria, the phases and the weights, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.criteria import CRITERIA
from dashboard.i18n import _, listed, ngettext, number
from dashboard.words.labels import criterion_name, level_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.answers.candidates import Candidates
    from dashboard.criteria import CriteriaFilter


def question(criterion: str, n_answered: int = 0) -> str:
    """Return the question that a criterion asks, and how it is measured, in one or two lines.

    Args:
        criterion: The criterion.
        n_answered: Cities kept which answered; with any, answers count for spreading.

    Returns:
        One or two sentences.
    """
    if criterion == "spreading" and n_answered:
        return _(
            "In how many cities is it done? Cities with a documented practice or grant, or with "
            "an answer that it is in place."
        )
    texts = {
        "frequency": _("How many actors mention it? Number of actors."),
        "spreading": _(
            "In how many cities is it done? Cities with a documented practice or grant."
        ),
        "show-progress": _("Can progress be shown? Points of its most direct measure, 0 to 4."),
        "value-added": _("What does it add? Points voted by a working group."),
    }
    return texts[criterion]


def phase_text(phase: str) -> str:
    """Return what a phase is about."""
    texts = {
        "desk": _("Desk analysis uses frequency alone: how many actors mention a keyword."),
        "expert": _(
            "Expert discussion adds three criteria: spreading, show progress and value added."
        ),
        "roll-out": _(
            "Roll-out also asks whether an action is feasible and relevant in a region. That is a "
            "filter: no score of another criterion makes up for it."
        ),
    }
    return texts[phase]


def weights_text(asked: CriteriaFilter, known: Sequence[str]) -> str:
    """Say which share of the score each criterion has.

    Args:
        asked: The weights.
        known: Criteria that have a value.

    Returns:
        One sentence, and one more for a criterion without any value.
    """
    weights = dict(zip(CRITERIA, asked.weights, strict=True))
    if len(asked.shown) == 1:
        name = criterion_name(asked.shown[0])
        return _("One criterion counts alone: {criterion}.").format(criterion=name.lower())
    total = sum(weights[criterion] for criterion in asked.shown)
    parts = [
        _("{criterion} {share} %").format(
            criterion=criterion_name(criterion), share=number(100 * weights[criterion] / total)
        )
        for criterion in asked.shown
        if weights[criterion]
    ]
    told = _("Sum of the weights: {sum}. Share of each: {parts}.").format(
        sum=number(total, 1), parts=listed(parts)
    )
    empty = [c for c in asked.shown if c not in known and weights[c]]
    if not empty:
        return told
    names = listed([criterion_name(criterion) for criterion in empty])
    if asked.missing == "worst":
        return f"{told} " + ngettext(
            "{names} has no value yet and counts 0 for all, so no score can reach 100.",
            "{names} have no value yet and count 0 for all, so no score can reach 100.",
            len(empty),
        ).format(names=names)
    return f"{told} " + ngettext(
        "{names} has no value yet, so the others share its weight.",
        "{names} have no value yet, so the others share their weight.",
        len(empty),
    ).format(names=names)


def reason(row: Mapping[str, Any], n_actors: int, n_cities_known: int, n_answered: int = 0) -> str:
    """Say what the score of a candidate rests on, by the raw figures.

    Args:
        row: Row of CANDIDATE_COLUMNS; missing values are None.
        n_actors: Actors that count.
        n_cities_known: Cities kept about which anything is documented, or which answered.
        n_answered: Those of them which answered.

    Returns:
        Three short phrases.
    """
    actors = _("{n} of {all} actors").format(n=number(row["n_actors"]), all=number(n_actors))
    cities = _("no city known")
    if n_cities_known and row["n_cities_documented"] is not None:
        cities = _("documented in {n} of {all} cities")
        if n_answered:
            cities = _("documented or answered in {n} of {all} cities")
        cities = cities.format(n=number(row["n_cities_documented"]), all=number(n_cities_known))
    measure = _("no measure")
    if row["measure"] is not None:
        measure = _("measure: {measure}, {level}").format(
            measure=row["measure"], level=level_name(row["level"])
        )
    return f"{actors}; {cities}; {measure}"


def feasible_text(candidates: Candidates, asked: CriteriaFilter) -> str:
    """Return what the feasibility filter keeps, and on what it rests; empty in other phases."""
    if asked.phase != "roll-out":
        return ""
    evidence = _evidence(candidates)
    if not asked.least_cities:
        return evidence
    left = ngettext(
        "{n} keyword has too few cities and is left out.",
        "{n} keywords have too few cities and are left out.",
        candidates.n_left_out,
    ).format(n=number(candidates.n_left_out))
    return f"{evidence} {left}"


def feasible_label(n_answered: int) -> str:
    """Return the label of the feasibility filter."""
    if n_answered:
        return _("Feasible: documented or answered in at least this many of the cities kept")
    return _("Feasible: documented in at least this many of the cities kept")


def _evidence(candidates: Candidates) -> str:
    """Return on what the feasibility filter rests."""
    if candidates.n_cities_answered:
        return ngettext(
            "Evidence of feasibility: a practice, grant or answer says that it is done in a city "
            "that the sidebar keeps ({n} such city is known, {m} answered). That is a hint, not a "
            "proof.",
            "Evidence of feasibility: a practice, grant or answer says that it is done in a city "
            "that the sidebar keeps ({n} such cities are known, {m} answered). That is a hint, not "
            "a proof.",
            candidates.n_cities_known,
        ).format(n=number(candidates.n_cities_known), m=number(candidates.n_cities_answered))
    return ngettext(
        "Evidence of feasibility: a practice or grant is documented in a city that the sidebar "
        "keeps ({n} such city is known). That is a hint, not a proof; cities have not been "
        "asked yet.",
        "Evidence of feasibility: a practice or grant is documented in a city that the sidebar "
        "keeps ({n} such cities are known). That is a hint, not a proof; cities have not been "
        "asked yet.",
        candidates.n_cities_known,
    ).format(n=number(candidates.n_cities_known))


def weight_sets() -> dict[str, tuple[str, tuple[float, ...]]]:
    """Return the named sets of weights by id: name and weights in the order of CRITERIA."""
    return {
        "equal": (_("All equal"), (1.0, 1.0, 1.0, 1.0)),
        "frequency": (_("Frequency only, as in 2019"), (1.0, 0.0, 0.0, 0.0)),
        "spreading": (_("Done in many cities"), (0.5, 1.0, 0.5, 0.5)),
        "progress": (_("Easy to measure"), (0.5, 0.5, 1.0, 0.5)),
        "value": (_("Group's view first"), (0.5, 0.5, 0.5, 1.0)),
    }


def criteria_help(n_answered: int = 0) -> list[str]:
    """Return how each criterion is computed and where it has gaps, one line each."""
    return [
        _(
            "**Frequency**: different actors that mention the keyword, under the actors and coding "
            "chosen on the page Rankings."
        ),
        _spreading_help(n_answered),
        _(
            "**Show progress**: the most direct measure that our hints name. 1 point: something is "
            "in place. 2: how many people it reaches. 3: how people fare. 1 point more if cities "
            "of any size can be compared by it. Hints and points are our own judgement."
        ),
        _(
            "**Value added**: mean points that a working group gave in a vote on the page Working "
            "group. Without a vote it is empty: it changes no rank, and the coverage says so."
        ),
        _(
            "**Score**: each figure is divided by the highest one of all keywords, then the mean "
            "by weight is taken, from 0 to 100. What is not known is left out, or counts 0 if "
            "you choose so; coverage is the share of the weight that rests on known figures."
        ),
    ]


def _spreading_help(n_answered: int) -> str:
    if n_answered:
        return ngettext(
            "**Spreading**: cities, within the filters, with a documented practice, grant or "
            "answer that it is in place, each city once; of answers the newest round of a city "
            "counts ({n} city answered). It rests on what was found or answered: 0 means that we "
            "know of none.",
            "**Spreading**: cities, within the filters, with a documented practice, grant or "
            "answer that it is in place, each city once; of answers the newest round of a city "
            "counts ({n} cities answered). It rests on what was found or answered: 0 means that "
            "we know of none.",
            n_answered,
        ).format(n=number(n_answered))
    return _(
        "**Spreading**: cities, within the filters, with a documented practice or grant. It "
        "rests on what was found: 0 means that we know of none. The page Rankings, *Spread "
        "over cities*, shows the gaps."
    )


def missing_text(n_answered: int, *, has_vote: bool) -> str:
    """Return what the ranking of candidates does not know."""
    answered = _("no city has answered yet whether it does these actions.")
    if n_answered:
        answered = ngettext(
            "{n} of the cities kept has answered whether it does these actions.",
            "{n} of the cities kept have answered whether they do these actions.",
            n_answered,
        ).format(n=number(n_answered))
    told = [f"{_('**What is missing**')}: {answered}"]
    if not has_vote:
        told.append(_("No group has voted on the value that actions add."))
    return " ".join([*told, _("Keywords of one policy area can overlap.")])
