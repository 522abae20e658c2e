"""Section "Candidates": the ranking under the weights, and what the last change moved."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.answers.candidates import (
    Candidates,
    Ground,
    ground,
    ground_table,
    rank_candidates,
)
from dashboard.answers.criteria import CriteriaTable, criteria_table
from dashboard.charts.candidates import candidates_chart
from dashboard.errors import FilterError
from dashboard.i18n import _
from dashboard.responses.adopted import adopted, value_added
from dashboard.ui import answers, display, session
from dashboard.ui.responded import responded
from dashboard.ui.written import written
from dashboard.words import candidates as words
from dashboard.words import criteria as criteria_words
from dashboard.words.cells import rows_of
from dashboard.words.filters import corpus_phrases
from dashboard.words.labels import criterion_name, missing_name, phase_name

if TYPE_CHECKING:
    from dashboard.criteria import CriteriaFilter
    from dashboard.responses.adopted import Adopted

_MOST_DRAWN = 20
_LAST = "candidates_last"
_BEFORE = "candidates_before"


def criteria(release: str, asked: CriteriaFilter) -> CriteriaTable:
    """Return the criteria of every keyword; the weights play no part."""
    corpus = answers.corpus(release, asked.documents)
    about = (asked.documents, asked.cities, corpus, responded(), voted())
    return answers.answer(criteria_table, release, *about)


def voted() -> Adopted | None:
    """Return the working group's newest vote on the value that actions add; None: none."""
    return value_added(written(adopted))


def ranked(release: str, asked: CriteriaFilter, limit: int) -> Candidates:
    """Return the candidates; FilterError if every weight that counts is 0."""
    return answers.drawn(rank_candidates, criteria(release, asked), asked, limit)


def found() -> Candidates | None:
    """Return the candidates; None, with the reason told, if there are none."""
    state, release = session.current(), session.release()
    asked = state.candidates()
    try:
        candidates = ranked(release, asked, state.limit)
    except FilterError:
        st.warning(
            _("Every weight that counts is 0. Give at least one criterion a weight above 0.")
        )
        return None
    feasible = criteria_words.feasible_text(candidates, asked)
    if candidates.table.empty:
        st.info(
            feasible or _("No document is left. Choose other actors or years on the page Rankings.")
        )
        return None
    phrases = corpus_phrases(state, answers.choices(release))
    st.caption(_("Documents that count: {phrases}.").format(phrases="; ".join(phrases)))
    told = criteria_words.weights_text(asked, candidates.known)
    st.markdown(f"{told} {feasible}" if feasible else told)
    return candidates


def section(candidates: Candidates) -> None:
    """Show the ranking with its strips and its table.

    Args:
        candidates: The candidates, at least one.
    """
    state, release = session.current(), session.release()
    shown = answers.drawn(_drawn, release, candidates, state.candidates(), state.limit)
    st.header(shown.grid.title)
    st.markdown(shown.told)
    moved = _moved(release, state.candidates(), candidates)
    if moved:
        st.info(moved)
    grid = answers.drawn(
        _with_chart, release, candidates, state.candidates(), state.limit, state.picked
    )
    display.draw(grid.charts[0], "candidates")
    st.caption(
        _(
            "The first {n} and the chosen ones are drawn; the table holds all. "
            "Dot: the rank now. Thick strip: the rank under 90 % of 10,000 random sets of weights. "
            "Thin line: under any of them. Blue and round: chosen. Grey diamond: not chosen."
        ).format(n=_MOST_DRAWN)
    )
    st.markdown(_("Mark rows of the table to choose actions, or choose them by name below."))
    display.table(grid)


@dataclass(frozen=True)
class _Drawn:
    told: str
    grid: display.Shown


