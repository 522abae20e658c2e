"""Evidence on partners: what the shipped data hold, both ends of a tie, nothing of nobody."""

from __future__ import annotations

import csv

import pytest

from dashboard.queries import partner_guide, partners
from dashboard.store.places import data_dir

# Read in practices.csv by hand: those whose stakeholders or summary name a body of migrants.
WITH_A_BODY_OF_MIGRANTS = {
    "bel-schaerbeek",
    "ecu-imbabura-province",
    "esp-sabadell",
    "esp-santa-perpetua-de-mogoda",
    "ken-nairobi",
    "mar-rabat",
    "mar-tangier",
    "phl-calabarzon-region",
    "phl-quezon-city",
    "pol-gdansk",
    "tur-sultanbeyli",
    "zaf-johannesburg",
}


@pytest.fixture
def cursor(store):
    with store.cursor() as cursor:
        yield cursor


def rows_of(name):
    with (data_dir() / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_criterion_and_channel_of_the_data_is_listed_in_its_order(cursor):
    criteria = partner_guide.list_partner_criteria(cursor)
    channels = partner_guide.list_partner_channels(cursor)
    assert criteria["name"].tolist() == [row["name"] for row in rows_of("partner_criteria")]
    assert channels["name"].tolist() == [row["name"] for row in rows_of("partner_channels")]
    assert channels["example"].notna().all()


def test_countries_are_all_of_the_data(cursor):
    found = partner_guide.list_countries(cursor)
    assert found == {row["country_iso3"]: row["name"] for row in rows_of("countries")}


def test_every_place_is_listed_once(cursor):
    places = partners.list_partner_places(cursor)
    assert sorted(places["city_id"]) == sorted(row["city_id"] for row in rows_of("cities"))


def test_both_ends_of_a_tie_are_listed(cursor):
    ties = partners.list_cooperation(cursor)
    known = ties.dropna(subset="other_city_id")
    pairs = set(zip(known["city_id"], known["other_city_id"], known["record_id"], strict=True))
    assert pairs == {(other, city, record) for city, other, record in pairs}
    assert ("mar-oujda", "esp-region-of-murcia", "region-of-murcia-oujda") in pairs
    assert ("esp-madrid", "mar-oujda", "pw-031") in pairs


def test_partnerships_are_those_of_the_data(cursor):
    ties = partners.list_cooperation(cursor)
    found = set(ties.loc[ties["kind"] == "partnership", "record_id"])
    placed = [row for row in rows_of("partnerships") if row["from_city_id"] or row["to_city_id"]]
    assert found == {row["partnership_id"] for row in placed}


def test_link_without_an_agreement_is_told_and_so_is_a_channel(cursor):
    ties = partners.list_cooperation(cursor).set_index(["city_id", "record_id"])
    murcia = ties.loc["esp-region-of-murcia"]
    assert not murcia.loc["region-of-murcia-oujda", "by_authorities"]
    assert murcia.loc["p003-22", "by_authorities"]
    assert murcia["is_channel"].to_dict() == {
        "region-of-murcia-oujda": False,
        "region-of-murcia-oriental-region": True,
        "p003-22": False,
    }


def test_means_are_the_grants_of_the_data(cursor):
    means = partners.list_means(cursor)
    assert sorted(means["city_id"]) == sorted(row["city_id"] for row in rows_of("grants"))


def test_bodies_of_migrants_are_those_that_practices_name(cursor):
    found = partners.list_associations(cursor)
    assert set(found["city_id"]) == WITH_A_BODY_OF_MIGRANTS
    assert (found["named"].str.len() > 0).all()


def test_roles_in_networks_are_those_of_the_data(cursor):
    found = partners.list_network_roles(cursor)
    assert len(found) == len(rows_of("city_networks"))
    assert found["publisher"].notna().all()
