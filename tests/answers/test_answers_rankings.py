"""The rankings of the real data, recounted from the CSV files in plain Python.

Known figures: the working group's areas score 184, 85, 46, 28, 28 and 24 under the first coding;
81, 40, 32, 25, 16 and 7 were published in 2019.
"""

from __future__ import annotations

import csv
import dataclasses
from collections import defaultdict

import pytest

from dashboard.analysis.frequency import AREA_COLUMNS, KEYWORD_COLUMNS
from dashboard.answers.rankings import rank_areas, rank_keywords
from dashboard.filters import ACTOR_KINDS, CODINGS, ActorFilter, CityFilter, RankingFilter
from dashboard.queries.mentions import read_corpus
from dashboard.store.places import data_dir

AREAS = ["governance", "overall-support", "employment", "education", "housing", "welfare-health"]
NOBODY = ActorFilter(document_from=1990, document_to=1990)
CORPORA = [
    ActorFilter(),
    ActorFilter(actors=("analysed-2019",)),
    ActorFilter(actors=("added-since-2019", "oecd")),
    ActorFilter(actors=("kind-ngo", "kind-city")),
    ActorFilter(actors=("compas",)),
    ActorFilter(document_from=2018),
    ActorFilter(document_to=2016),
    ActorFilter(actors=("kind-international-organisation",), document_from=2012, document_to=2019),
]
PLACES = [
    CityFilter(),
    CityFilter(region=("africa",)),
    CityFilter(region=("europe", "asia")),
    CityFilter(oecd=("oecd",)),
    CityFilter(region=("americas",), oecd=("non-oecd",)),
]


