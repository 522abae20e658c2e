"""Sections of the partner page: main countries and weights, who is first, the ranked table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.answers.partners import Ground, PartnerAnswer, partner_ground, partners_of
from dashboard.criteria import EQUAL_PARTNER_WEIGHTS, PARTNER_CRITERIA
from dashboard.errors import FilterError
from dashboard.filters import MOST_PEERS
from dashboard.i18n import _, country
from dashboard.queries.cities import list_cities
from dashboard.queries.partner_guide import list_countries
from dashboard.state import weight_field
from dashboard.ui import answers, display, session
from dashboard.ui.search import city_label, city_name
from dashboard.words import partners as words
from dashboard.words.cells import rows_of
from dashboard.words.markdown import as_plain_text, without_marks
from dashboard.words.partner_evidence import partner_criterion_name, with_evidence
from dashboard.words.partners_none import no_candidate

if TYPE_CHECKING:
    from dashboard.criteria import PartnerFilter

_WEIGHTS_A_ROW: Final = 3
_HIGHEST: Final = 100


def title() -> str:
    """Return the title of the page, with the reader's own city."""
    state, release = session.current(), session.release()
    name = _("Partners")
    return f"{name}: {as_plain_text(city_name(release, state.city))}" if state.city else name


def needs_city() -> bool:
    """Return whether the reader has not chosen a city yet."""
    return not session.current().city


def controls() -> None:
    """Draw what the reader knows and wants; in presentation mode behind one button."""
    if session.current().present:
        with st.popover(_("Change what counts")):
            _controls()
    else:
        _controls()


def _controls() -> None:
    countries, number_of, weights = st.columns([6, 2, 3], vertical_alignment="bottom")
    with countries:
        names = answers.drawn(_country_names, session.release())
        st.multiselect(
            _("Main countries that your residents come from or leave for"),
            list(names),
            format_func=names.__getitem__,
            placeholder=_("Name them: the data do not know them"),
            **session.bound("origins"),
        )
    with number_of:
        st.number_input(_("Number of candidates"), 1, MOST_PEERS, step=1, **session.bound("k"))
    with weights:
        # Its boxes are drawn only while it is open.
        drawer = st.popover(
            _("What makes a good partner"),
            width="stretch",
            on_change="rerun",
            key="partner_weights",
        )
        if drawer.open:
            with drawer:
                _weights()


def _country_names(release: str) -> dict[str, str]:
    """Return every country by ISO code, by its name in the language in use."""
    known = answers.answer(list_countries, release)
    named = {iso3: country(iso3, name) for iso3, name in known.items()}
    return dict(sorted(named.items(), key=lambda pair: pair[1]))


def _weights() -> None:
    st.caption(_("How much each criterion counts, from 0 (not at all) to 1."))
    for start in range(0, len(PARTNER_CRITERIA), _WEIGHTS_A_ROW):
        row = PARTNER_CRITERIA[start : start + _WEIGHTS_A_ROW]
        for column, criterion in zip(st.columns(_WEIGHTS_A_ROW), row, strict=True):
            with column:
                _weight(criterion)
    st.button(
        _("Reset weights"),
        on_click=session.change,
        kwargs={weight_field(criterion): 1.0 for criterion in PARTNER_CRITERIA},
        disabled=session.current().partner_weights == EQUAL_PARTNER_WEIGHTS,
    )


def _weight(criterion: str) -> None:
    """Draw slider and number box of one weight; both set the same choice."""
    field, name = weight_field(criterion), partner_criterion_name(criterion)
    value = getattr(session.current(), field)
    st.slider(name, 0.0, 1.0, step=0.1, format="%.1f", **session.bound_to(field, value, "_slider"))
    st.number_input(
        _("Weight of {criterion}").format(criterion=name.lower()),
        0.0,
        1.0,
        step=0.1,
        format="%.1f",
        label_visibility="collapsed",
        **session.bound(field),
    )


def ground(release: str) -> Ground:
    """Return what is known of every place, read once for a release."""
    return answers.answer(partner_ground, release)


def asked_now() -> PartnerFilter | None:
    """Return what the reader asks; None: every weight is 0."""
    try:
        return session.current().partner_search()
    except FilterError:
        return None


