"""A working-group session in words: kinds of questions, votes, results."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from dashboard.i18n import _, listed, ngettext, number
from dashboard.words.cells import rows_of
from dashboard.words.figures import one_decimal
from dashboard.words.labels import criterion_name, oecd_name, region_name
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from dashboard.analysis.votes import Agreement
    from dashboard.answers.voted import Result
    from dashboard.responses.room import Question

# Agreement that chance alone gives more often than this is said to be so.
_CHANCE: Final = 0.05
# Shares are sums of parts: this much is everybody.
_ALL_PCT: Final = 99.99
_FEWEST: Final = 2


def kind_name(kind: str) -> str:
    """Return the name of a kind of question."""
    names = {
        "weights": _("Weights: 100 points over the criteria"),
        "points": _("Value added: points for each action"),
        "approval": _("Approval: choose actions, up to a limit"),
        "pairs": _("Pairs: which of two actions comes first?"),
        "wording": _("Wording: agreed, or another text?"),
    }
    return names[kind]


def first_wording(kind: str) -> str:
    """Return a question that a chair can start from."""
    texts = {
        "weights": _("What should count most when we choose core actions?"),
        "points": _("How much would each action add in cities?"),
        "approval": _("Which actions should be core actions?"),
        "pairs": _("Which of the two actions should come first?"),
        "wording": _("Do we agree on this wording?"),
    }
    return texts[kind]


def status_name(question: Question) -> str:
    """Return where a question stands."""
    if question.status == "waiting":
        return _("not opened yet")
    if question.status == "open":
        return _("open now")
    return _("closed")


def participant_role_name(role: str) -> str:
    """Return what a participant does; empty: not told."""
    names = {
        "": _("I do not say"),
        "city": _("City or region"),
        "network": _("Network of cities"),
        "international": _("International organisation"),
        "national": _("National government"),
        "civil": _("Civil society"),
        "research": _("Research"),
        "other": _("Other"),
    }
    return names[role]


def group_name(group: str) -> str:
    """Return the name of a group of voters."""
    return oecd_name(group) if group in {"oecd", "non-oecd"} else region_name(group)


def answer_name(answer: str) -> str:
    """Return the name of an answer to a question about a wording."""
    names = {"yes": _("Yes"), "no": _("No"), "other": _("Another text")}
    return names[answer]


def item_names(question: Question, keywords: Mapping[str, str]) -> dict[str, str]:
    """Return the name of every item of a question."""
    if question.kind == "weights":
        return {item: criterion_name(item) for item in question.items}
    return {item: keywords.get(item, item) for item in question.items}


def votes_count(n: int) -> str:
    """Return a number of votes."""
    return ngettext("{n} vote", "{n} votes", n).format(n=number(n))


def source(n: int) -> str:
    """Return where the figures of a vote come from."""
    return _("Vote of a working group ({votes})").format(votes=votes_count(n))


def voted_of(n_votes: int, n_people: int, n_paper: int) -> str:
    """Return how many have voted; nothing about how."""
    people = ngettext("{n} participant", "{n} participants", n_people).format(n=number(n_people))
    n_voted = n_votes - n_paper
    told = ngettext("{n} of {people} has voted.", "{n} of {people} have voted.", n_voted).format(
        n=number(n_voted), people=people
    )
    if not n_paper:
        return told
    paper = ngettext("{n} paper vote was typed in.", "{n} paper votes were typed in.", n_paper)
    return f"{told} {paper.format(n=number(n_paper))}"


def unit(kind: str) -> str:
    """Return what the values of a result are."""
    units = {
        "weights": _("Mean points of 100"),
        "points": _("Mean points, 0 to 10"),
        "approval": _("Share of voters, %"),
        "pairs": _("Share of preference, %"),
    }
    return units[kind]


def result_text(found: Result, names: Mapping[str, str]) -> str:
    """Say what a vote gave: how many voted, and what came first.

    Args:
        found: The result.
        names: Name by item.

    Returns:
        Sentences, as Markdown.
    """
    told = votes_count(found.n_voters) + "."
    if not found.n_voters:
        return _("Nobody has voted.")
    if found.kind == "wording":
        parts = [f"{answer_name(of)}: {number(n)}" for of, n in found.counts.items()]
        return f"{told} {'; '.join(parts)}."
    first = found.table[found.table["rank"] == 1]
    if first.empty:
        return told
    leading = listed([as_plain_text(names[item]) for item in first["item_id"]])
    value = one_decimal(first["value"].iloc[0])
    return f"{told} " + _("First: {items} ({value}, {unit}).").format(
        items=leading, value=value, unit=unit(found.kind).lower()
    )


def agreement_text(agreed: Agreement) -> str:
    """Return how far the room agrees, with Kendall's W and its meaning in words."""
    if math.isnan(agreed.w):
        return _no_agreement(agreed)
    meanings = {
        "very-weak": _("very weak agreement"),
        "weak": _("weak agreement"),
        "moderate": _("moderate agreement"),
        "strong": _("strong agreement"),
        "very-strong": _("very strong agreement"),
    }
    told = _(
        "Kendall's W = {w}: {meaning} on the order (0: none, 1: all the same order; words by "
        "Schmidt 1997)."
    ).format(w=number(agreed.w, 2), meaning=meanings[agreed.meaning])
    if agreed.p_value > _CHANCE:
        told += " " + _("So few votes could agree as much by chance (p = {p}).").format(
            p=number(agreed.p_value, 2)
        )
    if agreed.n_left_out:
        told += " " + ngettext(
            "{n} voter left an item open and is not counted here.",
            "{n} voters left an item open and are not counted here.",
            agreed.n_left_out,
        ).format(n=number(agreed.n_left_out))
    return told


