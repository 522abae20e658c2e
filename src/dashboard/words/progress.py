"""What the answers of cities say about how far they are, and how to read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.analysis.progress import SMALL_CHANGE
from dashboard.i18n import _, listed, ngettext, number
from dashboard.words.cells import rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

# Of fewer cities a share says too little.
FEWEST: Final = 5
_TOLD: Final = 3


def track_name(view: str) -> str:
    """Return the name of a part of the progress page."""
    names = {
        "actions": _("How far, by action"),
        "groups": _("How far, by group"),
        "change": _("What changed"),
        "impact": _("Does it help"),
        "events": _("Time line of a city"),
    }
    return names.get(view, view)


def needs_name(view: str) -> str:
    """Return the name of a part of the needs page."""
    names = {"lacks": _("What cities lack"), "help": _("Who could help whom")}
    return names.get(view, view)


def round_label(name: str, has_answers: bool) -> str:  # noqa: FBT001 - one of two labels
    """Return the name of a round in a list, with whether anybody answered."""
    return name if has_answers else _("{round} (no answers yet)").format(round=name)


def answered_sentence(round_name: str, n_answered: int, n_kept: int, area: str) -> str:
    """Return how many of the cities kept answered, and that nothing is known of the others."""
    told = ngettext(
        "{round}: {n} of {kept} city kept answered.",
        "{round}: {n} of {kept} cities kept answered.",
        n_kept,
    ).format(round=round_name, n=number(n_answered), kept=number(n_kept))
    if area:
        told = ngettext(
            "{round}: {n} of {kept} city kept answered about {area}.",
            "{round}: {n} of {kept} cities kept answered about {area}.",
            n_kept,
        ).format(round=round_name, n=number(n_answered), kept=number(n_kept), area=area)
    if n_answered < n_kept:
        told += " " + _(
            "How things stand in the others is not known. Cities answer if they want to: do not "
            "read the shares as those of all cities."
        )
    return told


def with_count(name: str, n: int) -> str:
    """Return a name with how many cities stand behind it."""
    return _("{name} ({n})").format(name=name, n=number(n))


def share_text(row: Mapping[str, Any]) -> str:
    """Return a share with what it is of, and its interval if it has one."""
    n = int(row["n_cities"])
    if row["low_pct"] is None:  # all actions together: no interval
        return ngettext(
            "{share} % of the answers of {n} city", "{share} % of the answers of {n} cities", n
        ).format(share=number(row["placed_pct"]), n=number(n))
    told = ngettext("{share} % of {n} city", "{share} % of {n} cities", n)
    text = told.format(share=number(row["placed_pct"]), n=number(n))
    interval = _("{text}, interval {low} to {high} %")
    return interval.format(text=text, low=number(row["low_pct"]), high=number(row["high_pct"]))


def placed_summary(table: pd.DataFrame, what: str) -> str:
    """Say where most and fewest cities have it in place, and what is too few to tell.

    Args:
        table: Columns name, n_cities, placed_pct, low_pct and high_pct, at least one row.
        what: 'action' or 'group'.

    Returns:
        Sentences.
    """
    enough = table[table["n_cities"] >= FEWEST].sort_values(
        "placed_pct", ascending=False, kind="stable"
    )
    told = []
    if len(enough):
        rows = rows_of(enough)
        most = _("Most often in place: {name} ({share}).")
        told.append(most.format(name=rows[0]["name"], share=share_text(rows[0])))
        if len(rows) > 1:
            least = _("Least often: {name} ({share}).")
            told.append(least.format(name=rows[-1]["name"], share=share_text(rows[-1])))
            told.append(_apart_text(rows[0], rows[-1]))
    few = table[table["n_cities"] < FEWEST]["name"].tolist()
    return " ".join(filter(None, [*told, few_sentence(few, what)]))


def _apart_text(most: Mapping[str, Any], least: Mapping[str, Any]) -> str:
    """Return whether the first and the last can be told apart; empty: they can."""
    if most["low_pct"] is None:
        return _(
            "No interval is given for all actions together, because the answers of one city depend "
            "on each other: choose one action to see intervals."
        )
    if most["low_pct"] > least["high_pct"]:
        return ""
    return _("Even these two cannot be told apart: their intervals overlap.")


def few_sentence(names: Sequence[str], what: str) -> str:
    """Return which rows rest on fewer than five cities; empty: none."""
    if not names:
        return ""
    if what == "action" and len(names) > _TOLD:
        return ngettext(
            "{n} action has answers of fewer than {few} cities: too few to tell.",
            "{n} actions have answers of fewer than {few} cities: too few to tell.",
            len(names),
        ).format(n=number(len(names)), few=number(FEWEST))
    return _("Fewer than {few} cities, too few to tell: {names}.").format(
        few=number(FEWEST), names=listed(list(names))
    )


def placed_alt(title: str, table: pd.DataFrame) -> str:
    """Return what bars or dots show, for readers who cannot see them."""
    rows = rows_of(table)
    shown = [f"{row['name']}: {share_text(row)}" for row in rows[:_TOLD]]
    if len(rows) > _TOLD:
        shown.append(_("last {}").format(f"{rows[-1]['name']}: {share_text(rows[-1])}"))
    count = ngettext("{} row.", "{} rows.", len(rows)).format(number(len(rows)))
    return f"{title}. {count} {_('In place, or in place and evaluated')}: {'; '.join(shown)}."


def bars_caption() -> str:
    """Return how to read the bars of states."""
    return _(
        "In brackets: the number of cities that answered. Each bar is 100 % of them, the furthest "
        "on the left; pieces with a dashed line say nothing about how far a city is."
    )


def reading_lines() -> tuple[str, ...]:
    """Return how to read shares, intervals and changes, one sentence or two each."""
    return (
        _(
            "Shares are of the cities that answered the question. A city that did not answer is "
            "not known; it never counts as “not in place”."
        ),
        _(
            "The interval (Wilson, 95 %) shows how unsure a share of few cities is: the fewer "
            "cities, the wider. It cannot mend that cities choose themselves whether to answer."
        ),
        _(
            "Changes are what cities report. They say nothing about the cause, and a change of "
            "less than {n} points is small."
        ).format(n=number(SMALL_CHANGE)),
    )
