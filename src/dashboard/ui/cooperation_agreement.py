"""Part of the cooperation page: the elements of the agreement, what it serves, its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from dashboard.analysis.cooperation import elements_of
from dashboard.answers.cooperation import ALIGNED_TO
from dashboard.i18n import _
from dashboard.ui import cooperation_draft, cooperation_files, display, session
from dashboard.ui.search import city_label
from dashboard.words import agreement as words
from dashboard.words import cooperation as cycle_words
from dashboard.words.alignment import short_name
from dashboard.words.cells import rows_of
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dashboard.ui.cooperation_draft import Draft

_LONGEST: Final = {"title": 300, "element": 4000, "note": 2000}


def section(draft: Draft | None) -> None:
    """Draw the form of the agreement; without a pair, what it asks for.

    Args:
        draft: The partnership; None: no pair is chosen.
    """
    book = cooperation_draft.book()
    way = session.current().way or (draft.record.way if draft else "new")
    if draft is not None:
        st.header(_("The agreement"))
        st.info(as_plain_text(words.completeness(book.elements, draft.record)))
        if not session.current().present:
            _form(draft, way)
    st.header(_("Elements of an agreement"))
    display.table(
        display.Shown(
            _("Elements of an agreement: {way}").format(way=cycle_words.way_name(way)),
            elements_of(book.elements, way),
            {},
            f"agreement-elements-{way}",
            cycle_words.guideline_sources(),
            cells=words.element_cells(book.elements, draft.record if draft else None, way),
        )
    )
    st.caption(cycle_words.guidelines())
    if draft is not None and not session.current().present:
        cooperation_files.section(draft)


def _form(draft: Draft, way: str) -> None:
    """Draw the fields of the agreement."""
    _title(draft)
    elements = elements_of(cooperation_draft.book().elements, way)
    for place, row in enumerate(rows_of(elements), start=1):
        _element(draft, place, row)
    st.header(_("Goals that it serves"))
    for framework in ALIGNED_TO:
        _items(draft, framework)
    st.header(_("How it is measured"))
    _indicators(draft)


def _kept(draft: Draft, name: str, take: Callable[[str], None]) -> dict[str, Any]:
    """Return key and callback of a field: what is typed is kept at once."""
    key = draft.key(name)

    def keep() -> None:
        take(st.session_state[key])

    return {"key": key, "on_change": keep}


def _title(draft: Draft) -> None:
    release = session.release()
    names = [city_label(release, city) for city in draft.pair]
    st.text_input(
        _("Title"),
        value=draft.record.title,
        max_chars=_LONGEST["title"],
        placeholder=words.title(draft.record, *names),
        **_kept(draft, "title", lambda text: cooperation_draft.change(draft, title=text)),
    )


def _element(draft: Draft, place: int, row: Mapping[str, Any]) -> None:
    """Draw the field of one element."""
    element = row["element_id"]

    def take(text: str) -> None:
        cooperation_draft.change(draft, elements={**draft.record.elements, element: text})

    st.text_area(
        f"{place}. {row['element']}",
        value=draft.record.elements.get(element, ""),
        max_chars=_LONGEST["element"],
        height=90,
        placeholder=words.hint(row),
        help=words.hint(row) or None,
        **_kept(draft, element, take),
    )


def _items(draft: Draft, framework: str) -> None:
    """Draw the choice of items of one framework; one that the release lacks stays."""
    items = cooperation_draft.book().items
    rows = rows_of(items[items["framework_id"] == framework])
    names = {row["code"]: f"{row['code']} {row['title']}" for row in rows}
    chosen = [code for of, code in draft.record.items if of == framework]
    names |= {code: code for code in chosen if code not in names}

    def take(codes: Any) -> None:  # noqa: ANN401 - what the widget holds
        kept = tuple(item for item in draft.record.items if item[0] != framework)
        new = tuple((framework, code) for code in names if code in codes)
        cooperation_draft.change(draft, items=(*kept, *new))

    st.multiselect(
        short_name(framework),
        list(names),
        default=[code for code in names if code in chosen],
        format_func=names.__getitem__,
        placeholder=_("Choose"),
        **_kept(draft, f"items_{framework}", take),
    )


def _indicators(draft: Draft) -> None:
    """Draw the choice of indicators of the catalogue, and a note for each."""
    rows = rows_of(cooperation_draft.book().catalogue)
    names = {row["catalogue_id"]: row["indicator"] for row in rows}
    hints = {
        row["catalogue_id"]: row["definition"]
        + (f" ({row['unit_hint']})" if row["unit_hint"] else "")
        for row in rows
    }
    now = draft.record.indicators
    names |= {key: key for key in now if key not in names}

    def choose(keys: Any) -> None:  # noqa: ANN401 - what the widget holds
        kept = {key: draft.record.indicators.get(key, "") for key in names if key in keys}
        cooperation_draft.change(draft, indicators=kept)

    st.multiselect(
        _("Indicators of the catalogue"),
        list(names),
        default=[key for key in names if key in now],
        format_func=names.__getitem__,
        placeholder=_("Choose"),
        **_kept(draft, "indicators", choose),
    )
    for key in now:
        _note(draft, key, names[key], hints.get(key, ""))


def _note(draft: Draft, key: str, name: str, hint: str) -> None:
    def take(text: str) -> None:
        cooperation_draft.change(draft, indicators={**draft.record.indicators, key: text})

    st.text_input(
        _("{indicator}: baseline, target and source").format(indicator=name),
        value=draft.record.indicators[key],
        max_chars=_LONGEST["note"],
        help=hint or None,
        **_kept(draft, f"indicator_{key}", take),
    )
