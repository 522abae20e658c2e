"""Other names of places, and the roles of keywords, in the data that the project ships."""

from __future__ import annotations

import unicodedata

import pytest

NAMES_SQL = """
    SELECT city_id, name FROM core.cities UNION ALL SELECT city_id, alias FROM core.city_aliases
"""


def ask(store, sql):
    with store.cursor() as cursor:
        return cursor.execute(sql).fetchall()


def plain(name):
    """Return a name as somebody types it who knows no accents and no capitals."""
    signs = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


@pytest.fixture(scope="module")
def named(store):
    found = {}
    for city_id, name in ask(store, NAMES_SQL):
        found.setdefault(plain(name), []).append(city_id)
    return found


@pytest.mark.parametrize(
    ("typed", "city_id"),
    [
        ("Cologne", "deu-cologne"),
        ("Köln", "deu-cologne"),
        ("koeln", "deu-cologne"),
        ("Wien", "aut-vienna"),
        ("Gand", "bel-ghent"),
        ("Genève", "che-geneva"),
        ("Wroclaw", "pol-wroclaw"),
        ("Lemberg", "ukr-lviv"),
        ("san sebastian", "esp-donostia-san-sebastian"),
        ("Donostia", "esp-donostia-san-sebastian"),
        ("Sao Paulo", "bra-sao-paulo"),
        ("New York City", "usa-new-york"),
        ("eThekwini", "zaf-durban"),
        ("Кишинёв", "mda-chisinau"),
        ("Афины", "grc-athens"),
        ("عمان", "jor-amman"),
        ("طنجة", "mar-tangier"),
    ],
)
def test_place_is_found_once_by_a_name_that_people_type(named, typed, city_id):
    assert named[plain(typed)] == [city_id]


def test_no_place_has_the_same_name_twice_but_for_capitals_and_accents(named):
    assert [name for name, cities in named.items() if len(set(cities)) < len(cities)] == []


def test_other_names_come_only_with_the_id_that_they_were_found_by(store):
    sql = "FROM core.city_aliases JOIN core.cities USING (city_id) WHERE geonameid IS NULL"
    assert ask(store, sql) == []


def test_no_other_name_is_a_code_of_three_capitals(store):
    sql = "FROM core.city_aliases WHERE regexp_full_match(alias, '[A-Z]{3}')"
    assert ask(store, sql) == []


def test_other_names_are_written_in_latin_arabic_or_cyrillic_letters(store):
    letters = {
        unicodedata.name(sign).split()[0]
        for (alias,) in ask(store, "SELECT alias FROM core.city_aliases")
        for sign in alias
        if sign.isalpha()
    }
    assert letters == {"LATIN", "ARABIC", "CYRILLIC", "MODIFIER"}  # MODIFIER: kinds of apostrophe


# Roles


@pytest.mark.parametrize(
    ("keyword_id", "role_id"),
    [
        ("integration-intercultural-diversity-plan-or-strategy", "policy-maker"),
        ("financing", "policy-maker"),
        ("language-learning-for-adults", "service-provider"),
        ("access-to-health-care", "service-provider"),
        ("intercultural-and-language-competences-of-staff", "employer"),
        ("city-as-inclusive-employer-and-buyer", "employer"),
    ],
)
def test_keyword_has_the_role_in_which_a_city_acts_on_it_first(store, keyword_id, role_id):
    assert (keyword_id, role_id) in ask(store, "SELECT keyword_id, role_id FROM core.keyword_roles")


def test_keywords_of_each_role_are_as_many_as_the_readme_tells(store):
    sql = """
        SELECT role_id, count(keyword_id) FROM core.city_roles
        LEFT JOIN core.keyword_roles USING (role_id) GROUP BY ALL ORDER BY any_value("order")
    """
    assert ask(store, sql) == [
        ("policy-maker", 18),
        ("service-provider", 29),
        ("employer", 2),
        ("buyer", 0),
    ]


def test_roles_of_city_records_are_the_four_roles_and_partner(store):
    sql = """
        SELECT DISTINCT replace(city_role, ' ', '-') AS role FROM core.practices
        WHERE city_role IS NOT NULL ORDER BY role
    """
    roles = [role for (role,) in ask(store, sql)]
    assert roles == ["buyer", "employer", "partner", "policy-maker", "service-provider"]
