"""The page "City response", put together: whose answers, the questions, mirror, sending."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.errors import DashboardError
from dashboard.i18n import _, country
from dashboard.responses.files import responses_dir
from dashboard.responses.notes import LONGEST, propose_city
from dashboard.ui import (
    access,
    answers,
    response_draft,
    response_fields,
    response_files,
    response_mirror,
    response_send,
    session,
)
from dashboard.ui.responded import responded
from dashboard.ui.search import city_label, city_labels
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.ui.response_draft import Draft

_AREA: Final = "response_area"
_WRITERS: Final = ("city-editor", "data-steward")


def title() -> str:
    """Return the title of the page, with the city."""
    name, city = _("City response"), city_name()
    return f"{name}: {as_plain_text(city)}" if city else name


def city_name() -> str:
    """Return the city that answers, in words; empty: none."""
    proposal, city = response_draft.proposed(), session.current().city
    if proposal:
        return f"{proposal.city}, {country(proposal.country_iso3, proposal.country_iso3)}"
    return city_label(session.release(), city) if city else ""


def sections() -> None:
    """Draw the page below its head."""
    access.banner()
    role = access.writer(*_WRITERS)
    if not role:
        return
    if not response_draft.resume():
        st.warning(_("This private link leads to no draft. Choose your city to begin anew."))
    if not response_draft.city():
        _choose_city(role)
        return
    draft = response_draft.of(response_draft.city(), _round())
    if response_draft.proposed():
        _about_proposal()
    questions = responded().asked(draft.round_id)
    _told(draft, questions)
    response_files.section(draft, questions, city_name())
    _questions(draft, questions)
    response_draft.keep(draft, role)
    _kept(draft)
    response_mirror.section(draft)
    response_send.section(draft, role, city_name())


def _choose_city(role: str) -> None:
    """Ask whose answers they are; a city that is missing can be proposed."""
    labels = answers.drawn(city_labels, session.release())
    st.selectbox(
        _("Your city: type the first letters of its name"),
        ("", *labels),
        format_func=lambda city: labels.get(city, _("not chosen yet")),
        **session.bound("city"),
    )
    drawer = st.expander(_("My city is not in the list"), on_change="rerun", key="propose_city")
    if drawer.open:
        with drawer:
            _propose(role)


def _propose(role: str) -> None:
    known = answers.choices(session.release()).country
    name = st.text_input(_("Name of the city"), max_chars=LONGEST["city"], key="proposed_name")
    where = st.selectbox(
        _("Country"),
        list(known),
        index=None,
        format_func=lambda iso3: country(iso3, known.get(iso3, "")),
        key="proposed_country",
    )
    people = st.number_input(
        _("Population (may stay empty)"), 1, 50_000_000, value=None, key="proposed_population"
    )
    source = st.text_input(
        _("Source of the population"), max_chars=LONGEST["source"], key="proposed_source"
    )
    if not st.button(_("Propose the city and answer for it"), key="propose"):
        return
    if not where:
        st.error(_("Choose the country first."))
        return
    try:
        proposal = propose_city(
            responses_dir(),
            city=name,
            country=where,
            population=people,
            source=source,
            role=role,
            countries=tuple(known),
        )
    except DashboardError as error:
        st.error(as_plain_text(str(error)))
        return
    if proposal.city_id in answers.drawn(city_labels, session.release()):
        session.change(city=proposal.city_id)
    else:
        response_draft.be_for(proposal)
    st.rerun()


def _about_proposal() -> None:
    st.info(
        _(
            "This city is not in the data yet. Its answers are kept; they can be accepted as soon "
            "as the data steward has added the city."
        )
    )
    st.button(
        _("Answer for another city"), on_click=response_draft.be_for, args=(None,), type="tertiary"
    )


def _round() -> str:
    """Return the round that the visitor chose; the newest unless another is chosen."""
    rounds = responded().rounds
    names = dict(zip(rounds["round_id"], rounds["name"], strict=True))
    told = dict(zip(rounds["round_id"], rounds["explanation"], strict=True))
    wanted = session.current().round
    chosen = wanted if wanted in names else str(rounds["round_id"].iloc[-1])
    st.segmented_control(
        _("Round"),
        list(names),
        required=True,
        format_func=names.__getitem__,
        **session.bound_to("round", chosen),
    )
    st.caption(told[chosen])
    return chosen


def _told(draft: Draft, questions: pd.DataFrame) -> None:
    """Say how far the answers are, and where they come from."""
    n, of = response_draft.n_answered(draft), len(questions)
    st.progress(n / max(of, 1), _("{n} of {of} questions answered").format(n=n, of=of))
    if draft.taken_from:
        st.caption(
            _("Begun with the accepted answers of {round}. Change what changed since.").format(
                round=responded().round_names[draft.taken_from]
            )
        )


def _questions(draft: Draft, questions: pd.DataFrame) -> None:
    """Draw the questions of one policy area, with the way to the next."""
    st.header(_("Questions"))
    names = dict(zip(questions["area_id"], questions["area"], strict=True))
    areas = list(names)
    counts = Counter(questions["area_id"])
    done = Counter(
        area
        for area, question in zip(questions["area_id"], questions["question_id"], strict=True)
        if draft.rows.get(question, {}).get("state")
    )
    chosen = st.selectbox(
        _("Policy area"),
        areas,
        format_func=lambda area: _("{area}: {n} of {of}").format(
            area=names[area], n=done[area], of=counts[area]
        ),
        key=_AREA,
    )
    labels = response_fields.state_labels()
    for row in questions[questions["area_id"] == chosen].to_dict("records"):
        asked = {str(name): value for name, value in row.items()}
        response_fields.question(draft, asked, labels)
    place = areas.index(chosen)
    if place + 1 < len(areas):
        st.button(
            _("Next: {area}").format(area=names[areas[place + 1]]),
            on_click=_go_to,
            args=(areas[place + 1],),
            icon=":material/arrow_forward:",
            key="next_area",
        )


def _go_to(area: str) -> None:
    st.session_state[_AREA] = area


def _kept(draft: Draft) -> None:
    """Say that the draft is kept, and give the link to come back to it."""
    if draft.kept_at is None:
        st.caption(_("Nothing is kept yet. The first answer is kept as soon as you give it."))
        return
    st.caption(
        _("Kept as a draft at {moment} UTC. Nobody sees it before you send it.").format(
            moment=draft.kept_at.strftime("%H:%M")
        )
    )
    with st.popover(_("Private link to come back"), width="content"):
        st.caption(_("Who has this link can read and change the draft. Copy it, share with care."))
        st.code(response_draft.link(draft), language=None, wrap_lines=True)
