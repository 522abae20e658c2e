"""The sentence of a fault: where, what was found, what was expected."""

from __future__ import annotations

from dashboard.contracts.violation import PackageError, Violation
from dashboard.errors import ContractError


def test_sentence_names_file_row_column_value_and_expectation():
    fault = Violation("cities.csv", 7, "population", "many", "a whole number")
    assert str(fault) == (
        "cities.csv, row 7, column population: got 'many', expected a whole number"
    )


def test_fault_of_the_whole_file_names_no_row_and_no_column():
    fault = Violation("cities.csv", 0, "", "an empty file", "a header and rows")
    assert str(fault) == "cities.csv: got 'an empty file', expected a header and rows"


def test_value_of_120_characters_is_shown_whole():
    assert "x" * 120 in str(Violation("a.csv", 2, "b", "x" * 120, "less"))


def test_value_of_121_characters_is_shortened_to_120():
    sentence = str(Violation("a.csv", 2, "b", "x" * 121, "less"))
    assert f"got '{'x' * 117}...', expected" in sentence


def test_line_break_in_a_value_does_not_break_the_sentence():
    assert len(str(Violation("a.csv", 2, "b", "x\ny", "one line")).splitlines()) == 1


def test_two_hundred_faults_are_all_listed():
    error = PackageError([Violation("a.csv", row, "b", "x", "y") for row in range(2, 202)])
    assert str(error).splitlines()[-1].startswith("a.csv, row 201,")


def test_two_hundred_and_one_faults_end_with_the_number_left_out():
    error = PackageError([Violation("a.csv", row, "b", "x", "y") for row in range(2, 203)])
    assert str(error).splitlines()[-1] == "... and 1 more faults"


def test_broken_package_is_a_broken_contract():
    assert issubclass(PackageError, ContractError)
