"""What the answers of cities say about needs, and about who could help whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.i18n import _, listed, ngettext, number
from dashboard.words.cells import NO_DATA, Cells, rows_of
from dashboard.words.markdown import as_plain_text
from dashboard.words.progress import FEWEST
from dashboard.words.progress_impact import evidence
from dashboard.words.responses import need_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

_TOLD: Final = 3
MOST_NAMED: Final = 5
SAME_COUNTRY, SAME_REGION, ELSEWHERE = 0.0, 1.0, 2.0


def share_text(row: Mapping[str, Any]) -> str:
    """Return a share of cities with its interval."""
    return ngettext(
        "{share} % of {n} city, interval {low} to {high} %",
        "{share} % of {n} cities, interval {low} to {high} %",
        int(row["n_answering"]),
    ).format(
        share=number(row["share_pct"]),
        n=number(row["n_answering"]),
        low=number(row["low_pct"]),
        high=number(row["high_pct"]),
    )


def needs_summary(needs: pd.DataFrame) -> str:
    """Say what cities lack most, and what cannot be told apart.

    Args:
        needs: Rows of `needs_shares` of one group and area, the most frequent first.

    Returns:
        Sentences.
    """
    rows = rows_of(needs)
    if not rows[0]["n_cities"]:
        return ngettext(
            "The {n} city that answered named no need.",
            "The {n} cities that answered named no need.",
            int(rows[0]["n_answering"]),
        ).format(n=number(rows[0]["n_answering"]))
    first = rows[0]
    told = [
        _("Named most often: {need} ({share}).").format(
            need=need_name(first["need"]), share=share_text(first)
        )
    ]
    near = [
        need_name(row["need"])
        for row in rows[1:]
        if row["n_cities"] and row["high_pct"] >= first["low_pct"]
    ]
    if near:
        told.append(
            _("Cannot be told apart from it, because the intervals overlap: {needs}.").format(
                needs=listed(near)
            )
        )
    if first["n_answering"] < FEWEST:
        told.append(
            _("Fewer than {few} cities answered: too few to tell.").format(few=number(FEWEST))
        )
    return " ".join(told)


def needs_alt(title: str, needs: pd.DataFrame) -> str:
    """Return what the dots show, for readers who cannot see them."""
    told = [f"{need_name(row['need'])}: {share_text(row)}" for row in rows_of(needs)]
    return f"{title}. {'; '.join(told)}."


def grid_summary(grid: pd.DataFrame) -> str:
    """Say which need is named most often in each column of a grid.

    Args:
        grid: Columns column (name), need, n_cities, n_answering and share_pct.

    Returns:
        One sentence for the columns with enough cities, one for the others.
    """
    told, few = [], []
    columns: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows_of(grid[["column", "need", "n_cities", "n_answering", "share_pct"]]):
        columns.setdefault(row["column"], []).append(row)
    for name, rows in columns.items():
        if rows[0]["n_answering"] < FEWEST:
            few.append(name)
            continue
        most = max(row["share_pct"] for row in rows)
        top = [row for row in rows if row["share_pct"] == most]
        if top[0]["n_cities"]:
            named = listed([need_name(row["need"]) for row in top])
            if len(top) > _TOLD:
                named = _("{n} needs alike").format(n=number(len(top)))
            told.append(
                _("{column}: {needs} ({share} % of {n} cities)").format(
                    column=name,
                    needs=named,
                    share=number(top[0]["share_pct"]),
                    n=number(top[0]["n_answering"]),
                )
            )
    sentences = []
    if told:
        sentences.append(_("Named most often in {list}.").format(list="; ".join(told)))
    if few:
        sentences.append(
            _("Fewer than {few} cities, too few to tell: {names}.").format(
                few=number(FEWEST), names=listed(few)
            )
        )
    return " ".join(sentences)


def grid_alt(title: str, grid: pd.DataFrame) -> str:
    """Return what a grid shows, for readers who cannot see it."""
    return f"{title}. {grid_summary(grid)} {_('The table under it says the same.')}"


def near_name(far: float) -> str:
    """Return how near a city is, in words."""
    names = {SAME_COUNTRY: _("same country"), SAME_REGION: _("same UN region")}
    return names.get(far, _("elsewhere"))


def own_summary(city: str, n_actions: int, n_with: int) -> str:
    """Return for how many actions a city needs skills, and for how many somebody could help.

    Args:
        city: Name of the city.
        n_actions: Actions for which it needs skills.
        n_with: Those of them that another city has in place and evaluated.
    """
    if not n_actions:
        return _("{city} answered, and named no action for which it needs skills.").format(
            city=city
        )
    return ngettext(
        "{city} needs skills for {n} action; for {able} another city could help.",
        "{city} needs skills for {n} actions; for {able} of them another city could help.",
        n_actions,
    ).format(city=city, n=number(n_actions), able=number(n_with))


def helpers_cells(actions: Sequence[tuple[str, Sequence[Mapping[str, Any]]]]) -> Cells:
    """Return whom to ask, action by action, the nearest first.

    Args:
        actions: Name of each action with its helpers: city, near, unit, evidence_link.

    Returns:
        Markdown cells by heading; of many helpers the nearest.
    """
    return {
        _("Action (cities to ask)"): [
            f"{as_plain_text(name)} ({number(len(found))})" for name, found in actions
        ],
        _("Cities to ask, the nearest first"): [_helpers_text(found) for _name, found in actions],
    }


def _helpers_text(found: Sequence[Mapping[str, Any]]) -> str:
    if not found:
        return _("None of the cities that answered has it in place and evaluated.")
    lines = []
    for helper in found[:MOST_NAMED]:
        link = evidence(_("evidence"), helper["evidence_link"])
        about = [as_plain_text(text) for text in (helper["near"], helper["unit"]) if text]
        told = f"{as_plain_text(helper['city'])}  \n*{'; '.join(about)}*"
        lines.append(f"{told} {link}" if link else told)
    if len(found) > MOST_NAMED:
        more = len(found) - MOST_NAMED
        lines.append(ngettext("and {n} more", "and {n} more", more).format(n=number(more)))
    return "  \n".join(lines)


def matching_summary(actions: pd.DataFrame) -> str:
    """Say for which actions most cities need skills, and for which nobody could help.

    Args:
        actions: Columns keyword, n_seeking and n_able, the most sought first.

    Returns:
        Sentences.
    """
    sought = actions[actions["n_seeking"] > 0]
    if sought.empty:
        return _("No city that answered needs skills.")
    told = [
        _("{keyword} ({n})").format(keyword=row["keyword"], n=number(row["n_seeking"]))
        for row in rows_of(sought)[:_TOLD]
    ]
    text = _("Most cities need skills for {list}.").format(list=listed(told))
    nobody = sought[sought["n_able"] == 0]["keyword"].tolist()
    if not nobody:
        return text
    if len(nobody) > _TOLD:
        return f"{text} " + ngettext(
            "For {n} action nobody could help yet.",
            "For {n} actions nobody could help yet.",
            len(nobody),
        ).format(n=number(len(nobody)))
    return f"{text} " + _("Nobody could help yet with {list}.").format(list=listed(nobody))


def matching_alt(title: str, actions: pd.DataFrame) -> str:
    """Return what the chart shows, for readers who cannot see it."""
    told = [
        _("{keyword}: {n} need skills, {able} could help").format(
            keyword=row["keyword"], n=number(row["n_seeking"]), able=number(row["n_able"])
        )
        for row in rows_of(actions)[:_TOLD]
    ]
    count = ngettext("{} row.", "{} rows.", len(actions)).format(number(len(actions)))
    return f"{title}. {count} {'; '.join(told) or NO_DATA}."


def reading_lines() -> tuple[str, ...]:
    """Return how to read needs and helpers, one sentence or two each."""
    return (
        _(
            "Each city counts once for a need, however many of its answers name it. A city may "
            "name several needs, so the shares do not add up to 100 %."
        ),
        _(
            "The interval (Wilson, 95 %) shows how unsure a share of few cities is. Cities choose "
            "themselves whether to answer; nothing is known of the others."
        ),
        _(
            "A city that could help says that it has the action in place and has evaluated it. It "
            "is somebody to ask, not a proof that its way works elsewhere. It was not asked yet."
        ),
        _("Nearest: first the same country, then the same UN region, then elsewhere."),
    )
