"""What is said about partners: evidence with year, source and page, or what to ask."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.answers.partners import PartnerAnswer, partner_ground, partners_of
from dashboard.answers.profiles import city_profile
from dashboard.contracts.cooperation import Fact
from dashboard.criteria import PARTNER_CRITERIA, PartnerFilter
from dashboard.filters import CityFilter
from dashboard.i18n.languages import language_name, official_languages
from dashboard.queries.cities import list_cities
from dashboard.queries.partner_guide import list_partner_channels, list_partner_criteria
from dashboard.queries.sources import list_sources
from dashboard.words import partner_evidence, partner_look, partner_steps, partners
from dashboard.words.partners_none import no_candidate

OUJDA, MURCIA = "mar-oujda", "esp-region-of-murcia"


@pytest.fixture(scope="module")
def ground(store):
    with store.cursor() as cursor:
        return partner_ground(cursor)


@pytest.fixture
def cursor(store):
    with store.cursor() as cursor:
        yield cursor


def evidence(ground, other, origins=(), city=OUJDA):
    found = partner_evidence.pieces(ground, city, other, origins)
    return {name: partner_evidence.evidence_text(told) for name, told in found.items()}


def candidates(*rows):
    columns = ["city", "country_iso3", "score", "rank", "rank_label", *PARTNER_CRITERIA]
    table = pd.DataFrame(rows, columns=columns[: len(rows[0])])
    return PartnerAnswer(table, 0, int(table["rank"].notna().sum()))


@pytest.mark.parametrize(
    ("iso3", "codes"),
    [
        ("MAR", ("ar", "fr", "tzm")),
        ("ESP", ("es",)),
        ("USA", ("en",)),  # in fact, not by law
        ("XKX", ("sq", "sr")),  # once, whatever the script
        ("ZZZ", ()),
    ],
)
def test_official_languages_are_those_of_the_whole_country(iso3, codes):
    assert official_languages(iso3) == codes


def test_languages_have_names():
    assert (language_name("es"), language_name("xx-none")) == ("Spanish", "xx-none")


def test_link_is_named_with_status_source_and_page(ground):
    assert evidence(ground, MURCIA)["links"] == (
        "Documented link: Import trade of migrant-owned shops \N{EN DASH} trade link of migrants; "
        "no agreement between authorities stated (year not stated; Joint Migration and Development "
        "Initiative (JMDI), p. 57)."
    )


def test_what_nobody_documented_is_to_be_asked(ground):
    told = evidence(ground, MURCIA)
    assert {name for name, text in told.items() if text == "not known: ask"} == {
        "channel",
        "associations",
        "resources",
    }


def test_main_countries_count_for_and_against(ground):
    assert evidence(ground, MURCIA, ("ESP",))["channel"].startswith("Spain is among")
    assert evidence(ground, MURCIA, ("FRA",))["channel"].startswith("Spain is not among")


def test_channel_that_the_source_states_needs_no_country(ground):
    told = evidence(ground, MURCIA, city="mar-oriental-region")["channel"]
    assert told.startswith("The source calls it a migratory channel")
    assert told.endswith("p. 57).")


def test_languages_are_named_on_both_sides(ground):
    assert evidence(ground, "bel-schaerbeek")["language"].startswith(
        "Official in both countries: French"
    )
    assert evidence(ground, MURCIA)["language"].startswith("No official language in common")
    assert "same UN subregion, Northern Africa" in evidence(ground, "tun-tunis")["language"]


def test_places_that_share_a_network_are_told_which(ground):
    assert "Both have a role in" in evidence(ground, "esp-barcelona", city="ita-turin")["links"]


def test_grant_and_body_of_migrants_are_named(ground):
    nairobi = evidence(ground, "ken-nairobi")
    assert nairobi["resources"].startswith("Grant: ")
    assert "refugee and host community groups" in nairobi["associations"]


def test_long_evidence_says_how_much_more_there_is(ground):
    assert evidence(ground, "esp-madrid")["experience"].endswith("And 2 more.")


def test_evidence_of_every_place_can_be_said(ground):
    for other in ground.places:
        if other != OUJDA:
            assert all(evidence(ground, other, ("ESP",)).values())


def test_small_difference_is_said_to_be_small():
    asked = PartnerFilter(city=OUJDA, origins=("ESP",))
    close = candidates(("A", "ESP", 80.0, 1, "1"), ("B", "FRA", 76.0, 2, "2"))
    far = candidates(("A", "ESP", 80.0, 1, "1"), ("B", "FRA", 74.0, 2, "2"))
    tied = candidates(("A", "ESP", 80.0, 1, "1-2"), ("B", "FRA", 80.0, 1, "1-2"))
    said = [partners.summary(answer, asked, "Oujda") for answer in (close, far, tied)]
    assert "2 candidates lie within 5 points: the difference is small." in said[0]
    assert "small" not in said[1]
    assert "They share the rank" in said[2]


def test_summary_without_a_rank_or_a_country_says_what_to_do():
    nobody = candidates(("A", "ESP", None, None, ""))
    told = partners.summary(nobody, PartnerFilter(city=OUJDA), "Oujda")
    assert told.startswith("No candidate for Oujda can be ranked.")
    assert "name the main countries above" in told


def test_reasons_tell_apart_what_speaks_for_against_and_is_not_known():
    row = ("A", "ESP", 50.0, 1, "1", 1.0, None, 0.75, None, 0.0, 0.5)
    assert partners.reason_columns(candidates(row).table) == {
        "speaks_for": ["channel; experience 0.75; links 0.50"],
        "speaks_against": ["language"],
        "to_ask": ["associations; resources"],
    }


def test_close_look_has_every_criterion_and_what_is_not_known_is_a_question(ground, cursor):
    criteria = list_partner_criteria(cursor)
    scored = partner_evidence.pieces(ground, OUJDA, MURCIA, ())
    look = partner_look.look_table(criteria, scored, {})
    assert look["criterion_id"].drop_duplicates().tolist() == [
        "links",
        *criteria["partner_criterion_id"],
    ]
    cells = partner_look.look_cells(look)
    assert len(cells["Criterion"]) == 1 + 11
    told = dict(zip(cells["Criterion"], cells["What is known, or what to ask"], strict=True))
    for row in criteria.to_dict("records"):
        text = told[f"**{row['name']}**"]
        assert row["question"] in text or "known" not in text
    assert told["**Resources**"] == "Not known: ask. *What means are available?*"
    assert partner_look.look_summary(look, "Murcia").startswith(
        "Something is known about Murcia on 3 of 12 criteria."
    )


def test_context_of_a_candidate_comes_from_its_profile(cursor):
    profile = city_profile(cursor, "gha-accra")
    context = partner_look.context_pieces(profile, list_sources(cursor))
    setting, migration = context.values()
    assert setting[0].text.startswith("Population: ")
    assert any("Whole of government approach" in piece.text for piece in migration)


def test_facts_to_gather_are_those_of_the_data_and_leave_room(ground, cursor):
    criteria = list_partner_criteria(cursor)
    scored = partner_evidence.pieces(ground, OUJDA, MURCIA, ())
    look = partner_look.look_table(criteria, scored, {})
    facts = partner_steps.facts_table(criteria, look, None)
    assert facts["data_needed"].tolist() == criteria["data_needed"].tolist()
    assert facts.set_index("criterion")["known_here"].to_dict()["Experience"] == "in part"
    assert {*facts["gathered"], *facts["who"], *facts["note"]} == {""}
    cells = partner_steps.facts_cells(criteria, look, None)
    assert len(cells["Facts to gather"]) == 11
    assert "Gathered" not in cells
    assert "Start a cooperation to tick them off" in partner_steps.facts_text(criteria, None)


def test_facts_of_a_cooperation_are_shown_with_who_and_note(ground, cursor):
    criteria = list_partner_criteria(cursor)
    scored = partner_evidence.pieces(ground, OUJDA, MURCIA, ())
    look = partner_look.look_table(criteria, scored, {})
    kept = {"experience": Fact(is_gathered=True, who="Ada", note="Two *projects*")}
    facts = partner_steps.facts_table(criteria, look, kept).set_index("criterion")
    assert facts.loc["Experience", ["gathered", "who", "note"]].tolist() == [
        "yes",
        "Ada",
        "Two *projects*",
    ]
    assert facts["gathered"].tolist().count("not yet") == 10
    cells = partner_steps.facts_cells(criteria, look, kept)
    assert cells["Gathered"][2] == "**yes**  \nAda  \nTwo \\*projects\\*"
    assert cells["Gathered"][0] == "**not yet**"
    assert partner_steps.facts_text(criteria, kept).startswith(
        "1 of 11 facts is gathered. Still open: 10. They are ticked off in your cooperation"
    )


@pytest.mark.parametrize(
    ("back", "n_own", "ways"),
    [
        (
            {"region": 3, "size": 12, "country": 0},
            0,
            [
                "12 candidates come back without the filter on population.",
                "3 candidates come back without the filter on region.",
            ],
        ),
        (
            {"country": 1},
            2,
            [
                "1 candidate comes back without the filter on country.",
                "2 places of your own country are left out; choose the country in the sidebar to "
                "see them.",
            ],
        ),
        (
            {"region": 0, "oecd": 0},
            0,
            ["No single filter is the reason. Take away two or more of them."],
        ),
    ],
)
def test_what_to_loosen_is_told_where_nobody_is_left(back, n_own, ways):
    told = no_candidate(back, n_own)
    assert told.splitlines()[0].startswith("The filters leave no candidate.")
    assert told.splitlines()[2:] == [f"- {way}" for way in ways]


def test_every_channel_has_an_example_and_a_page(cursor):
    cells = partner_steps.channels_cells(list_partner_channels(cursor))
    assert len(cells["Channel, and how it helps"]) == 5
    assert cells["Example, in our words"][0].startswith("**Schaerbeek and Al Hoceima partnership**")
    assert cells["Example, in our words"][0].endswith("p. 41*")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (None, "It is not among the candidates"),
        ({"rank_label": "", "coverage_pct": 33.3}, "Too little is known for a rank: 33 %"),
        ({"rank_label": "2-3", "score": 62.5, "coverage_pct": 50.0}, "Rank 2-3, 62.5 of 100"),
    ],
)
def test_rank_of_a_candidate_is_told(row, told):
    assert partner_look.rank_line(row).startswith(told)


def summary_of_africa(ground, cursor, *countries):
    cities = CityFilter(region=("africa",), country=countries)
    asked = PartnerFilter(city=OUJDA, cities=cities)
    kept = list_cities(cursor, cities)["city_id"].tolist()
    answer = partners_of(ground, kept, asked)
    return set(answer.table["country_iso3"]), partners.summary(answer, asked, "Oujda")


def test_places_of_the_own_country_are_left_out_and_that_is_told(ground, cursor):
    countries, told = summary_of_africa(ground, cursor)
    assert "MAR" not in countries
    # The data hold eleven places of Morocco; one of them is Oujda itself.
    assert "10 places of your own country are left out" in told


def test_places_of_the_own_country_are_candidates_if_it_is_chosen(ground, cursor):
    countries, told = summary_of_africa(ground, cursor, "MAR", "TUN")
    assert countries == {"MAR", "TUN"}
    assert "own country" not in told
