"""What every page is made of: its head and its foot."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.exports.provenance import Provenance
from dashboard.i18n import _, day
from dashboard.queries.cities import count_cities
from dashboard.queries.practices import list_steps
from dashboard.ui import answers, session
from dashboard.words import origin
from dashboard.words.filters import (
    all_phrases,
    cities_sentence,
    city_filter_phrases,
    place_phrases,
    problem_sentence,
)
from dashboard.words.markdown import as_plain_text
from dashboard.words.practices import filter_phrases as case_phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.contracts.violation import PackageError
    from dashboard.state import State

# Pages on which documents are counted, by url path; the overview is the empty one.
_COUNT_DOCUMENTS: Final = ("", "rankings", "action-selection")
_CASES: Final = "good-practices"
_MOST_FAULTS: Final = 20
_PRESENTATION_STYLE: Final = "<style>html {font-size: 24px !important;}</style>"


def presentation(state: State) -> None:
    """Enlarge the type in presentation mode (1.5 times); the theme cannot do that by visitor."""
    if state.present:
        st.html(_PRESENTATION_STYLE)


def choose_part(
    field: str,
    views: Sequence[str],
    name_of: Callable[[str], str],
    *,
    label: str = "",
    shown: str = "",
) -> str:
    """Let the reader choose which part of a page is shown.

    Args:
        field: Field of State that holds the part.
        views: Parts in their order.
        name_of: Gives the name of a part.
        label: Label of the control; empty: "Show".
        shown: Part that is shown; empty: what the field holds.

    Returns:
        The part that is shown.
    """
    shown = shown or str(getattr(session.current(), field))
    st.segmented_control(
        label or _("Show"),
        views,
        required=True,
        wrap=True,
        format_func=name_of,
        **session.bound_to(field, shown),
    )
    return shown


def head(title: str, answers_what: str) -> None:
    """Write the head of a page: title, what it answers, what the link could not do, filters.

    Above it stands that the data are invented, where they are.

    Args:
        title: Title of the page.
        answers_what: One sentence: the question that the page answers.
    """
    state = session.current()
    if answers.is_invented(session.release()):
        st.warning(origin.banner(), icon=":material/school:")
    st.title(title)
    st.markdown(answers_what)
    for problem in session.problems():
        name, value = as_plain_text(problem.parameter), as_plain_text(problem.value)
        st.warning(problem_sentence(replace(problem, parameter=name, value=value)))
    served = answers.served().release
    if state.release and state.release != served:
        st.warning(
            _("You see data release {old}. The newest is {new}.").format(
                old=state.release, new=served
            )
        )
    counts = answers.answer(count_cities, session.release(), state.cities)
    phrases = city_filter_phrases(state, answers.choices(session.release()))
    filters = _("Filters in force: {}.").format("; ".join(phrases)) if phrases else ""
    st.caption(f"{cities_sentence(counts)} {filters}")


def provenance(title: str, sources: Sequence[str], notes: Sequence[str] = ()) -> Provenance:
    """Return where a table or chart of this page comes from, for its exports."""
    release = session.release()
    return Provenance(
        title=title,
        filters=answers.drawn(_phrases, release, session.current(), session.page()),
        release=release,
        date=datetime.now(UTC).date().isoformat(),
        sources=tuple(sources),
        link=session.exact_link(),
        notes=tuple(notes),
        invented=answers.is_invented(release),
    )


def _phrases(release: str, state: State, page: str) -> tuple[str, ...]:
    known = answers.choices(release)
    if page == _CASES:
        steps = answers.answer(list_steps, release)
        cities = city_filter_phrases(state, known) or [_("cities: all")]
        return (*cities, *case_phrases(state, known, steps))
    phrases = all_phrases if page in _COUNT_DOCUMENTS else place_phrases
    return tuple(phrases(state, known))


def file_faults(error: PackageError) -> None:
    """Say that a file was not read, with its first faults and how many more there are."""
    st.error(_("The file was not read. Nothing was changed."))
    faults = [as_plain_text(str(fault)) for fault in error.violations[:_MOST_FAULTS]]
    more = len(error.violations) - len(faults)
    st.markdown("\n".join(f"- {fault}" for fault in faults))
    if more > 0:
        st.caption(_("and {n} more").format(n=more))


def footer(state: State) -> None:
    """Write the foot of a page: release, date, how to cite, attribution."""
    release = session.release()
    built = date.fromisoformat(answers.described(release).built_at[:10])
    st.divider()
    st.markdown(
        _(
            "Data release {release}, built on {day}. Cite as: Charting Local Inclusion, data "
            "release {release}. Coordinates and many populations: "
            "[GeoNames](https://www.geonames.org), CC BY 4.0."
        ).format(release=release, day=day(built))
    )
    if state.present:
        st.button(
            _("Leave presentation mode"),
            on_click=session.change,
            kwargs={"present": False},
            key="leave_presentation",
        )
