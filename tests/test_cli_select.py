"""Commands `select` and `align`: the best selection that keeps the rules, and what it covers.

The best sum of scores is found here in another way than in the code. Within a policy area the best
k keywords are the k with the highest scores, so it is enough to try every way of dividing the
places among the six areas.
"""

from __future__ import annotations

import csv
import io
import json
from itertools import accumulate, combinations, product

import pytest

from dashboard.answers.selection import SELECTION_COLUMNS
from dashboard.answers.suggested import ALIGN_COLUMNS
from dashboard.store.places import data_dir

TWELVE = ("--limit", "12", "--per-area", "1")
HOUSING = "access-to-adequate-and-affordable-housing"
LAST = "housing-non-discrimination"  # one actor, one city, 1 point: nobody's first choice
WRONG_SELECTIONS = {
    "--weight beauty=1": "--weight: got 'beauty=1', expected one of frequency, spreading, ",
    "--weight s=1": "--weight: got 's=1', expected one of ",  # spreading or show-progress
    "--weight =1": "--weight: got '=1', expected one of ",
    "--weight frequency": "--weight: got 'frequency', expected one of ",
    "--weight frequency=": "--weight: got 'frequency=', expected one of ",
    "--weight frequency=nan": "--weight: got 'frequency=nan', expected one of ",
    "--weight frequency=inf": "--weight: got 'frequency=inf', expected one of ",
    "--weight frequency=-1": "--weight: got 'frequency=-1', expected one of ",
    "--weight frequency=2": "--weight: got 'frequency=2', expected one of ",
    "--weight f=0 --weight sp=0 --weight sh=0": "weights: got 0 for every criterion that has a ",
    "--limit 0": "limit: got 0, expected a whole number from 1 to 60.",
    "--limit 61": "limit: got 61, expected a whole number from 1 to 60.",
    "--limit many": "'--limit'",
    "--per-area 11": "per area: got 11, expected a whole number from 0 to 10.",
    "--per-area -1": "per area: got -1, expected a whole number from 0 to 10.",
    "--feasible -1": "feasible: got -1, expected a whole number from 0 to 20.",
    "--feasible 21": "feasible: got 21, expected a whole number from 0 to 20.",
    "--limit 1 --must communication,financing": "limit: got 1, expected at least 2: so many are ",
    "--must communication --never communication": "must and never: got communication in both ",
    "--must atlantis": "--must: got 'atlantis', expected ids of keywords such as ",
    "--never atlantis": "--never: got 'atlantis', expected ids of keywords such as ",
    "--area housing --must communication": "must: got communication, which the filters leave out",
    "--limit 12 --per-area 3": "limit: got 12, expected at least 18: so many are needed for each ",
    "--phase roll-out --feasible 15 --per-area 1": "per area: got 1, but employment has only 0 ",
    "--phase maybe": "phase: got 'maybe', expected one of desk, expert, roll-out",
    "--missing maybe": "missing: got 'maybe', expected one of leave-out, worst",
    "--area water": "--area: got 'water', expected one of governance",
    "--coding third": "coding: got 'third', expected one of first, second, agreed",
    "--actors nobody": "--actors: got 'nobody', expected one of analysed-2019",
    "--region mars": "region: got 'mars', expected one of africa",
    "--country XYZ": "--country: got 'XYZ', expected one of ",
    "--format xml": "'--format'",
}
WRONG_ALIGNMENTS = {
    "": "Missing option '--actions'",
    "--actions atlantis": "--actions: got 'atlantis', expected ids of keywords or actions, such as",
    "--actions communication,atlantis": "--actions: got 'atlantis', expected ids of ",
    "--actions ,": "--actions: got nothing, expected ids of keywords or actions.",
    "--actions communication --framework icc": "--framework: got 'icc', expected one of gcm, gcr,",
}