def rows_of(table):
    with (data_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def short(chosen):
    given = {f.name: getattr(chosen, f.name) for f in dataclasses.fields(chosen)}
    return "-".join(str(value) for value in given.values() if value not in {(), None}) or "all"


def counts(actor, chosen):
    names = {actor["actor_id"]}
    names.add("analysed-2019" if actor["analysed_2019"] == "true" else "added-since-2019")
    names |= {token for token, kind in ACTOR_KINDS.items() if kind == actor["kind"]}
    return not chosen.actors or bool(names & set(chosen.actors))


def in_time(document_year, chosen):
    if chosen.document_from is None and chosen.document_to is None:
        return True
    first, last = chosen.document_from or 0, chosen.document_to or 9999
    return document_year != "" and first <= int(document_year) <= last


def coded_mentions(chosen):
    # (keyword, actor, action) of every action that counts, under the coding of the filter
    codings = defaultdict(dict)
    for row in rows_of("action_codings"):
        codings[row["action_id"]][row["coder"]] = row["keyword_id"]
    actors = {row["actor_id"] for row in rows_of("actors") if counts(row, chosen)}
    found = []
    for action in rows_of("actions"):
        coded = codings[action["action_id"]]
        if chosen.coding == "agreed" and coded["first"] != coded["second"]:
            continue
        keyword = coded["second" if chosen.coding == "second" else "first"]
        if action["actor_id"] in actors and in_time(action["document_year"], chosen):
            found.append((keyword, action["actor_id"], action["action_id"]))
    return found


def keyword_scores(chosen):
    actors = defaultdict(set)
    for keyword, actor, _action in coded_mentions(chosen):
        actors[keyword].add(actor)
    return {row["keyword_id"]: len(actors[row["keyword_id"]]) for row in rows_of("keywords")}


def area_of_keyword():
    return {row["keyword_id"]: row["policy_area_id"] for row in rows_of("keywords")}


def actors_by_area(chosen):
    actors, areas = defaultdict(set), area_of_keyword()
    for keyword, actor, _action in coded_mentions(chosen):
        actors[areas[keyword]].add(actor)
    return {area: len(actors[area]) for area in AREAS}


def mentions_by_area(chosen):
    scores, areas = keyword_scores(chosen), area_of_keyword()
    return {area: sum(n for key, n in scores.items() if areas[key] == area) for area in AREAS}


def cities_documented(kept):
    # number of different cities with a practice or a grant, for each keyword
    countries = {row["country_iso3"]: row for row in rows_of("countries")}
    cities = set()
    for row in rows_of("cities"):
        country = countries[row["country_iso3"]]
        oecd = "oecd" if country["oecd_since"] else "non-oecd"
        right_region = not kept.region or country["un_region"].lower() in kept.region
        if right_region and (not kept.oecd or oecd in kept.oecd):
            cities.add(row["city_id"])
    themes = {row["theme"]: row["keyword_id"] for row in rows_of("grant_themes")}
    evidence = [(row["keyword_id"], row["city_id"]) for row in rows_of("practices")]
    evidence += [(themes[row["theme"]], row["city_id"]) for row in rows_of("grants")]
    found = defaultdict(set)
    for keyword, city in evidence:
        if city in cities:
            found[keyword].add(city)
    return {row["keyword_id"]: len(found[row["keyword_id"]]) for row in rows_of("keywords")}


@pytest.fixture
def ask(store):
    def ask(question, **asked):
        actors = {k: asked.pop(k) for k in ("actors", "coding") if k in asked}
        chosen = asked.pop("chosen", ActorFilter(**actors))
        with store.cursor() as cursor:
            return question(cursor, RankingFilter(actors=chosen, **asked))

    return ask


def by_id(table, key, column="score"):
    return dict(zip(table[key], table[column], strict=True))


def test_areas_score_as_in_the_first_coding(ask):
    assert by_id(ask(rank_areas), "area_id") == dict(
        zip(AREAS, [184, 85, 46, 28, 28, 24], strict=True)
    )


def test_areas_with_equal_scores_share_their_label(ask):
    assert ask(rank_areas)["rank_label"].tolist() == ["1", "2", "3", "4-5", "4-5", "6"]


def test_areas_come_best_first_and_ties_in_the_order_of_2019(ask):
    assert ask(rank_areas)["area_id"].tolist() == AREAS


def test_areas_score_less_with_the_actors_of_2019(ask):
    found = ask(rank_areas, actors=("analysed-2019",))
    assert found["score"].tolist() == [115, 67, 35, 24, 18, 17]


def test_areas_score_as_in_the_second_coding(ask):
    assert ask(rank_areas, coding="second")["score"].tolist() == [177, 82, 43, 27, 27, 24]


def test_scores_of_2019_are_those_published(ask):
    assert ask(rank_areas)["score_2019"].tolist() == [81, 40, 32, 25, 16, 7]


def test_scores_of_2019_do_not_depend_on_who_counts(ask):
    found = ask(rank_areas, actors=("compas",), coding="agreed")
    assert by_id(found, "area_id", "score_2019") == by_id(ask(rank_areas), "area_id", "score_2019")


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("chosen", CORPORA, ids=short)
def test_score_of_a_keyword_is_the_number_of_actors_that_mention_it(ask, chosen, coding):
    chosen = dataclasses.replace(chosen, coding=coding)
    assert by_id(ask(rank_keywords, chosen=chosen), "keyword_id") == keyword_scores(chosen)


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("chosen", CORPORA, ids=short)
def test_area_sums_the_scores_of_its_keywords(ask, chosen, coding):
    chosen = dataclasses.replace(chosen, coding=coding)
    assert by_id(ask(rank_areas, chosen=chosen), "area_id") == mentions_by_area(chosen)


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("chosen", CORPORA, ids=short)
def test_area_can_count_each_actor_once(ask, chosen, coding):
    chosen = dataclasses.replace(chosen, coding=coding)
    found = ask(rank_areas, chosen=chosen, counting="actors")
    assert by_id(found, "area_id") == actors_by_area(chosen)


@pytest.mark.parametrize("counting", ["mentions", "actors"])
def test_number_of_actors_is_the_same_under_both_countings(ask, counting):
    found = ask(rank_areas, counting=counting)
    assert by_id(found, "area_id", "n_actors") == actors_by_area(ActorFilter())


def test_number_of_keywords_counts_those_that_somebody_mentions(ask):
    areas, scores = area_of_keyword(), keyword_scores(ActorFilter(actors=("compas",)))
    expected = {area: sum(areas[k] == area and n > 0 for k, n in scores.items()) for area in AREAS}
    found = ask(rank_areas, actors=("compas",))
    assert by_id(found, "area_id", "n_keywords") == expected


@pytest.mark.parametrize("coding", CODINGS)
def test_number_of_actions_counts_every_action_of_a_keyword(ask, coding):
    mentions = coded_mentions(ActorFilter(coding=coding))
    expected = {
        row["keyword_id"]: sum(keyword == row["keyword_id"] for keyword, *_ in mentions)
        for row in rows_of("keywords")
    }
    assert by_id(ask(rank_keywords, coding=coding), "keyword_id", "n_actions") == expected


@pytest.mark.parametrize("kept", PLACES, ids=short)
def test_spread_of_a_keyword_counts_the_cities_within_the_filters(ask, kept):
    found = ask(rank_keywords, cities=kept)
    assert by_id(found, "keyword_id", "n_cities_documented") == cities_documented(kept)


def test_cities_play_no_part_in_scores_and_ranks(ask):
    here = ask(rank_keywords, cities=CityFilter(region=("africa",)))
    everywhere = ask(rank_keywords)
    columns = ["keyword_id", "score", "rank", "rank_low", "rank_high"]
    assert here[columns].equals(everywhere[columns])


def test_missing_score_of_2019_stays_missing(ask):
    published = {row["keyword_id"]: row["score_2019"] for row in rows_of("keywords")}
    found = ask(rank_keywords).set_index("keyword_id")["score_2019"].astype("string").fillna("")
    assert found.to_dict() == published


def test_area_table_has_the_documented_columns(ask):
    assert list(ask(rank_areas)) == [*AREA_COLUMNS, "group"]


def test_keyword_table_has_the_documented_columns(ask):
    assert list(ask(rank_keywords)) == [*KEYWORD_COLUMNS, "group"]


@pytest.mark.parametrize("area", AREAS)
def test_area_filter_keeps_one_area_and_its_rank_among_six(ask, area):
    everything = ask(rank_areas).set_index("area_id")
    kept = ask(rank_areas, area=area).set_index("area_id")
    assert kept.equals(everything.loc[[area]])


@pytest.mark.parametrize("area", AREAS)
def test_area_filter_keeps_the_keywords_of_the_area(ask, area):
    expected = {key for key, of in area_of_keyword().items() if of == area}
    assert set(ask(rank_keywords, area=area)["keyword_id"]) == expected


@pytest.mark.parametrize("area", AREAS)
def test_area_filter_ranks_keywords_among_those_of_the_area(ask, area):
    scores = ask(rank_keywords, area=area)["score"].tolist()
    assert ask(rank_keywords, area=area)["rank"].tolist() == [
        1 + sum(other > own for other in scores) for own in scores
    ]


def test_area_without_keywords_is_an_empty_table(ask):
    assert len(ask(rank_keywords, area="no-such-area")) == 0


@pytest.mark.parametrize("question", [rank_areas, rank_keywords])
def test_actors_that_do_not_exist_leave_no_rows(ask, question):
    assert len(ask(question, actors=("nobody",))) == 0


def test_empty_area_table_keeps_its_columns(ask):
    assert list(ask(rank_areas, actors=("nobody",))) == [*AREA_COLUMNS, "group"]


def test_empty_keyword_table_keeps_its_columns(ask):
    assert list(ask(rank_keywords, actors=("nobody",))) == [*KEYWORD_COLUMNS, "group"]


def test_years_without_any_document_leave_every_score_at_zero(ask):
    assert ask(rank_areas, chosen=NOBODY)["score"].tolist() == [0] * 6


def test_areas_without_any_mention_cannot_be_told_apart(ask):
    found = ask(rank_areas, chosen=NOBODY)
    assert set(zip(found["rank_low"], found["rank_high"], found["group"], strict=True)) == {
        (1, 6, 1)
    }


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("question", [rank_areas, rank_keywords])
def test_rank_lies_within_its_range(ask, question, coding):
    found = ask(question, coding=coding)
    assert found["rank"].between(found["rank_low"], found["rank_high"]).all()


def test_range_of_the_first_coding_covers_the_rank_under_the_second(ask):
    first = ask(rank_keywords).set_index("keyword_id")
    second = ask(rank_keywords, coding="second").set_index("keyword_id")["rank"][first.index]
    assert ((first["rank_low"] <= second) & (second <= first["rank_high"])).all()


@pytest.mark.parametrize("other", ["first", "second"])
def test_range_of_the_agreed_actions_covers_the_ranks_under_both_codings(ask, other):
    agreed = ask(rank_keywords, coding="agreed").set_index("keyword_id")
    ranks = ask(rank_keywords, coding=other).set_index("keyword_id")["rank"][agreed.index]
    assert ((agreed["rank_low"] <= ranks) & (ranks <= agreed["rank_high"])).all()


def test_more_actors_never_lower_a_score(ask):
    some = by_id(ask(rank_keywords, actors=("analysed-2019",)), "keyword_id")
    everyone = by_id(ask(rank_keywords), "keyword_id")
    assert all(some[keyword] <= everyone[keyword] for keyword in everyone)


def test_same_question_has_the_same_answer(ask):
    assert ask(rank_keywords).equals(ask(rank_keywords))


@pytest.mark.parametrize("question", [rank_areas, rank_keywords])
def test_documents_that_were_read_before_give_the_same_answer(store, question):
    asked = RankingFilter(actors=ActorFilter(actors=("analysed-2019",), coding="second"))
    with store.cursor() as cursor:
        once = question(cursor, asked, read_corpus(cursor, asked.actors))
        assert once.equals(question(cursor, asked))
