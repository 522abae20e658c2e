"""The descriptor: what `datapackage.json` must be before any file is looked at."""

from __future__ import annotations

import json

import pytest

from dashboard.contracts.package import ForeignKey, read_package
from dashboard.contracts.violation import PackageError
from dashboard.store.places import data_dir


def only_fault(package):
    with pytest.raises(PackageError) as caught:
        read_package(package.folder)
    (fault,) = caught.value.violations
    return fault


# What is read


def test_version_title_and_tables_are_read_in_their_order(package):
    read = read_package(package.folder)
    assert (read.version, read.title) == ("2024.01.31", "Two tables")
    assert [table.name for table in read.tables] == ["countries", "cities"]


def test_rules_of_a_column_are_read(package):
    package.change_column("cities", "population", unit="persons", description="Inhabitants")
    population = read_package(package.folder).table("cities").columns[2]
    assert (population.kind, population.minimum, population.maximum) == ("integer", 1, None)
    assert (population.unit, population.description) == ("persons", "Inhabitants")
    assert population.required is False


def test_list_column_keeps_its_separator_and_what_it_refers_to(package):
    twins = read_package(package.folder).table("cities").columns[-1]
    assert (twins.separator, twins.references) == (";", "cities.city_id")


def test_keys_are_read(package):
    cities = read_package(package.folder).table("cities")
    assert cities.primary_key == ("city_id",)
    assert cities.unique_keys == (("country_iso3", "population"),)
    assert cities.foreign_keys == (ForeignKey(("country_iso3",), "countries", ("country_iso3",)),)


def test_key_of_one_column_may_be_written_without_a_list(package):
    reference = {"resource": "countries", "fields": "country_iso3"}
    keys = [{"fields": "country_iso3", "reference": reference}]
    package.change_schema("cities", primaryKey="city_id", foreignKeys=keys)
    cities = read_package(package.folder).table("cities")
    assert cities.primary_key == ("city_id",)
    assert cities.foreign_keys[0].table_columns == ("country_iso3",)


def test_table_that_the_package_does_not_have_is_a_key_error(package):
    with pytest.raises(KeyError):
        read_package(package.folder).table("mayors")


# What is refused


def test_missing_descriptor_is_told(package):
    (package.folder / "datapackage.json").unlink()
    assert str(only_fault(package)) == (
        "datapackage.json: got 'No such file or directory', expected a readable file"
    )


@pytest.mark.parametrize("content", [b"", b'{"version": ', b"version: 2024", b"\xff\xfe{}"])
def test_descriptor_that_is_no_json_is_told(package, content):
    package.write("datapackage.json", content)
    assert only_fault(package).expectation == "JSON text in UTF-8"


@pytest.mark.parametrize(
    "content", ["[]", "null", "5", '"text"', "{}", '{"version": "2024.01.31", "title": "T"}']
)
def test_json_that_is_no_data_package_is_told(package, content):
    package.write("datapackage.json", content)
    expected = "a data package with version, title and resources, each with a schema"
    assert only_fault(package).expectation == expected


@pytest.mark.parametrize("lacking", ["name", "path", "schema"])
def test_table_without_a_needed_entry_is_told_with_its_name(package, lacking):
    del package.descriptor["resources"][0][lacking]
    package.describe()
    assert only_fault(package).value == f"no or wrong entry '{lacking}'"


@pytest.mark.parametrize("version", ["1.0", "2024.1.31", "../2024.01.31", "2024.01.31\n", 5, None])
def test_version_must_be_a_date_with_points(package, version):
    package.describe(version=version)
    assert only_fault(package).expectation == "a version written as YYYY.MM.DD"


@pytest.mark.parametrize("name", ['x"; DROP TABLE core.cities; --', "Cities", "", "1st", "a b"])
def test_name_of_a_column_that_is_no_plain_name_is_refused(package, name):
    package.change_column("cities", "kind", name=name)
    fault = only_fault(package)
    assert (fault.value, fault.expectation) == (
        name,
        "a name of lower-case letters, digits and '_'",
    )


def test_name_of_a_table_that_is_no_plain_name_is_refused(package):
    package.change_table("cities", name='x"; DROP TABLE', path='x"; DROP TABLE.csv')
    assert only_fault(package).value == 'x"; DROP TABLE'


@pytest.mark.parametrize(
    "path", ["../cities.csv", "/etc/passwd", "sub/cities.csv", "https://example.org/cities.csv"]
)
def test_file_of_a_table_must_lie_beside_the_descriptor(package, path):
    package.change_table("cities", path=path)
    assert (only_fault(package).value, only_fault(package).expectation) == (
        path,
        "the path cities.csv",
    )


