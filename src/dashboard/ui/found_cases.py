"""The cases that a reader asks for, found once for all visitors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.answers.case_index import search_index
from dashboard.answers.practices import find_cases
from dashboard.ui import answers
from dashboard.ui.shared import shared

if TYPE_CHECKING:
    from dashboard.answers.case_index import SearchIndex
    from dashboard.answers.practices import CasesAnswer
    from dashboard.filters import PracticeFilter


@shared(4)
def index(release: str) -> SearchIndex:
    """Return every case of a release, made ready to be searched once."""
    return answers.answer(search_index, release)


def found(release: str, asked: PracticeFilter) -> CasesAnswer:
    """Return the cases that are asked for."""
    return answers.drawn(_found, release, asked)


def _found(release: str, asked: PracticeFilter) -> CasesAnswer:
    return find_cases(index(release), asked)
