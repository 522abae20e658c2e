"""The fields of a vote: for a participant, and for a vote on paper that the chair types in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from dashboard.i18n import _, ngettext, number
from dashboard.responses.ballots import (
    BUDGET,
    LONGEST_TEXT,
    MOST_POINTS,
    PICKS,
    WORDING_ANSWERS,
    pairs,
)
from dashboard.words.markdown import as_plain_text
from dashboard.words.voting import answer_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dashboard.responses.room import Question


def fields(
    question: Question, names: Mapping[str, str], given: Mapping[str, Any], key: str
) -> dict[str, Any]:
    """Draw the fields of a vote.

    Args:
        question: What is asked.
        names: Name by item.
        given: The vote that was kept before; empty: none.
        key: Tells these fields from others on the page.

    Returns:
        The vote as it stands in the fields; it need not be complete.
    """
    return _FIELDS[question.kind](question, names, given, f"{key}_{question.question_id}")


def _weights(
    question: Question, names: Mapping[str, str], given: Mapping[str, Any], key: str
) -> dict[str, Any]:
    before = given.get("points", {})
    points: dict[str, int] = {}
    for item in question.items:
        points[item] = int(
            st.number_input(
                as_plain_text(names[item]),
                min_value=0,
                max_value=BUDGET,
                value=int(before.get(item, 0)),
                step=5,
                key=f"{key}_{item}",
            )
        )
    left = BUDGET - sum(points.values())
    if left > 0:
        st.info(
            ngettext("{n} point left to give.", "{n} points left to give.", left).format(
                n=number(left)
            )
        )
    elif left < 0:
        st.warning(
            ngettext("{n} point too many.", "{n} points too many.", -left).format(n=number(-left))
        )
    else:
        st.success(_("All 100 points are given."))
    return {"points": points}


def _points(
    question: Question, names: Mapping[str, str], given: Mapping[str, Any], key: str
) -> dict[str, Any]:
    st.caption(_("0: adds nothing. 10: adds very much. Leave a field empty if you cannot say."))
    before = given.get("points", {})
    points: dict[str, int | None] = {}
    for item in question.items:
        typed = st.number_input(
            as_plain_text(names[item]),
            min_value=0,
            max_value=MOST_POINTS,
            value=before.get(item),
            step=1,
            placeholder=_("cannot say"),
            key=f"{key}_{item}",
        )
        points[item] = None if typed is None else int(typed)
    return {"points": points}


def _approval(
    question: Question, names: Mapping[str, str], given: Mapping[str, Any], key: str
) -> dict[str, Any]:
    chosen = [
        item
        for item in question.items
        if st.checkbox(
            as_plain_text(names[item]),
            value=item in given.get("approved", ()),
            key=f"{key}_{item}",
        )
    ]
    if question.limit:
        told = _("{n} of at most {limit} chosen.").format(
            n=number(len(chosen)), limit=number(question.limit)
        )
        (st.warning if len(chosen) > question.limit else st.caption)(told)
    return {"approved": chosen}


def _pairs(
    question: Question, names: Mapping[str, str], given: Mapping[str, Any], key: str
) -> dict[str, Any]:
    before = {(a, b): pick for a, b, pick in given.get("picks", ())}
    picks = []
    asked = pairs(question.items)
    for place, (first, second) in enumerate(asked, start=1):
        labels = {
            PICKS[0]: names[first],
            PICKS[1]: names[second],
            PICKS[2]: _("Cannot say"),
        }
        picked = st.radio(
            _("Pair {n} of {all}").format(n=number(place), all=number(len(asked))),
            PICKS,
            index=PICKS.index(before[first, second]) if (first, second) in before else None,
            format_func=lambda pick, labels=labels: as_plain_text(labels[pick]),
            key=f"{key}_{place}",
        )
        if picked:
            picks.append([first, second, picked])
    return {"picks": picks}


def _wording(
    question: Question, _names: Mapping[str, str], given: Mapping[str, Any], key: str
) -> dict[str, Any]:
    st.markdown(f"> {as_plain_text(question.wording)}")
    answer = st.segmented_control(
        _("Do you agree?"),
        WORDING_ANSWERS,
        default=given.get("answer"),
        format_func=answer_name,
        key=f"{key}_answer",
    )
    text = ""
    if answer == "other":
        text = st.text_area(
            _("The text that you propose"),
            value=given.get("text", ""),
            max_chars=LONGEST_TEXT,
            key=f"{key}_text",
        )
    return {"answer": answer, "text": text}


_FIELDS: Final[
    dict[str, Callable[[Question, Mapping[str, str], Mapping[str, Any], str], dict[str, Any]]]
] = {
    "weights": _weights,
    "points": _points,
    "approval": _approval,
    "pairs": _pairs,
    "wording": _wording,
}
