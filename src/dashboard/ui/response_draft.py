"""The answers a visitor works on: begun from the last ones, kept at every step, sent once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from dashboard.answers.checking import questionnaire
from dashboard.contracts.response import ANSWER_COLUMNS, KEYS, as_answers
from dashboard.responses.drafts import find_draft, keep_draft, new_token
from dashboard.responses.files import now, responses_dir
from dashboard.ui import answers, private, session
from dashboard.ui.responded import responded
from dashboard.words.cells import rows_of

if TYPE_CHECKING:
    from datetime import datetime

    from dashboard.contracts.response_check import Questionnaire
    from dashboard.responses.notes import CityProposal

_DRAFTS: Final = "response_drafts"
_PROPOSED: Final = "response_proposed"
_LINK: Final = "draft"
FIELDS: Final = tuple(name for name in ANSWER_COLUMNS if name not in KEYS)


@dataclass(slots=True)
class Draft:
    """What a visitor works on, for one city and round.

    Attributes:
        city: City id, or the id of a city that is proposed.
        round_id: Round.
        token: Token of its private link.
        rows: Values of FIELDS by question; a question that was not touched has none.
        taken_from: Round whose accepted answers it was begun with; empty: none.
        generation: Grows when the rows are replaced as a whole, so that fields are drawn anew.
        kept_at: When it was last kept, in UTC; None: not yet.
        first: The rows it began with: as long as nothing differs, nothing is kept.
    """

    city: str
    round_id: str
    token: str
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    taken_from: str = ""
    generation: int = 0
    kept_at: datetime | None = None
    first: dict[str, dict[str, Any]] = field(default_factory=dict)


def proposed() -> CityProposal | None:
    """Return the missing city that the visitor proposed in this visit."""
    found: CityProposal | None = st.session_state.get(_PROPOSED)
    return found


def be_for(proposal: CityProposal | None) -> None:
    """Answer for a proposed city from now on; None: for the chosen one again."""
    st.session_state[_PROPOSED] = proposal


def city() -> str:
    """Return the city that the answers are about; empty: none is chosen."""
    proposal = proposed()
    return proposal.city_id if proposal else session.current().city


def resume() -> bool:
    """Return whether the address has no private link, or one that leads to a draft; open it."""
    token = private.value(_LINK)
    drafts = _drafts()
    if not token or any(draft.token == token for draft in drafts.values()):
        return True
    found = find_draft(responses_dir(), token)
    if found is None:
        return False
    draft = Draft(found.city_id, found.round_id, token, kept_at=found.written_at)
    draft.rows = _rows(found.answers)
    draft.first = _copied(draft.rows)
    drafts[found.city_id, found.round_id] = draft
    return True


def of(city_id: str, round_id: str) -> Draft:
    """Return the draft of a city and round: the visitor's own, else one begun from what is known.

    Args:
        city_id: City.
        round_id: Round.

    Returns:
        The draft; a new one holds the accepted answers of this round, else of the last before.
    """
    drafts = _drafts()
    if (city_id, round_id) not in drafts:
        draft = Draft(city_id, round_id, new_token())
        known = responded()
        mine = known.answers[known.answers["city_id"] == city_id]
        order = known.rounds["round_id"].tolist()
        given = [r for r in order[: order.index(round_id) + 1] if r in set(mine["round_id"])]
        if given:
            draft.taken_from = given[-1]
            asked = set(known.asked(round_id)["question_id"])
            last = mine[(mine["round_id"] == given[-1]) & mine["question_id"].isin(asked)]
            draft.rows = _rows(last)
            draft.first = _copied(draft.rows)
        drafts[city_id, round_id] = draft
    return drafts[city_id, round_id]


def _drafts() -> dict[tuple[str, str], Draft]:
    held: dict[tuple[str, str], Draft] = st.session_state.setdefault(_DRAFTS, {})
    return held


def _rows(given: pd.DataFrame) -> dict[str, dict[str, Any]]:
    return {row["question_id"]: {name: row[name] for name in FIELDS} for row in rows_of(given)}


def _copied(rows: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {question: dict(row) for question, row in rows.items()}


def change(draft: Draft, question: str, **fields: Any) -> None:  # noqa: ANN401 - any column
    """Change what is answered to one question."""
    row = draft.rows.setdefault(question, dict.fromkeys(FIELDS))
    row.update(fields)


def put(draft: Draft, given: pd.DataFrame) -> None:
    """Take the answers of a file: each takes the place of that of its question."""
    for question, row in _rows(given).items():
        draft.rows[question] = row
    draft.generation += 1


def table(draft: Draft) -> pd.DataFrame:
    """Return the draft as rows of ANSWER_COLUMNS, those without a state too."""
    known = responded()
    versions = known.asked(draft.round_id).set_index("question_id")["version"]
    rows = [
        {**row, "question_id": question, "question_version": versions[question]}
        for question, row in draft.rows.items()
        if question in versions.index
    ]
    given = pd.DataFrame(rows, columns=[name for name in ANSWER_COLUMNS if name not in KEYS[:2]])
    return as_answers(given.assign(city_id=draft.city, round_id=draft.round_id))


def n_answered(draft: Draft) -> int:
    """Return how many questions have a state."""
    return sum(bool(row.get("state")) for row in draft.rows.values())


def keep(draft: Draft, role: str) -> None:
    """Keep the draft if anything differs from what was kept last."""
    if draft.rows == draft.first:
        return
    given = table(draft)
    keep_draft(
        responses_dir(),
        draft.token,
        city=draft.city,
        round_id=draft.round_id,
        answers=given,
        role=role,
    )
    draft.first = _copied(draft.rows)
    draft.kept_at = now()
    if private.value(_LINK) != draft.token:
        st.query_params[_LINK] = draft.token


def link(draft: Draft) -> str:
    """Return the private link of a draft."""
    return private.link(_LINK, draft.token, session.link_parameters())


def known() -> Questionnaire:
    """Return what answers may name; a city that was just proposed too."""
    found = answers.answer(questionnaire, session.release())
    proposal = proposed()
    if proposal is None:
        return found
    return replace(found, cities=found.cities | {proposal.city_id})
