"""Detailed views of the selection: what it covers, the matrix of a framework, and how sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard.analysis.alignment import framework_coverage, gap_closers
from dashboard.charts.alignment import coverage_chart, matrix_chart
from dashboard.i18n import _
from dashboard.queries.alignment import list_items, list_links
from dashboard.ui import answers, basket, display, session
from dashboard.words import alignment as words
from dashboard.words import candidates as candidate_words
from dashboard.words.cells import Cells, rows_of
from dashboard.words.markdown import as_plain_text, breakable

if TYPE_CHECKING:
    from dashboard.answers.candidates import Candidates


def covers_view() -> None:
    """Show how much of each framework the selection covers, and what would close the gaps."""
    picked, release = session.current().picked, session.release()
    told, shown = answers.drawn(_covers, release, picked)
    st.markdown(told)
    display.draw(shown.charts[0], "coverage")
    display.table(shown)
    st.caption(words.reading())


def _covers(release: str, picked: tuple[str, ...]) -> tuple[str, display.Shown]:
    covered = basket.covered(release, picked)
    coverage = framework_coverage(covered)
    names = [words.short_name(row["framework_id"], row["framework"]) for row in rows_of(coverage)]
    heading = _("What the selection covers of each framework")
    chart = coverage_chart(coverage, names, words.alt(heading, coverage))
    keywords = answers.choices(release).keyword
    told = words.gaps_text(covered, gap_closers(covered), keywords)
    shown = display.Shown(
        heading,
        coverage,
        {},
        "coverage",
        (_sources(),),
        charts=(chart,),
        cells=words.coverage_cells(coverage),
        notes=(words.reading(),),
    )
    return told, shown


def _sources() -> str:
    return _("Data package, tables keyword_alignment and framework_items: each item has its source")


def alignment_view() -> None:
    """Show the matrix of the selection with one framework, item by item with the reasons."""
    state, release = session.current(), session.release()
    items = answers.answer(list_items, release)
    known = dict(zip(items["framework_id"], items["framework"], strict=True))
    chosen = state.framework or next(iter(known))
    st.selectbox(
        _("Framework"),
        list(known),
        format_func=lambda framework: words.short_name(framework, known[framework]),
        **session.bound_to("framework", chosen),
    )
    told, shown = answers.drawn(_matrix, release, state.picked, chosen)
    st.markdown(told)
    display.draw(shown.charts[0], "matrix_alignment")
    st.caption(
        _(
            "Blue square: the action serves the item. Orange diamond: open, another keyword would "
            "serve it. Small grey dot: none of the keywords serves it."
        )
    )
    display.table(shown)
    st.caption(words.reading())


def _matrix(release: str, picked: tuple[str, ...], framework: str) -> tuple[str, display.Shown]:
    covered = basket.covered(release, picked)
    covered = covered[covered["framework_id"] == framework].reset_index(drop=True)
    keywords = answers.choices(release).keyword
    rationales = answers.drawn(_rationales, release)
    name = words.short_name(framework, str(covered["framework"].iloc[0]))
    alt = words.matrix_alt(name, covered)
    gap_row = _("Not covered")
    rows = [*(keywords[keyword] for keyword in picked), gap_row]
    marks = _marks(covered, rationales, {**keywords, "": gap_row})
    shown = display.Shown(
        _("Alignment of the selection: {framework}").format(framework=name),
        covered.assign(
            covered_by=covered["covered_by"].str.join("; "),
            closed_by=covered["closed_by"].str.join("; "),
        ),
        {},
        f"alignment-{framework}",
        tuple(dict.fromkeys((_sources(), *covered["publisher"]))),
        charts=(matrix_chart(marks, rows, covered["code"].tolist(), alt),),
        cells=words.item_cells(covered, rationales, keywords),
        notes=(words.reading(),),
    )
    return alt, shown


def _rationales(release: str) -> dict[tuple[str, str, str], str]:
    """Return why a keyword serves an item, by keyword, framework and code."""
    return {
        (row["keyword_id"], row["framework_id"], row["code"]): row["rationale"]
        for row in rows_of(answers.answer(list_links, release))
    }


def _marks(
    covered: pd.DataFrame, rationales: dict[tuple[str, str, str], str], names: dict[str, str]
) -> pd.DataFrame:
    """Return the marks of the matrix: one for each link, one for each item that is not covered."""
    return pd.DataFrame(
        [
            {
                "row": names[keyword],
                "column": row["code"],
                "title": row["title"],
                "kind": row["status"],
                "rationale": rationales.get((keyword, row["framework_id"], row["code"]), ""),
            }
            for row in rows_of(covered)
            for keyword in row["covered_by"] or ("",)
        ]
    )


def sure_view(candidates: Candidates) -> None:
    """Show what the place of each candidate depends on, and which pairs no weights reverse."""
    state, release = session.current(), session.release()
    st.markdown(
        _(
            "10,000 sets of weights were drawn at random, each as likely as any other. A candidate "
            "that is among the first {n} under all of them hardly depends on the weights; one that "
            "is there under few of them is there only if some criteria count much more than others."
        ).format(n=state.limit)
    )
    display.table(answers.drawn(_sure, release, candidates, state.limit))
    st.markdown(
        _(
            "**No weights can reverse**: a candidate that is at least as good by every criterion, "
            "and better by one, always stands before the other."
        )
    )


def _sure(release: str, candidates: Candidates, limit: int) -> display.Shown:
    rows = rows_of(candidates.table)
    ids = candidates.table["keyword_id"].tolist()
    names = answers.choices(release).keyword
    behind = [
        [names[ids[other]] for other in range(len(ids)) if candidates.dominates[other, place]]
        for place in range(len(ids))
    ]
    cells: Cells = {
        _("Candidate"): [
            breakable(as_plain_text(f"{row['rank_label']}  {row['keyword']}")) for row in rows
        ],
        _("What its place depends on"): [
            as_plain_text(candidate_words.certainty(row, limit)) + _behind(found)
            for row, found in zip(rows, behind, strict=True)
        ],
    }
    return display.Shown(
        _("How sure is the order of the candidates?"),
        candidates.table.assign(always_behind=["; ".join(found) for found in behind]),
        {},
        "robustness",
        (_("Computed from the criteria: 10,000 random sets of weights (SMAA), seeded"),),
        cells=cells,
    )


def _behind(names: list[str]) -> str:
    """Return behind whom a candidate always stands, as Markdown; empty: behind nobody."""
    if not names:
        return ""
    shown = "; ".join(as_plain_text(name) for name in names[:2])
    more = len(names) - 2
    if more > 0:
        shown = _("{names}, and {n} more").format(names=shown, n=more)
    return "  \n" + _("Always behind: {names}.").format(names=shown)
