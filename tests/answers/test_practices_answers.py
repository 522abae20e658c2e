"""Cases of the shipped data under queries and filters."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.answers.case_index import search_index
from dashboard.answers.case_map import PLACE_COLUMNS, case_places
from dashboard.answers.practices import find_cases
from dashboard.filters import REGIONS, SIZES, CityFilter, PracticeFilter
from dashboard.queries.cities import list_cities
from dashboard.queries.practices import list_tags


@pytest.fixture(scope="module")
def index(store):
    with store.cursor() as cursor:
        return search_index(cursor)


@pytest.fixture(scope="module")
def tags(store):
    with store.cursor() as cursor:
        return list_tags(cursor)


def found(index, **asked):
    return find_cases(index, PracticeFilter(**asked))


def ids(answer):
    return set(answer.rows["record_id"])


def test_empty_query_shows_every_case_practices_first(index):
    answer = found(index)
    assert len(answer.rows) == answer.n_all == 312 + 66 + 18
    assert answer.rows["record"].head(312).eq("practice").all()
    assert (answer.unknown, answer.back, answer.found.parts) == ({}, {}, ())


@pytest.mark.parametrize(
    "cities",
    [
        CityFilter(region=("africa", "asia")),
        CityFilter(oecd=("oecd",)),
        CityFilter(size=("unknown", "over-1m")),
        CityFilter(network=("icc",)),
        CityFilter(country=("ITA", "XKX")),
        CityFilter(region=("europe",), oecd=("non-oecd",), size=("50k-200k",)),
    ],
)
def test_filters_of_cities_keep_the_cases_of_the_cities_that_they_keep_elsewhere(
    index, store, cities
):
    with store.cursor() as cursor:
        kept = set(list_cities(cursor, cities)["city_id"])
    placed = index.cases[index.cases["city_id"].notna()]
    wanted = set(placed.loc[placed["city_id"].isin(kept), "record_id"])
    rows = found(index, cities=cities).rows
    assert set(rows.loc[rows["city_id"].notna(), "record_id"]) == wanted
    assert wanted


def test_case_of_a_whole_country_is_kept_by_its_region_and_left_out_openly_by_population(index):
    # p003-03 is of El Salvador, of no single place.
    assert "p003-03" in ids(found(index, cities=CityFilter(region=("americas",))))
    assert found(index, cities=CityFilter(size=SIZES)).unknown == {"size": 36}


def test_case_without_a_place_is_told_where_a_region_is_asked_for(index):
    answer = found(index, cities=CityFilter(region=REGIONS))
    assert len(answer.rows) == 396 - 23
    assert answer.unknown == {"region": 23}


def test_case_without_a_year_is_told_where_years_are_asked_for(index):
    # 107 practices and 1 finding state no year.
    answer = found(index, first_year=1990, last_year=2100)
    assert answer.unknown == {"years": 108}
    assert len(answer.rows) == 396 - 108
    spans = found(index, first_year=2021, last_year=2021).rows
    assert "pw-001" in set(spans["record_id"])  # 2020-2022


def test_each_tag_of_a_case_finds_it(index):
    row = index.cases.set_index("record_id").loc["pw-001"]
    for name in ("initiative", "beneficiaries", "role", "status"):
        for value in row[name].split(";"):
            assert "pw-001" in ids(found(index, **{name: (value,)}))
    assert "pw-001" in ids(found(index, area=row["area_id"], keyword=row["keyword_id"]))
    assert "p004-06" in ids(found(index, sector=("governance",), step=("2",)))


def test_filter_and_query_hold_together(index):
    answer = found(index, query="Milan", status=("completed",))
    assert ids(answer) <= ids(found(index, query="Milan"))
    assert set(answer.rows["status"]) <= {"completed"}


def test_no_result_says_which_filter_brings_back_how_many_and_shows_the_nearest(index):
    asked = {"query": "Genf", "status": ("running",)}
    answer = found(index, **asked)
    assert answer.rows.empty
    # pw-172, the one case of Geneva, is completed.
    assert answer.back["status"] == 1
    assert answer.back["query"] == len(found(index, status=("running",)).rows)
    assert answer.nearest.rows["record_id"].tolist() == ["pw-172"]
    assert answer.nearest.missed == (("status",),)
    assert answer.nearest.words == {}


def test_without_a_search_the_nearest_cases_miss_the_fewest_filters(index):
    answer = found(
        index, status=("pledged",), sector=("health",), cities=CityFilter(region=("oceania",))
    )
    assert answer.rows.empty
    assert len(answer.nearest.rows) == 3
    fewest = min(len(missed) for missed in answer.nearest.missed)
    assert fewest == len(answer.nearest.missed[0]) == 2
    for row, missed in zip(
        answer.nearest.rows.to_dict("records"), answer.nearest.missed, strict=True
    ):
        assert ("status" in missed) == (row["status"] != "pledged")
        assert ("sector" in missed) == (row["sector"] != "health")
        assert ("region" in missed) == (row["region"] != "oceania")


def test_word_that_no_case_is_about_is_near_to_words_written_like_it(index):
    answer = found(index, query="homophobia")
    assert answer.rows.empty
    assert answer.back == {"query": 396}
    (words,) = answer.nearest.words.values()
    assert words[0].read_as == "xenophobia"
    about = set(found(index, query="xenophobia").rows["record_id"])
    assert set(answer.nearest.rows["record_id"]) <= about


def test_nearest_words_come_with_cases_that_pass_the_filters_first(index):
    near = found(index, query="homophobia", status=("running",)).nearest
    passing = found(index, query="xenophobia", status=("running",)).rows["record_id"].tolist()
    assert len(passing) == 2
    assert near.rows["record_id"].tolist()[:2] == passing
    assert near.missed == ((), (), ("status",))


def test_place_far_from_every_case_has_nearest_cases_all_the_same(index):
    answer = found(index, query="Honolulu")
    assert answer.rows.empty
    # About 4 000 km away; the search itself looks 500 km around.
    assert set(answer.nearest.rows["city_id"]) == {"usa-san-jose", "usa-los-angeles", "mex-tijuana"}


@pytest.mark.parametrize("query", ["Romania", "Rumänien", "Singapore"])
def test_country_without_a_case_has_nearest_cases_too(index, query):
    answer = found(index, query=query)
    assert answer.found.parts[0].near
    shown = answer.nearest.rows if answer.rows.empty else answer.rows
    assert len(shown)
    assert not shown["country_iso3"].isin(["ROU", "SGP"]).any()


def test_words_that_nobody_knows_find_nothing_and_nothing_is_near_to_them(index):
    answer = found(index, query="xqzw vvkj")
    assert answer.rows.empty
    assert answer.nearest.rows.empty
    assert answer.nearest.words == {"xqzw": (), "vvkj": ()}
    assert answer.back == {"query": 396}


def test_nearest_cases_are_shown_only_where_none_is_kept(index):
    assert found(index, query="housing").nearest.rows.empty


@pytest.mark.parametrize("query", ["the", '"" %', "\N{GRINNING FACE}"])
def test_query_that_holds_no_word_leaves_no_case_out_and_is_told(index, query):
    answer = found(index, query=query)
    assert answer.found.blank
    assert len(answer.rows) == 396


@pytest.mark.parametrize(
    "query",
    [
        "x" * 5000,
        "' OR 1=1; DROP TABLE core.practices; --",
        '"housing" AND (council)',
        "hous* %ing _",
        "<script>alert(1)</script>",
        "\\ \x00 \u202e",
        "۱۲۳ 東京 الرباط",
    ],
)
def test_any_query_is_answered(index, query):
    answer = found(index, query=query)
    assert set(answer.rows["record_id"]) <= set(index.cases["record_id"])


def test_wildcards_and_quotes_are_no_part_of_a_word(index):
    assert ids(found(index, query='"housing*"')) == ids(found(index, query="housing"))


def test_search_without_the_extension_finds_places_and_words(store, tmp_path, index):
    broken = tmp_path / "fts.duckdb_extension"
    broken.write_bytes(b"no extension")
    with store.cursor() as cursor:
        plain = search_index(cursor, broken)
    assert (plain.by_extension, index.by_extension) == (False, True)
    rows = found(plain, query="Lemberg hostels").rows
    assert rows["record_id"].iloc[0] == "pw-182"


FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "region": st.sampled_from(REGIONS),
        "status": st.sampled_from(["running", "completed", "pledged"]),
        "role": st.sampled_from(["policy-maker", "buyer"]),
        "query": st.sampled_from(["housing", "Oujda", "zzzz", "refugees school"]),
        "first_year": st.integers(2000, 2026),
    },
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(FILTERS)
def test_taking_one_filter_away_brings_back_what_was_told(index, given_filters):
    def ask(filters):
        asked = {
            name: value if name in {"query", "first_year"} else (value,)
            for name, value in filters.items()
            if name != "region"
        }
        region = filters.get("region")
        return found(index, cities=CityFilter(region=(region,) if region else ()), **asked)

    answer = ask(given_filters)
    for name in given_filters:
        rest = ask({other: value for other, value in given_filters.items() if other != name})
        told = answer.back.get("years" if name == "first_year" else name, 0)
        assert len(rest.rows) == len(answer.rows) + told


def test_places_of_cases_are_counted_once_a_place(index):
    places = case_places(found(index, query="Milan").rows).set_index("city_id", drop=False)
    assert list(places.columns) == list(PLACE_COLUMNS)
    led = index.cases["city_id"].eq("ita-milan").sum()
    assert led == 6  # five practices and a grant
    assert places.loc["ita-milan", ["n_cases", "class"]].tolist() == [6, 3]


def test_cases_without_a_place_are_on_no_map(index):
    rows = found(index).rows
    places = case_places(rows)
    assert places["n_cases"].sum() == 396 - 36
    assert places["city_id"].is_monotonic_increasing
    assert places["city_id"].is_unique
    assert case_places(rows.iloc[:0]).empty
