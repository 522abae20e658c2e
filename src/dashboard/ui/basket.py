"""Section "Selection": what is chosen by hand or suggested, and what it holds and leaves out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.analysis.alignment import framework_coverage
from dashboard.analysis.choosing import ContradictionError, Suggestion, suggest
from dashboard.answers.selection import (
    alignment,
    codes_of,
    dominated_pairs,
    selection_rows,
)
from dashboard.answers.wordings import best_wordings, wordings
from dashboard.criteria import MOST_CHOSEN, MOST_PER_AREA
from dashboard.i18n import _, ngettext
from dashboard.queries.mentions import list_areas, list_keywords
from dashboard.responses.wordings import in_force, list_proposals
from dashboard.ui import answers, display, session, written
from dashboard.words import alignment as alignment_words
from dashboard.words import choosing as words
from dashboard.words.cells import rows_of

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.answers.candidates import Candidates
    from dashboard.filters import ActorFilter
    from dashboard.responses.wordings import Proposal

Said = tuple[tuple[str, tuple[str, str, str]], ...]


def section(candidates: Candidates) -> None:
    """Draw the rules, the suggestion, the choice by hand and the selection.

    Args:
        candidates: The candidates, at least one.
    """
    st.header(_("Your selection"))
    _rules()
    suggestion = _suggested(candidates)
    _buttons(suggestion)
    names = answers.choices(session.release()).keyword
    st.multiselect(
        _("Chosen actions"),
        list(names),
        format_func=names.__getitem__,
        placeholder=_("Choose keywords by name, or take the suggestion"),
        **session.bound("picked"),
    )
    if suggestion is not None:
        _price_text(suggestion, names)
    if not session.current().picked:
        st.info(_("Nothing is chosen yet. Mark rows above, choose by name, or suggest a set."))
        return
    told, shown = answers.drawn(
        _selection, session.release(), candidates, session.current().picked, said()
    )
    st.markdown(told)
    display.table(shown)


def _rules() -> None:
    names = answers.choices(session.release()).keyword
    limit, per_area, must, never = st.columns([1, 1, 2, 2], vertical_alignment="bottom")
    with limit:
        st.number_input(_("How many actions"), 1, MOST_CHOSEN, step=1, **session.bound("limit"))
    with per_area:
        st.number_input(
            _("At least in each area"), 0, MOST_PER_AREA, step=1, **session.bound("per_area")
        )
    for column, field, label in (
        (must, "must", _("Must be chosen")),
        (never, "never", _("Must not be chosen")),
    ):
        with column:
            st.multiselect(
                label,
                list(names),
                format_func=names.__getitem__,
                placeholder=_("None"),
                **session.bound(field),
            )


def _suggested(candidates: Candidates) -> Suggestion | None:
    """Return the suggestion under the rules; None, with the reason told, if they contradict."""
    known = answers.choices(session.release())
    try:
        return answers.drawn(
            suggest, candidates.to_choose, session.current().rules(), candidates.areas
        )
    except ContradictionError as error:
        st.warning(words.contradiction(error, known.keyword, known.area))
        return None


def _buttons(suggestion: Suggestion | None) -> None:
    state = session.current()
    with st.container(horizontal=True):
        st.button(
            ngettext("Suggest {n} action", "Suggest {n} actions", state.limit).format(
                n=state.limit
            ),
            disabled=suggestion is None,
            on_click=session.change,
            kwargs={"picked": suggestion.chosen if suggestion else ()},
            help=_("The set with the highest sum of scores that keeps every rule."),
            key="suggest",
        )
        st.button(
            _("Empty the selection"),
            disabled=not state.picked,
            on_click=session.change,
            kwargs={"picked": ()},
            key="empty_selection",
        )


def _price_text(suggestion: Suggestion, names: dict[str, str]) -> None:
    """Say what the rules cost, if the selection is the suggested one."""
    if set(session.current().picked) != set(suggestion.chosen):
        return
    lines = [*words.prices(suggestion.prices, names), words.equals(suggestion.equal, names)]
    told = [line for line in lines if line]
    if told:
        st.caption("  \n".join(told))


def said() -> Said:
    """Return one wording for each keyword: the agreed one, else the simplest; hashable."""
    proposals = written.written(list_proposals)
    return answers.drawn(_said, session.release(), session.current().documents, proposals)


def _said(release: str, documents: ActorFilter, proposals: tuple[Proposal, ...]) -> Said:
    table = answers.answer(wordings, release, documents)
    return tuple(best_wordings(table, in_force(proposals)).items())


def covered(release: str, picked: tuple[str, ...]) -> pd.DataFrame:
    """Return what the selection covers of every framework."""
    return answers.answer(alignment, release, picked)


def _covers_text(release: str, picked: tuple[str, ...]) -> str:
    """Return how many items of each framework the selection covers, in words."""
    return alignment_words.coverage_text(framework_coverage(covered(release, picked)))


def _selection(
    release: str, candidates: Candidates, picked: tuple[str, ...], texts: Said
) -> tuple[str, display.Shown]:
    """Return what is said of the selection, and its table."""
    keywords = answers.answer(list_keywords, release)
    codes = answers.answer(codes_of, release)
    rows = selection_rows(candidates, keywords, picked, dict(texts), codes)
    counted = Counter(rows["area"])
    areas = answers.answer(list_areas, release)["area"]
    names = answers.choices(release).keyword
    lines = [
        words.chosen_text({area: counted[area] for area in areas}),
        answers.drawn(_covers_text, release, picked),
        *words.dominated(dominated_pairs(candidates, picked), names),
    ]
    shown = display.Shown(
        _("Selected core actions"),
        rows.assign(gcm=rows["gcm"].str.join("; "), sdg=rows["sdg"].str.join("; ")),
        {},
        "selection",
        (
            _("Data package, tables actions, action_codings and keyword_alignment"),
            _("Agreed wordings: written by the users of this dashboard"),
        ),
        cells=words.selection_cells(rows_of(rows)),
    )
    return "  \n".join(lines), shown
