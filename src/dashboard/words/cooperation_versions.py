"""A saved version of a partnership in words: how much of it is done, written and gathered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.analysis.cooperation import progress
from dashboard.i18n import _, number
from dashboard.words.agreement import n_elements
from dashboard.words.cooperation_facts import n_gathered

if TYPE_CHECKING:
    from dashboard.answers.cooperation import CooperationBook
    from dashboard.contracts.cooperation import Cooperation


def version_text(book: CooperationBook, record: Cooperation) -> str:
    """Say how far a version of a partnership is.

    Args:
        book: What the release holds for any partnership.
        record: The version.

    Returns:
        Tasks done, elements filled by a text or by a choice that answers them, and facts gathered,
        each of how many that its kind of partnership has.
    """
    steps = progress(book.tasks, record)
    n_filled, n_elements_all = n_elements(book.elements, record)
    return _(
        "{tasks} of {all_tasks} tasks done, {elements} of {all_elements} elements filled, {facts} "
        "of {all_facts} facts gathered"
    ).format(
        tasks=number(sum(step.n_done for step in steps)),
        all_tasks=number(sum(step.n_tasks for step in steps)),
        elements=number(n_filled),
        all_elements=number(n_elements_all),
        facts=number(n_gathered(book.criteria, record.facts)),
        all_facts=number(len(book.criteria)),
    )
