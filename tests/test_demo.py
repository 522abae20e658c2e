"""Invented data for training: made alike from the same seed, marked everywhere, never mixed."""

from __future__ import annotations

import ast
import io
import json
import shutil
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from dashboard.answers.rankings import rank_areas
from dashboard.charts.rankings import area_scores_chart
from dashboard.contracts.plan import Plan
from dashboard.contracts.response import STATES
from dashboard.demo.make import make_demo
from dashboard.errors import ResponsesError, StoreError
from dashboard.exports.brief import Block, brief_file
from dashboard.exports.charts import chart_file, standalone
from dashboard.exports.plan_files import plan_json, plan_xlsx
from dashboard.exports.provenance import Provenance
from dashboard.exports.tables import table_file
from dashboard.filters import RankingFilter
from dashboard.responses.backup import is_invented
from dashboard.responses.files import FILE, locked
from dashboard.responses.notes import list_events
from dashboard.responses.origin import check_origin
from dashboard.responses.plans import plan_versions, save_plan
from dashboard.responses.rollup import raw_counts, read_rollup
from dashboard.responses.submissions import accepted, list_submissions
from dashboard.store.build import build_store
from dashboard.store.connection import open_store
from dashboard.store.places import data_dir
from dashboard.store.pointer import read_pointer

PROJECT = Path(__file__).resolve().parents[1]
APP = PROJECT / "app.py"
MARK = "INVENTED DATA for training: answers and places called Demo city are invented."
BANNER = (
    "Training with invented data: the answers shown here and every place called Demo city are "
    "invented."
)
PAGES = [
    "pages/start/overview.py",
    "pages/chart/rankings.py",
    "pages/chart/city_map.py",
    "pages/compare/city_profile.py",
    "pages/act/action_selection.py",
    "pages/act/action_plan.py",
]
ABOUT = Provenance("Title", ("none",), "r", "2026-01-01", ("s",), "link", ("n",), invented=True)
REAL = Provenance("Title", ("none",), "r", "2026-01-01", ("s",), "link", ("n",))
PLAN = Plan(city_id="ita-turin", title="A welcome for all")


def made(folder, seed=1):
    return make_demo(data_dir(), folder, n_cities=5, n_rounds=2, seed=seed)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return made(tmp_path_factory.mktemp("demo") / "out")


@pytest.fixture
def copied(demo, tmp_path):
    """Return a demonstration that may be changed."""
    return shutil.copytree(demo.store_dir.parent, tmp_path / "copy")


@pytest.fixture
def call(demo, monkeypatch, run):
    """Return a function that runs the command line on the demonstration."""
    monkeypatch.setenv("DASHBOARD_STORE", str(demo.store_dir))
    monkeypatch.setenv("DASHBOARD_RESPONSES", str(demo.responses_dir))
    return run


# What is made


def test_cities_are_invented_in_real_countries(demo):
    with open_store(demo.store_dir).cursor() as cursor:
        rows = cursor.execute(
            "SELECT city_id, city, country, kind FROM mart.cities WHERE city_id LIKE 'demo-%'"
        ).fetchall()
    assert [row[:2] for row in rows] == [
        (f"demo-{n:04d}", f"Demo city {n:04d}") for n in range(1, 6)
    ]
    assert all(row[2] and row[3] == "city" for row in rows)


def test_no_answer_or_event_is_about_a_real_city(demo):
    cities = set(accepted(demo.responses_dir).answers["city_id"])
    cities |= {sent.city_id for sent in list_submissions(demo.responses_dir)}
    cities |= {event.city_id for event in list_events(demo.responses_dir)}
    assert cities == {f"demo-{n:04d}" for n in range(1, 6)}


def test_every_state_is_answered_and_about_a_tenth_is_not(demo):
    answers = accepted(demo.responses_dir).answers
    assert set(answers["state"]) == set(STATES)
    assert 0.85 < len(answers) / (5 * 49 * 2) < 0.95
    assert sorted(set(answers["round_id"])) == ["2025", "2026"]
    links = set(answers["evidence_link"]) - {""}
    assert all(link.startswith("https://example.org/demo-") for link in links)


