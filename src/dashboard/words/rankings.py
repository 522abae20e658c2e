"""What the rankings say, in sentences made from the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.i18n import _, listed, ngettext, number

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.queries.facts import Agreement

_FEW = 4


def areas_title() -> str:
    """Return the title of the ranking of policy areas."""
    return _("Policy areas, ranked by how often actors mention them")


def keywords_title(area: str = "") -> str:
    """Return the title of the ranking of keywords, of one policy area or of all."""
    if area:
        return _("Keywords of {}, ranked by how many actors mention them").format(area)
    return _("Keywords, ranked by how many actors mention them")


def areas_summary(areas: pd.DataFrame, counting: str) -> str:
    """Say which area leads, by how much, and what cannot be separated.

    Args:
        areas: Rows of `rank_areas`, at least one.
        counting: Counting rule, for the unit of the scores.

    Returns:
        Two or three sentences.
    """
    first = areas.iloc[0]
    unit = _("{area} comes first with a score of {score}.")
    if counting == "actors":
        unit = ngettext(
            "{area} comes first: {score} actor mentions it.",
            "{area} comes first: {score} actors mention it.",
            int(first["score"]),
        )
    leaders = areas[areas["rank"] == 1]
    if len(leaders) > 1:
        lead = _("{areas} share the first rank with a score of {score}.").format(
            areas=listed(leaders["area"].tolist()), score=number(first["score"])
        )
    else:
        lead = unit.format(area=first["area"], score=number(first["score"]))
    return f"{lead} {separability_sentence(areas, 'area')}"


def separability_sentence(table: pd.DataFrame, name: str) -> str:
    """Say in plain words which rows cannot be put in an order.

    Args:
        table: Ranked rows with `group`, from `rank_areas` or `rank_keywords`.
        name: Column that names a row.

    Returns:
        One or two sentences.
    """
    if len(table) < 2:  # noqa: PLR2004 - one row has no order
        return _("There is nothing to compare it with.")
    groups = [group[name].tolist() for _number, group in table.groupby("group", sort=True)]
    tied = [names for names in groups if len(names) > 1]
    if not tied:
        return _("This order holds in every check.")
    if len(groups) == 1 and len(table) > _FEW:
        return _(
            "No border between neighbours holds in every check: take the order as a rough one, "
            "and read the rank range beside each rank."
        )
    sentences = [
        _("{names} cannot be put in an order: their rank ranges overlap.").format(
            names=listed(names)
        )
        for names in tied
    ]
    clear = [names[0] for names in groups if len(names) == 1]
    if clear:
        held = ngettext(
            "The place of {names} holds in every check.",
            "The places of {names} hold in every check.",
            len(clear),
        )
        sentences.insert(0, held.format(names=listed(clear)))
    return " ".join(sentences)


def keywords_summary(keywords: pd.DataFrame) -> str:
    """Say which keywords lead and how sure their place is.

    Args:
        keywords: Rows of `rank_keywords`, at least one.

    Returns:
        Two sentences or more.
    """
    first = keywords.iloc[0]
    if not first["score"]:
        return _("No document that counts mentions any of these keywords.")
    leaders = keywords[keywords["rank"] == 1]["keyword"].tolist()
    actors = ngettext("{} actor", "{} actors", int(first["score"])).format(number(first["score"]))
    if len(leaders) > _FEW:
        lead = _("{n} keywords share the first rank, each mentioned by {actors}.").format(
            n=number(len(leaders)), actors=actors
        )
    elif len(leaders) > 1:
        lead = _("{keywords} share the first rank, each mentioned by {actors}.").format(
            keywords=listed(leaders), actors=actors
        )
    else:
        lead = _("{keyword} comes first, mentioned by {actors}.").format(
            keyword=leaders[0], actors=actors
        )
    near = int((keywords["rank_low"] <= first["rank_high"]).sum()) - len(leaders)
    if near <= 0:
        return f"{lead} {separability_sentence(keywords, 'keyword')}"
    others = ngettext(
        "{n} other keyword cannot be told apart from it: its rank range overlaps.",
        "{n} other keywords cannot be told apart from the first: their rank ranges overlap.",
        near,
    ).format(n=number(near))
    return f"{lead} {others}"


def ranking_alt(title: str, table: pd.DataFrame, name: str) -> str:
    """Say what a chart of a ranking shows, for readers who cannot see it.

    Args:
        title: Title of the chart.
        table: Ranked rows, at least one.
        name: Column that names a row.

    Returns:
        Number of rows, the first three and the last with score and rank range.
    """

    def told(place: int) -> str:
        row = table.iloc[place]
        return _("{name}: rank {rank}, range {low} to {high}, score {score}").format(
            name=row[name],
            rank=row["rank_label"],
            low=row["rank_low"],
            high=row["rank_high"],
            score=number(row["score"]),
        )

    shown = [told(place) for place in range(min(3, len(table)))]
    if len(table) > len(shown):
        shown.append(_("last {}").format(told(-1)))
    count = ngettext("{} row.", "{} rows.", len(table)).format(number(len(table)))
    return f"{title}. {count} {'; '.join(shown)}."


def agreement_sentence(agreement: dict[str, Agreement]) -> str:
    """Return a sentence that says in plain words how far the two coders agree."""
    keyword, area = agreement["keyword"], agreement["area"]
    return _(
        "Two coders sorted all {n} actions into keywords; the second did not see the first one's "
        "work. They chose the same keyword for {keyword} % of the actions and the same policy "
        "area for {area} %. Chance alone would explain very little of that (Cohen's kappa "
        "{keyword_kappa} and {area_kappa}; 1 is full agreement, 0 is chance)."
    ).format(
        n=number(keyword.n_actions),
        keyword=number(keyword.agreement_pct, 1),
        area=number(area.agreement_pct, 1),
        keyword_kappa=number(keyword.kappa, 2),
        area_kappa=number(area.kappa, 2),
    )


def spread_sentence(known: int, kept: int) -> str:
    """Return a sentence that says on how many cities the spread of keywords rests."""
    return _(
        "Something is documented about {known} of the {kept} cities kept. For the others we know "
        "of no practice and no grant: that is a gap in the data, not a zero."
    ).format(known=number(known), kept=number(kept))


def why_other_scores(n_actors: int) -> str:
    """Return why the recomputed scores differ from those of 2019."""
    return _(
        "Why the scores differ from 2019: the working group did not publish its list of keywords, "
        "so ours is another list (49 keywords); we read excerpts of the documents; and we count "
        "{n} actors, the working group 15. To come closer, choose “All analysed in 2019” above. "
        "The scores of 2019 are shown as published, never recomputed."
    ).format(n=number(n_actors))