def _no_agreement(agreed: Agreement) -> str:
    if agreed.n_items < _FEWEST:
        return _("We cannot say how far the voters agree: there is only one item.")
    if agreed.n_voters < _FEWEST:
        return _(
            "We cannot say how far the voters agree: it needs at least 2 voters with an opinion on "
            "every item."
        )
    return _("We cannot say how far the voters agree: each gives all items the same place.")


def disagreement_text(table: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Return on which item the votes lie furthest apart; empty if none can be named."""
    rows = [row for row in rows_of(table) if row["sd"]]
    if not rows:
        return ""
    row = max(rows, key=lambda one: round(float(one["sd"]), 9))
    return _("The room disagrees most on {item}: votes from {low} to {high}.").format(
        item=as_plain_text(names[row["item_id"]]),
        low=number(row["lowest"]),
        high=number(row["highest"]),
    )


def small_groups_text(n_small: int) -> str:
    """Return how many voters are in groups that are not shown apart; empty if none."""
    if not n_small:
        return ""
    return ngettext(
        "{n} voter belongs to a group that is not shown apart: with fewer than 3 in the group, or "
        "outside it, one could tell who voted how.",
        "{n} voters belong to groups that are not shown apart: with fewer than 3 in a group, or "
        "outside it, one could tell who voted how.",
        n_small,
    ).format(n=number(n_small))


def moved_text(table: pd.DataFrame, limit: int) -> str:
    """Say what the group's weights change among the first actions, and what voters disagree on.

    Args:
        table: Rows of MOVE_COLUMNS.
        limit: How many first actions it is about.

    Returns:
        Sentences.
    """
    before = set(table.loc[table["before"] <= limit, "keyword_id"])
    after = table[table["after"] <= limit]
    new = after[~after["keyword_id"].isin(before)]
    if new.empty:
        told = _("The first {n} actions stay the same under the group's weights.")
        told = told.format(n=number(limit))
    else:
        told = _("New among the first {n} under the group's weights: {actions}.").format(
            n=number(limit), actions=listed([as_plain_text(name) for name in new["keyword"]])
        )
    sure = int((after["first_n_voters_pct"] > _ALL_PCT).sum())
    if sure == len(after):
        same = _("Each voter's own weights give the same first {n}.")
        return f"{told} " + same.format(n=number(sure))
    return f"{told} " + _(
        "Among them under every voter's own weights: {sure} of {n}. The others depend on whom one "
        "asks."
    ).format(sure=number(sure), n=number(len(after)))