def test_cities_mostly_grow(tmp_path):
    folder = make_demo(data_dir(), tmp_path, n_cities=60, n_rounds=3, seed=1).responses_dir
    answers = accepted(folder).answers
    done = answers["state"].isin(["in-place", "in-place-and-evaluated"])
    shares = done.groupby([answers["round_id"], answers["city_id"]]).mean()
    assert (shares["2026"] > shares["2024"].reindex(shares["2026"].index)).mean() > 0.7
    assert {sent.status for sent in list_submissions(folder)} == {
        "accepted",
        "returned",
        "submitted",
    }


def test_counts_of_the_store_are_those_of_the_answers(demo):
    counted = read_rollup(demo.responses_dir).table
    pd.testing.assert_frame_equal(counted, raw_counts(demo.responses_dir).table)


def without_times(folder):
    drop = ("written_at", "decided_at")
    kept = [*list_submissions(folder), *list_events(folder)]
    rows = [
        {name: value for name, value in asdict(row).items() if name not in drop} for row in kept
    ]
    return rows, accepted(folder).answers.to_csv(index=False)


def test_same_seed_gives_the_same_answers_and_another_one_others(demo, tmp_path):
    again, other = made(tmp_path / "again"), made(tmp_path / "other", seed=2)
    assert again.published.release == demo.published.release
    assert without_times(again.responses_dir) == without_times(demo.responses_dir)
    assert without_times(other.responses_dir) != without_times(demo.responses_dir)


def test_store_and_answers_know_that_they_are_invented(demo):
    assert demo.published.invented
    assert read_pointer(demo.store_dir).invented
    assert read_pointer(demo.store_dir, demo.published.release).invented
    assert is_invented(demo.responses_dir / FILE)


def test_pointer_of_a_store_built_before_is_real(copied):
    pointer = copied / "build" / "current.json"
    found = json.loads(pointer.read_text(encoding="utf-8"))
    del found["invented"]
    pointer.write_text(json.dumps(found), encoding="utf-8")
    assert read_pointer(pointer.parent).invented is False


# Folders


@pytest.mark.parametrize("name", ["notes.txt", "build/x.csv", "local/plan.json", "other/responses"])
def test_folder_with_another_file_is_refused(copied, name):
    (copied / name).parent.mkdir(exist_ok=True)
    (copied / name).write_text("mine", encoding="utf-8")
    before = (copied / "local" / FILE).read_bytes()
    with pytest.raises(StoreError, match="nothing was changed"):
        made(copied)
    assert (copied / name).read_text(encoding="utf-8") == "mine"
    assert (copied / "local" / FILE).read_bytes() == before


def test_folder_with_a_real_store_is_refused(tmp_path):
    build_store(data_dir(), tmp_path / "build")
    with pytest.raises(StoreError, match="a store that is not known to be invented"):
        made(tmp_path)


def test_folder_with_real_answers_is_refused(tmp_path):
    save_plan(tmp_path / "local", PLAN, role="city-editor", base=0)
    with pytest.raises(StoreError, match="answers that are not known to be invented"):
        made(tmp_path)
    assert plan_versions(tmp_path / "local", "ita-turin")


def test_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="is no folder"):
        made(tmp_path / "file")


def test_earlier_demonstration_is_replaced(copied):
    again = made(copied, seed=3)
    assert again.published.release == read_pointer(copied / "build").release
    assert len(list((copied / "build").glob("*.duckdb"))) == 1
    assert {sent.release for sent in _raw(copied)} == {again.published.release}


def test_demonstration_that_was_killed_is_replaced(copied):
    local = copied / "local"
    kept, unfinished = local / f"{FILE}.kept", local / f"{FILE}.kept.new"
    for folder in (kept, unfinished):
        folder.mkdir()
    with closing(duckdb.connect(local / FILE)):
        pass
    shutil.copyfile(local / FILE, kept / FILE)
    (kept / f"{FILE}.wal").write_bytes(b"")
    for half in (local / FILE, unfinished / FILE):
        half.write_bytes(b"half written")
    (local / "backups").mkdir(exist_ok=True)
    (local / "backups" / "a.duckdb.new.wal").write_bytes(b"half written")
    again = made(copied, seed=3)
    assert {sent.release for sent in _raw(copied)} == {again.published.release}


