"""What the ranking of candidates says: who leads, how sure that is, and why the order changed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

from dashboard.criteria import CRITERIA
from dashboard.i18n import _, listed, ngettext, number
from dashboard.words.labels import criterion_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.answers.candidates import Candidates
    from dashboard.criteria import CriteriaFilter

_ALWAYS_PCT: Final = 99.9999
_NEVER_PCT: Final = 0.0001
_MOST_NAMED: Final = 6
_MOST_MOVERS: Final = 2


class _Move(NamedTuple):
    """One rank that moved: name, rank before and now, value for the criterion that gained."""

    keyword: str
    old: int
    new: int
    value: float

    def words(self, favoured: str) -> dict[str, str]:
        """Return the parts of a sentence about it."""
        why = ""
        if not math.isnan(self.value):
            why = _(" (its value for {criterion} is {value} of 1)").format(
                criterion=criterion_name(favoured).lower(), value=number(self.value, 2)
            )
        return {
            "keyword": self.keyword,
            "old": number(self.old),
            "new": number(self.new),
            "why": why,
        }


def title(area: str) -> str:
    """Return the title of the ranking of candidates, of one policy area or of all."""
    if area:
        return _("Candidates for core actions: {area}").format(area=area)
    return _("Candidates for core actions")


def summary(candidates: Candidates, limit: int) -> str:
    """Say who leads, and which places do not depend on the weights.

    Args:
        candidates: The ranking, at least one row.
        limit: Number of first ranks that count.

    Returns:
        One to three sentences; where one criterion alone is known, weights change nothing.
    """
    table = candidates.table
    leaders = table.loc[table["rank"] == 1, "keyword"].tolist()
    lead = ngettext(
        "{names} comes first with {score} of 100 points.",
        "{names} share the first rank with {score} of 100 points.",
        len(leaders),
    ).format(names=listed(leaders), score=number(table["score"].iloc[0], 1))
    if limit >= len(table) or len(candidates.known) == 1:
        return lead
    always = table.loc[table["first_n_pct"] >= _ALWAYS_PCT, "keyword"].tolist()
    never = int((table["first_n_pct"] <= _NEVER_PCT).sum())
    if always:
        more = len(always) - _MOST_NAMED
        rest = [_("{n} more").format(n=number(more))] if more > 0 else []
        sure = ngettext(
            "Under all 10,000 random sets of weights, {names} is among the first {n}.",
            "Under all 10,000 random sets of weights, {names} are among the first {n}.",
            len(always),
        ).format(names=listed([*always[:_MOST_NAMED], *rest]), n=number(limit))
    else:
        sure = _(
            "No candidate is among the first {n} under all 10,000 random sets of weights."
        ).format(n=number(limit))
    return f"{lead} {sure} {_others_text(never, len(table) - len(always) - never)}"


def _others_text(never: int, others: int) -> str:
    """Return how many candidates are never among the first, and whether there are others."""
    if not never:
        return _("The others depend on what counts more.")
    if not others:
        return ngettext(
            "{n} candidate is so under none of them.",
            "{n} candidates are so under none of them.",
            never,
        ).format(n=number(never))
    return ngettext(
        "{n} candidate is so under none of them; the others depend on what counts more.",
        "{n} candidates are so under none of them; the others depend on what counts more.",
        never,
    ).format(n=number(never))


def close_call(candidates: Candidates, limit: int) -> str:
    """Return how small the difference at the border of the first n is; empty if it is not."""
    table = candidates.table[candidates.table["score"].notna()]
    if limit >= len(table):
        return ""
    scores, names = table["score"].tolist(), table["keyword"].tolist()
    gap = scores[limit - 1] - scores[limit]
    if not gap:
        text = _("{inside} (place {n}) and {outside} have the same score.")
    elif gap < 1:
        text = _(
            "Between {inside} (place {n}) and {outside} lies less than 1 point of 100: too little "
            "to decide by."
        )
    else:
        return ""
    return text.format(inside=names[limit - 1], outside=names[limit], n=number(limit))


def certainty(row: Mapping[str, Any], limit: int) -> str:
    """Say of one candidate what its place among the first n depends on.

    Args:
        row: Row of CANDIDATE_COLUMNS; missing values are None.
        limit: Number of first ranks that count.

    Returns:
        One sentence.
    """
    share = row["first_n_pct"]
    if share is None:
        return _("No value is known.")
    if share >= _ALWAYS_PCT:
        return _("Among the first {n} under all 10,000 random sets of weights.").format(
            n=number(limit)
        )
    if share <= _NEVER_PCT:
        return _("Among the first {n} under none of 10,000 random sets of weights.").format(
            n=number(limit)
        )
    told = _("Among the first {n} under {share} % of the weights.").format(
        n=number(limit), share=number(min(max(round(share), 1), 99))
    )
    if not row["favoured_by"]:
        return told
    needs = _("It needs {criterion} to count much: {weight} % on average.").format(
        criterion=criterion_name(row["favoured_by"]).lower(),
        weight=number(row["favoured_weight_pct"]),
    )
    return f"{told} {needs}"


def alt(heading: str, table: pd.DataFrame) -> str:
    """Return what the chart of candidates shows, for readers who cannot see it."""

    def told(place: int) -> str:
        return _("{name}: rank {rank}, under other weights {low} to {high}").format(
            name=table["keyword"].iloc[place],
            rank=table["rank_label"].iloc[place],
            low=table["rank_low"].iloc[place],
            high=table["rank_high"].iloc[place],
        )

    shown = "; ".join(told(place) for place in range(min(3, len(table))))
    return _("{title}. {n} candidates with their rank range. {shown}.").format(
        title=heading, n=number(len(table)), shown=shown
    )


def moves(before: Candidates, after: Candidates, was: CriteriaFilter, asked: CriteriaFilter) -> str:
    """Say what the last change of the weights moved, and why.

    Args:
        before: The ranking before the change.
        after: The ranking now; the same keywords.
        was: What was asked before.
        asked: What is asked now.

    Returns:
        Sentences: which criterion counts more, who climbs, who falls; or that nothing moved. Where
        something else than the weights was changed, no criterion is named as the reason.
    """
    old = dict(zip(before.table["keyword_id"], before.table["rank"], strict=True))
    changed = _shares_text(was, asked)
    favoured = _most_gained(was, asked)
    columns = (after.table[name] for name in ("keyword_id", "keyword", "rank"))
    values = after.table[favoured.replace("-", "_")]
    steps = [
        (
            int(old[keyword]) - int(rank),
            _Move(name, int(old[keyword]), int(rank), value if changed else math.nan),
        )
        for keyword, name, rank, value in zip(*columns, values, strict=True)
        if rank is not pd.NA and old[keyword] is not pd.NA
    ]
    moved = [(step, move) for step, move in steps if step]
    if not moved:
        return f"{changed} {_('The order stays the same.')}".strip()
    up = sorted((m for m in moved if m[0] > 0), key=lambda m: -m[0])[:_MOST_MOVERS]
    down = sorted((m for m in moved if m[0] < 0), key=lambda m: m[0])[:_MOST_MOVERS]
    parts = [
        _("{keyword} climbs from {old} to {new}{why}.").format(**move.words(favoured))
        for _step, move in up
    ]
    parts += [
        _("{keyword} falls from {old} to {new}{why}.").format(**move.words(favoured))
        for _step, move in down
    ]
    count = ngettext("{n} rank moved.", "{n} ranks moved.", len(moved)).format(n=number(len(moved)))
    return " ".join([changed, count, *parts]).strip()


def _shares(asked: CriteriaFilter) -> dict[str, float]:
    weights = {c: asked.weights[CRITERIA.index(c)] for c in asked.shown}
    total = sum(weights.values()) or 1.0
    return {criterion: weight / total for criterion, weight in weights.items()}


def _shares_text(was: CriteriaFilter, asked: CriteriaFilter) -> str:
    old, new = _shares(was), _shares(asked)
    parts = [
        _("{criterion} counts {new} % instead of {old} %").format(
            criterion=criterion_name(criterion),
            new=number(100 * new.get(criterion, 0.0)),
            old=number(100 * old.get(criterion, 0.0)),
        )
        for criterion in CRITERIA
        if round(100 * new.get(criterion, 0.0)) != round(100 * old.get(criterion, 0.0))
    ]
    return _("{changes}.").format(changes=listed(parts)) if parts else ""


def _most_gained(was: CriteriaFilter, asked: CriteriaFilter) -> str:
    old, new = _shares(was), _shares(asked)
    gains = {c: new.get(c, 0.0) - old.get(c, 0.0) for c in CRITERIA}
    return max(gains, key=gains.__getitem__)
