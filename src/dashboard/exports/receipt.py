"""The receipt of answers that were sent: number, moment, and what was answered, as DOCX."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.exports.brief import Block, brief_file
from dashboard.i18n import _
from dashboard.words.receipt import answer_cells, receipt_sentences

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.exports.provenance import Provenance
    from dashboard.responses.submissions import Submission


def receipt_document(
    sent: Submission, answers: pd.DataFrame, questions: pd.DataFrame, about: Provenance
) -> bytes:
    """Write a receipt.

    Args:
        sent: What was sent.
        answers: Its answers, rows of ANSWER_COLUMNS.
        questions: Every version of every question.
        about: Title with the city, release and link.

    Returns:
        Content of the DOCX file.
    """
    blocks = [Block(_("Receipt {number}").format(number=sent.number), receipt_sentences(sent))]
    versions = questions[["question_id", "version", "area", "question"]]
    joined = versions.rename(columns={"version": "question_version"}).merge(
        answers, on=["question_id", "question_version"]
    )
    for area, rows in joined.groupby("area", sort=False):
        blocks.append(Block(str(area), cells=answer_cells(rows)))
    return brief_file(blocks, about)