def _raw(folder):
    from dashboard.responses.database import reading  # noqa: PLC0415

    with reading(folder / "local") as connection:
        rows = connection.execute("SELECT release FROM submissions").df()
    return list(rows.itertuples())


# Never mixed


def test_real_store_refuses_invented_answers(demo):
    with pytest.raises(ResponsesError, match=r"The store is real, the answers .* are invented"):
        check_origin(demo.responses_dir, invented=False)


def test_invented_store_refuses_real_answers(tmp_path):
    save_plan(tmp_path, PLAN, role="city-editor", base=0)
    with pytest.raises(ResponsesError, match="DASHBOARD_STORE and DASHBOARD_RESPONSES"):
        check_origin(tmp_path, invented=True)
    check_origin(tmp_path, invented=False)


def test_invented_store_wants_answers(tmp_path):
    with pytest.raises(ResponsesError, match="DASHBOARD_STORE and DASHBOARD_RESPONSES"):
        check_origin(tmp_path, invented=True)
    check_origin(tmp_path, invented=False)


def test_answers_that_are_busy_or_damaged_stop_no_page(copied):
    with locked(copied / "local"):
        check_origin(copied / "local", invented=True)
    (copied / "local" / FILE).write_bytes(b"damaged")
    check_origin(copied / "local", invented=True)


def test_real_data_are_not_built_into_a_demonstration(copied):
    with pytest.raises(StoreError, match="They are never mixed"):
        build_store(data_dir(), copied / "build")
    assert read_pointer(copied / "build").invented


def test_plan_made_for_training_is_not_read_into_real_data(call, tmp_path, monkeypatch, store_dir):
    for name, content in (
        ("plan.json", plan_json(PLAN, invented=True)),
        ("plan.xlsx", plan_xlsx(PLAN, ABOUT)),
    ):
        (tmp_path / name).write_bytes(content)
        monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))
        monkeypatch.setenv("DASHBOARD_RESPONSES", str(tmp_path / "responses"))
        code, _out, err = call("plan", "import", tmp_path / name)
        assert (code, "a plan made for training" in err) == (1, True)


def test_commands_with_answers_refuse_a_mixture(call, monkeypatch, tmp_path):
    monkeypatch.setenv("DASHBOARD_RESPONSES", str(tmp_path / "none"))
    code, _out, err = call("plan", "export", "demo-0001", "--out", tmp_path / "plan.json")
    assert (code, "DASHBOARD_RESPONSES" in err, len(err.splitlines())) == (1, True, 1)


# The command line


def test_command_makes_a_demonstration(call, tmp_path):
    words = ("demo", "--out", tmp_path / "d", "--cities", 2, "--rounds", 1, "--seed", 7)
    code, out, err = call(*words)
    assert (code, err) == (0, "")
    assert out.startswith(MARK)
    assert f"DASHBOARD_RESPONSES={tmp_path / 'd' / 'local'}" in out
    assert read_pointer(tmp_path / "d" / "build").invented


def test_json_says_that_it_is_invented(call):
    code, out, err = call("cities", "--format", "json")
    assert (code, err) == (0, "")
    assert list(json.loads(out)) == ["release", "invented", "filters", "rows"]
    assert json.loads(out)["invented"] is True


@pytest.mark.parametrize("file_format", ["csv", "table"])
@pytest.mark.parametrize("words", ["cities", "rank areas", "profile demo-0001", "release"])
def test_printed_answers_say_so_on_stderr(call, words, file_format):
    code, out, err = call(*words.split(), "--format", file_format)
    assert (code, err) == (0, f"{MARK}\n")
    assert MARK not in out


# Every kind of export


def test_mark_comes_first_and_only_where_data_are_invented():
    for pairs in (ABOUT.lines(), ABOUT.rows(), ABOUT.below_title()):
        assert pairs[0] == ("Note", MARK)
    for pairs in (REAL.lines(), REAL.rows(), REAL.below_title()):
        assert ("Note", MARK) not in pairs


