"""Results of votes that a working group took over, in words: value added, sets of weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.answers.voted_ranks import as_weights
from dashboard.i18n import _, day
from dashboard.words.markdown import as_plain_text
from dashboard.words.voting import votes_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.responses.adopted import Adopted


def value_added_text(voted: Adopted | None) -> str:
    """Return the question of the criterion value added, and on whose vote it rests."""
    if voted is None:
        return _("What does it add? Points voted by a working group; nobody has voted yet.")
    return _(
        "What does it add? Mean points, 0 to 10, of {votes} of \u201c{session}\u201d, {day}."
    ).format(
        votes=votes_count(voted.n_voters),
        session=as_plain_text(voted.session),
        day=day(voted.written_at),
    )


def voted_sets(results: Sequence[Adopted]) -> dict[str, tuple[str, tuple[float, ...]]]:
    """Return the sets of weights that working groups voted, as `weight_sets` does.

    Args:
        results: What was taken over, the newest first.

    Returns:
        Name with the number of votes, and weights: the criterion with most points weighs 1.
    """
    return {
        f"voted:{one.name}": (
            _("{name} ({votes})").format(
                name=as_plain_text(one.name), votes=votes_count(one.n_voters)
            ),
            as_weights(dict(one.figures)),
        )
        for one in results
        if one.kind == "weights"
    }
