"""A package of two tables, small enough to know by heart.

    countries.csv                      cities.csv
    1  country_iso3,name,oecd_since    1  city_id,country_iso3,population,latitude,...
    2  ITA,Italy,1962                  2  ita-alba,ITA,31000,44.7,city,12.5,false,
    3  KEN,Kenya,                      3  ken-busia,KEN,,,,,,ita-alba

The numbers on the left are rows as a spreadsheet counts them.
"""

from __future__ import annotations

import csv
import io
import json
from copy import deepcopy

import pytest

from dashboard.contracts.check import check_package
from dashboard.contracts.package import read_package
from dashboard.contracts.violation import PackageError

COUNTRIES = "country_iso3,name,oecd_since\nITA,Italy,1962\nKEN,Kenya,\n"
CITIES = (
    "city_id,country_iso3,population,latitude,kind,foreign_born_pct,coastal,twin_ids\n"
    "ita-alba,ITA,31000,44.7,city,12.5,false,\n"
    "ken-busia,KEN,,,,,,ita-alba\n"
)
LIKE_ALL = {
    "profile": "tabular-data-resource",
    "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
}
DESCRIPTOR = {
    "profile": "tabular-data-package",
    "name": "two-tables",
    "title": "Two tables",
    "version": "2024.01.31",
    "resources": [
        {
            "name": "countries",
            "path": "countries.csv",
            **LIKE_ALL,
            "schema": {
                "fields": [
                    {
                        "name": "country_iso3",
                        "type": "string",
                        "constraints": {"required": True, "pattern": "^[A-Z]{3}$"},
                    },
                    {"name": "name", "type": "string", "constraints": {"required": True}},
                    {
                        "name": "oecd_since",
                        "type": "integer",
                        "constraints": {"minimum": 1961, "maximum": 2026},
                    },
                ],
                "primaryKey": ["country_iso3"],
                "missingValues": [""],
            },
        },
        {
            "name": "cities",
            "path": "cities.csv",
            **LIKE_ALL,
            "schema": {
                "fields": [
                    {"name": "city_id", "type": "string", "constraints": {"required": True}},
                    {"name": "country_iso3", "type": "string", "constraints": {"required": True}},
                    {"name": "population", "type": "integer", "constraints": {"minimum": 1}},
                    {
                        "name": "latitude",
                        "type": "number",
                        "constraints": {"minimum": -90, "maximum": 90},
                    },
                    {"name": "kind", "type": "string", "constraints": {"enum": ["city", "region"]}},
                    {
                        "name": "foreign_born_pct",
                        "type": "number",
                        "constraints": {"maximum": 100},
                    },
                    {
                        "name": "coastal",
                        "type": "boolean",
                        "trueValues": ["true"],
                        "falseValues": ["false"],
                    },
                    {
                        "name": "twin_ids",
                        "type": "string",
                        "separator": ";",
                        "references": "cities.city_id",
                    },
                ],
                "primaryKey": ["city_id"],
                "uniqueKeys": [["country_iso3", "population"]],
                "foreignKeys": [
                    {
                        "fields": ["country_iso3"],
                        "reference": {"resource": "countries", "fields": ["country_iso3"]},
                    }
                ],
                "missingValues": [""],
            },
        },
    ],
}


class TwoTables:
    """The package in a folder of its own, for a test to spoil."""

    def __init__(self, folder):
        self.folder = folder
        self.descriptor = deepcopy(DESCRIPTOR)
        self.write("countries.csv", COUNTRIES)
        self.write("cities.csv", CITIES)
        self.describe()

    def write(self, file, content):
        is_bytes = isinstance(content, bytes)
        (self.folder / file).write_bytes(content if is_bytes else content.encode())

    def describe(self, **changes):
        self.descriptor |= changes
        self.write("datapackage.json", json.dumps(self.descriptor))

    def change_table(self, table, /, **changes):
        self._resource(table).update(changes)
        self.describe()

    def change_schema(self, table, /, **changes):
        self._resource(table)["schema"].update(changes)
        self.describe()

    def change_column(self, table, column, /, **changes):
        fields = self._resource(table)["schema"]["fields"]
        next(field for field in fields if field["name"] == column).update(changes)
        self.describe()

    def _resource(self, name):
        return next(table for table in self.descriptor["resources"] if table["name"] == name)

    def change_cell(self, file, row, column, value):
        text = (self.folder / file).read_text(encoding="utf-8")
        lines = list(csv.reader(io.StringIO(text)))
        lines[row - 1][lines[0].index(column)] = value
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(lines)
        self.write(file, out.getvalue())

    def check(self):
        check_package(self.folder, read_package(self.folder))

    def faults(self):
        try:
            self.check()
        except PackageError as error:
            return list(error.violations)
        return []


@pytest.fixture
def package(tmp_path):
    return TwoTables(tmp_path)
