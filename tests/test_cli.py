"""The command line as its users call it: same answers, fixed columns, one sentence for an error."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from dashboard.answers.rankings import rank_areas, rank_keywords
from dashboard.filters import ActorFilter, CityFilter, RankingFilter
from dashboard.queries.cities import list_cities

AREA_COLUMNS = [
    "area_id",
    "area",
    "score",
    "rank",
    "rank_label",
    "n_actors",
    "n_keywords",
    "rank_low",
    "rank_high",
    "score_2019",
]
KEYWORD_COLUMNS = [
    "keyword_id",
    "keyword",
    "area_id",
    "score",
    "rank",
    "rank_label",
    "rank_low",
    "rank_high",
    "n_actions",
    "n_cities_documented",
    "score_2019",
]
CITY_COLUMNS = [
    "city_id",
    "city",
    "country_iso3",
    "region",
    "oecd",
    "size",
    "population",
    "population_year",
    "latitude",
    "longitude",
    "n_networks",
    "n_documented",
    "n_indicators",
]
COLUMNS = {
    "rank areas": AREA_COLUMNS,
    "rank keywords": KEYWORD_COLUMNS,
    "cities": CITY_COLUMNS,
}
WRONG_CALLS = {
    "frobnicate": "No such command 'frobnicate'",
    "rank": "Missing argument",
    "rank cities": "'cities'",
    "rank areas more": "unexpected extra argument",
    "rank areas --colour red": "No such option: --colour",
    "rank areas --counting": "'--counting'",
    "rank areas --format xml": "'--format'",
    "rank areas --document-from early": "'--document-from'",
    "rank areas --document-from 2020 --document-to 2010": "document years: got 2020 to 2010",
    "rank areas --counting words": "counting: got 'words', expected one of mentions, actors",
    "rank areas --coding third": "coding: got 'third', expected one of first, second, agreed",
    "rank areas --actors nobody": "--actors: got 'nobody', expected one of analysed-2019",
    "rank keywords --area water": "--area: got 'water', expected one of governance",
    "rank keywords --region mars": "region: got 'mars', expected one of africa",
    "rank keywords --network nato": "--network: got 'nato', expected one of ",
    "cities --oecd maybe": "oecd: got 'maybe', expected one of oecd, non-oecd",
    "cities --size huge": "size: got 'huge', expected one of under-50k",
    "cities --country XYZ": "--country: got 'XYZ', expected one of ",
    "cities --country ita": "--country: got 'ita', expected one of ",
    "export": "Missing argument",
    "export cities": "'--out'",
    "export nothing --out x.csv": "TABLE: got 'nothing', expected one of action_codings",
    "export cities --out x.doc --format doc": "--format: got 'doc', expected one of csv, xlsx",
}


@pytest.fixture
def ask(store):
    def ask(question, asked):
        with store.cursor() as cursor:
            table = question(cursor, asked)
        return json.loads(table.to_json(orient="records", double_precision=15))

    return ask


def without_group(rows):
    return [{name: value for name, value in row.items() if name != "group"} for row in rows]


def as_process(*words, store_dir, **variables):
    return subprocess.run(
        [sys.executable, "-m", "dashboard", *words],
        capture_output=True,
        env={**os.environ, "DASHBOARD_STORE": str(store_dir), **variables},
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("command", COLUMNS)
def test_json_has_the_columns_of_the_interface_in_their_order(rows, command):
    assert list(rows(*command.split())[0]) == COLUMNS[command]


@pytest.mark.parametrize("command", COLUMNS)
def test_csv_has_the_columns_of_the_interface_in_their_order(call, command):
    _code, out, _err = call(*command.split(), "--format", "csv")
    assert next(csv.reader(io.StringIO(out))) == COLUMNS[command]


@pytest.mark.parametrize("command", COLUMNS)
def test_csv_says_the_same_as_json(call, rows, command):
    _code, out, _err = call(*command.split(), "--format", "csv")
    expected = [
        {name: "" if value is None else str(value) for name, value in row.items()}
        for row in rows(*command.split())
    ]
    assert list(csv.DictReader(io.StringIO(out))) == expected


@pytest.mark.parametrize("command", COLUMNS)
def test_table_is_printed_unless_another_format_is_asked_for(call, store, rows, command):
    _code, out, _err = call(*command.split())
    lines = out.splitlines()
    assert lines[0] == f"Release {store.release}. {len(rows(*command.split()))} rows."
    assert lines[1].split() == COLUMNS[command]


def test_columns_of_a_printed_table_stand_under_their_names(call):
    _code, out, _err = call("rank", "areas")
    header, *lines = out.splitlines()[1:]
    place = header.index("score")
    assert [line[place:].split()[0] for line in lines] == ["184", "85", "46", "28", "28", "24"]


def test_json_names_the_release(call, store):
    _code, out, _err = call("cities", "--format", "json")
    assert json.loads(out)["release"] == store.release


def test_json_has_release_filters_and_rows(call):
    _code, out, _err = call("rank", "keywords", "--format", "json")
    assert list(json.loads(out)) == ["release", "filters", "rows"]


def test_json_repeats_every_filter_in_force(call):
    words = "rank keywords --coding agreed --area housing --actors compas,oecd --document-from 2010"
    _code, out, _err = call(
        *words.split(), "--region", "asia", "--oecd", "oecd", "--format", "json"
    )
    assert json.loads(out)["filters"] == {
        "actors": ["compas", "oecd"],
        "coding": "agreed",
        "document_from": 2010,
        "document_to": None,
        "counting": "mentions",
        "area": "housing",
        "region": ["asia"],
        "oecd": ["oecd"],
        "size": [],
        "network": [],
        "country": [],
    }


def test_letters_beyond_ascii_are_written_as_they_are(call):
    _code, out, _err = call("cities", "--country", "SRB", "--format", "json")
    assert "Šid" in out


def test_missing_values_of_json_are_null(rows):
    assert {row["population"] for row in rows("cities", "--size", "unknown")} == {None}


def test_areas_are_ranked_as_in_the_answers(rows, ask):
    asked = RankingFilter(
        actors=ActorFilter(actors=("kind-ngo", "oecd"), coding="second", document_to=2019),
        counting="actors",
    )
    words = "--actors kind-ngo,oecd --coding second --document-to 2019 --counting actors"
    assert rows("rank", "areas", *words.split()) == without_group(ask(rank_areas, asked))


def test_keywords_are_ranked_as_in_the_answers(rows, ask):
    cities = CityFilter(region=("europe",), size=("over-1m",), network=("icc",), country=("ITA",))
    words = "--area employment --region europe --size over-1m --network icc --country ITA"
    expected = ask(rank_keywords, RankingFilter(area="employment", cities=cities))
    assert rows("rank", "keywords", *words.split()) == without_group(expected)


def test_cities_are_those_of_the_query(rows, ask):
    kept = CityFilter(region=("africa",), oecd=("non-oecd",))
    assert rows("cities", "--region", "africa", "--oecd", "non-oecd") == ask(list_cities, kept)


def test_74_cities_are_in_africa_outside_the_oecd(rows):
    assert len(rows("cities", "--region", "africa", "--oecd", "non-oecd")) == 74


def test_all_actors_is_the_default(rows):
    assert rows("rank", "areas", "--actors", "all") == rows("rank", "areas")


@pytest.mark.parametrize(
    "words",
    [
        "--country ITA --country BRA",
        "--country ITA,BRA",
        "--country BRA,ITA,BRA",
        "--country=ITA,,BRA",
    ],
)
def test_list_can_be_repeated_or_separated_by_commas(rows, words):
    found = {row["country_iso3"] for row in rows("cities", *words.split())}
    assert found == {"ITA", "BRA"}


def test_spaces_around_commas_do_not_matter(rows):
    assert rows("cities", "--region", "africa, asia") == rows("cities", "--region", "africa,asia")


def test_empty_list_restricts_nothing(rows):
    assert len(rows("cities", "--network", "")) == 613


@pytest.mark.parametrize("file_format", ["json", "csv", "table"])
def test_filters_that_leave_nothing_are_an_answer(call, file_format):
    words = "cities --region africa --oecd oecd --format"
    code, out, err = call(*words.split(), file_format)
    assert (code, err, "city_id" in out or '"rows": []' in out) == (0, "", True)


@pytest.mark.parametrize("wrong", WRONG_CALLS)
def test_wrong_call_is_refused_with_what_is_wrong(call, wrong):
    code, out, err = call(*wrong.split())
    assert (code, out) == (2, "")
    assert WRONG_CALLS[wrong] in err


@pytest.mark.parametrize("wrong", WRONG_CALLS)
def test_wrong_call_is_refused_in_one_line(call, wrong):
    _code, _out, err = call(*wrong.split())
    assert len(err.strip().splitlines()) == 1


def test_no_command_shows_the_commands(call):
    code, out, err = call()
    assert code == 2
    assert "export" in out + err


@pytest.mark.parametrize("command", ["", "build", "release", "rank", "cities", "export"])
def test_help_is_shown_for_every_command(call, command):
    code, out, _err = call(*command.split(), "--help")
    assert (code, "Usage:" in out) == (0, True)


def test_release_is_printed(call, store):
    _code, out, _err = call("release", "--format", "json")
    published = json.loads(out)
    assert (published["release"], published["rows"][0]["release"]) == (store.release, store.release)


@pytest.mark.parametrize("command", ["release", "cities", "rank areas", "export cities --out x"])
def test_missing_store_is_told_with_how_to_build_it(call, monkeypatch, tmp_path, command):
    monkeypatch.setenv("DASHBOARD_STORE", str(tmp_path / "empty"))
    code, out, err = call(*command.split())
    assert (code, out) == (1, "")
    assert err == (
        f"No store at {tmp_path / 'empty' / 'current.json'}. "
        "Build it with: python -m dashboard build\n"
    )


def test_damaged_store_is_told_in_one_sentence(call, monkeypatch, tmp_path, store, store_dir):
    shutil.copytree(store_dir, tmp_path / "store")
    with (tmp_path / "store" / store.published.file).open("r+b") as file:
        file.truncate(100_000)
    monkeypatch.setenv("DASHBOARD_STORE", str(tmp_path / "store"))
    code, out, err = call("rank", "areas")
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert "is damaged: its content is not what was published." in err


def test_damaged_pointer_is_told_in_one_sentence(call, monkeypatch, tmp_path):
    (tmp_path / "current.json").write_text("{", encoding="utf-8")
    monkeypatch.setenv("DASHBOARD_STORE", str(tmp_path))
    code, _out, err = call("cities")
    assert (code, len(err.splitlines())) == (1, 1)
    assert "current.json is damaged" in err


def test_store_is_built_from_a_folder_into_a_folder(call, tmp_path, store):
    code, out, err = call("build", "--store", str(tmp_path), "--format", "json")
    assert (code, err) == (0, "")
    built = json.loads(out)
    assert built["release"] == store.release
    assert {"table": "cities", "n_rows": 613} in built["rows"]


def test_building_shows_its_progress_in_a_terminal(call, monkeypatch, tmp_path):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    _code, _out, err = call("build", "--store", str(tmp_path))
    assert "100%" in err
    assert err.endswith("\n")


def test_data_that_do_not_exist_are_told_in_one_sentence(call, tmp_path):
    code, out, err = call("build", "--data", str(tmp_path), "--store", str(tmp_path / "store"))
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert "datapackage.json" in err


@pytest.mark.parametrize("out", ["nowhere/cities.csv", "."])
def test_file_that_cannot_be_written_is_told_in_one_sentence(call, monkeypatch, tmp_path, out):
    monkeypatch.chdir(tmp_path)
    code, printed, err = call("export", "cities", "--out", out)
    assert (code, printed, len(err.splitlines())) == (1, "", 1)
    assert err.startswith(f"{Path(out)} cannot be written: ")


def test_export_says_what_it_wrote(call, tmp_path, store):
    out = tmp_path / "cities.csv"
    _code, printed, _err = call("export", "cities", "--out", str(out))
    assert printed == f"613 rows of cities written to {out} (release {store.release}).\n"


def test_export_as_csv_is_read_back_with_its_notes(call, tmp_path, store):
    out = tmp_path / "actors.csv"
    call("export", "actors", "--out", str(out))
    assert len(pd.read_csv(out, comment="#")) == 27
    assert f"# Release: {store.release}\n" in out.read_text(encoding="utf-8")


def test_export_as_xlsx_is_read_back_with_its_notes(call, tmp_path, store):
    out = tmp_path / "actors.xlsx"
    call("export", "actors", "--out", str(out), "--format", "xlsx")
    book = openpyxl.load_workbook(out)
    notes = dict(book["About"].iter_rows(values_only=True, max_col=2))
    assert (book["Table"].max_row, notes["Release"]) == (28, store.release)


def test_export_as_parquet_is_read_back_with_its_notes(call, tmp_path, store):
    out = tmp_path / "actors.parquet"
    call("export", "actors", "--out", str(out), "--format", "parquet")
    table = pq.read_table(out)
    assert (table.num_rows, table.schema.metadata[b"Release"].decode()) == (27, store.release)


def test_exported_text_does_not_run_in_a_spreadsheet(call, tmp_path):
    # unit_hint holds "%", which some spreadsheets take for the start of a formula.
    out = tmp_path / "indicator_catalogue.csv"
    call("export", "indicator_catalogue", "--out", str(out))
    hints = pd.read_csv(out, comment="#")["unit_hint"].dropna()
    assert not hints.str.startswith(("=", "+", "-", "@", "%")).any()


def test_exported_negative_numbers_stay_numbers(call, tmp_path):
    out = tmp_path / "cities.csv"
    call("export", "cities", "--out", str(out))
    assert pd.read_csv(out, comment="#")["latitude"].min() < 0


def test_module_is_the_command(store_dir, store):
    done = as_process("release", "--format", "csv", store_dir=store_dir)
    assert done.returncode == 0
    assert done.stdout.decode().splitlines()[1].startswith(store.release)


def test_error_reaches_the_shell_as_an_exit_code_without_a_traceback(store_dir):
    done = as_process("rank", "areas", "--area", "water", store_dir=store_dir)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr


def test_terminal_that_lacks_a_letter_still_shows_the_cities(store_dir):
    words = ("cities", "--country", "TUR", "--format", "csv")
    done = as_process(*words, store_dir=store_dir, PYTHONIOENCODING="cp1252")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_output_that_cannot_be_written_is_told_without_a_traceback(store_dir):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "dashboard", "cities"],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "DASHBOARD_STORE": str(store_dir)},
            check=False,
            timeout=60,
        )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
