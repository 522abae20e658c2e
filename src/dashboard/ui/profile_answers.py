"""Section of the profile page: what the city answered, and its scores from that."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from dashboard.answers.answered import answers_of, rounds_of, shown_round
from dashboard.i18n import _
from dashboard.ui import answers, display, session
from dashboard.ui.responded import responded
from dashboard.ui.search import city_label
from dashboard.words import profile_answers as words
from dashboard.words.responses import answers_source, scoring

if TYPE_CHECKING:
    from dashboard.answers.responses import Responded


class _Section(NamedTuple):
    """What the section says, its scores, its answers."""

    told: str
    scores: display.Shown
    answers: display.Shown


def section() -> None:
    """Show scores and answers of one round; nothing at all without accepted answers."""
    known, state = responded(), session.current()
    round_id = shown_round(known, state.city, state.round)
    if not round_id:
        return
    st.header(_("Answers of the city"))
    rounds = rounds_of(known, state.city)
    if len(rounds) > 1:
        st.segmented_control(
            _("Round"),
            rounds,
            required=True,
            wrap=True,
            format_func=known.round_names.__getitem__,
            **session.bound_to("round", round_id),
        )
    drawn = answers.drawn(_section, session.release(), known, state.city, round_id)
    st.markdown(drawn.told)
    display.table(drawn.scores)
    st.caption(scoring())
    display.table(drawn.answers)


def _section(release: str, known: Responded, city: str, round_id: str) -> _Section:
    label, name = city_label(release, city), known.round_names[round_id]
    areas = answers.choices(release).area
    scores = known.areas
    mine = scores[(scores["city_id"] == city) & (scores["round_id"] == round_id)]
    table = answers_of(known, city, round_id)
    given = table[table["state"] != ""]
    columns = ["question_id", "version", "question", "area_id", "state"]
    source = answers_source(name)
    return _Section(
        words.summary(mine, len(table), len(given), source),
        display.Shown(
            _("{city}: scores from answers, {round}").format(city=label, round=name),
            mine,
            {},
            "answer_scores",
            (source,),
            notes=(scoring(),),
            cells=words.scores_cells(mine, areas),
        ),
        display.Shown(
            _("{city}: answers, {round}").format(city=label, round=name),
            given[[*columns, "year_since", "evidence_link"]].assign(
                city_id=city, round_id=round_id
            ),
            {},
            "answers",
            (source,),
            cells=words.answers_cells(given),
        ),
    )