def test_every_provenance_of_the_code_says_whether_it_is_invented():
    for path in (PROJECT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Provenance":
                assert "invented" in {keyword.arg for keyword in node.keywords}, path


def test_whole_table_is_marked(call, tmp_path):
    assert call("export", "actors", "--out", tmp_path / "t.csv")[0] == 0
    text = (tmp_path / "t.csv").read_text(encoding="utf-8")
    assert f"\n# Note: {MARK}\n# Title: " in text


def test_tables_are_marked():
    table = pd.DataFrame({"a": [1]})
    assert table_file(table, ABOUT, "csv").decode().splitlines()[2] == f"# Note: {MARK}"
    book = openpyxl.load_workbook(io.BytesIO(table_file(table, ABOUT, "xlsx")))
    assert next(book["About"].iter_rows(values_only=True)) == ("Note", MARK)
    notes = pq.read_schema(io.BytesIO(table_file(table, ABOUT, "parquet"))).metadata
    assert notes[b"Note"].decode() == f"{MARK}; n"


def test_charts_are_marked(demo):
    with open_store(demo.store_dir).cursor() as cursor:
        chart = area_scores_chart(rank_areas(cursor, RankingFilter()), "mentions", "alt")
    specification = standalone(chart, ABOUT)
    assert specification["title"]["text"] == [MARK, "Title"]
    assert specification["description"].startswith(MARK)
    assert MARK in chart_file(chart, ABOUT, "svg").decode()
    assert standalone(chart, REAL)["title"]["text"] == ["Title"]
    assert standalone(chart, REAL)["title"]["subtitle"][0] == "Filters: none"
    assert chart_file(chart, ABOUT, "png") != chart_file(chart, REAL, "png")


def test_documents_are_marked():
    document = Document(io.BytesIO(brief_file([Block("Heading", ["Text"])], ABOUT)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:2] == ["Title", MARK]
    assert f"Note: {MARK}" in texts
    assert document.sections[0].footer.paragraphs[0].text.startswith(MARK)
    real = Document(io.BytesIO(brief_file([Block("Heading", ["Text"])], REAL)))
    assert MARK not in "".join(paragraph.text for paragraph in real.paragraphs)


@pytest.mark.parametrize("ending", ["json", "xlsx", "csv", "docx"])
def test_plans_are_marked(call, demo, tmp_path, ending):
    if not plan_versions(demo.responses_dir, "demo-0001"):
        plan = Plan(city_id="demo-0001", title="Trial")
        save_plan(demo.responses_dir, plan, role="city-editor", base=0)
    out = tmp_path / f"plan.{ending}"
    assert call("plan", "export", "demo-0001", "--out", out)[0] == 0
    if ending == "json":
        assert json.loads(out.read_text(encoding="utf-8"))["invented"] is True
    elif ending == "xlsx":
        book = openpyxl.load_workbook(out)
        assert book["invented"]["A1"].value == MARK
        assert next(book["About"].iter_rows(values_only=True)) == ("Note", MARK)
    elif ending == "csv":
        assert f"# Note: {MARK}" in out.read_text(encoding="utf-8")
    else:
        assert Document(out).paragraphs[1].text == MARK
    if ending in {"json", "xlsx"}:
        assert call("plan", "import", out)[0] == 0


# Pages


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_that_it_is_invented(demo, monkeypatch, page):
    monkeypatch.setenv("DASHBOARD_STORE", str(demo.store_dir))
    monkeypatch.setenv("DASHBOARD_RESPONSES", str(demo.responses_dir))
    at = AppTest.from_file(APP, default_timeout=60)
    at.query_params["city"] = "demo-0001"
    at.run()
    at = at.switch_page(page).run()
    assert not at.exception
    assert not at.error
    assert BANNER in [element.value for element in at.warning]


def test_pages_of_real_data_say_nothing_of_it(store_dir, monkeypatch):
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))
    at = AppTest.from_file(APP, default_timeout=60).run()
    assert BANNER not in [element.value for element in at.warning]


def test_pages_refuse_a_mixture(demo, store_dir, monkeypatch):
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))
    monkeypatch.setenv("DASHBOARD_RESPONSES", str(demo.responses_dir))
    at = AppTest.from_file(APP, default_timeout=60).run()
    assert "never mixed" in at.error[0].value
    assert not at.title
