"""The accepted answers, read once for each change of them, as every page uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.answers.responses import responded as join
from dashboard.responses.files import responses_dir
from dashboard.responses.rollup import Rollup, read_rollup
from dashboard.responses.submissions import Accepted, accepted, mark
from dashboard.ui import answers, session
from dashboard.ui.shared import shared
from dashboard.ui.written import written

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.answers.responses import Responded


def responded() -> Responded:
    """Return the accepted answers joined with the release that the visitor sees."""
    return answers.answer(join, session.release(), _accepted(responses_dir(), written(mark)))


def rollup() -> Rollup:
    """Return the accepted answers, counted."""
    return _rollup(responses_dir(), written(mark))


# Drafts and plans are written to the same file: what they change is not what is read here.
@shared(4)
def _accepted(folder: Path, _mark: tuple[int, int, int]) -> Accepted:
    return accepted(folder)


@shared(4)
def _rollup(folder: Path, _mark: tuple[int, int, int]) -> Rollup:
    return read_rollup(folder)