def _drawn(release: str, candidates: Candidates, asked: CriteriaFilter, limit: int) -> _Drawn:
    heading = words.title(answers.choices(release).area.get(asked.area, ""))
    known = criteria(release, asked)
    texts = answers.drawn(_texts, known, ground(known, asked), limit)
    said = [texts[keyword] for keyword in candidates.table["keyword_id"]]
    table = candidates.table.assign(
        reason=[reason for reason, _sure in said], certainty=[sure for _reason, sure in said]
    )
    close = words.close_call(candidates, limit)
    told = words.summary(candidates, limit)
    n_answered = candidates.n_cities_answered
    notes = tuple(line.replace("*", "") for line in criteria_words.criteria_help(n_answered))
    shown = display.Shown(
        heading,
        table,
        _headings(limit),
        "candidates",
        (
            _("Data package, tables action_codings, actors, practices, grants and measures"),
            *([_("Accepted answers of cities")] if n_answered else []),
            _("Phase: {phase}. Weights: {weights}. Not known: {missing}.").format(
                phase=phase_name(asked.phase),
                weights=_weights(asked),
                missing=missing_name(asked.missing),
            ),
        ),
        picks=("picked", "keyword_id"),
        notes=notes,
    )
    return _Drawn(f"{told} {close}" if close else told, shown)


def _headings(limit: int) -> dict[str, object]:
    """Return the headings of the table, in the order shown."""
    share = st.column_config.ProgressColumn(
        _("Among the first {n}").format(n=limit), format="%.0f %%", min_value=0, max_value=100
    )
    return {
        "rank_label": _("Rank"),
        "keyword": _("Keyword"),
        "score": st.column_config.ProgressColumn(
            _("Score"), format="%.1f", min_value=0, max_value=100
        ),
        "first_n_pct": share,
        "n_actors": _("Actors"),
        "n_cities_documented": _("Cities"),
        "progress_points": _("Points for progress"),
        "coverage_pct": st.column_config.NumberColumn(_("Coverage"), format="%.0f %%"),
        "reason": st.column_config.TextColumn(_("Rests on"), width="large"),
        "area": _("Policy area"),
    }


def _texts(criteria: CriteriaTable, kept: Ground, limit: int) -> dict[str, tuple[str, str]]:
    """Return what each score rests on, and how sure its place is; the weights play no part."""
    return {
        row["keyword_id"]: (
            criteria_words.reason(
                row, criteria.n_actors, criteria.n_cities_known, criteria.n_cities_answered
            ),
            words.certainty(row, limit),
        )
        for row in rows_of(ground_table(kept, limit))
    }


def _weights(asked: CriteriaFilter) -> str:
    pairs = zip(asked.shown, asked.weights, strict=False)
    return ", ".join(f"{criterion_name(criterion)} {weight:g}" for criterion, weight in pairs)


def _with_chart(
    release: str,
    candidates: Candidates,
    asked: CriteriaFilter,
    limit: int,
    picked: tuple[str, ...],
) -> display.Shown:
    """Return the table with its chart: the first candidates, and those that are chosen."""
    grid = answers.drawn(_drawn, release, candidates, asked, limit).grid
    table = candidates.table
    drawn = (table.index < _MOST_DRAWN) | table["keyword_id"].isin(picked)
    rows = table[drawn & table["rank"].notna()]
    chart = candidates_chart(rows, len(table), picked, words.alt(grid.title, rows))
    return dataclasses.replace(grid, charts=(chart,))


def _moved(release: str, asked: CriteriaFilter, candidates: Candidates) -> str:
    """Return what the last change of weights or phase moved, and why; empty: nothing changed."""
    last: CriteriaFilter | None = st.session_state.get(_LAST)
    if last != asked:
        st.session_state[_BEFORE] = last
        st.session_state[_LAST] = asked
    before: CriteriaFilter | None = st.session_state.get(_BEFORE)
    if before is None or (before.documents, before.cities, before.area) != (
        asked.documents,
        asked.cities,
        asked.area,
    ):
        return ""
    return answers.drawn(_moves, release, before, asked, candidates, session.current().limit)


def _moves(
    release: str,
    was: CriteriaFilter,
    asked: CriteriaFilter,
    candidates: Candidates,
    limit: int,
) -> str:
    try:
        before = ranked(release, was, limit)
    except FilterError:  # every weight was 0 before
        return ""
    if set(before.table["keyword_id"]) != set(candidates.table["keyword_id"]):
        return ""
    return words.moves(before, candidates, was, asked)
