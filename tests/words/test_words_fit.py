"""The note on whether a case would work here: every figure with definition, year and source."""

from __future__ import annotations

from dashboard.answers.fit import Fit
from dashboard.queries.practices_figures import (
    FOREIGN_BORN,
    FOREIGN_NATIONALS,
    POPULATION,
    PlaceFigure,
)
from dashboard.queries.sources import Source
from dashboard.words.fit import fit_cells, fit_summary, other_sources

PEOPLE = PlaceFigure(POPULATION, 190_205, 2009, None, "Council of Europe", "http://coe.int/geneva")
TURIN = PlaceFigure(POPULATION, 847_287, None, None, "GeoNames", None)
NATIONALS = PlaceFigure(FOREIGN_NATIONALS, 47.8, 2018, "about [half]", "swissinfo", None)
BORN = PlaceFigure(FOREIGN_BORN, 13.0, None, None, "RforOperations2022", None)
FITS = (
    Fit("population", PEOPLE, TURIN, "between"),
    Fit("migrants", NATIONALS, BORN, "two-definitions"),
    Fit("subregion", "Western Europe", "Southern Europe", "unlike"),
    Fit("oecd", True, False, "unlike"),  # noqa: FBT003 - a value of the data
    Fit("networks", ("Cities *A*", "B"), None, "unknown"),
)


def cells():
    return fit_cells(FITS, "Geneva", "Turin")


def test_table_has_three_columns_with_a_row_a_feature():
    assert list(cells()) == ["What", "Geneva", "Turin"]
    assert [len(column) for column in cells().values()] == [5, 5, 5]


def test_every_figure_carries_definition_year_and_source():
    there, here = cells()["Geneva"], cells()["Turin"]
    assert there[0] == "190,205  \n2009, [Council of Europe](<http://coe.int/geneva>)"
    assert here[0] == "847,287  \nyear not stated, GeoNames"
    assert there[1] == "47.8 % foreign nationals  \n2018, swissinfo  \nabout \\[half\\]"
    assert here[1].startswith("13 % born abroad  \nyear not stated, ")


def test_two_definitions_are_not_comparable():
    assert cells()["What"][1] == "migrant share  \n*not comparable*"
    told = fit_summary(FITS, "Geneva, Switzerland", "Turin, Italy")
    assert told == (
        "Geneva, Switzerland and Turin, Italy. Not in common: UN subregion and OECD status. In "
        "between: population. Not comparable, because the definitions differ: migrant share. Not "
        "known of both: networks."
    )


def test_what_is_not_known_is_said_and_texts_are_shown_as_they_are():
    assert cells()["Turin"][4] == "none known to us"
    assert cells()["Geneva"][4] == "Cities \\*A\\*; B"
    unknown = (Fit("population", None, TURIN, "unknown"),)
    assert fit_cells(unknown, "Geneva", "Turin")["Geneva"] == ["not known"]


def test_long_words_can_break_so_that_the_table_fits_a_phone():
    space = "\N{ZERO WIDTH SPACE}"
    assert cells()["Turin"][1].endswith(f"RforOperatio{space}ns2022")
    names = list(fit_cells(FITS, "Kooperationsgemeinde", "Turin"))
    assert names[1] == f"Kooperations{space}gemeinde"


def test_source_of_what_is_no_figure_is_named_with_its_year():
    told = other_sources(Source("pycountry and country_converter", "Codes", 2026, "packages"))
    assert "UN subregion and OECD status: pycountry and country\\_converter, 2026." in told
