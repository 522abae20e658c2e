"""The command `practices`: the cases of the page, and clear refusals."""

from __future__ import annotations

import csv
import io
import json

import pytest

from dashboard.queries.practices import CASE_COLUMNS


def ids(rows):
    return [row["record_id"] for row in rows]


def test_every_case_without_an_option(rows):
    found = rows("practices")
    assert len(found) == 396
    assert list(found[0]) == list(CASE_COLUMNS)


def test_query_in_another_language_finds_the_case(rows):
    assert ids(rows("practices", "--query", "Genf")) == ["pw-172"]


def test_filters_hold_together(rows):
    found = rows(
        *("practices", "--area", "housing", "--region", "africa", "--role", "policy-maker"),
        *("--status", "running,completed", "--year-from", 2018),
    )
    assert found
    for row in found:
        assert (row["area_id"], row["region"], row["role"]) == ("housing", "africa", "policy-maker")
        assert row["status"] in {"running", "completed"}
        assert row["last_year"] >= 2018


def test_json_says_what_was_asked_and_what_is_not_known(call):
    code, out, _err = call("practices", "--step", 5, "--query", " Rennes ", "--format", "json")
    answer = json.loads(out)
    assert code == 0
    assert list(answer) == ["release", "filters", "rows"]
    assert (answer["filters"]["query"], answer["filters"]["step"]) == ("Rennes", ["5"])
    assert answer["filters"]["region"] == []
    assert "cities" not in answer["filters"]


def test_left_out_for_want_of_a_year_is_counted(call):
    out = call("practices", "--year-from", 1990, "--format", "json")[1]
    assert json.loads(out)["filters"]["not_known"] == {"years": 108}


def test_csv_has_the_same_cases(call, rows):
    out = call("practices", "--query", "Oujda", "--format", "csv")[1]
    assert ids(csv.DictReader(io.StringIO(out))) == ids(rows("practices", "--query", "Oujda"))


def test_no_case_says_what_to_loosen(call):
    code, out, err = call("practices", "--query", "Genf", "--status", "running")
    assert code == 0
    assert "0 rows" in out
    assert "without status 1 cases come back" in err


def test_no_case_tells_the_nearest_beside_the_table_and_never_as_a_row(call):
    code, out, err = call("practices", "--query", "homophobia", "--status", "running")
    assert code == 0
    assert "0 rows" in out
    assert "pw-200" not in out
    assert "No case is about 'homophobia'. Nearest words: xenophobia, " in err
    assert "Nearest case: pw-200, Municipal shelter and help for victims of violence.\n" in err
    assert "Nearest case: mgi-gha-accra-4, Local Migration Governance Indicators. It" in err
    assert err.endswith("It misses: status.\n")


def test_nothing_near_is_said(call):
    out, err = call("practices", "--query", "xqzw", "--format", "csv")[1:]
    assert out.count("\n") == 1
    assert "No case is about 'xqzw'. Nearest words: none." in err
    assert err.endswith("No case is near to this.\n")


def test_json_holds_the_nearest_apart_from_the_rows(call):
    words = ("practices", "--query", "homophobia", "--status", "running", "--format", "json")
    code, out, err = call(*words)
    answer = json.loads(out)
    assert (code, err, answer["rows"]) == (0, "", [])
    near = answer["filters"]["nearest"]
    assert [case["misses"] for case in near] == [[], [], ["status"]]
    assert near[0]["record_id"] == "pw-200"
    assert answer["filters"]["nearest_words"]["homophobia"][0] == "xenophobia"


def test_search_without_a_word_is_told(call):
    out, err = call("practices", "--query", "the", "--format", "csv")[1:]
    assert err == "--query: holds no word that can be looked for, so it leaves no case out.\n"
    assert len(list(csv.reader(io.StringIO(out)))) == 1 + 396
    for query, searched in (("the", False), ("Genf", True)):
        answer = json.loads(call("practices", "--query", query, "--format", "json")[1])
        assert answer["filters"]["searched"] is searched


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--area", "sea"), "--area: got 'sea'"),
        (("--keyword", "x"), "--keyword: got 'x'"),
        (("--status", "flying"), "completed, pledged, running"),
        (("--network", "x"), "--network: got 'x'"),
        (("--region", "mars"), "region: got 'mars'"),
        (("--query", "x" * 201), "expected at most 200"),
        (("--year-from", "2020", "--year-to", "2010"), "first year first"),
        (("--year-from", "soon"), "year-from"),
    ],
)
def test_what_is_not_known_is_refused_in_one_sentence(call, words, told):
    code, out, err = call("practices", *words)
    assert (code, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1


def test_query_with_sql_and_markup_is_harmless(rows):
    assert rows("practices", "--query", "'; DROP TABLE core.practices; -- <b>") == []
    assert len(rows("practices")) == 396