def ranked(release: str, asked: PartnerFilter) -> PartnerAnswer:
    """Return every candidate, best first."""
    return answers.drawn(_ranked, release, asked)


def _ranked(release: str, asked: PartnerFilter) -> PartnerAnswer:
    kept = answers.answer(list_cities, release, asked.cities)["city_id"].tolist()
    return partners_of(ground(release), kept, asked)


def found() -> PartnerFilter | None:
    """Return what is asked, and say who is first or what to loosen; None: no weight is set."""
    release, asked = session.release(), asked_now()
    if asked is None:
        st.warning(_("Every weight is 0. Give at least one criterion a weight above 0."))
        return None
    if ranked(release, asked).table.empty:
        st.info(answers.drawn(_loosen, release, asked))
    else:
        st.markdown(answers.drawn(_told, release, asked))
    return asked


def _loosen(release: str, asked: PartnerFilter) -> str:
    """Return which filter leaves no candidate, and how many come back without it."""
    without = {
        name: replace(asked, cities=replace(asked.cities, **{name: ()}))
        for name, values in asked.cities.parameters().items()
        if values
    }
    back = {name: len(_ranked(release, loosened).table) for name, loosened in without.items()}
    return no_candidate(back, ranked(release, asked).n_own_country)


def _told(release: str, asked: PartnerFilter) -> str:
    name = city_name(release, asked.city)
    told = words.summary(ranked(release, asked), asked, name)
    return as_plain_text(f"{told} {words.weights_text(asked.weights)}")


def candidates_section(asked: PartnerFilter) -> None:
    """Show the ranked table, if there is a candidate; picking a row opens the close look.

    Args:
        asked: What was asked for.
    """
    if ranked(session.release(), asked).table.empty:
        return
    shown = answers.drawn(_candidates, session.release(), asked)
    st.header(_("Candidates"))
    st.markdown(_("Pick a row to see why, and what to ask."))
    display.table(shown)


def _candidates(release: str, asked: PartnerFilter) -> display.Shown:
    answer = ranked(release, asked)
    table = with_evidence(answer.table.head(asked.k), ground(release), asked.city, asked.origins)
    named = table.assign(
        country=[country(iso3) for iso3 in table["country_iso3"]],
        could_be=[words.could_be(row) for row in rows_of(table)],
        **words.reason_columns(table),
    )
    notes = [words.weights_text(asked.weights), *map(without_marks, words.reading_help())]
    if asked.origins:
        listed = "; ".join(country(iso3) for iso3 in asked.origins)
        notes.insert(0, _("Main countries named: {countries}.").format(countries=listed))
    return display.Shown(
        _("Candidates for a partnership with {city}").format(city=city_label(release, asked.city)),
        named,
        _headings(),
        "partners",
        (
            _("Data package: tables partnerships, practices, grants, city_networks and countries"),
            _("Official languages: Unicode CLDR"),
        ),
        picks=("partner", "city_id"),
        notes=tuple(notes),
    )


def _headings() -> dict[str, object]:
    """Return the headings of the table, in the order shown."""
    return {
        "rank_label": st.column_config.TextColumn(_("Rank"), width=60),
        "city": st.column_config.TextColumn(_("Place"), width=175),
        "country": st.column_config.TextColumn(_("Country"), width=90),
        "score": st.column_config.ProgressColumn(
            _("Score"), format="%.1f", min_value=0, max_value=_HIGHEST, width=105
        ),
        "could_be": st.column_config.TextColumn(_("Could be"), width=70),
        "coverage_pct": st.column_config.NumberColumn(_("Coverage"), format="%.0f %%", width=80),
        "speaks_for": st.column_config.TextColumn(_("Speaks for it"), width=195),
        "speaks_against": st.column_config.TextColumn(_("Speaks against"), width=115),
        "to_ask": st.column_config.TextColumn(_("Not known: ask"), width=190),
    }


def reading_help() -> None:
    """Say how to read the page, and what it cannot say."""
    st.header(_("How to read this"))
    st.markdown("\n".join(f"- {line}" for line in words.reading_help()))
