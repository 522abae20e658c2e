"""Sections of the rankings page: whose documents count, policy areas, keywords."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.answers.rankings import rank_areas, rank_keywords
from dashboard.charts.rankings import area_ranges_chart, area_scores_chart, keyword_ranges_chart
from dashboard.filters import CODINGS, COUNTINGS
from dashboard.i18n import _, ngettext, number
from dashboard.queries.facts import coding_agreement, key_figures
from dashboard.queries.mentions import count_undated_actions, list_actors
from dashboard.ui import answers, display, session
from dashboard.words import rankings as words
from dashboard.words.labels import actor_token_name, coding_name, counting_name

if TYPE_CHECKING:
    from dashboard.filters import RankingFilter


def corpus_controls() -> None:
    """Draw the choice of counting rule, coding, actors and years of documents."""
    left, right = st.columns(2)
    with left:
        st.segmented_control(
            _("Counting"),
            COUNTINGS,
            required=True,
            wrap=True,
            format_func=counting_name,
            help=_(
                "Sum of keywords: an area adds up how many actors mention each of its keywords, as "
                "the working group did in 2019. Each actor once: an area counts an actor one time, "
                "however many of its keywords the actor mentions."
            ),
            **session.bound("counting"),
        )
    with right:
        st.segmented_control(
            _("Coding"),
            CODINGS,
            required=True,
            wrap=True,
            format_func=coding_name,
            help=_(
                "Two coders sorted every action into a keyword. Agreed only: actions that both "
                "sorted into the same keyword."
            ),
            **session.bound("coding"),
        )
    if not session.current().present:  # few controls on a stage
        _document_controls()


def _document_controls() -> None:
    known = answers.choices(session.release())
    first, last = known.document_years
    whose, since, until = st.columns([3, 1, 1])
    with whose:
        st.multiselect(
            _("Actors whose documents count"),
            known.actor_tokens,
            format_func=lambda token: actor_token_name(token, known.actor),
            placeholder=_("All actors"),
            **session.bound("actors"),
        )
    for place, name, label in (
        (since, "doc_from", _("From year")),
        (until, "doc_to", _("To year")),
    ):
        with place:
            st.selectbox(
                label,
                (None, *range(first, last + 1)),
                placeholder=_("any"),
                **session.bound(name),
            )


def corpus_sentence() -> str:
    """Return a sentence that says how many actors count and what a limit on years leaves out."""
    state, release = session.current(), session.release()
    total = answers.answer(key_figures, release)["n_actors"]
    n_actors = len(answers.answer(list_actors, release, state.documents))
    counted = ngettext(
        "The documents of {n} of {total} actors count.",
        "The documents of {n} of {total} actors count.",
        n_actors,
    ).format(n=number(n_actors), total=number(total))
    undated = answers.answer(count_undated_actions, release, state.documents)
    if undated:
        counted += " " + _("Left out: {n} actions from documents without a known year.").format(
            n=number(undated)
        )
    return counted


@dataclass(frozen=True)
class Section:
    """A ranking as the page shows it: summary, charts, table."""

    summary: str
    shown: display.Shown


def _sources() -> tuple[str, ...]:
    return (
        _("Data package, tables actions and action_codings: each action names its document"),
        _("Scores of 2019: working group slides, May 2019"),
    )


def areas(release: str, asked: RankingFilter, focus: str) -> Section | None:
    """Build the ranking of the policy areas.

    Args:
        release: Release to ask.
        asked: What is ranked, all six areas.
        focus: Policy area that stands out, or empty.

    Returns:
        The section; None if no document is left.
    """
    read = answers.corpus(release, asked.actors)
    table = answers.answer(rank_areas, release, asked, read)
    if table.empty or not table["score"].any():
        return None
    title = words.areas_title()
    alt = words.ranking_alt(title, table, "area")
    headings = {
        "rank_label": _("Rank"),
        "area": _("Policy area"),
        "score": _("Score"),
        "score_2019": _("Score of 2019"),
        "n_actors": _("Actors"),
        "n_keywords": _("Keywords mentioned"),
        "rank_low": _("Best rank"),
        "rank_high": _("Worst rank"),
    }
    shown = display.Shown(
        title,
        table.drop(columns="group"),
        headings,
        "areas",
        _sources(),
        charts=(
            area_scores_chart(table, asked.counting, alt),
            area_ranges_chart(table, focus, alt),
        ),
        picks=("area", "area_id"),
    )
    return Section(words.areas_summary(table, asked.counting), shown)


def keywords(release: str, asked: RankingFilter, focus: str) -> Section:
    """Build the ranking of the keywords, of the chosen policy area or of all.

    Args:
        release: Release to ask.
        asked: What is ranked.
        focus: Keyword that stands out, or empty.

    Returns:
        The section.
    """
    read = answers.corpus(release, asked.actors)
    table = answers.answer(rank_keywords, release, asked, read)
    title = words.keywords_title(answers.choices(release).area.get(asked.area, ""))
    headings = {
        "rank_label": _("Rank"),
        "keyword": _("Keyword"),
        "score": _("Actors"),
        "n_actions": _("Actions"),
        "rank_low": _("Best rank"),
        "rank_high": _("Worst rank"),
        "n_cities_documented": _("Cities with a practice or grant"),
        "score_2019": _("Score of 2019"),
    }
    alt = words.ranking_alt(title, table, "keyword")
    shown = display.Shown(
        title,
        table.drop(columns="group"),
        headings,
        "keywords",
        _sources(),
        charts=(keyword_ranges_chart(table, focus, alt),),
        picks=("keyword", "keyword_id"),
    )
    return Section(words.keywords_summary(table), shown)


def show_areas(section: Section) -> None:
    """Show the ranking of the policy areas, and why its scores differ from those of 2019."""
    st.header(section.shown.title)
    st.markdown(section.summary)
    left, right = st.columns(2)
    with left:
        display.draw(section.shown.charts[0], "area_scores")
    with right:
        display.draw(section.shown.charts[1], "area_ranges")
    display.table(section.shown)
    n_actors = answers.answer(key_figures, session.release())["n_actors"]
    st.caption(words.why_other_scores(n_actors))


def show_keywords(section: Section) -> None:
    """Show the ranking of the keywords."""
    st.header(section.shown.title)
    st.markdown(section.summary)
    display.draw(section.shown.charts[0], "keyword_ranges")
    display.table(section.shown)


def reading_help() -> None:
    """Say how to read the page, what it rests on and what is missing."""
    st.header(_("How to read this"))
    st.markdown(words.agreement_sentence(answers.answer(coding_agreement, session.release())))
    st.markdown(
        _(
            "- **Score of a keyword**: the number of different actors that mention it at least "
            "once. **Score of an area**: the sum over its keywords, or each actor once.\n"
            "- **Rank range**: best and worst rank when one actor is left out, when the other "
            "coder's work is used, and in 1,000 draws of actors by chance (5th to 95th "
            "percentile). Where two ranges overlap, do not claim an order.\n"
            "- **Small differences are small**: one more actor can move a keyword by several "
            "ranks.\n"
            "- **What is missing**: the first coder knew the result of 2019 and read excerpts, "
            "not whole documents. A low score can mean that little was readable. Wordings are "
            "ours, not quotations. Being named often does not mean that an action works."
        )
    )
