"""A small package with the real descriptor, and the store built from it.

The 21 tables that the SQL of the store reads, with the fewest rows that join:

    cities        ita-alba (49 999 people, in the network `net`, a grant, one indicator value)
                  ken-busia (nothing known: empty cells)
    keywords      plan (area governance), school (area education)
    questions     one per keyword, asked in the round 2025
    actions       a1 coded plan, plan; a2 coded school by the first, plan by the second coder
"""

from __future__ import annotations

import csv
import io
import json
import shutil

import duckdb
import pytest

from dashboard.store.build import build_store
from dashboard.store.places import data_dir

ROWS = {
    "partnerships": "",
    "sources": "book,Book,Publisher,2020,https://example.org/book,web page,none\n",
    "countries": (
        "ITA,Italy,Europe,Southern Europe,1962,true,true\n"
        "KEN,Kenya,Africa,Eastern Africa,,false,false\n"
    ),
    "cities": (
        "ita-alba,Alba,,ITA,city,44.7,8.03,,49999,2020,book\nken-busia,Busia,,KEN,city,,,,,,\n"
    ),
    "networks": "net,Net,city network,world,,,book,\n",
    "city_networks": "ita-alba,net,member,2019,book\n",
    "policy_areas": "governance,Governance,1,81,book\neducation,Education,2,25,book\n",
    "keywords": "plan,Plan,governance,A plan,,book\nschool,School,education,A school,,book\n",
    "city_roles": "employer,Employer,A city hires,1,book\n",
    "keyword_roles": "plan,employer,Staff plan,book\nschool,employer,Staff teach,book\n",
    "measures": "plan,plan (yes/no),in place,true,book\nschool,pupils,reach,false,book\n",
    "rounds": "2025,Round 2025,Say how things stood.,1,book\n",
    "questionnaire": (
        "q-plan,1,plan,Does the city have a plan?,Any plan.,employer,Plans,2025,,book\n"
        "q-school,1,school,Does the city have a school?,Any.,employer,Pupils,2025,,book\n"
    ),
    "actors": "unit,Unit,The Unit,NGO,true,book\n",
    "actions": (
        "a1,unit,Report,2019,plan,Have a plan.,plan (yes/no),book\n"
        "a2,unit,Report,,school,Open schools.,pupils,book\n"
    ),
    "action_codings": (
        "a1,first,plan,,\na1,second,plan,,high\na2,first,school,,\na2,second,plan,,low\n"
    ),
    "indicators": "share,Share,Share of people,,context,percent,0,100,none,book\n",
    "city_indicators": "ita-alba,share,2020,12.5,,book\n",
    "practices": "",
    "grant_themes": "lessons,education,school,,book\n",
    "grants": "ita-alba,Fund,2020,lessons,,book\n",
}


class SmallPackage:
    """The package in a folder of its own, for a test to change."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(exist_ok=True)
        text = (data_dir() / "datapackage.json").read_text(encoding="utf-8")
        descriptor = json.loads(text)
        self._headers = {}
        descriptor["resources"] = [t for t in descriptor["resources"] if t["name"] in ROWS]
        for table in descriptor["resources"]:
            del table["rows"]
            names = [field["name"] for field in table["schema"]["fields"]]
            self._headers[table["name"]] = ",".join(names) + "\n"
        (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
        for name, rows in ROWS.items():
            self.write(name, rows)

    def write(self, table, rows):
        file = self.folder / f"{table}.csv"
        file.write_text(self._headers[table] + rows, encoding="utf-8")

    def change_cell(self, table, row, column, value):
        file = self.folder / f"{table}.csv"
        lines = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8"))))
        lines[row - 1][lines[0].index(column)] = value
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(lines)
        file.write_text(out.getvalue(), encoding="utf-8")


@pytest.fixture
def tables():
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA core; CREATE SCHEMA mart; CREATE SCHEMA checks")
        yield connection


@pytest.fixture(scope="session")
def small_package():
    return SmallPackage


@pytest.fixture
def package(small_package, tmp_path):
    return small_package(tmp_path / "package")


@pytest.fixture(scope="session")
def small_store_dir(small_package, tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    small_package(folder / "package")
    build_store(folder / "package", folder / "store")
    return folder / "store"


@pytest.fixture
def served(small_store_dir, tmp_path):
    return shutil.copytree(small_store_dir, tmp_path / "served")