def rows_of(table):
    with (data_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ids(found):
    return [row["keyword_id"] for row in found]


def best_sum(scored, limit, per_area):
    """Return the highest sum of scores of `limit` keywords with so many of each area at least."""
    by_area = {}
    for row in scored:
        by_area.setdefault(row["area_id"], []).append(row["score"])
    sums = [[0, *accumulate(sorted(scores, reverse=True))] for scores in by_area.values()]
    divisions = product(*(range(per_area, len(found)) for found in sums))
    return max(
        sum(found[n] for found, n in zip(sums, division, strict=True))
        for division in divisions
        if sum(division) == limit
    )


# The suggestion


def test_twelve_actions_are_suggested_with_one_of_each_area_at_least(rows):
    found = rows("select", *TWELVE)
    assert len(found) == len(set(ids(found))) == 12
    assert {row["area_id"] for row in found} == {
        row["policy_area_id"] for row in rows_of("policy_areas")
    }


def test_every_suggested_action_serves_the_compact_and_the_2030_agenda(rows):
    codes = {(row["keyword_id"], row["framework_id"]) for row in rows_of("keyword_alignment")}
    for row in rows("select", *TWELVE):
        assert row["gcm"]
        assert row["sdg"]
        assert {(row["keyword_id"], "gcm"), (row["keyword_id"], "sdg")} <= codes


@pytest.mark.parametrize(("limit", "per_area"), [(12, 1), (12, 2), (6, 1), (12, 0), (20, 3)])
def test_sum_of_the_scores_is_the_highest_that_keeps_the_rules(rows, limit, per_area):
    scored = rows("select", "--limit", "60")
    found = rows("select", "--limit", str(limit), "--per-area", str(per_area))
    assert len(scored) == 49
    total = sum(row["score"] for row in found)
    assert total == pytest.approx(best_sum(scored, limit, per_area))


def test_sum_of_the_scores_is_the_highest_of_every_set_of_a_few(rows):
    # Sixteen keywords are left, the last of the ranking; every set of six of them is tried.
    scored = rows("select", "--limit", "60")
    few, never = scored[33:], ",".join(ids(scored[:33]))
    areas = {row["area_id"] for row in few}
    found = rows("select", "--limit", "6", "--per-area", "1", "--never", never)
    best = max(
        sum(row["score"] for row in chosen)
        for chosen in combinations(few, 6)
        if {row["area_id"] for row in chosen} == areas
    )
    assert len(areas) >= 4
    assert sum(row["score"] for row in found) == pytest.approx(best)


def test_suggestion_without_rules_is_the_head_of_the_ranking(rows):
    assert ids(rows("select", "--limit", "5")) == ids(rows("select", "--limit", "60"))[:5]


def test_must_haves_are_chosen_and_never_is_not(rows):
    first = ids(rows("select", "--limit", "1"))[0]
    found = ids(rows("select", "--limit", "3", "--must", LAST, "--never", first))
    assert LAST in found
    assert first not in found
    assert len(found) == 3


def test_suggestion_of_one_area_has_its_keywords_only(rows):
    found = rows("select", "--area", "housing", "--limit", "3", "--per-area", "2")
    assert {row["area_id"] for row in found} == {"housing"}
    assert found[0]["keyword_id"] == HOUSING


def test_desk_analysis_suggests_by_the_number_of_actors(rows):
    found = rows("select", "--phase", "desk", "--limit", "9")
    assert [row["n_actors"] for row in found] == [18, 18, 16, 16, 16, 14, 14, 13, 13]


def test_weight_on_spreading_puts_the_most_documented_first(rows):
    words = ("--weight", "frequency=0", "--weight", "show=0", "--weight", "value=0")
    assert [row["n_cities_documented"] for row in rows("select", "--limit", "4", *words)] == [
        46,
        23,
        19,
        17,
    ]


@pytest.mark.parametrize("begun", ["freq", "f"])
def test_beginning_of_a_criterion_will_do(rows, begun):
    alone = rows("select", "--limit", "4", "--weight", f"{begun}=0")
    assert alone == rows("select", "--limit", "4", "--weight", "frequency=0")
    assert ids(alone) != ids(rows("select", "--limit", "4"))


def test_criterion_can_be_written_with_an_underscore(rows):
    assert rows("select", "--weight", "show_progress=0") == rows("select", "--weight", "show=0")


def test_last_weight_of_a_criterion_counts(rows):
    assert rows("select", "--weight", "f=1", "--weight", "f=0") == rows("select", "--weight", "f=0")


def test_missing_votes_can_count_as_the_worst(rows):
    # Three of four criteria have a value: three quarters of the score are left.
    left_out, worst = rows("select", "--limit", "3"), rows("select", "--missing", "worst")
    for row, lowered in zip(left_out, worst, strict=False):
        assert lowered["score"] == pytest.approx(row["score"] * 3 / 4)


def test_roll_out_suggests_only_what_enough_cities_document(rows):
    found = rows("select", "--phase", "roll-out", "--feasible", "15")
    assert sorted(row["n_cities_documented"] for row in found) == [16, 17, 19, 23, 46]


def test_cities_and_coding_change_what_is_counted(rows):
    (everywhere,) = rows("select", "--limit", "1", "--must", HOUSING)
    words = ("--region", "europe", "--coding", "second", "--actors", "analysed-2019")
    (here,) = rows("select", "--limit", "1", "--must", HOUSING, *words)
    assert everywhere["n_actors"] == 12
    assert here["n_actors"] < 12
    assert here["n_cities_documented"] < everywhere["n_cities_documented"]


def test_json_repeats_filters_and_rules(call, store):
    words = "--limit 7 --must financing --never communication --weight freq=0.5 --region asia"
    _code, out, _err = call("select", *words.split(), "--format", "json")
    answer = json.loads(out)
    assert list(answer) == ["release", "filters", "rows"]
    assert answer["release"] == store.release
    assert answer["filters"] == {
        "actors": [],
        "coding": "first",
        "document_from": None,
        "document_to": None,
        "region": ["asia"],
        "oecd": [],
        "size": [],
        "network": [],
        "country": [],
        "area": "",
        "phase": "expert",
        "weights": {"frequency": 0.5, "spreading": 1, "show-progress": 1, "value-added": 1},
        "missing": "leave-out",
        "feasible": 0,
        "limit": 7,
        "per_area": 0,
        "must": ["financing"],
        "never": ["communication"],
    }


@pytest.mark.parametrize(
    ("command", "columns"),
    [
        (("select",), SELECTION_COLUMNS),
        (("align", "--actions", "communication"), ALIGN_COLUMNS),
    ],
)
def test_every_format_has_the_documented_columns(call, rows, command, columns):
    names = list(columns)
    assert list(rows(*command)[0]) == names
    _code, out, _err = call(*command, "--format", "csv")
    assert next(csv.reader(io.StringIO(out))) == names
    _code, out, _err = call(*command)
    assert out.splitlines()[1].split() == names


def test_csv_joins_the_codes_of_an_action(call, rows):
    _code, out, _err = call("select", "--limit", "3", "--format", "csv")
    told = [(line["gcm"], line["sdg"]) for line in csv.DictReader(io.StringIO(out))]
    found = rows("select", "--limit", "3")
    assert told == [(";".join(row["gcm"]), ";".join(row["sdg"])) for row in found]


def test_table_says_how_many_rows_it_has(call, store):
    _code, out, _err = call("select", "--limit", "4")
    lines = out.splitlines()
    assert lines[0] == f"Release {store.release}. 4 rows."
    assert len(lines) == 2 + 4


@pytest.mark.parametrize("file_format", ["json", "csv", "table"])
def test_filters_that_leave_nothing_are_an_answer(call, file_format):
    words = "select --phase roll-out --feasible 20 --region oceania --format"
    code, out, err = call(*words.split(), file_format)
    assert (code, err, "keyword_id" in out or '"rows": []' in out) == (0, "", True)


@pytest.mark.parametrize("wrong", WRONG_SELECTIONS)
def test_wrong_selection_is_refused_in_one_sentence(call, wrong):
    code, out, err = call("select", *wrong.split())
    assert (code, out, len(err.strip().splitlines())) == (2, "", 1)
    assert WRONG_SELECTIONS[wrong] in err


# Alignment


def test_ids_of_actions_and_of_their_keywords_give_the_same_rows(rows):
    first = {
        row["keyword_id"]: row["action_id"]
        for row in rows_of("action_codings")
        if row["coder"] == "first"
    }
    keywords = ["communication", HOUSING, "financing"]
    actions = [first[keyword] for keyword in keywords]
    by_keyword = rows("align", "--actions", ",".join(keywords))
    assert rows("align", "--actions", ",".join(actions)) == by_keyword
    assert rows("align", "--actions", ",".join([*keywords, *actions])) == by_keyword
    assert any(row["covered"] for row in by_keyword)


def test_covered_items_are_those_that_a_link_of_the_data_names(rows):
    linked = {
        (row["framework_id"], row["code"])
        for row in rows_of("keyword_alignment")
        if row["keyword_id"] in {"communication", HOUSING}
    }
    found = rows("align", "--actions", f"communication,{HOUSING}")
    assert {(row["framework_id"], row["code"]) for row in found if row["covered"]} == linked


def test_items_say_what_covers_them_and_what_would(rows):
    found = rows("align", "--actions", "communication", "--framework", "gcm")
    assert len(found) == 23
    for row in found:
        assert row["covered"] == (row["status"] == "covered") == bool(row["covered_by"])
        assert set(row["covered_by"]) <= {"communication"}
        assert "communication" not in row["closed_by"]
        assert (row["status"] == "open") == (bool(row["closed_by"]) and not row["covered_by"])


def test_framework_keeps_the_rows_that_all_frameworks_have_of_it(rows):
    every = rows("align", "--actions", HOUSING)
    only = rows("align", "--actions", HOUSING, "--framework", "sdg")
    assert only == [row for row in every if row["framework_id"] == "sdg"]
    assert only


def test_alignment_as_csv_says_the_same_as_json(call, rows):
    _code, out, _err = call("align", "--actions", HOUSING, "--format", "csv")
    expected = [
        {
            name: ";".join(value) if isinstance(value, list) else str(value)
            for name, value in row.items()
        }
        for row in rows("align", "--actions", HOUSING)
    ]
    assert list(csv.DictReader(io.StringIO(out))) == expected


def test_alignment_repeats_what_was_asked(call):
    words = "align --actions communication,ath-001 --framework gcm --format json"
    _code, out, _err = call(*words.split())
    assert json.loads(out)["filters"] == {
        "actions": ["communication", "ath-001"],
        "framework": "gcm",
    }


@pytest.mark.parametrize("wrong", WRONG_ALIGNMENTS)
def test_wrong_alignment_is_refused_in_one_sentence(call, wrong):
    code, out, err = call("align", *wrong.split())
    assert (code, out, len(err.strip().splitlines())) == (2, "", 1)
    assert WRONG_ALIGNMENTS[wrong] in err


@pytest.mark.parametrize("command", ["select", "align"])
def test_help_is_shown(call, command):
    code, out, _err = call(command, "--help")
    assert (code, "Usage:" in out) == (0, True)


def test_accepted_answers_count_for_spreading(rows, accept):
    asked = ("select", *TWELVE, "--must", HOUSING)

    def cities():
        found = rows(*asked)
        return {row["keyword_id"]: row["n_cities_documented"] for row in found}[HOUSING]

    before = cities()
    accept("isl-reykjavik", "2026", {f"q-{HOUSING}": "in-place"})
    assert cities() == before + 1
