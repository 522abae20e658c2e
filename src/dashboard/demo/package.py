"""The data package of a demonstration: the shipped one, invented cities, more rounds."""

from __future__ import annotations

import csv
import io
import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dashboard.contracts.descriptor import DESCRIPTOR
from dashboard.contracts.package import read_package

if TYPE_CHECKING:
    from pathlib import Path

SOURCE: Final = "demo-invented"
_SOURCE_ROW: Final = {
    "source_id": SOURCE,
    "title": "Invented for training; true of no real city",
    "publisher": "this project",
    "address": "docs/operations.md",
    "kind": "repository file",
    "licence_note": "invented",
}
# A country of which no city is known is drawn now and then, one of which many are, often.
_LEAST_WEIGHT: Final = 0.1
_SPREAD_DEGREES: Final = 1.0
# Logarithms of the population: half of the cities have fewer than 200 000 people.
_PEOPLE: Final = (12.2, 1.2)
_FEWEST_PEOPLE, _MOST_PEOPLE = 2_000, 3_000_000
_YEARS: Final = (2018, 2025)

Rows = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked what in a demonstration.

    Attributes:
        cities: Ids of the invented cities.
        rounds: Ids of the rounds, the oldest first.
        questions: Rows of questionnaire.csv, one for each question.
    """

    cities: tuple[str, ...]
    rounds: tuple[str, ...]
    questions: tuple[dict[str, str], ...]


def write_package(data_dir: Path, target: Path, n_cities: int, n_rounds: int, seed: int) -> Asked:
    """Write the data package of a demonstration.

    Args:
        data_dir: Folder of the data package that the project ships.
        target: Folder to write to; it is there and empty.
        n_cities: Invented cities.
        n_rounds: Rounds; the last one is the newest of the data package.
        seed: Start of the random numbers.

    Returns:
        Who is asked what.
    """
    package = read_package(data_dir)
    for table in package.tables:
        shutil.copyfile(data_dir / table.path, target / table.path)
    cities = invented_cities(
        _read(data_dir / "cities.csv"), _read(data_dir / "countries.csv"), n_cities, seed
    )
    rounds = _rounds(_read(data_dir / "rounds.csv"), n_rounds)
    questions = _questions(_read(data_dir / "questionnaire.csv"), rounds)
    written = {
        "sources": [*_read(data_dir / "sources.csv"), _SOURCE_ROW],
        "cities": [*_read(data_dir / "cities.csv"), *cities],
        "rounds": rounds,
        "questionnaire": questions,
    }
    for name, rows in written.items():
        columns = [column.name for column in package.table(name).columns]
        _write(target / f"{name}.csv", columns, rows)
    _describe(data_dir, target, {name: len(rows) for name, rows in written.items()})
    return Asked(
        cities=tuple(row["city_id"] for row in cities),
        rounds=tuple(row["round_id"] for row in rounds),
        questions=tuple(questions),
    )


def invented_cities(known: Rows, countries: Rows, n_cities: int, seed: int) -> Rows:
    """Invent cities in real countries, none of which is a real city.

    Args:
        known: Rows of cities.csv.
        countries: Rows of countries.csv.
        n_cities: How many.
        seed: Start of the random numbers.

    Returns:
        Rows of cities.csv: near the middle of the known cities of their country, or nowhere.
    """
    generator = np.random.default_rng(seed)
    points: dict[str, list[tuple[float, float]]] = {}
    for row in known:
        if row["latitude"] and row["longitude"]:
            point = (float(row["latitude"]), float(row["longitude"]))
            points.setdefault(row["country_iso3"], []).append(point)
    codes = [row["country_iso3"] for row in countries if row["un_region"]]
    weights = np.array([len(points.get(code, ())) + _LEAST_WEIGHT for code in codes])
    drawn = generator.choice(len(codes), size=n_cities, p=weights / weights.sum())
    away = generator.normal(0, _SPREAD_DEGREES, (n_cities, 2))
    people = np.exp(generator.normal(*_PEOPLE, n_cities)).clip(_FEWEST_PEOPLE, _MOST_PEOPLE)
    years = generator.integers(_YEARS[0], _YEARS[1] + 1, n_cities)
    rows = []
    for place in range(n_cities):
        code = codes[drawn[place]]
        row = {
            "city_id": f"demo-{place + 1:04d}",
            "name": f"Demo city {place + 1:04d}",
            "country_iso3": code,
            "kind": "city",
            "population": str(round(float(people[place]), -2)).removesuffix(".0"),
            "population_year": str(years[place]),
            "population_source_id": SOURCE,
        }
        if code in points:
            latitude, longitude = np.mean(points[code], axis=0) + away[place]
            row["latitude"] = f"{np.clip(latitude, -85, 85):.4f}"
            row["longitude"] = f"{np.clip(longitude, -180, 180):.4f}"
        rows.append(row)
    return rows


def _rounds(shipped: Rows, n_rounds: int) -> Rows:
    """Return rounds that end with the newest one; missing ones are made up before the oldest."""
    known = sorted(shipped, key=lambda row: int(row["order"]))
    first = int(known[0]["round_id"])
    earlier = [
        {
            "round_id": str(year),
            "name": f"Round {year}",
            "explanation": f"Say how things stood at the end of {year}.",
            "source_id": SOURCE,
        }
        for year in range(first - n_rounds, first)
    ]
    kept = [*earlier, *known][-n_rounds:]
    return [{**row, "order": str(place)} for place, row in enumerate(kept, start=1)]


def _questions(shipped: Rows, rounds: Rows) -> Rows:
    """Return the questions of the newest round, asked in every round."""
    newest = rounds[-1]["round_id"]
    asked = (row for row in shipped if row["last_round"] in {"", newest})
    return [{**row, "first_round": rounds[0]["round_id"], "last_round": ""} for row in asked]


def _describe(data_dir: Path, target: Path, n_rows: dict[str, int]) -> None:
    described: dict[str, Any] = json.loads((data_dir / DESCRIPTOR).read_text("utf-8"))
    described["title"] = f"{described['title']} (with invented cities, for training)"
    described["invented"] = True
    for resource in described["resources"]:
        resource["rows"] = n_rows.get(resource["name"], resource["rows"])
    text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    (target / DESCRIPTOR).write_text(text, encoding="utf-8")


def _read(path: Path) -> Rows:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))


def _write(path: Path, columns: list[str], rows: Rows) -> None:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode())
