"""The wordings of a keyword side by side, and the text that a group agrees on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.i18n import _, day, ngettext, number
from dashboard.words.cells import Cells, rows_of
from dashboard.words.figures import year_name
from dashboard.words.labels import role_name
from dashboard.words.markdown import as_plain_text, linked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from dashboard.analysis.readability import Reading
    from dashboard.responses.wordings import Proposal


def grade_text(grade: float | None) -> str:
    """Return a reading grade with one decimal; below 1 is all the same."""
    if grade is None:
        return "\N{EN DASH}"
    return _("below 1") if grade < 1 else number(grade, 1)


def reading_text(reading: Reading) -> str:
    """Return how long and how hard a text is, in words."""
    if reading.grade is None:
        return _("Write a text to see its length and reading grade.")
    words = ngettext("{n} word", "{n} words", reading.n_words).format(n=number(reading.n_words))
    return _("{words}, reading grade {grade} (Flesch-Kincaid).").format(
        words=words, grade=grade_text(reading.grade)
    )


def summary(table: pd.DataFrame) -> str:
    """Say how far the wordings of one keyword differ.

    Args:
        table: Rows of `wordings` of one keyword, at least one.

    Returns:
        One or two sentences.
    """
    n = len(table)
    count = ngettext("{n} wording.", "{n} wordings.", n).format(n=number(n))
    if n == 1:
        return count
    low, high = int(table["n_words"].min()), int(table["n_words"].max())
    grades = _("They have {low} to {high} words and reading grades from {first} to {last}.").format(
        low=number(low),
        high=number(high),
        first=grade_text(float(table["grade"].min())),
        last=grade_text(float(table["grade"].max())),
    )
    return f"{count} {grades}"


def wording_cells(table: pd.DataFrame) -> Cells:
    """Lay out the wordings: text with its marks, who says it, length, reading grade.

    Args:
        table: Rows of `wordings` of one keyword.

    Returns:
        Cells by heading.
    """
    headings = (_("Wording, in our words"), _("Actor"), _("Words"), _("Grade"))
    cells: Cells = {heading: [] for heading in headings}
    for row in rows_of(table):
        marks = [_("simplest")] if row["simplest"] else []
        marks += [_("shortest")] if row["shortest"] else []
        mark = f"  \n**{', '.join(marks)}**" if marks else ""
        cells[headings[0]].append(as_plain_text(row["wording"]) + mark)
        cells[headings[1]].append(_actor(row))
        cells[headings[2]].append(number(row["n_words"]))
        cells[headings[3]].append(grade_text(row["grade"]))
    return cells


def _actor(row: Mapping[str, Any]) -> str:
    document = linked(row["document"], row["address"])
    return f"{as_plain_text(row['actor'])}  \n{document}, {year_name(row['document_year'])}"


def agreed_text(proposal: Proposal | None) -> str:
    """Return which wording is in force for a keyword, from whom and since when."""
    if proposal is None:
        return _("No wording was agreed yet: the simplest one of the actors is used.")
    text = _("Agreed wording, proposed by the {role} on {day}: **{wording}**").format(
        role=role_name(proposal.role).lower(),
        day=day(proposal.written_at.date()),
        wording=as_plain_text(proposal.wording),
    )
    if not proposal.reason:
        return text
    return f"{text}  \n" + _("Reason: {reason}").format(reason=as_plain_text(proposal.reason))


def history_cells(proposals: Sequence[Proposal]) -> Cells:
    """Return the history of a wording as a table of texts, the newest first."""
    headings = (_("Date (UTC)"), _("By"), _("Wording"), _("Reason and source"))
    cells: Cells = {heading: [] for heading in headings}
    for proposal in proposals:
        source = proposal.source_action_id
        started = [_("starts from action {id}").format(id=source)] if source else []
        reason = [as_plain_text(proposal.reason)] if proposal.reason else []
        cells[headings[0]].append(proposal.written_at.strftime("%Y-%m-%d %H:%M"))
        cells[headings[1]].append(role_name(proposal.role))
        cells[headings[2]].append(as_plain_text(proposal.wording) or _("withdrawn"))
        cells[headings[3]].append("  \n".join([*reason, *started]) or "\N{EN DASH}")
    return cells


def reading_help() -> str:
    """Return how to read the grades."""
    return _(
        "The Flesch-Kincaid grade (Kincaid and others, 1975) is the school year, in the United "
        "States, in which a text is understood: 0.39 times words per sentence, plus 11.8 times "
        "syllables per word, minus 15.59. It was made for texts, not for single sentences: take "
        "one or two grades as no difference. Wordings are ours, never quotations."
    )
