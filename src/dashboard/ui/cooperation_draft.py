"""The partnership a visitor works on: begun empty or from the saved version, kept until saved.

The draft stays in the session while the visitor looks around; saving adds a version to the
responses store. Where somebody else saved meanwhile, the draft stays and the visitor decides.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.answers.cooperation import CooperationBook, cooperation_book
from dashboard.contracts.cooperation import Cooperation, tidy
from dashboard.errors import DashboardError
from dashboard.i18n import _
from dashboard.responses.cooperation import (
    CooperationConflictError,
    CooperationVersion,
    cooperation_versions,
    save_cooperation,
)
from dashboard.responses.files import responses_dir
from dashboard.ui import answers, session, written

if TYPE_CHECKING:
    from typing import Any

_DRAFTS: Final = "cooperation_drafts"
_TOLD: Final = "cooperation_told"

Pair = tuple[str, str]


@dataclass(slots=True)
class Draft:
    """What a visitor works on.

    Attributes:
        record: The partnership as it stands.
        base: Saved version that it started from; 0: none.
        generation: Grows whenever the record is replaced as a whole, so that its fields are drawn
            anew.
        conflict: Version that somebody else saved meanwhile; 0: none.
    """

    record: Cooperation
    base: int
    generation: int = 0
    conflict: int = 0

    @property
    def pair(self) -> Pair:
        """City and partner."""
        return self.record.city_id, self.record.partner_id

    def key(self, name: str) -> str:
        """Return the key of a field of this draft."""
        return f"coop_{self.generation}_{'_'.join(self.pair)}_{name}"


def book() -> CooperationBook:
    """Return what the release holds for any partnership."""
    return answers.answer(cooperation_book, session.release())


def versions(pair: Pair) -> tuple[CooperationVersion, ...]:
    """Return the saved versions of a partnership, the newest first."""
    return written.written(cooperation_versions, *pair)


def of_pair(pair: Pair) -> Draft:
    """Return the draft of a pair: the visitor's own, else the saved record, else a new one."""
    drafts: dict[Pair, Draft] = st.session_state.setdefault(_DRAFTS, {})
    if pair not in drafts:
        saved = versions(pair)
        if saved:
            drafts[pair] = Draft(saved[0].cooperation, saved[0].version)
        else:
            new = Cooperation(city_id=pair[0], partner_id=pair[1], release=session.release())
            drafts[pair] = Draft(new, 0)
    return drafts[pair]


def current() -> Draft | None:
    """Return the draft of the chosen pair, begun in the chosen way; None: no pair is chosen."""
    state = session.current()
    if not state.city or not state.partner or state.city == state.partner:
        return None
    draft = of_pair((state.city, state.partner))
    if state.way and state.way != draft.record.way:
        change(draft, way=state.way)
    return draft


def is_saved(draft: Draft) -> bool:
    """Return whether the draft is what the store holds as the newest version."""
    saved = versions(draft.pair)
    return bool(saved) and tidy(draft.record) == saved[0].cooperation


def is_empty(draft: Draft) -> bool:
    """Return whether nothing is written and nothing was saved."""
    bare = Cooperation(city_id=draft.pair[0], partner_id=draft.pair[1])
    return not draft.base and replace(tidy(draft.record), release="", way=bare.way) == bare


def change(draft: Draft, **fields: Any) -> None:  # noqa: ANN401 - any field of Cooperation
    """Change fields of the record."""
    draft.record = replace(draft.record, **fields)


def put(pair: Pair, record: Cooperation) -> None:
    """Replace the whole draft, as with a file that was read; it is not saved yet."""
    draft = of_pair(pair)
    draft.record = record
    draft.generation += 1
    session.change(way=record.way)


def loses_text(draft: Draft) -> bool:
    """Return whether something would be lost if the draft were replaced now."""
    return not (is_saved(draft) or is_empty(draft))


def save_and_put(pair: Pair, record: Cooperation, role: str) -> None:
    """Save the draft as a version, then replace it; if it cannot be saved, it stays as it is."""
    save(pair, role)
    if is_saved(of_pair(pair)):
        put(pair, record)


def start_from(pair: Pair, version: CooperationVersion) -> None:
    """Take a saved version as the draft; saving it then makes it the newest."""
    draft = of_pair(pair)
    draft.base = versions(pair)[0].version
    draft.conflict = 0
    put(pair, version.cooperation)


def save(pair: Pair, role: str) -> None:
    """Save the draft as the next version, or say why not."""
    draft = of_pair(pair)
    try:
        record = replace(draft.record, release=session.release())
        draft.base = save_cooperation(responses_dir(), record, role=role, base=draft.base)
    except CooperationConflictError as error:
        draft.conflict = error.newest
        return
    except DashboardError as error:
        st.session_state[_TOLD] = ("error", str(error))
        return
    draft.record, draft.conflict = tidy(record), 0
    st.session_state[_TOLD] = ("success", _("Saved as version {n}.").format(n=draft.base))


def save_over(pair: Pair, role: str) -> None:
    """Save the draft after the version of somebody else, which stays in the history."""
    draft = of_pair(pair)
    draft.base = draft.conflict
    save(pair, role)


def told() -> tuple[str, str] | None:
    """Return what saving had to tell, once: 'success' or 'error', and a text."""
    found: tuple[str, str] | None = st.session_state.pop(_TOLD, None)
    return found
