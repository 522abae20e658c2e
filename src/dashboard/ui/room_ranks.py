"""What a vote on the weights does to the ranking of the actions."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.address import encode
from dashboard.answers.voted_ranks import as_weights, moved
from dashboard.charts.votes import ranks_chart
from dashboard.criteria import CRITERIA
from dashboard.i18n import _
from dashboard.state import DEFAULT, changed, weight_field
from dashboard.ui import candidates, display, navigation, session
from dashboard.ui.shared import shared
from dashboard.words import voting as words

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.answers.voted import Result
    from dashboard.charts.base import Chart

_MOST_DRAWN: Final = 20


def ranks(found: Result) -> pd.DataFrame:
    """Return the ranking of the actions before and after a vote on the weights.

    It is the same for everybody in the room, whatever somebody filters: all documents, all cities,
    before the vote every criterion alike.
    """
    return _ranks(found, session.release())


@shared(128)
def _ranks(found: Result, release: str) -> pd.DataFrame:
    asked = DEFAULT.candidates()
    return moved(found, candidates.criteria(release, asked), asked, DEFAULT.limit)


def show(found: Result, name: str) -> None:
    """Show what the weights of the group do to the ranking of the actions.

    Args:
        found: Result of a vote on the weights, with at least one vote.
        name: Name of the question, for keys and files.
    """
    limit = DEFAULT.limit
    table = ranks(found)
    st.subheader(_("What it changes in the ranking of actions"))
    st.markdown(words.moved_text(table, limit))
    drawn = table.head(_MOST_DRAWN)
    chart = ranks_chart(drawn, words.moved_text(table, limit))
    display.draw(chart, f"room_ranks_{name}")
    st.caption(
        _(
            "Strip: from the best to the worst rank that the weights of any one voter give. "
            "Before: all criteria count the same. All documents and cities count, whatever is "
            "filtered."
        )
    )
    _table(table, chart, limit, name, found.n_voters)
    st.page_link(
        navigation.page_links()["action-selection"],
        label=_("Open the action selection with these weights"),
        icon=":material/arrow_forward:",
        query_params=encode(changed(DEFAULT, lang=session.current().lang, **weights(found))),
    )


def _table(table: pd.DataFrame, chart: Chart, limit: int, name: str, n_voters: int) -> None:
    share = st.column_config.NumberColumn
    display.table(
        display.Shown(
            title=_("Ranks of actions before and after the vote"),
            table=table,
            headings={
                "after_label": _("Rank after"),
                "before_label": _("Rank before"),
                "keyword": _("Action"),
                "best": _("Best of a voter"),
                "worst": _("Worst of a voter"),
                "first_n_voters_pct": share(
                    _("Among the first {n}: voters, %").format(n=limit), format="%.0f"
                ),
                "first_n_random_pct": share(
                    _("Among the first {n}: random weights, %").format(n=limit), format="%.0f"
                ),
            },
            name=f"vote-ranks-{name}",
            sources=(words.source(n_voters),),
            charts=(chart,),
        )
    )


def weights(found: Result) -> dict[str, float]:
    """Return the choices that set the weights of the group."""
    given = as_weights(points(found))
    return {weight_field(of): weight for of, weight in zip(CRITERIA, given, strict=True)}


def points(found: Result) -> dict[str, float]:
    """Return the value of every item that has one."""
    rows = zip(found.table["item_id"], found.table["value"], strict=True)
    return {str(item): float(value) for item, value in rows if not math.isnan(value)}
