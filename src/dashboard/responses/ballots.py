"""What a vote must look like; one that does not is told in a sentence and not kept."""

from __future__ import annotations

import unicodedata
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from dashboard.errors import WritingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.responses.room import Question

BUDGET: Final = 100
MOST_POINTS: Final = 10
LONGEST_TEXT: Final = 300
PICKS: Final = ("first", "second", "none")
WORDING_ANSWERS: Final = ("yes", "no", "other")
# Control characters and halves of characters, by category; signs that set the direction of writing.
_HIDDEN: Final = {"Cc", "Cs", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_NO_CHARACTERS: Final = "\ufffe\uffff"
# Eight actions make 28 pairs: more would tire every voter.
MOST_IN_PAIRS: Final = 8


def pairs(items: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return the pairs that are asked of a question: each two items once."""
    return tuple(combinations(items, 2))


def checked(question: Question, vote: dict[str, Any]) -> dict[str, Any]:
    """Check a vote.

    Args:
        question: What is asked.
        vote: By kind of question. weights: points of every criterion, whole numbers that add up to
            100. pairs: picks, a list of [item, item, one of PICKS]. approval: approved, a list of
            items. points: points from 0 to 10 by item, None where the voter cannot say. wording:
            answer, of WORDING_ANSWERS, and text.

    Returns:
        The vote as it is kept.

    Raises:
        WritingError: It cannot be counted; the message says what to change.
    """
    return _CHECKS[question.kind](question, vote)


def _weights(question: Question, vote: dict[str, Any]) -> dict[str, Any]:
    points = _points(question, vote, BUDGET)
    total = sum(points.values())
    if total != BUDGET:
        message = f"Your points add up to {total}. They must add up to {BUDGET}. Nothing was sent."
        raise WritingError(message)
    return {"points": points}


def _points(question: Question, vote: dict[str, Any], most: int) -> dict[str, Any]:
    given = vote.get("points")
    if not isinstance(given, dict) or set(given) != set(question.items):
        message = "The vote does not name the items of this question. Open the page again."
        raise WritingError(message)
    for item, value in given.items():
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
            message = f"{item}: got {value!r}, expected a whole number from 0 to {most}."
            raise WritingError(message)
    return {item: given[item] for item in question.items}


def _value(question: Question, vote: dict[str, Any]) -> dict[str, Any]:
    given = vote.get("points") or {}
    known = {item: value for item, value in given.items() if value is not None}
    if not known:
        message = "You gave no points yet. Give points to at least one action. Nothing was sent."
        raise WritingError(message)
    filled = {item: known.get(item, 0) for item in question.items} | known
    points = _points(question, {"points": filled}, MOST_POINTS)
    return {"points": {item: points[item] if item in known else None for item in question.items}}


def _picks(question: Question, vote: dict[str, Any]) -> dict[str, Any]:
    asked = set(pairs(question.items))
    picks = [tuple(pick) for pick in vote.get("picks", ())]
    if not picks:
        message = "You picked nothing yet. Answer at least one pair. Nothing was sent."
        raise WritingError(message)
    told = {(a, b) for a, b, _pick in picks}
    if len(told) != len(picks) or not told <= asked or any(p not in PICKS for _a, _b, p in picks):
        message = "The vote does not fit the pairs of this question. Open the page again."
        raise WritingError(message)
    return {"picks": [list(pick) for pick in picks]}


def _approval(question: Question, vote: dict[str, Any]) -> dict[str, Any]:
    approved = list(dict.fromkeys(vote.get("approved", ())))
    if not set(approved) <= set(question.items):
        message = "The vote names an action that this question does not have. Open the page again."
        raise WritingError(message)
    if question.limit and len(approved) > question.limit:
        message = (
            f"You chose {len(approved)} actions. At most {question.limit} are allowed. "
            "Nothing was sent."
        )
        raise WritingError(message)
    return {"approved": approved}


def _wording(_question: Question, vote: dict[str, Any]) -> dict[str, Any]:
    answer = vote.get("answer")
    text = in_one_line(str(vote.get("text") or ""), LONGEST_TEXT, "Your text")
    if answer not in WORDING_ANSWERS:
        message = "Choose yes, no or another text. Nothing was sent."
        raise WritingError(message)
    if answer == "other" and not text:
        message = "Write the other text that you propose. Nothing was sent."
        raise WritingError(message)
    return {"answer": answer, "text": text if answer == "other" else ""}


def short(text: str, most: int, what: str) -> str:
    """Check that a text is not too long.

    Args:
        text: The text.
        most: Most characters that it may have.
        what: What it is, for the message.

    Returns:
        The text without spaces around it, and without signs that no file can hold or that would
        turn the letters after them round.

    Raises:
        WritingError: It is too long.
    """
    text = _shown(text).strip()
    if len(text) > most:
        message = (
            f"{what} has {len(text)} characters; at most {most} are allowed. Nothing was kept."
        )
        raise WritingError(message)
    return text


def in_one_line(text: str, most: int, what: str) -> str:
    """Check a text as `short` does.

    Args:
        text: The text.
        most: Most characters that it may have.
        what: What it is, for the message.

    Returns:
        The text in one line.
    """
    return short(" ".join(_shown(text).split()), most, what)


def _shown(text: str) -> str:
    return "".join(" " if _is_hidden(sign) else sign for sign in text)


def _is_hidden(sign: str) -> bool:
    if sign == "\n":
        return False
    kinds = {unicodedata.category(sign), unicodedata.bidirectional(sign)}
    return bool(kinds & _HIDDEN) or sign in _NO_CHARACTERS


_CHECKS: Final[dict[str, Callable[[Question, dict[str, Any]], dict[str, Any]]]] = {
    "weights": _weights,
    "pairs": _picks,
    "approval": _approval,
    "points": _value,
    "wording": _wording,
}
