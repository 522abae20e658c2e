"""What a selection covers of the frameworks, in words and in tables of texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.analysis.alignment import COVERED, OPEN
from dashboard.i18n import _, listed, ngettext, number
from dashboard.words.cells import rows_of
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from dashboard.words.cells import Cells

_MOST_CLOSERS: Final = 3


def short_name(framework: str, name: str = "") -> str:
    """Return the short name of a framework.

    Args:
        framework: Id of the framework.
        name: Its full name, for one without a short name.

    Returns:
        Such as "Global Compact for Migration (GCM)".
    """
    names = {
        "gcm": _("Global Compact for Migration (GCM)"),
        "gcr": _("Global Compact on Refugees (GCR)"),
        "sdg": _("2030 Agenda (SDG targets)"),
        "mmd": _("Marrakech Mayors Declaration"),
        "charter": _("Integrating Cities Charter"),
        "oecd12": _("OECD checklist (12 objectives)"),
        "emp10": _("Employers' action plan (10 areas)"),
    }
    return names.get(framework, name or framework)


def coverage_text(coverage: pd.DataFrame) -> str:
    """Say how much of each framework a selection covers.

    Args:
        coverage: Rows of `framework_coverage`.

    Returns:
        One sentence.
    """
    parts = [
        _("{framework} {n} of {all}").format(
            framework=short_name(row["framework_id"], row["framework"]),
            n=number(row["n_covered"]),
            all=number(row["n_items"]),
        )
        for row in coverage.to_dict("records")
    ]
    return _("Covered: {parts}.").format(parts="; ".join(parts))


def gaps_text(
    covered: pd.DataFrame, closers: Mapping[str, int], keywords: Mapping[str, str]
) -> str:
    """Say what is open, and which action would close most of it.

    Args:
        covered: Rows of `covered_items`.
        closers: Open items that each other keyword would close, most first.
        keywords: Names of keywords by id.

    Returns:
        Two or three sentences.
    """
    statuses = covered["status"].tolist()
    n_open = statuses.count(OPEN)
    n_out = len(statuses) - n_open - statuses.count(COVERED)
    out = ngettext(
        "{n} item is served by none of the keywords: no selection can cover it.",
        "{n} items are served by none of the keywords: no selection can cover them.",
        n_out,
    ).format(n=number(n_out))
    told = [out] if n_out else []
    if not n_open:
        return " ".join([_("Everything that any keyword serves is covered."), *told])
    gaps = ngettext(
        "{n} item is open: only keywords outside the selection serve it.",
        "{n} items are open: only keywords outside the selection serve them.",
        n_open,
    ).format(n=number(n_open))
    best = [
        ngettext("{keyword} ({n} item)", "{keyword} ({n} items)", n).format(
            keyword=keywords[keyword], n=number(n)
        )
        for keyword, n in list(closers.items())[:_MOST_CLOSERS]
    ]
    close = _("Each of these alone would close the most: {keywords}.").format(keywords=listed(best))
    return " ".join([gaps, close, *told])


def item_name(row: Mapping[str, Any]) -> str:
    """Return code and title of an item."""
    return f"{row['code']} {row['title']}"


def status_name(status: str) -> str:
    """Return what the selection does for an item."""
    names = {COVERED: _("covered"), OPEN: _("open")}
    return names.get(status, _("no keyword serves it"))


def item_cells(
    covered: pd.DataFrame,
    rationales: Mapping[tuple[str, str, str], str],
    keywords: Mapping[str, str],
) -> Cells:
    """Lay out the items of a framework: what covers each and why, or what would close the gap.

    Args:
        covered: Rows of `covered_items`.
        rationales: Why a keyword serves an item, by keyword, framework and code.
        keywords: Names of keywords by id.

    Returns:
        Cells by heading.
    """
    headings = (_("Item"), _("By which action, and why"))
    cells: Cells = {heading: [] for heading in headings}
    for row in rows_of(covered):
        cells[headings[0]].append(
            f"{as_plain_text(item_name(row))}  \n**{status_name(row['status'])}**"
        )
        ids: Sequence[str] = row["covered_by"] or row["closed_by"]
        lead = _("would be closed by ") if row["status"] == OPEN else ""
        told = [
            f"**{as_plain_text(keywords[keyword])}**: "
            + as_plain_text(rationales[keyword, row["framework_id"], row["code"]])
            for keyword in ids[:_MOST_CLOSERS]
        ]
        more = len(ids) - len(told)
        if more > 0:
            told.append(ngettext("and {n} more", "and {n} more", more).format(n=number(more)))
        cells[headings[1]].append(lead + "  \n".join(told) or "\N{EN DASH}")
    return cells


def coverage_cells(coverage: pd.DataFrame) -> Cells:
    """Return how much of each framework is covered, as a table of texts."""
    headings = (_("Framework"), _("Covered"), _("Within reach"), _("Items"))
    cells: Cells = {heading: [] for heading in headings}
    for row in coverage.to_dict("records"):
        cells[headings[0]].append(as_plain_text(short_name(row["framework_id"], row["framework"])))
        cells[headings[1]].append(
            _("{n} ({share} %)").format(
                n=number(row["n_covered"]), share=number(row["covered_pct"])
            )
        )
        cells[headings[2]].append(number(row["n_reachable"]))
        cells[headings[3]].append(number(row["n_items"]))
    return cells


def alt(heading: str, coverage: pd.DataFrame) -> str:
    """Return what the chart of coverage shows, for readers who cannot see it."""
    return f"{heading}. {coverage_text(coverage)}"


def matrix_alt(framework: str, covered: pd.DataFrame) -> str:
    """Return what the matrix of one framework shows, for readers who cannot see it."""
    n = int((covered["status"] == COVERED).sum())
    codes = covered.loc[covered["status"] == OPEN, "code"].tolist()
    told = _("{framework}: {n} of {all} items are covered by the selection.").format(
        framework=framework, n=number(n), all=number(len(covered))
    )
    return told + (" " + _("Open: {codes}.").format(codes=", ".join(codes)) if codes else "")


def reading() -> str:
    """Return how to read the alignment."""
    return _(
        "An item counts as covered if at least one chosen keyword serves it. The links are our own "
        "judgement, with a short reason for each. Covered does not mean fulfilled: one action "
        "can serve an objective that needs many."
    )
