"""What is known, region by region: the store and the README of the data tell the same."""

from __future__ import annotations

import pytest

from dashboard.store.places import data_dir

IN_README = {
    "places": "n_places",
    "countries": "n_countries",
    "with coordinates": "n_with_coordinates",
    "with population": "n_with_population",
    "any indicator": "n_with_indicator",
    "policy or outcome indicator": "n_with_policy_or_outcome_indicator",
    "any network": "n_with_network",
}


def table_of_the_readme():
    text = (data_dir() / "README.md").read_text(encoding="utf-8")
    section = text.split("\n## Coverage\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    header, _, *rows = [[cell.strip() for cell in line[1:-1].split("|")] for line in lines]
    return [dict(zip(header, row, strict=True)) for row in rows]


TOLD = table_of_the_readme()


@pytest.mark.parametrize("told", TOLD[:-1], ids=lambda told: f"{told['UN region']} {told['OECD']}")
def test_coverage_of_a_region_is_the_one_the_readme_tells(store, told):
    status = {"OECD": "oecd", "not OECD": "non-oecd"}[told["OECD"]]
    sql = f"SELECT {', '.join(IN_README.values())} FROM mart.coverage WHERE (region, oecd) = (?, ?)"  # noqa: S608
    with store.cursor() as cursor:
        (served,) = cursor.execute(sql, [told["UN region"].lower(), status]).fetchall()
    assert list(served) == [int(told[name]) for name in IN_README]


def test_coverage_has_no_row_that_the_readme_does_not_tell(store):
    with store.cursor() as cursor:
        assert cursor.execute("SELECT count(*) FROM mart.coverage").fetchone() == (len(TOLD) - 1,)


def test_sums_over_the_regions_are_those_of_the_readme(store):
    sums = ", ".join(f"sum({column})" for column in IN_README.values())
    with store.cursor() as cursor:
        (served,) = cursor.execute(f"SELECT {sums} FROM mart.coverage").fetchall()  # noqa: S608
    assert [int(total) for total in served] == [int(TOLD[-1][name]) for name in IN_README]
