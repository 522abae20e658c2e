"""Sentences about small rankings, word for word.

Each table is written as name: score, rank label, rank range; groups follow from the ranges.
"""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.analysis.ranks import overlap_groups
from dashboard.queries.facts import Agreement
from dashboard.words.rankings import (
    agreement_sentence,
    areas_summary,
    areas_title,
    keywords_summary,
    keywords_title,
    ranking_alt,
    separability_sentence,
    spread_sentence,
)

ONE_LEADER = {"Alpha": (9, "1", 1, 1), "Beta": (5, "2", 2, 3), "Gamma": (4, "3", 2, 3)}
TIED_LEADERS = {"Alpha": (9, "1-2", 1, 2), "Beta": (9, "1-2", 1, 2), "Gamma": (4, "3", 3, 3)}
ALL_APART = {"Alpha": (9, "1", 1, 1), "Beta": (5, "2", 2, 2), "Gamma": (4, "3", 3, 3)}
ALL_TOGETHER = {"Alpha": (9, "1", 1, 3), "Beta": (5, "2", 1, 3), "Gamma": (4, "3", 1, 3)}
ONE_ROW = {"Alpha": (9, "1", 1, 1)}
TWO_GROUPS = {
    "Alpha": (9, "1", 1, 2),
    "Beta": (8, "2", 1, 2),
    "Gamma": (4, "3", 3, 4),
    "Delta": (3, "4", 3, 4),
}


def ranked(rows, name):
    table = pd.DataFrame.from_dict(
        rows, orient="index", columns=["score", "rank_label", "rank_low", "rank_high"]
    )
    return (
        table.rename_axis(name)
        .reset_index()
        .assign(
            rank=[int(label.split("-")[0]) for label in table["rank_label"]],
            group=overlap_groups(table["rank_low"].tolist(), table["rank_high"].tolist()),
        )
    )


def areas(rows, counting="mentions"):
    return areas_summary(ranked(rows, "area"), counting)


def keywords(rows):
    return keywords_summary(ranked(rows, "keyword"))


def many(n, score=0):
    return {f"Keyword {place}": (score, f"1-{n}", 1, n) for place in range(1, n + 1)}


def test_area_that_leads_is_named_with_its_score():
    assert areas(ONE_LEADER).startswith("Alpha comes first with a score of 9. ")


def test_area_that_leads_is_named_with_its_number_of_actors():
    assert areas(ONE_LEADER, "actors").startswith("Alpha comes first: 9 actors mention it. ")


def test_one_actor_mentions_and_several_mention():
    lone = {"Alpha": (1, "1", 1, 1), "Beta": (0, "2", 2, 2)}
    assert areas(lone, "actors").startswith("Alpha comes first: 1 actor mentions it. ")


def test_areas_that_lead_together_are_all_named():
    assert areas(TIED_LEADERS).startswith("Alpha and Beta share the first rank with a score of 9.")


def test_large_scores_are_written_with_a_separator():
    assert "a score of 1,234." in areas({"Alpha": (1234, "1", 1, 1)})


def test_places_that_hold_are_named_before_those_that_do_not():
    assert separability_sentence(ranked(ONE_LEADER, "area"), "area") == (
        "The place of Alpha holds in every check. "
        "Beta and Gamma cannot be put in an order: their rank ranges overlap."
    )


def test_order_without_any_overlap_holds():
    assert separability_sentence(ranked(ALL_APART, "area"), "area") == (
        "This order holds in every check."
    )


def test_few_rows_that_all_overlap_are_named():
    assert separability_sentence(ranked(ALL_TOGETHER, "area"), "area") == (
        "Alpha, Beta, and Gamma cannot be put in an order: their rank ranges overlap."
    )


def test_many_rows_that_all_overlap_are_not_named_one_by_one():
    assert separability_sentence(ranked(many(5, 3), "keyword"), "keyword") == (
        "No border between neighbours holds in every check: take the order as a rough one, "
        "and read the rank range beside each rank."
    )


