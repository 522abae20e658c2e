"""Section of the progress page: what changed from the first round to the last?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import streamlit as st

from dashboard.analysis.answer_scores import ALL
from dashboard.analysis.progress import Panel, movers, panel, state_shares, transitions
from dashboard.charts.progress import stack_chart
from dashboard.charts.progress_change import slope_chart
from dashboard.i18n import _
from dashboard.ui import answers, display, session
from dashboard.ui.medians import Part
from dashboard.ui.progress_far import bars, draw, headings, wide
from dashboard.ui.search import city_label
from dashboard.words import progress_change as words
from dashboard.words.markdown import as_plain_text
from dashboard.words.responses import answers_source, scoring

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.ui.progress_scope import Scope


class Changes(NamedTuple):
    """What the section shows: who is compared, and the parts in order, each with its heading."""

    told: str
    parts: list[tuple[str, Part]]


class _Compared(NamedTuple):
    """The answers of the cities of the panel, and between which rounds."""

    answers: pd.DataFrame
    panel: Panel
    rounds: tuple[str, ...]
    names: tuple[str, ...]
    told: str


def section(found: Scope, question: str) -> None:
    """Show what changed, or that one round tells nothing of it.

    Args:
        found: The answers that count.
        question: The one question that is looked at; empty: all.
    """
    st.header(_("What changed?"))
    if not found.round_ids:
        st.info(_("None of the cities kept answered in any round."))
        return
    if len(found.round_ids) < 2:  # noqa: PLR2004 - change needs two rounds
        st.info(
            _(
                "The cities kept answered in one round only. As soon as there are answers of a "
                "second one, what changed is shown here."
            )
        )
        return
    build = _one_action if question else _all_actions
    changes = answers.drawn(build, session.release(), found, question)
    st.markdown(as_plain_text(changes.told))
    for heading, part in changes.parts:
        if part.shown.charts:
            st.subheader(heading)
            draw(part, part.shown.name)
            continue
        drawer = st.expander(heading, on_change="rerun", key=f"drawer_{part.shown.name}")
        if drawer.open:  # long tables only travel while somebody looks at them
            with drawer:
                draw(part, part.shown.name)


def _compared(found: Scope, question: str) -> _Compared:
    """Return the answers of the cities that answered in every round."""
    rows = found.answers
    if question:
        rows = rows[rows["question_id"] == question]
    inside = panel(rows, found.round_ids)
    names = tuple(found.known.round_names[name] for name in found.round_ids)
    told = words.panel_sentence(inside, names)
    kept = rows[rows["city_id"].isin(inside.cities)]
    return _Compared(kept, inside, found.round_ids, names, told)


def _all_actions(release: str, found: Scope, _question: str) -> Changes:
    compared = _compared(found, "")
    if not compared.panel.cities:
        return Changes(compared.told, [])
    moves = _moves(found, compared)
    parts = [
        (_("Scores by policy area"), _slopes(found, compared)),
        (_("Action by action"), moves),
        (_("City by city"), _movers(release, compared)),
    ]
    return Changes(compared.told, [(name, part) for name, part in parts if part is not None])


def _slopes(found: Scope, compared: _Compared) -> Part | None:
    """Return the mean score by policy area of cities with a score in every round."""
    scores = found.known.areas
    areas = dict(zip(found.questions["area_id"], found.questions["area"], strict=True))
    kept = scores[
        scores["city_id"].isin(compared.panel.cities)
        & scores["area_id"].isin(areas)
        & scores["round_id"].isin(compared.rounds)
    ]
    by_city = kept.pivot_table(
        index=["area_id", "city_id"], columns="round_id", values="area_score", aggfunc="first"
    ).reindex(columns=list(compared.rounds))
    complete = by_city.dropna().groupby("area_id", sort=False)
    table = complete.mean().join(complete.size().rename("n_cities"))
    table = table.reindex([area for area in areas if area in table.index]).reset_index()
    if table.empty:
        return None
    first, last = compared.rounds[0], compared.rounds[-1]
    table = table.assign(name=table["area_id"].map(areas), change=table[last] - table[first])
    table = table.assign(first=table[first], last=table[last])
    table["told"] = table["change"].map(words.change_text)
    return Part(words.slope_summary(table), _slopes_shown(found, compared, table), _slope_caption())


def _slope_caption() -> str:
    return _("Only cities with a score in every round count in an area. {scoring}").format(
        scoring=scoring()
    )


def _slopes_shown(found: Scope, compared: _Compared, table: pd.DataFrame) -> display.Shown:
    title = _("Mean scores of the same cities, {first} to {last}").format(
        first=compared.names[0], last=compared.names[-1]
    )
    places = {name: place for place, name in enumerate(compared.rounds)}
    long = table.melt(["name"], list(places), var_name="round", value_name="score")
    long["round"] = long["round"].map(places).astype("int64")
    alt = words.slope_alt(title, table)
    score = st.column_config.NumberColumn
    return display.Shown(
        title,
        table.drop(columns=["first", "last"]),
        {
            "name": _("Policy area"),
            "n_cities": _("Cities compared"),
            **{
                name: score(label, format="%.1f")
                for name, label in zip(compared.rounds, compared.names, strict=True)
            },
            "told": _("Change in points"),
        },
        "progress_scores",
        (answers_source(compared.names[-1]),),
        charts=(slope_chart(long, compared.names, found.area, alt),),
        notes=(compared.told, scoring()),
    )


def _moves(found: Scope, compared: _Compared) -> Part:
    """Return how many cities went up or down, action by action."""
    table = found.named(transitions(compared.answers, compared.rounds[0], compared.rounds[-1]))
    net = table["n_up"] - table["n_down"]
    table = table.assign(net=net).sort_values(["net", "n_up"], ascending=False, kind="stable")
    shown = display.Shown(
        _("Steps up and down, {first} to {last}").format(
            first=compared.names[0], last=compared.names[-1]
        ),
        table.drop(columns="net").reset_index(drop=True),
        {
            "keyword": _("Action"),
            "n_up": _("Cities a step or more up"),
            "n_down": _("Down"),
            "n_same": _("The same"),
            "n_pairs": _("Cities compared"),
            "n_left_out": _("Answers left out"),
        },
        "progress_moves",
        (answers_source(compared.names[-1]),),
        notes=(compared.told,),
    )
    caption = _(
        "Left out: answers without a step in both rounds, such as “do not know” or not asked in "
        "one of them."
    )
    return Part(words.moves_summary(table), shown, caption)


def _movers(release: str, compared: _Compared) -> Part | None:
    """Return how far each city of the panel moved."""
    table = movers(compared.answers, compared.rounds[0], compared.rounds[-1])
    if table.empty:
        return None
    table = table.assign(
        city=[city_label(release, city) for city in table["city_id"]],
        told=table["change"].map(words.change_text),
    )
    points: Any = st.column_config.NumberColumn
    shown = display.Shown(
        _("How far cities moved, {first} to {last}").format(
            first=compared.names[0], last=compared.names[-1]
        ),
        table,
        {
            "city": _("City"),
            "told": _("Change in points"),
            "n_questions": _("Questions compared"),
            "n_up": _("Up"),
            "n_down": _("Down"),
            "first_score": points(compared.names[0], format="%.1f"),
            "last_score": points(compared.names[-1], format="%.1f"),
        },
        "progress_movers",
        (answers_source(compared.names[-1]),),
        opens="city_id",
        notes=(compared.told,),
    )
    caption = _("Pick a row to open the profile of the city.")
    return Part(words.movers_summary(table), shown, caption)


def _one_action(_release: str, found: Scope, question: str) -> Changes:
    compared = _compared(found, question)
    if not compared.panel.cities:
        return Changes(compared.told, [])
    shares = state_shares(compared.answers)
    shares = shares[shares["question_id"] != ALL]
    names = dict(zip(compared.rounds, compared.names, strict=True))
    rows = bars(shares, names, "round_id")
    title = _("{action}: the same cities in every round").format(
        action=found.questions.loc[question, "keyword"]
    )
    table = wide(shares, "round_id")
    table = table.assign(name=table["round_id"].map(names), n_cities=table["n_answered"])
    alt = words.states_alt(title, rows)
    shown = display.Shown(
        title,
        table,
        headings(_("Round")),
        "progress_rounds",
        tuple(answers_source(name) for name in compared.names),
        charts=(stack_chart(rows, _("Cities that answered (%)"), alt),),
        notes=(compared.told,),
    )
    moves = transitions(compared.answers, compared.rounds[0], compared.rounds[-1])
    part = Part(words.moves_summary(moves), shown)
    return Changes(compared.told, [(_("This action over the rounds"), part)])