def test_all_faults_of_names_are_told_at_once(package):
    package.change_table("countries", path="../countries.csv")
    package.change_column("cities", "kind", name="KIND")
    with pytest.raises(PackageError) as caught:
        read_package(package.folder)
    assert [fault.value for fault in caught.value.violations] == ["../countries.csv", "KIND"]


def change_references(references):
    return lambda package: package.change_column("cities", "twin_ids", references=references)


def change_foreign_key(fields, resource, target):
    reference = {"resource": resource, "fields": [target]}
    keys = [{"fields": [fields], "reference": reference}]
    return lambda package: package.change_schema("cities", foreignKeys=keys)


def repeat_a_table(package):
    package.describe(
        resources=[*package.descriptor["resources"], package.descriptor["resources"][0]]
    )


def point_two_tables_at_each_other(package):
    reference = {"resource": "cities", "fields": ["country_iso3"]}
    keys = [{"fields": ["country_iso3"], "reference": reference}]
    package.change_schema("countries", foreignKeys=keys)


UNUSABLE = {
    "no table at all": lambda package: package.describe(resources=[]),
    "table named twice": repeat_a_table,
    "table whose name is a number": lambda package: package.change_table("cities", name=5),
    "table whose path is a number": lambda package: package.change_table("cities", path=5),
    "table without a profile": lambda package: package.change_table("cities", profile=None),
    "column without a name": lambda p: p.change_column("cities", "kind", name=None),
    "column named twice": lambda p: p.change_column("cities", "kind", name="latitude"),
    "type that no store knows": lambda p: p.change_column("cities", "kind", type="colour"),
    "type that our store does not know": lambda package: package.change_column(
        "cities", "population", type="date", constraints={}
    ),
    "values that are numbers where text is needed": lambda package: package.change_column(
        "cities", "kind", constraints={"enum": [1, 2]}
    ),
    "pattern that is no regular expression": lambda package: package.change_column(
        "cities", "kind", constraints={"pattern": "(["}
    ),
    "pattern that is a number": lambda package: package.change_column(
        "cities", "kind", constraints={"pattern": 5}
    ),
    "minimum that is a text": lambda package: package.change_column(
        "cities", "population", constraints={"minimum": "50000"}
    ),
    "minimum that is a list": lambda package: package.change_column(
        "cities", "population", constraints={"minimum": [1]}
    ),
    "references that are a number": change_references(5),
    "tables that refer to each other": point_two_tables_at_each_other,
    "primary key of an unknown column": lambda package: package.change_schema(
        "cities", primaryKey=["mayor"]
    ),
    "unique key of an unknown column": lambda package: package.change_schema(
        "cities", uniqueKeys=[["mayor"]]
    ),
    "foreign key of an unknown column": change_foreign_key("mayor", "countries", "country_iso3"),
    "foreign key to an unknown table": change_foreign_key("country_iso3", "mayors", "mayor_id"),
    "foreign key to an unknown column": change_foreign_key("country_iso3", "countries", "mayor"),
    "list of ids of an unknown table": change_references("mayors.mayor_id"),
    "list of ids of an unknown column": change_references("cities.mayor"),
}


@pytest.mark.parametrize("spoil", UNUSABLE.values(), ids=UNUSABLE)
def test_descriptor_that_cannot_be_used_is_refused_in_a_sentence(package, spoil):
    spoil(package)
    with pytest.raises(PackageError) as caught:
        package.check()
    assert ": got " in str(caught.value)


# The descriptor that the project ships


def test_every_shipped_table_has_a_key():
    tables = read_package(data_dir()).tables
    assert [table.name for table in tables if not table.primary_key and not table.unique_keys] == []


def test_every_shipped_column_is_described():
    tables = read_package(data_dir()).tables
    bare = [(table.name, c.name) for table in tables for c in table.columns if not c.description]
    assert bare == []


def test_every_shipped_list_of_ids_names_a_column_that_exists():
    package = read_package(data_dir())
    existing = {f"{t.name}.{column.name}" for t in package.tables for column in t.columns}
    named = {c.references for table in package.tables for c in table.columns if c.references}
    assert named
    assert named <= existing


def test_every_shipped_table_states_its_number_of_rows():
    descriptor = json.loads((data_dir() / "datapackage.json").read_text(encoding="utf-8"))
    assert [table["name"] for table in descriptor["resources"] if "rows" not in table] == []