def test_each_group_that_overlaps_has_its_own_sentence():
    assert separability_sentence(ranked(TWO_GROUPS, "area"), "area") == (
        "Alpha and Beta cannot be put in an order: their rank ranges overlap. "
        "Gamma and Delta cannot be put in an order: their rank ranges overlap."
    )


def test_several_places_that_hold_are_told_in_the_plural():
    rows = {**ALL_APART, "Delta": (3, "4", 4, 5), "Epsilon": (2, "5", 4, 5)}
    assert separability_sentence(ranked(rows, "area"), "area").startswith(
        "The places of Alpha, Beta, and Gamma hold in every check. "
    )


def test_one_row_has_nothing_to_be_compared_with():
    assert areas(ONE_ROW) == (
        "Alpha comes first with a score of 9. There is nothing to compare it with."
    )


def test_keyword_that_leads_alone_is_named():
    assert keywords(ALL_APART) == (
        "Alpha comes first, mentioned by 9 actors. This order holds in every check."
    )


def test_keyword_that_one_actor_mentions_is_told_in_the_singular():
    assert keywords({"Alpha": (1, "1", 1, 1)}).startswith(
        "Alpha comes first, mentioned by 1 actor. "
    )


def test_keywords_that_lead_together_are_named():
    assert keywords(TIED_LEADERS).startswith(
        "Alpha and Beta share the first rank, each mentioned by 9 actors. "
    )


def test_more_than_four_leaders_are_counted():
    assert keywords(many(5, 3)).startswith(
        "5 keywords share the first rank, each mentioned by 3 actors. "
    )


def test_keywords_that_nobody_mentions_do_not_lead():
    assert "first" not in keywords(many(5, 0))


def test_one_keyword_that_reaches_the_first_is_told_in_the_singular():
    rows = {"Alpha": (9, "1", 1, 2), "Beta": (5, "2", 1, 2), "Gamma": (4, "3", 3, 3)}
    assert keywords(rows) == (
        "Alpha comes first, mentioned by 9 actors. "
        "1 other keyword cannot be told apart from it: its rank range overlaps."
    )


def test_keywords_that_reach_the_first_are_counted():
    assert keywords(ALL_TOGETHER) == (
        "Alpha comes first, mentioned by 9 actors. "
        "2 other keywords cannot be told apart from the first: their rank ranges overlap."
    )


def test_alternative_text_tells_the_first_three_and_the_last():
    rows = {**ALL_APART, "Delta": (3, "4", 4, 5), "Epsilon": (2, "5", 4, 5)}
    assert ranking_alt("Title", ranked(rows, "area"), "area") == (
        "Title. 5 rows. Alpha: rank 1, range 1 to 1, score 9; Beta: rank 2, range 2 to 2, score 5; "
        "Gamma: rank 3, range 3 to 3, score 4; last Epsilon: rank 5, range 4 to 5, score 2."
    )


def test_alternative_text_of_one_row_tells_it_once():
    assert ranking_alt("Title", ranked(ONE_ROW, "area"), "area") == (
        "Title. 1 row. Alpha: rank 1, range 1 to 1, score 9."
    )


def test_title_of_keywords_names_the_area():
    assert (
        keywords_title("Housing") == "Keywords of Housing, ranked by how many actors mention them"
    )


def test_title_of_all_keywords_names_no_area():
    assert keywords_title() == "Keywords, ranked by how many actors mention them"


def test_title_of_areas_says_by_what_they_are_ranked():
    assert areas_title() == "Policy areas, ranked by how often actors mention them"


def test_agreement_is_told_with_shares_and_kappa():
    told = agreement_sentence(
        {"keyword": Agreement(544, 88.24, 0.876), "area": Agreement(9, 95, 1)}
    )
    assert "all 544 actions" in told
    assert "the same keyword for 88.2 % of the actions" in told
    assert "the same policy area for 95.0 %" in told
    assert "(Cohen's kappa 0.88 and 1.00;" in told


@pytest.mark.parametrize(("known", "kept"), [(0, 1), (239, 613)])
def test_spread_says_on_how_many_cities_it_rests(known, kept):
    assert spread_sentence(known, kept).startswith(
        f"Something is documented about {known} of the {kept} cities kept. "
    )
