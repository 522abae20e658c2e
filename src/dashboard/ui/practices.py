"""Sections of the page of good practices: the search, the filters, what was found and what not."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

import streamlit as st

from dashboard.choices import LONGEST_QUERY
from dashboard.filters import LAST_YEAR
from dashboard.i18n import _, ngettext
from dashboard.queries.practices import list_steps, list_tags
from dashboard.ui import answers, practice_cards, practice_map, session
from dashboard.ui.found_cases import found, index
from dashboard.ui.search import city_labels
from dashboard.words import cases as names
from dashboard.words import practice_search as search_words
from dashboard.words import practices as words
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.answers.practices import CasesAnswer
    from dashboard.state import State


_MORE: Final = ("role", "beneficiaries", "status", "sector", "step")


def title() -> str:
    """Return the title of the page."""
    return _("Good practices")


def controls() -> None:
    """Draw the search, and the filters; in presentation mode these are behind one button."""
    st.text_input(
        _("Search"),
        type="search",
        max_chars=LONGEST_QUERY,
        placeholder=_("Such as: language courses Germany"),
        help=_("Words in English, and places in any spelling. Empty: every case."),
        **session.bound("query"),
    )
    if session.current().present:
        with st.popover(_("Filters of cases")):
            _first_filters()
            _more_filters()
        return
    _first_filters()
    drawer = st.popover(_more_label(), on_change="rerun", key="more_case_filters")
    if drawer.open:  # its boxes are drawn only while it is open
        with drawer:
            _more_filters()


def _more_label() -> str:
    """Return the label of the further filters, with how many of them are on."""
    state = session.current()
    n = sum(bool(getattr(state, name)) for name in _MORE)
    if not n:
        return _("More filters")
    return ngettext("More filters ({n} is on)", "More filters ({n} are on)", n).format(n=n)


def _first_filters() -> None:
    release = session.release()
    keywords = answers.choices(release).keyword
    first, second, third, fourth = st.columns([3, 3, 1.4, 1.4])
    with first:
        st.selectbox(
            _("Keyword"),
            ("", *keywords),
            format_func=lambda keyword: keywords.get(keyword, _("All keywords")),
            **session.bound("keyword"),
        )
    with second:
        kinds = answers.answer(list_tags, release)["initiative"]
        _several(_("Kind of initiative"), "initiative", kinds, names.initiative_name)
    years = (None, *range(int(index(release).cases["first_year"].min()), LAST_YEAR + 1))
    for place, name, label in (
        (third, "case_from", _("From year")),
        (fourth, "case_to", _("To year")),
    ):
        with place:
            st.selectbox(label, years, placeholder=_("any"), **session.bound(name))


def _more_filters() -> None:
    release = session.release()
    tags, steps = answers.answer(list_tags, release), answers.answer(list_steps, release)
    labels = {
        "role": (_("Role of the city"), names.city_role_name),
        "beneficiaries": (_("Who benefits"), names.group_name),
        "status": (_("Status"), names.case_status_name),
        "sector": (_("Sector"), names.sector_name),
        "step": (_("Step of the cycle"), lambda step: names.step_name(step, steps)),
    }
    for name in _MORE:
        label, named = labels[name]
        _several(label, name, tags[name], named)


def _several(label: str, name: str, values: Sequence[str], named: Callable[[str], str]) -> None:
    st.multiselect(label, values, format_func=named, placeholder=_("All"), **session.bound(name))


class _Told(NamedTuple):
    """What the page says about the cases found."""

    filters: str
    notes: str
    summary: str
    unknown: str
    loosen: str
    nearest: str


def _told(release: str, state: State) -> _Told:
    answer = found(release, state.practices())
    steps = answers.answer(list_steps, release)
    phrases = "; ".join(words.filter_phrases(state, answers.choices(release), steps))
    loosen = search_words.no_result(answer) if answer.rows.empty else []
    filters = _("Filters of this page in force: {}.").format(as_plain_text(phrases))
    return _Told(
        filters=filters if phrases else "",
        notes=" ".join(search_words.search_notes(answer, answers.drawn(city_labels, release))),
        summary=answers.drawn(words.summary, answer),
        unknown=words.unknown_sentence(answer),
        loosen="\n".join(f"- {line}" for line in loosen),
        nearest=search_words.why_nearest(answer) if answer.rows.empty else "",
    )


def sections() -> None:
    """Draw what was found: summary, map, cards and table; or what to loosen."""
    state, release = session.current(), session.release()
    asked = state.practices()
    answer = found(release, asked)
    told = answers.drawn(_told, release, state)
    if told.filters:
        st.caption(told.filters)
    if told.notes:
        st.info(told.notes)
    if answer.rows.empty:
        _nothing(told, answer)
        return
    st.markdown(told.summary)
    if told.unknown:
        st.caption(told.unknown)
    practice_map.section(release, asked)
    st.header(_("What cities did"))
    practice_cards.paged(answer.rows, asked)
    practice_map.table_section(release, asked)


def _nothing(told: _Told, answer: CasesAnswer) -> None:
    """Say what to loosen, and show what comes nearest."""
    st.warning(_("No case fits all of this."))
    st.markdown(told.loosen)
    if told.unknown:
        st.caption(told.unknown)
    st.button(_("Clear all filters"), on_click=session.clear, key="clear_cases")
    st.header(_("Nearest to what you asked"))
    st.markdown(told.nearest)
    near = answer.nearest
    for missed, cases in groupby(range(len(near.rows)), key=near.missed.__getitem__):
        if missed:
            st.caption(search_words.missed_text(missed))
        practice_cards.cards(near.rows.iloc[list(cases)])


def reading_help() -> None:
    """Say how to read the cases, and what is missing."""
    st.header(_("How to read this"))
    st.markdown("\n".join(f"- {line}" for line in words.reading_lines()))
