"""Section of the needs page: which cities could help which?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from dashboard.analysis.answer_scores import given
from dashboard.analysis.needs import HELPS, helpers
from dashboard.charts.needs import matching_chart
from dashboard.i18n import _, ngettext, number
from dashboard.ui import answers, display, session
from dashboard.ui.medians import Part
from dashboard.ui.progress_far import draw
from dashboard.ui.search import city_label, city_name
from dashboard.words import needs as words
from dashboard.words.markdown import as_plain_text
from dashboard.words.responses import answers_source

if TYPE_CHECKING:
    from dashboard.ui.progress_scope import Scope

_NEED: Final = "skills"
_MOST_DRAWN: Final = 15
# The need as one of a list such as "staff;skills".
_NAMED: Final = rf"(?:^|;){_NEED}(?:;|$)"


def section(found: Scope, question: str) -> None:
    """Show who could help whom: for the reader's own city, or action by action.

    Args:
        found: The answers that count.
        question: The one question that is looked at; empty: all.
    """
    st.header(_("Who could help whom?"))
    state, release = session.current(), session.release()
    if state.city:
        own = answers.drawn(_own, release, found, question, state.city)
        if isinstance(own, Part):
            draw(own, "helpers")
        else:
            st.markdown(as_plain_text(own))
    else:
        st.caption(_("Choose your city in the sidebar to see whom it could ask."))
    if not state.city or not isinstance(own, Part):
        _everybody(found, question)


def _everybody(found: Scope, question: str) -> None:
    """Show for all cities who seeks and who could help."""
    if found.now.empty:
        st.info(_("None of the cities kept answered this in this round."))
        return
    draw(answers.drawn(_matching, found), "matching")
    if not question:
        st.caption(_("Pick an action, here or above, to see the cities."))
        return
    name = found.questions.loc[question, "keyword"]
    st.subheader(as_plain_text(str(name)))
    sides = answers.drawn(_sides, session.release(), found, question)
    for column, (heading, shown) in zip(st.columns(2), sides, strict=True):
        with column:
            st.markdown(f"**{heading}**")
            if shown.table.empty:
                st.markdown(_("No city."))
            else:
                display.table(shown)


def _asked(found: Scope, city: str) -> pd.DataFrame:
    """Return the answers of the round, of the cities kept and of the city itself."""
    if city in found.kept:
        return found.now
    rows = given(found.known.of(found.asked.round_id))
    asked = found.questions.index[found.questions["now"]]
    own = rows[(rows["city_id"] == city) & rows["question_id"].isin(asked)]
    return pd.concat([found.now, own], ignore_index=True)


def _own(release: str, found: Scope, question: str, city: str) -> Part | str:
    """Return whom the city could ask; a sentence if it has not answered or needs no skills."""
    rows = _asked(found, city)
    rows = rows[rows["question_id"] == question] if question else rows
    name = city_name(release, city)
    own = rows["city_id"] == city
    if not own.any():
        return _("We have no accepted answer of {city} for this round.").format(city=name)
    others = rows[~own & (rows["state"] == HELPS)].assign(needs="")
    seen = pd.concat([rows[own], others], ignore_index=True)
    cities = found.known.cities
    country, region = cities["country_iso3"].to_dict(), cities["region"].to_dict()

    def far(seeker: str, helper: str) -> float:
        if country[seeker] == country[helper]:
            return words.SAME_COUNTRY
        return words.SAME_REGION if region[seeker] == region[helper] else words.ELSEWHERE

    matches = helpers(seen, _NEED, far)
    if matches.empty:
        return words.own_summary(name, 0, 0)
    about = others.set_index(["question_id", "city_id"])[["unit_in_charge", "evidence_link"]]
    actions = []
    for match in display.records(found.named(matches)):
        places = [(match["question_id"], helper) for helper in match["helpers"]]
        actions.append(
            (
                match["keyword"],
                [
                    {
                        "action": match["keyword"],
                        "city_id": helper,
                        "city": city_label(release, helper),
                        "near": words.near_name(far(city, helper)),
                        "unit": about.loc[place, "unit_in_charge"],
                        "evidence_link": about.loc[place, "evidence_link"],
                    }
                    for place, helper in zip(places, match["helpers"], strict=True)
                ],
            )
        )
    return _own_shown(found, name, actions)


def _own_shown(found: Scope, name: str, actions: list[tuple[str, list[dict[str, Any]]]]) -> Part:
    columns = ["action", "city_id", "city", "near", "unit", "evidence_link"]
    rows = pd.DataFrame([helper for _name, them in actions for helper in them], columns=columns)
    shown = display.Shown(
        _("Cities that {city} could ask").format(city=name),
        rows,
        {},
        "helpers",
        (answers_source(found.round_name),),
        notes=words.reading_lines(),
        cells=words.helpers_cells(actions),
    )
    able = sum(bool(them) for _name, them in actions)
    return Part(words.own_summary(name, len(actions), able), shown)


def _matching(found: Scope) -> Part:
    """Return how many cities need skills and how many could help, action by action."""
    rows = found.now
    marked = rows.assign(
        n_seeking=rows["needs"].str.contains(_NAMED, regex=True).astype("int64"),
        n_able=(rows["state"] == HELPS).astype("int64"),
    )
    table = marked.groupby("question_id")[["n_seeking", "n_able"]].sum().reset_index()
    table = found.named(table).sort_values(
        ["n_seeking", "n_able"], ascending=False, kind="stable", ignore_index=True
    )
    title = _("Cities that need skills, and cities that could help ({round})").format(
        round=found.round_name
    )
    shown = display.Shown(
        title,
        table,
        {
            "keyword": _("Action"),
            "area": _("Policy area"),
            "n_seeking": _("Cities that need skills"),
            "n_able": _("Cities that could help"),
        },
        "matching",
        (answers_source(found.round_name),),
        charts=(matching_chart(table.head(_MOST_DRAWN), words.matching_alt(title, table)),),
        picks=("keyword", "keyword_id"),
        notes=words.reading_lines(),
    )
    caption = ngettext(
        "The chart shows {n} action of {total}; the table has all.",
        "The chart shows the {n} actions most in need of {total}; the table has all.",
        min(len(table), _MOST_DRAWN),
    ).format(n=number(_MOST_DRAWN), total=number(len(table)))
    told = words.matching_summary(table)
    return Part(told, shown, caption if len(table) > _MOST_DRAWN else "")


def _sides(release: str, found: Scope, question: str) -> list[tuple[str, display.Shown]]:
    """Return the cities that need skills for an action, and those that could help."""
    rows = found.now[found.now["question_id"] == question]
    rows = rows.assign(city=[city_label(release, city) for city in rows["city_id"]])
    is_web = rows["evidence_link"].str.match(r"https?://")
    rows["evidence_link"] = rows["evidence_link"].where(is_web, None)
    rows = rows.sort_values("city", kind="stable", ignore_index=True)
    keyword = str(found.questions.loc[question, "keyword"])
    link = st.column_config.LinkColumn(_("Evidence"))
    sides = (
        (_("Need skills"), rows["needs"].str.contains(_NAMED, regex=True), "seeking"),
        (_("In place and evaluated: could help"), rows["state"] == HELPS, "able"),
    )
    return [
        (
            heading,
            display.Shown(
                f"{keyword}: {heading}",
                rows[chosen][["city_id", "city", "unit_in_charge", "evidence_link"]],
                {
                    "city": _("City"),
                    "unit_in_charge": _("In charge"),
                    **({"evidence_link": link} if name == "able" else {}),
                },
                f"cities_{name}",
                (answers_source(found.round_name),),
                opens="city_id",
                notes=words.reading_lines(),
            ),
        )
        for heading, chosen, name in sides
    ]
