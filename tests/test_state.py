"""Choices and the address that carries them: what is written is read back; nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.address import LISTS, PARAMETERS, Problem, Vocabulary, decode, encode
from dashboard.choices import query_text
from dashboard.criteria import CRITERIA, MISSING, MOST_CHOSEN, MOST_FEASIBLE, MOST_PER_AREA, PHASES
from dashboard.filters import (
    AGENDA_VIEWS,
    CLOSER_VIEWS,
    CODINGS,
    COLOURS,
    COUNTINGS,
    FIRST_YEAR,
    GROUPS,
    LAST_YEAR,
    LINKS,
    MORE_VIEWS,
    MOST_PEERS,
    NEEDS_VIEWS,
    OECD_STATUSES,
    REGIONS,
    SIZES,
    STAGES,
    TOOLKIT_VIEWS,
    TRACK_VIEWS,
    WAYS,
    WORK_VIEWS,
    ActorFilter,
    CityFilter,
    LinkFilter,
    MapFilter,
    PracticeFilter,
    RankingFilter,
)
from dashboard.i18n import LANGUAGES
from dashboard.state import DEFAULT, State, changed, weight_field

RELEASE = "2026.11.22-0123abcd"
KNOWN = {
    "network": ("icc", "local-mgi", "safe-harbours"),
    "country": ("ITA", "BRA", "TUR", "XKX"),
    "area": ("governance", "housing"),
    "keyword": ("communication", "data-collection-and-management"),
    "actors": ("analysed-2019", "kind-ngo", "compas", "oecd"),
    "city": ("ita-turin", "bra-porto-alegre"),
    "indicator": ("icc-overall", "population"),
    "year": ("2019", "none"),
    "member": ("icc", "local-mgi"),
    "theme": ("informal-settlements",),
    "peers": ("ita-milan", "bra-sao-paulo"),
    "partner": ("ita-genoa", "bra-recife"),
    "origins": ("MAR", "VEN", "XKX"),
    "framework": ("gcm", "sdg"),
    "instrument": ("mgi-2024", "city-answers"),
    "round": ("2025", "2026"),
    "sector": ("health", "water-and-sanitation"),
    "step": ("1", "5"),
    "initiative": ("grant", "training"),
    "role": ("policy-maker", "buyer"),
    "beneficiaries": ("refugees", "returnees"),
    "status": ("running", "pledged"),
    "must": ("communication", "financing"),
    "never": ("communication", "financing"),
    "picked": ("communication", "financing"),
}
VOCABULARY = Vocabulary(
    values={name: frozenset(values) for name, values in KNOWN.items()},
    has_release=lambda release: release == RELEASE,
)
NASTY = [
    "x" * 10_000,
    "," * 10_000,
    "💥🏙️" * 30,
    "'; DROP TABLE core.cities; --",
    "../../../etc/passwd",
    "\x00\x01\x1b[31m\r\n\t",
    "\u202eafrica",
    "<script>alert(1)</script>",
    "%00%2e%2e%2f",
    "٢٠٢٠",
    "-1",
    "1e3",
    "africa ",
    "AFRICA",
]


TYPED = st.text(max_size=60) | st.sampled_from(NASTY)


def some(values):
    return st.lists(st.sampled_from(values), unique=True).map(tuple)


def one(values):
    return st.sampled_from(["", *values])


@st.composite
def states(draw):
    years = sorted(draw(st.tuples(*[st.integers(FIRST_YEAR, LAST_YEAR)] * 2)))
    first, last = (draw(st.sampled_from([None, year])) for year in years)
    began, ended = (draw(st.sampled_from([None, year])) for year in years)
    return State(
        lang=draw(st.sampled_from(LANGUAGES)),
        region=draw(some(REGIONS)),
        oecd=draw(one(OECD_STATUSES)),
        size=draw(some(SIZES)),
        network=draw(some(KNOWN["network"])),
        country=draw(some(KNOWN["country"])),
        area=draw(one(KNOWN["area"])),
        keyword=draw(one(KNOWN["keyword"])),
        actors=draw(some(KNOWN["actors"])),
        counting=draw(st.sampled_from(COUNTINGS)),
        coding=draw(st.sampled_from(CODINGS)),
        doc_from=first,
        doc_to=last,
        view=draw(st.sampled_from(CLOSER_VIEWS)),
        city=draw(one(KNOWN["city"])),
        colour=draw(one(COLOURS)),
        indicator=draw(one(KNOWN["indicator"])),
        year=draw(one(KNOWN["year"])),
        member=draw(one(KNOWN["member"])),
        links=draw(st.sampled_from(LINKS)),
        theme=draw(one(KNOWN["theme"])),
        peers=draw(some(KNOWN["peers"])),
        k=draw(st.integers(1, MOST_PEERS)),
        origins=draw(some(KNOWN["origins"])),
        partner=draw(one(KNOWN["partner"])),
        w_links=draw(st.integers(0, 10)) / 10,
        more=draw(one(MORE_VIEWS)),
        w_networks=draw(st.integers(0, 10)) / 10,
        w_scores=draw(st.integers(0, 10)) / 10,
        phase=draw(st.sampled_from(tuple(PHASES))),
        w_show_progress=draw(st.integers(0, 100)) / 100,
        missing=draw(st.sampled_from(MISSING)),
        feasible=draw(st.integers(0, MOST_FEASIBLE)),
        limit=draw(st.integers(1, MOST_CHOSEN)),
        per_area=draw(st.integers(0, MOST_PER_AREA)),
        must=draw(some(KNOWN["must"])),
        never=draw(some(KNOWN["never"])),
        picked=draw(some(KNOWN["picked"])),
        work=draw(st.sampled_from(WORK_VIEWS)),
        framework=draw(one(KNOWN["framework"])),
        instrument=draw(one(KNOWN["instrument"])),
        round=draw(one(KNOWN["round"])),
        by=draw(st.sampled_from(GROUPS)),
        track=draw(st.sampled_from(TRACK_VIEWS)),
        needs=draw(st.sampled_from(NEEDS_VIEWS)),
        query=query_text(draw(TYPED)),
        sector=draw(some(KNOWN["sector"])),
        step=draw(some(KNOWN["step"])),
        initiative=draw(some(KNOWN["initiative"])),
        role=draw(some(KNOWN["role"])),
        beneficiaries=draw(some(KNOWN["beneficiaries"])),
        status=draw(some(KNOWN["status"])),
        case_from=began,
        case_to=ended,
        toolkit=draw(st.sampled_from(TOOLKIT_VIEWS)),
        way=draw(one(WAYS)),
        stage=draw(st.integers(1, STAGES)),
        agenda=draw(st.sampled_from(AGENDA_VIEWS)),
        release=draw(st.sampled_from(["", RELEASE])),
        present=draw(st.booleans()),
    )


TEXTS = st.text(max_size=60) | st.sampled_from(NASTY) | one(REGIONS) | st.just("2010")
ADDRESSES = st.dictionaries(st.sampled_from(PARAMETERS) | st.text(max_size=20), TEXTS, max_size=20)


def read(**parameters):
    return decode(parameters, VOCABULARY)


@given(states(), st.booleans())
def test_choices_survive_the_address(state, everything):
    assert decode(encode(state, everything=everything), VOCABULARY) == (state, ())


@given(states())
def test_choices_survive_a_browser(state):
    query = urlencode(encode(state, everything=True), safe=",")
    parsed = {name: ",".join(v) for name, v in parse_qs(query, keep_blank_values=True).items()}
    assert decode(parsed, VOCABULARY) == (state, ())


@given(states())
def test_short_address_writes_only_what_differs_from_the_defaults(state):
    different = {name for name in PARAMETERS if getattr(state, name) != getattr(DEFAULT, name)}
    assert set(encode(state)) == different


@given(states())
def test_exact_address_writes_every_parameter_in_a_fixed_order(state):
    assert tuple(encode(state, everything=True)) == PARAMETERS


@given(states())
def test_values_of_an_address_are_text(state):
    assert {type(value) for value in encode(state, everything=True).values()} == {str}


@given(ADDRESSES)
@example(dict.fromkeys(PARAMETERS, "x" * 10_000))
@example(dict.fromkeys(PARAMETERS, "\x00"))
@example({f"unknown{n}": "" for n in range(2_000)})
def test_any_address_is_read_and_its_problems_are_few_and_short(address):
    _state, problems = decode(address, VOCABULARY)
    assert len(problems) <= 8
    assert all(len(problem.parameter) <= 40 and len(problem.value) <= 40 for problem in problems)


@given(ADDRESSES)
def test_what_was_read_can_be_written_and_read_again(address):
    state, _problems = decode(address, VOCABULARY)
    assert decode(encode(state), VOCABULARY) == (state, ())


@given(ADDRESSES)
def test_what_was_read_can_be_asked(address):
    state, _problems = decode(address, VOCABULARY)
    assert state.keyword_ranking().cities == state.cities


@pytest.mark.parametrize("name", [name for name in PARAMETERS if name not in {*LISTS, "query"}])
@pytest.mark.parametrize("value", NASTY, ids=lambda value: repr(value[:12]))
def test_value_that_we_do_not_know_is_reported_and_not_used(name, value):
    state, problems = read(**{name: value})
    assert (state, [problem.parameter for problem in problems]) == (DEFAULT, [name])


@pytest.mark.parametrize("name", LISTS)
def test_list_keeps_what_is_known_and_reports_the_rest(name):
    known = (REGIONS if name == "region" else SIZES if name == "size" else KNOWN[name])[:2]
    state, problems = read(**{name: f"{known[0]},mars,{known[1]}"})
    assert getattr(state, name) == known
    assert problems == (Problem(name, "mars", "unknown value"),)


def test_what_somebody_types_is_taken_as_it_is_in_one_line():
    typed = "  'housing' OR 1=1; --\n<b>*%_</b>\t "
    assert read(query=typed) == (State(query="'housing' OR 1=1; -- <b>*%_</b>"), ())


def test_query_that_is_too_long_is_cut_and_told():
    state, problems = read(query="x" * 5_000)
    assert state.query == "x" * 200
    assert [(problem.parameter, problem.reason) for problem in problems] == [("query", "cut")]


def test_query_that_is_typed_is_cut_as_the_address_cuts_it():
    assert changed(DEFAULT, query=" a\u202eb " + "x" * 500).query == "a b " + "x" * 196


def test_years_of_cases_out_of_order_are_reported_and_not_used():
    state, problems = read(case_from="2020", case_to="2010")
    assert (state, problems) == (DEFAULT, (Problem("case_from", "2020-2010", "case order"),))


def test_first_year_of_cases_takes_the_last_along():
    assert changed(State(case_to=2010), case_from=2020) == State(case_from=2020, case_to=2020)


def test_choices_make_the_filter_of_cases():
    state = State(query="x", region=("asia",), area="housing", step=("1",), case_from=2010)
    assert state.practices() == PracticeFilter(
        query="x", cities=CityFilter(region=("asia",)), area="housing", step=("1",), first_year=2010
    )


def test_value_named_twice_counts_once():
    assert read(region="africa,asia,africa") == (State(region=("africa", "asia")), ())


def test_peer_named_twice_is_told():
    state, problems = read(peers="ita-milan,ita-milan")
    assert state.peers == ("ita-milan",)
    assert problems == (Problem("peers", "ita-milan", "twice"),)


def test_own_city_is_told_to_be_no_peer():
    vocabulary = Vocabulary({**VOCABULARY.values, "peers": frozenset(KNOWN["city"])}, bool)
    state, problems = decode({"city": "ita-turin", "peers": "ita-turin"}, vocabulary)
    assert state == State(city="ita-turin")
    assert problems == (Problem("peers", "ita-turin", "own city"),)


def test_own_city_is_told_to_be_no_partner():
    vocabulary = Vocabulary({**VOCABULARY.values, "partner": frozenset(KNOWN["city"])}, bool)
    state, problems = decode({"city": "ita-turin", "partner": "ita-turin"}, vocabulary)
    assert state == State(city="ita-turin")
    assert problems == (Problem("partner", "ita-turin", "own partner"),)


def test_city_that_is_opened_later_is_no_peer_of_its_own():
    state = State(city="ita-turin", peers=("ita-turin", "ita-milan"))
    assert state.peer_comparison().chosen == ("ita-milan",)
    assert replace(state, peers=("ita-turin",)).peer_comparison().chosen == ()


@pytest.mark.parametrize(("value", "weight"), [("0", 0.0), ("0.5", 0.5), ("1", 1.0)])
def test_weight_is_read_in_tenths(value, weight):
    assert read(w_networks=value)[0].weights[4] == weight


def test_weight_that_somebody_types_is_rounded_to_the_tenth_that_the_address_carries():
    state = changed(DEFAULT, w_networks=0.349)
    assert state.w_networks == 0.3
    assert read(**encode(state)) == (state, ())


@pytest.mark.parametrize("name", ["w_networks", "w_links"])
@pytest.mark.parametrize("value", ["2", "-0.1", "0.55", "nan", "one"])
def test_weight_that_is_no_tenth_from_zero_to_one_is_told(name, value):
    assert read(**{name: value}) == (DEFAULT, (Problem(name, value, "unknown value"),))


@pytest.mark.parametrize("criterion", CRITERIA)
def test_every_hundredth_of_the_weight_of_a_criterion_survives_the_address(criterion):
    field = weight_field(criterion)
    for part in range(101):
        state = changed(DEFAULT, **{field: part / 100})
        assert getattr(state, field) == part / 100
        assert read(**encode(state, everything=True)) == (state, ())


def test_weight_of_a_criterion_is_rounded_to_hundredths():
    state = changed(DEFAULT, w_frequency=5 / 6, w_spreading=0.996)
    assert (state.w_frequency, state.w_spreading) == (0.83, 1.0)
    assert encode(state)["w_frequency"] == "0.83"


@pytest.mark.parametrize("value", ["0.835", "0.830", "1.01", "-0.01", ".83"])
def test_weight_of_a_criterion_that_is_no_hundredth_is_told(value):
    assert read(w_frequency=value) == (DEFAULT, (Problem("w_frequency", value, "unknown value"),))


def test_order_of_a_list_is_kept():
    assert read(country="TUR,BRA")[0].country == ("TUR", "BRA")


def test_value_that_is_too_long_is_reported_and_not_read():
    state, problems = read(country=",".join(["ITA"] * 1100))
    assert (state, [problem.reason for problem in problems]) == (DEFAULT, ["too long"])


def test_long_value_is_shown_shortened():
    assert read(area="a" * 41)[1] == (Problem("area", "a" * 39 + "…", "unknown value"),)


def test_parameter_that_no_page_knows_is_reported():
    assert read(utm_source="mail")[1] == (Problem("utm_source", "mail", "unknown parameter"),)


def test_method_of_the_state_is_no_parameter():
    assert read(ranking="x")[1] == (Problem("ranking", "x", "unknown parameter"),)


@pytest.mark.parametrize("value", ["", "all"])
def test_all_actors_is_no_restriction(value):
    assert read(actors=value) == (DEFAULT, ())


def test_exact_address_says_that_all_actors_count():
    assert encode(DEFAULT, everything=True)["actors"] == "all"


@pytest.mark.parametrize("name", PARAMETERS)
def test_empty_value_is_the_default(name):
    assert read(**{name: ""}) == (DEFAULT, ())


def test_years_are_read_as_numbers():
    assert read(doc_from="2010", doc_to="2020")[0] == State(doc_from=2010, doc_to=2020)


def test_years_out_of_order_are_reported_and_not_used():
    state, problems = read(doc_from="2020", doc_to="2010")
    assert (state, problems) == (DEFAULT, (Problem("doc_from", "2020-2010", "order"),))


def test_one_year_alone_is_in_order():
    assert read(doc_from="2015", doc_to="2015") == (State(doc_from=2015, doc_to=2015), ())


@pytest.mark.parametrize("year", [str(FIRST_YEAR - 1), str(LAST_YEAR + 1), "2010.0", "02010"])
def test_year_out_of_reach_is_reported(year):
    assert read(doc_from=year)[1] == (Problem("doc_from", year, "unknown value"),)


@pytest.mark.parametrize(("value", "present"), [("1", True), ("0", False), ("", False)])
def test_presentation_mode_is_on_or_off(value, present):
    assert read(present=value) == (State(present=present), ())


@pytest.mark.parametrize("value", ["true", "yes", "2"])
def test_presentation_mode_is_nothing_else(value):
    assert read(present=value) == (DEFAULT, (Problem("present", value, "unknown value"),))


def test_release_that_is_kept_is_pinned():
    assert read(release=RELEASE) == (State(release=RELEASE), ())


def test_release_that_is_not_kept_is_reported():
    state, problems = read(release="2020.01.01-00000000")
    assert (state, problems[0].reason) == (DEFAULT, "release")


def test_choices_make_the_city_filter():
    state = State(region=("asia",), oecd="oecd", size=("unknown",), country=("TUR",))
    assert state.cities == CityFilter(
        region=("asia",), oecd=("oecd",), size=("unknown",), country=("TUR",)
    )


def test_no_oecd_status_restricts_nothing():
    assert State().cities == CityFilter()


def test_choices_make_the_actor_filter():
    state = State(actors=("compas",), coding="agreed", doc_from=2010, doc_to=2020)
    assert state.documents == ActorFilter(
        actors=("compas",), coding="agreed", document_from=2010, document_to=2020
    )


def test_areas_are_always_ranked_among_all_six_and_without_cities():
    state = State(area="housing", counting="actors", region=("africa",))
    assert state.area_ranking() == RankingFilter(counting="actors")


def test_keywords_are_ranked_in_the_chosen_area_and_spread_over_the_cities_kept():
    state = State(area="housing", region=("africa",))
    asked = RankingFilter(area="housing", cities=CityFilter(region=("africa",)))
    assert state.keyword_ranking() == asked


def test_same_problem_is_told_once():
    assert read(region="mars,mars,mars")[1] == (Problem("region", "mars", "unknown value"),)


@pytest.mark.parametrize(
    ("state", "by"),
    [
        (State(), "evidence"),
        (State(indicator="population"), "indicator"),
        (State(indicator="population", colour="oecd"), "oecd"),
    ],
)
def test_map_is_coloured_by_the_choice_else_by_the_indicator_else_by_evidence(state, by):
    assert state.city_map().colour == by


def test_map_is_asked_only_for_what_plays_a_part():
    state = State(
        colour="network", member="icc", indicator="population", year="2019", area="housing"
    )
    assert state.city_map() == MapFilter(colour="network", member="icc")


def test_partnerships_of_my_city_are_asked_for_by_city():
    assert State(links="city", city="ita-turin").partnerships() == LinkFilter(city="ita-turin")
    assert State(links="all", city="ita-turin").partnerships() == LinkFilter()
