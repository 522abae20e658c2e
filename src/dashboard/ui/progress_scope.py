"""What both pages about answers have in common: round, cities, policy area, groups, action."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.analysis.answer_scores import given
from dashboard.analysis.progress import state_shares
from dashboard.filters import GROUPS, OECD_STATUSES, REGIONS, SIZES
from dashboard.i18n import _
from dashboard.queries.cities import list_cities
from dashboard.ui import answers, navigation, session
from dashboard.ui.responded import responded
from dashboard.words import progress as words
from dashboard.words.labels import oecd_name, region_name, size_name
from dashboard.words.responses import group_heading

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.answers.responses import Responded
    from dashboard.filters import CityFilter

_ORDERS: Final = {"region": REGIONS, "oecd": OECD_STATUSES, "size": SIZES}
_NAMES: Final = {"region": region_name, "oecd": oecd_name, "size": size_name}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks of the answers: round, grouping, cities, policy area."""

    round_id: str
    by: str
    cities: CityFilter
    area: str


@dataclass(frozen=True, eq=False)
class Scope:
    """The answers that count for what is asked.

    Attributes:
        asked: What is asked.
        known: Everything that was accepted.
        kept: Cities that the filters keep, by id.
        questions: Questions of the policy area by id, newest version; `now` says whether it is
            asked in the round.
        answers: Their answers of the cities kept, in all rounds.
        area: Name of the policy area; empty: all.
    """

    asked: Asked
    known: Responded
    kept: frozenset[str]
    questions: pd.DataFrame
    answers: pd.DataFrame
    area: str

    @cached_property
    def now(self) -> pd.DataFrame:
        """The answers of the chosen round, to what is asked in it; only those with a state."""
        rows = given(self.answers[self.answers["round_id"] == self.asked.round_id])
        asked = self.questions.index[self.questions["now"]]
        kept: pd.DataFrame = rows[rows["question_id"].isin(asked)]
        return kept

    @cached_property
    def shares(self) -> pd.DataFrame:
        """How many of the cities kept are in which state in the chosen round."""
        return state_shares(self.now)

    @cached_property
    def groups(self) -> dict[str, str]:
        """Group of each city."""
        cities = self.known.cities
        return dict(zip(cities["city_id"], cities[self.asked.by], strict=True))

    @cached_property
    def round_ids(self) -> tuple[str, ...]:
        """Rounds with answers of the cities kept, the oldest first."""
        there = set(self.answers["round_id"])
        return tuple(known for known in self.known.round_ids if known in there)

    @property
    def round_name(self) -> str:
        """Name of the chosen round."""
        return self.known.round_names[self.asked.round_id]

    @property
    def group_ids(self) -> tuple[str, ...]:
        """Groups in their order."""
        return _ORDERS[self.asked.by]

    def group_name(self, group: str) -> str:
        """Return the name of a group."""
        return _NAMES[self.asked.by](group)

    def question_of(self, keyword: str, *, now: bool = True) -> str:
        """Return the question about a keyword that the round asks, or any; empty: none."""
        rows = self.questions[self.questions["keyword_id"] == keyword]
        rows = rows[rows["now"]] if now else rows
        return str(rows.index[0]) if len(rows) else ""

    def named(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return rows of questions with keyword_id, keyword and area of each."""
        about = self.questions.loc[rows["question_id"]]
        return rows.assign(
            keyword_id=about["keyword_id"].to_numpy(),
            keyword=about["keyword"].to_numpy(),
            area=about["area"].to_numpy(),
        )

    def keywords(self, *, now: bool = True) -> dict[str, str]:
        """Return the actions that the round asks about, or any, by id of the keyword."""
        asked = self.questions[self.questions["now"]] if now else self.questions
        return dict(zip(asked["keyword_id"], asked["keyword"], strict=True))


def scope() -> Scope:
    """Return the answers that count for the reader's choices."""
    known, state = responded(), session.current()
    asked = Asked(known.newest(state.round), state.by, state.cities, state.area)
    return answers.drawn(_scope, session.release(), known, asked)


def _scope(release: str, known: Responded, asked: Asked) -> Scope:
    kept = frozenset(answers.answer(list_cities, release, asked.cities)["city_id"])
    ordered = known.questions.sort_values("version", kind="stable")
    questions = ordered.drop_duplicates("question_id", keep="last").sort_index()
    if asked.area:
        questions = questions[questions["area_id"] == asked.area]
    now = questions["question_id"].isin(known.asked(asked.round_id)["question_id"])
    questions = questions.assign(now=now).set_index("question_id")
    rows = known.answers
    if asked.area:
        rows = rows[rows["question_id"].isin(questions.index)]
    if len(kept) < len(known.cities):
        rows = rows[rows["city_id"].isin(kept)]
    name = answers.choices(release).area.get(asked.area, "")
    return Scope(asked, known, kept, questions, rows, name)


def controls(found: Scope, *asked: str) -> None:
    """Draw the choice of round, of grouping and of one action, or some of these.

    Without a round, every action of any round can be chosen.

    Args:
        found: The answers that count.
        asked: Which: 'round', 'by', 'keyword'.
    """
    spare = sum(_WIDTHS.values()) - sum(_WIDTHS[name] for name in asked)
    widths = [_WIDTHS[name] for name in asked] + [spare] * (spare > 0)
    for name, column in zip(asked, st.columns(widths, vertical_alignment="bottom"), strict=False):
        with column:
            _CONTROLS[name](found, "round" in asked)


def _round(found: Scope, _now: bool) -> None:  # noqa: FBT001 - one of the controls
    known = found.known
    names = {name: words.round_label(known.round_names[name], name in known.round_ids)
             for name in known.rounds["round_id"]}  # fmt: skip
    st.selectbox(
        _("Round"),
        list(names),
        format_func=names.__getitem__,
        **session.bound_to("round", found.asked.round_id),
    )


def _group(_found: Scope, _now: bool) -> None:  # noqa: FBT001 - one of the controls
    st.segmented_control(
        _("Cities grouped by"),
        GROUPS,
        required=True,
        wrap=True,
        format_func=group_heading,
        **session.bound("by"),
    )


def _action(found: Scope, now: bool) -> None:  # noqa: FBT001 - one of the controls
    keywords = found.keywords(now=now)
    chosen = session.current().keyword
    st.selectbox(
        _("Action"),
        ("", *keywords),
        format_func=lambda keyword: keywords.get(keyword, _("All actions")),
        **session.bound_to("keyword", chosen if chosen in keywords else ""),
    )


_CONTROLS: Final = {"round": _round, "by": _group, "keyword": _action}
_WIDTHS: Final = {"round": 2, "by": 4, "keyword": 4}


def none_yet() -> None:
    """Say that no city has answered yet, and show the way to answer."""
    st.info(_("No answer of a city has been accepted yet. As soon as one is, it is shown here."))
    st.page_link(
        navigation.page_links()["city-response"],
        label=_("Answer for your city"),
        icon=":material/edit_note:",
        query_params=session.link_parameters(),
    )


def answered(found: Scope) -> str:
    """Return how many of the cities kept answered in the round."""
    n_answered = int(found.now["city_id"].nunique())
    return words.answered_sentence(found.round_name, n_answered, len(found.kept), found.area)
