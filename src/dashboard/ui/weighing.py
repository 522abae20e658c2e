"""Section "What counts": phase, weights, and what a missing value counts."""

from __future__ import annotations

import streamlit as st

from dashboard.criteria import CRITERIA, EQUAL_WEIGHTS, MISSING, MOST_FEASIBLE, PHASES
from dashboard.i18n import _
from dashboard.responses.adopted import adopted
from dashboard.state import weight_field
from dashboard.ui import candidates, echoes, session
from dashboard.ui.written import written
from dashboard.words import adopted as adopted_words
from dashboard.words import criteria as words
from dashboard.words.labels import criterion_name, missing_name, phase_name

_SET_KEY = "choice_weight_set"


def section() -> None:
    """Draw the phase, the weights by slider and by number, and the other choices."""
    phase = session.current().phase
    st.header(_("What counts"))
    st.segmented_control(
        _("Phase"),
        tuple(PHASES),
        required=True,
        wrap=True,
        format_func=phase_name,
        **session.bound("phase"),
    )
    st.caption(words.phase_text(phase))
    if len(PHASES[phase]) > 1:
        _weight_sets()
        columns = st.columns(len(CRITERIA), gap="medium")
        for column, criterion in zip(columns, CRITERIA, strict=True):
            with column:
                _weight(criterion)
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        st.segmented_control(
            _("A value that is not known"),
            MISSING,
            required=True,
            wrap=True,
            format_func=missing_name,
            **session.bound("missing"),
        )
    if phase == "roll-out":
        with right:
            st.number_input(
                words.feasible_label(_n_answered()),
                0,
                MOST_FEASIBLE,
                step=1,
                **session.bound("feasible"),
            )


def _weight(criterion: str) -> None:
    """Draw slider and number box of one weight; both set the same choice."""
    field, name = weight_field(criterion), criterion_name(criterion)
    value = getattr(session.current(), field)
    st.slider(name, 0.0, 1.0, step=0.01, format="%.2f", **session.bound_to(field, value, "_slider"))
    st.number_input(
        _("Weight of {criterion}").format(criterion=name.lower()),
        0.0,
        1.0,
        step=0.01,
        format="%.2f",
        label_visibility="collapsed",
        **session.bound(field),
    )
    if criterion == "value-added":
        st.caption(adopted_words.value_added_text(candidates.voted()))
    else:
        st.caption(words.question(criterion, _n_answered() if criterion == "spreading" else 0))


def _n_answered() -> int:
    """Return how many of the cities kept have accepted answers."""
    asked = session.current().candidates()
    return candidates.criteria(session.release(), asked).n_cities_answered


def _weight_sets() -> None:
    """Offer the named sets of weights; none is marked where the weights are of no set."""
    sets = _sets()
    weights = session.current().criteria_weights
    now = next((name for name, (_title, values) in sets.items() if values == weights), None)
    echoes.show(_SET_KEY, now, now, held=st.session_state.get(_SET_KEY, _SET_KEY) == now)
    left, right = st.columns([5, 1], vertical_alignment="bottom")
    with left:
        st.pills(
            _("Sets of weights"),
            tuple(sets),
            wrap=True,
            format_func=lambda name: sets[name][0],
            key=_SET_KEY,
            on_change=_take_set,
        )
    with right:
        st.button(
            _("Reset weights"),
            on_click=_set_weights,
            args=(EQUAL_WEIGHTS,),
            disabled=weights == EQUAL_WEIGHTS,
        )


def _take_set() -> None:
    chosen = st.session_state[_SET_KEY]
    if chosen:
        echoes.take(_SET_KEY, chosen, _fields(_sets()[chosen][1]))


def _sets() -> dict[str, tuple[str, tuple[float, ...]]]:
    """Return the named sets of weights: ours, then those that working groups voted."""
    return {**words.weight_sets(), **adopted_words.voted_sets(written(adopted))}


def _set_weights(weights: tuple[float, ...]) -> None:
    session.change(**_fields(weights))


def _fields(weights: tuple[float, ...]) -> dict[str, float]:
    return dict(zip(map(weight_field, CRITERIA), weights, strict=True))
