"""The minutes of a working-group session: what was asked, how many voted, what came out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dashboard.i18n import _, day, listed, number
from dashboard.words import voting
from dashboard.words.cells import NO_DATA, Cells, rows_of
from dashboard.words.figures import one_decimal
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import pandas as pd

    from dashboard.answers.voted import Result
    from dashboard.responses.room import Question, Room

MOST_MOVES = 20


@dataclass(frozen=True)
class Part:
    """One part of the minutes: heading, sentences and a table as Markdown of ours, and links.

    A link is a text and the address that it leads to.
    """

    heading: str
    told: list[str]
    cells: Cells = field(default_factory=dict)
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, eq=False)
class Outcome:
    """What the minutes say of a question beside its votes.

    Attributes:
        found: The result; None: the vote is not closed.
        names: Name by item.
        moves: Rows of MOVE_COLUMNS; None: the question is not about weights.
        link: Exact address that shows what follows from it; empty: none.
    """

    found: Result | None
    names: Mapping[str, str]
    moves: pd.DataFrame | None = None
    link: str = ""


def parts(room: Room, outcomes: Mapping[str, Outcome], limit: int) -> list[Part]:
    """Write the minutes.

    Args:
        room: The session.
        outcomes: What came out, by question.
        limit: Number of first actions that the changes of ranks are about.

    Returns:
        The parts in order: those present, then every question, by group and with its ranks.
    """
    found = [_present(room)]
    for place, question in enumerate(room.questions.values(), start=1):
        outcome = outcomes[question.question_id]
        found.append(_asked(place, question, outcome, limit))
        if outcome.found is not None and len(outcome.found.split):
            found.append(_groups(question, outcome.found, outcome.names))
        if outcome.moves is not None:
            found.append(_moves(question, outcome.moves))
    return found


def _present(room: Room) -> Part:
    people = list(room.people.values())
    told = [
        _("Opened on {moment} UTC. Data release {release}.").format(
            moment=moment(room.opened_at), release=room.release
        ),
        _("Participants: {n}.").format(n=number(len(people))),
    ]
    for title, counts in (
        (_("By place of work"), Counter(who.role for who in people if who.role)),
        (_("By region"), Counter(who.region for who in people if who.region)),
        (_("By OECD status"), Counter(who.oecd for who in people if who.oecd)),
    ):
        names = {of: _group(of) for of in counts}
        if counts:
            listing = ", ".join(f"{names[of]} {number(n)}" for of, n in sorted(counts.items()))
            told.append(f"{title}: {listing}.")
    named = sorted(as_plain_text(who.name) for who in people if who.name)
    if named:
        told.append(_("Names that were given: {names}.").format(names=listed(named)))
    return Part(_("Those present"), told)


def _group(of: str) -> str:
    try:
        return voting.participant_role_name(of)
    except KeyError:
        return voting.group_name(of)


def moment(when: datetime) -> str:
    """Return a moment in words, to the minute."""
    return f"{day(when)}, {when:%H:%M}"


def _asked(place: int, question: Question, outcome: Outcome, limit: int) -> Part:
    heading = f"{number(place)}. {as_plain_text(question.title)}"
    told = [voting.kind_name(question.kind)]
    if question.wording:
        told.append(_("Wording: {text}").format(text=as_plain_text(question.wording)))
    found = outcome.found
    if found is None:
        told.append(_("The vote is not closed; its result is not in these minutes."))
        return Part(heading, [*told, *_decided(question)])
    if question.closed_at:
        told.append(_("Closed on {moment} UTC.").format(moment=moment(question.closed_at)))
    if question.n_openings > 1:
        told.append(_("The vote was opened {n} times.").format(n=number(question.n_openings)))
    if question.paper:
        told.append(_("Votes on paper among them: {n}.").format(n=number(len(question.paper))))
    told.append(voting.result_text(found, outcome.names))
    told += [_("Proposed instead: {text}").format(text=as_plain_text(t)) for t in found.texts]
    if found.agreed and found.n_voters:
        told.append(voting.agreement_text(found.agreed))
    told += [
        voting.disagreement_text(found.table, outcome.names),
        voting.small_groups_text(found.n_small),
    ]
    if outcome.moves is not None:
        told.append(voting.moved_text(outcome.moves, limit))
    links = ((_("Exact link to what follows from it"), outcome.link),) if outcome.link else ()
    told += _decided(question)
    return Part(heading, [text for text in told if text], _cells(found, outcome.names), links)


def _decided(question: Question) -> list[str]:
    told = []
    if question.decision:
        told.append(_("**Decided**: {text}").format(text=as_plain_text(question.decision)))
    if question.agreed:
        told.append(_("**Agreed wording**: {text}").format(text=as_plain_text(question.agreed)))
    return told


def short_cells(found: Result, names: Mapping[str, str]) -> Cells:
    """Return rank, item and value of what has one, as cells by heading; none: an empty table."""
    rows = _known(found)
    if not rows:
        return {}
    return {
        _("Rank"): [row["rank_label"] for row in rows],
        _("Item"): [as_plain_text(names[row["item_id"]]) for row in rows],
        voting.unit(found.kind): [one_decimal(row["value"]) for row in rows],
    }


def short_moves(moves: pd.DataFrame, n: int) -> Cells:
    """Return the first actions after a vote on the weights, as cells by heading.

    Args:
        moves: Rows of MOVE_COLUMNS.
        n: How many.

    Returns:
        Rank after, rank before and action.
    """
    rows = rows_of(moves.head(n))
    return {
        _("Rank after"): [row["after_label"] for row in rows],
        _("Rank before"): [row["before_label"] for row in rows],
        _("Action"): [as_plain_text(row["keyword"]) for row in rows],
    }


def _known(found: Result) -> list[Mapping[str, Any]]:
    return [row for row in rows_of(found.table) if row["value"] is not None]


def _cells(found: Result, names: Mapping[str, str]) -> Cells:
    rows, cells = _known(found), dict(short_cells(found, names))
    if not rows:
        return {}
    if found.kind in {"weights", "points"}:
        cells[_("Lowest to highest vote")] = [
            f"{number(row['lowest'])} \N{EN DASH} {number(row['highest'])}" for row in rows
        ]
    cells[_("Votes")] = [number(row["n_voters"]) for row in rows]
    return cells


def _groups(question: Question, found: Result, names: Mapping[str, str]) -> Part:
    """Return the values of each group of voters that can be shown."""
    rows = {(row["item_id"], row["group"]): row for row in rows_of(found.split)}
    groups = list(dict.fromkeys(group for _item, group in rows))
    items = [item for item in found.table["item_id"] if any((item, of) in rows for of in groups)]
    cells: Cells = {_("Item"): [as_plain_text(names[item]) for item in items]}
    for group in groups:
        told = [rows.get((item, group)) for item in items]
        cells[voting.group_name(group)] = [
            f"{one_decimal(row['value'])} ({voting.votes_count(row['n_voters'])})"
            if row
            else NO_DATA
            for row in told
        ]
    heading = _("By group of voters: {question}").format(question=as_plain_text(question.title))
    return Part(heading, [voting.unit(found.kind)], cells)


def _moves(question: Question, moves: pd.DataFrame) -> Part:
    rows = rows_of(moves.head(MOST_MOVES))
    return Part(
        _("Ranks before and after: {question}").format(question=as_plain_text(question.title)),
        [_("The first {n} actions after the vote.").format(n=number(len(rows)))],
        {
            **short_moves(moves, MOST_MOVES),
            _("Ranks of single voters"): [
                f"{number(row['best'])} \N{EN DASH} {number(row['worst'])}" for row in rows
            ],
        },
    )
