"""The result of a closed vote, as chair and participants see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.answers.voted import Result, result
from dashboard.charts.votes import spread_chart
from dashboard.i18n import _, number
from dashboard.responses.group_work import result_votes
from dashboard.responses.hall import live
from dashboard.state import DEFAULT
from dashboard.ui import answers, display, room_ranks, session
from dashboard.ui.shared import shared
from dashboard.words import minutes
from dashboard.words import voting as words
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    import pandas as pd

    from dashboard.responses.live import Live
    from dashboard.responses.room import Question

TOPS: Final = {"weights": 100.0, "points": 10.0, "approval": 100.0, "pairs": 100.0}
_MOST_DRAWN: Final = 20


def of(here: Live, question: Question) -> Result:
    """Return the result of a closed question, counted once for each closing.

    Args:
        here: Session.
        question: Question of it.

    Returns:
        The result.
    """
    at = (question.closed_at, question.n_openings)
    return _counted(here.folder, here.room.session_id, question.question_id, at)


@shared(128)
def _counted(
    folder: Path, session_id: str, question_id: str, _at: tuple[datetime | None, int]
) -> Result:
    here = live(folder, session_id)
    assert here is not None  # noqa: S101 - whoever asks sits in it
    asked = here.room.questions[question_id]
    return result(asked.kind, asked.items, result_votes(asked), here.room.people)


def keyword_names() -> Mapping[str, str]:
    """Return the name of every keyword."""
    return answers.choices(session.release()).keyword


def show(here: Live, question: Question) -> None:
    """Show what a closed vote gave.

    Args:
        here: Session.
        question: A closed question of it.
    """
    found = of(here, question)
    names = words.item_names(question, keyword_names())
    st.markdown(words.result_text(found, names))
    if found.kind == "wording":
        _texts(found, question)
    elif found.n_voters:
        _figures(found, names, question)
    if found.kind == "weights" and found.n_voters:
        room_ranks.show(found, question.question_id)
    _decided(question)


def in_short(here: Live, question: Question) -> None:
    """Show a participant what a closed vote gave: words and ranks at once, the rest on demand.

    Args:
        here: Session.
        question: A closed question of it.
    """
    found = of(here, question)
    if found.kind == "wording" or not found.n_voters:
        show(here, question)
        return
    label = _("With pictures, single figures and downloads")
    if st.toggle(label, key=f"room_whole_{question.question_id}"):
        show(here, question)
        return
    names = words.item_names(question, keyword_names())
    st.markdown(words.result_text(found, names))
    st.table(minutes.short_cells(found, names))
    if found.kind == "weights":
        moves = room_ranks.ranks(found)
        st.markdown(words.moved_text(moves, DEFAULT.limit))
        st.table(minutes.short_moves(moves, DEFAULT.limit))
    _decided(question)


def _texts(found: Result, question: Question) -> None:
    st.markdown(f"> {as_plain_text(question.wording)}")
    for text in found.texts:
        st.markdown(f"- {_('Proposed instead')}: {as_plain_text(text)}")


def _figures(found: Result, names: Mapping[str, str], question: Question) -> None:
    """Draw the values with their spread, and say how far the room agrees."""
    told = [words.agreement_text(found.agreed)] if found.agreed else []
    told += [words.disagreement_text(found.table, names), words.small_groups_text(found.n_small)]
    st.markdown("  \n".join(text for text in told if text))
    known = found.table[found.table["value"].notna()]
    title, unit = question.title, words.unit(found.kind)
    alt = words.result_text(found, names)
    drawn = known.head(_MOST_DRAWN)
    named = [names[item] for item in drawn["item_id"]]
    chart = spread_chart(drawn, named, unit, TOPS[found.kind], alt)
    display.draw(chart, f"room_chart_{question.question_id}")
    st.caption(_legend(found.kind))
    display.table(
        display.Shown(
            title=title,
            table=_named(found.table, names),
            headings={
                "rank_label": _("Rank"),
                "item": _("Item"),
                "value": st.column_config.NumberColumn(unit, format="%.1f"),
                "n_voters": _("Votes"),
                **_spread_headings(found.kind),
            },
            name=f"vote-{question.question_id}",
            sources=(words.source(found.n_voters),),
            charts=(chart,),
        )
    )
    if len(found.split):
        _groups(found, names, question)


def _legend(kind: str) -> str:
    if kind == "approval":
        return _("Dot: share of the voters who chose the action.")
    if kind == "pairs":
        return _(
            "Dot: share of preference (Bradley and Terry 1952), 100 in all. Strip: 5th to 95th "
            "percentile of 200 resamples of the picks."
        )
    return _("Dot: mean. Thick strip: middle half of the votes. Thin line: all votes.")


def _spread_headings(kind: str) -> dict[str, object]:
    if kind in {"approval", "pairs"}:
        return {}
    return {
        "lowest": st.column_config.NumberColumn(_("Lowest"), format="%.0f"),
        "median": st.column_config.NumberColumn(_("Middle"), format="%.1f"),
        "highest": st.column_config.NumberColumn(_("Highest"), format="%.0f"),
        "sd": st.column_config.NumberColumn(_("Standard deviation"), format="%.1f"),
    }


def _named(table: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    return table.assign(item=table["item_id"].map(dict(names)))


def _groups(found: Result, names: Mapping[str, str], question: Question) -> None:
    """Show the result of each group of voters that is large enough."""
    st.markdown(f"**{_('By group of voters')}**")
    wide = found.split.pivot_table(index="item_id", columns="group", values="value", sort=False)
    voters = found.split.groupby("group")["n_voters"].max()
    columns = {
        str(group): st.column_config.NumberColumn(
            f"{words.group_name(str(group))} ({number(voters[group])})", format="%.1f"
        )
        for group in wide.columns
    }
    table = _named(wide.reset_index(), names)
    table.columns = table.columns.astype(str)
    display.table(
        display.Shown(
            title=_("{title}, by group of voters").format(title=question.title),
            table=table,
            headings={"item": _("Item"), **columns},
            name=f"vote-groups-{question.question_id}",
            sources=(words.source(found.n_voters),),
        )
    )


def _decided(question: Question) -> None:
    if question.decision:
        told = _("Decided: {text}").format(text=as_plain_text(question.decision))
        st.success(told)
    if question.agreed:
        st.success(_("Agreed wording: {text}").format(text=as_plain_text(question.agreed)))
