"""Commands `plan export` and `plan import`: what was saved goes out, and comes back unchanged.

The plan of Turin has two actions: communication, filled in, with a wording that a spreadsheet may
take for a formula; and housing, not filled in yet.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import openpyxl
import pytest
from docx import Document

from dashboard.contracts.plan import Milestone, Plan, PlanAction
from dashboard.exports.plan_files import plan_json
from dashboard.responses.plans import plan_versions, save_plan

HOUSING = "access-to-adequate-and-affordable-housing"
TURIN = Plan(
    city_id="ita-turin",
    title="A welcome for all",
    from_year=2026,
    to_year=2030,
    summary="Two lines:\nwords and homes.",
    actions=(
        PlanAction(
            keyword_id="communication",
            wording="=Tell what the city does",
            source_action_id="ath-001",
            role_id="policy-maker",
            indicator="press reports a year",
            baseline_value=3.0,
            baseline_year=2025,
            target_value=12.5,
            target_year=2029,
            practice_ids=("p003-02",),
            milestones=(Milestone(due_on="2027-03-31", milestone="Office is open"),),
        ),
        PlanAction(keyword_id=HOUSING),
    ),
)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    folder = tmp_path / "responses"
    monkeypatch.setenv("DASHBOARD_RESPONSES", str(folder))
    return folder


@pytest.fixture
def call(call):
    return lambda *words: call("plan", *map(str, words))


@pytest.fixture
def saved(folder):
    """Return the folder of a store that has the plan of Turin."""
    save_plan(folder, TURIN, role="city-editor", base=0)
    return folder


def versions(folder):
    return [(found.version, found.role, found.plan) for found in plan_versions(folder, "ita-turin")]


def file_of(plan, path):
    path.write_bytes(plan_json(plan))
    return path


def exported(call, path):
    assert call("export", "ita-turin", "--out", path) == (
        0,
        f"Plan of ita-turin, version 1, written to {path}.\n",
        "",
    )
    return path


# Export


@pytest.mark.usefixtures("saved")
def test_json_holds_the_plan_with_its_tables(call, tmp_path):
    found = json.loads(exported(call, tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert list(found) == ["format", "plan", "actions", "milestones"]
    assert found["plan"][0]["title"] == "A welcome for all"
    assert [row["keyword_id"] for row in found["actions"]] == ["communication", HOUSING]
    assert found["actions"][0]["target_value"] == 12.5
    assert found["milestones"] == [
        {"keyword_id": "communication", "due_on": "2027-03-31", "milestone": "Office is open"}
    ]


@pytest.mark.usefixtures("saved")
def test_xlsx_holds_the_plan_and_where_it_comes_from(call, store, tmp_path):
    book = openpyxl.load_workbook(exported(call, tmp_path / "plan.xlsx"))
    assert book.sheetnames == ["plan", "actions", "milestones", "Columns", "About"]
    header, first, second = book["actions"].iter_rows(values_only=True)
    assert dict(zip(header, first, strict=True))["wording"] == "=Tell what the city does"
    assert dict(zip(header, second, strict=True))["keyword_id"] == HOUSING
    about = dict(book["About"].iter_rows(values_only=True, max_col=2))
    assert (about["Title"], about["Release"]) == ("A welcome for all", store.release)


@pytest.mark.usefixtures("saved")
def test_csv_holds_the_actions_and_where_they_come_from(call, store, tmp_path):
    text = exported(call, tmp_path / "plan.csv").read_text(encoding="utf-8-sig")
    table = [line for line in text.splitlines() if not line.startswith("#")]
    first, second = csv.DictReader(io.StringIO("\n".join(table)))
    assert (first["milestones"], second["keyword_id"]) == ("2027-03-31 Office is open", HOUSING)
    assert first["wording"].endswith("Tell what the city does")
    assert not first["wording"].startswith("=")
    assert f"# Release: {store.release}" in text


@pytest.mark.usefixtures("saved")
def test_docx_holds_plan_actions_and_pledge_with_the_name_of_the_city(call, tmp_path):
    document = Document(exported(call, tmp_path / "plan.docx"))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [
        "In short",
        "1. =Tell what the city does",
        f"2. {HOUSING}",
        "What the plan serves",
        "How much of each framework is covered",
        "Check list: the nine steps of planning",
        "Text for a pledge",
        "Where this comes from",
    ]
    texts = [p.text for p in document.paragraphs]
    assert any(text.startswith("Turin, Italy pledges to take 2 ") for text in texts)


def test_document_without_a_title_of_its_own_is_named_after_the_city(call, folder, tmp_path):
    save_plan(folder, replace(TURIN, title=""), role="city-editor", base=0)
    document = Document(exported(call, tmp_path / "plan.docx"))
    assert document.paragraphs[0].text == "Action plan of Turin, Italy"


def test_newest_version_is_written(call, saved, tmp_path):
    save_plan(saved, replace(TURIN, title="Second"), role="city-editor", base=1)
    path = tmp_path / "plan.json"
    _code, out, _err = call("export", "ita-turin", "--out", path)
    assert out == f"Plan of ita-turin, version 2, written to {path}.\n"
    assert json.loads(path.read_text(encoding="utf-8"))["plan"][0]["title"] == "Second"


@pytest.mark.usefixtures("saved")
@pytest.mark.parametrize("name", ["plan", "plan.txt", "plan.csv"])
def test_format_that_is_named_goes_before_the_ending(call, tmp_path, name):
    path = tmp_path / name
    code, _out, _err = call("export", "ita-turin", "--out", path, "--format", "json")
    assert (code, json.loads(path.read_text(encoding="utf-8"))["plan"][0]["to_year"]) == (0, 2030)


@pytest.mark.usefixtures("saved")
def test_ending_in_capitals_is_known(call, tmp_path):
    assert exported(call, tmp_path / "PLAN.JSON").read_bytes().startswith(b"{")


@pytest.mark.usefixtures("saved")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--out", "plan.pdf"), "--format: got 'pdf', expected one of json, xlsx, csv, docx."),
        (("--out", "plan"), "--format: got '', expected one of json, xlsx, csv, docx."),
        (
            ("--out", "plan.json", "--format", "pdf"),
            "--format: got 'pdf', expected one of json, xlsx, csv, docx.",
        ),
        ((), "Missing option '--out'."),
    ],
)
def test_unknown_format_is_refused_and_nothing_is_written(call, tmp_path, monkeypatch, words, told):
    monkeypatch.chdir(tmp_path)
    assert call("export", "ita-turin", *words) == (2, "", f"{told}\n")
    assert [path.name for path in tmp_path.iterdir()] == ["responses"]


@pytest.mark.usefixtures("saved")
def test_unknown_city_is_refused_with_ids_that_sound_alike(call, tmp_path):
    code, out, err = call("export", "turin", "--out", tmp_path / "plan.json")
    assert (code, out) == (2, "")
    assert err == "CITY_ID: got 'turin', which is not in the data. Perhaps: ita-turin.\n"


def test_city_without_a_plan_is_told_and_no_store_is_made(call, folder, tmp_path):
    path = tmp_path / "plan.json"
    assert call("export", "ita-turin", "--out", path) == (1, "", "ita-turin has no saved plan.\n")
    assert not path.exists()
    assert not folder.exists()


@pytest.mark.usefixtures("saved")
@pytest.mark.parametrize("out", ["nowhere/plan.json", "folder.json"])
def test_file_that_cannot_be_written_is_told_in_one_sentence(call, tmp_path, out):
    (tmp_path / "folder.json").mkdir()
    code, printed, err = call("export", "ita-turin", "--out", tmp_path / out)
    assert (code, printed, len(err.splitlines())) == (1, "", 1)
    assert err.startswith(f"{tmp_path / out} cannot be written: ")


# Import


def test_plan_is_saved_as_the_first_version(call, folder, tmp_path):
    path = file_of(TURIN, tmp_path / "turin.json")
    assert call("import", path) == (0, "Plan of ita-turin: 2 actions, version 1, saved.\n", "")
    assert versions(folder) == [(1, "city-editor", TURIN)]


@pytest.mark.parametrize("ending", ["json", "xlsx"])
def test_exported_plan_that_comes_back_is_the_newest_version_already(call, saved, tmp_path, ending):
    path = exported(call, tmp_path / f"plan.{ending}")
    assert call("import", path) == (
        0,
        "Plan of ita-turin: 2 actions, version 1, is the newest version already.\n",
        "",
    )
    assert versions(saved) == [(1, "city-editor", TURIN)]


def test_changed_json_becomes_the_second_version(call, saved, tmp_path):
    path = exported(call, tmp_path / "plan.json")
    text = path.read_text(encoding="utf-8").replace("A welcome for all", "Homes for all")
    path.write_text(text, encoding="utf-8")
    assert call("import", path, "--role", "session-chair") == (
        0,
        "Plan of ita-turin: 2 actions, version 2, saved.\n",
        "",
    )
    assert versions(saved) == [
        (2, "session-chair", replace(TURIN, title="Homes for all")),
        (1, "city-editor", TURIN),
    ]


def test_changed_cell_of_a_workbook_becomes_the_second_version(call, saved, tmp_path):
    path = exported(call, tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(path)
    header = [cell.value for cell in book["actions"][1]]
    book["actions"].cell(2, header.index("target_value") + 1).value = 20
    # What openpyxl takes for a formula when it reads is written as one.
    book["actions"].cell(2, header.index("wording") + 1).value = "Tell what the city does"
    book.save(path)
    _code, out, err = call("import", path)
    assert (out, err) == ("Plan of ita-turin: 2 actions, version 2, saved.\n", "")
    changed = versions(saved)[0][2].actions[0]
    assert (changed.target_value, changed.wording) == (20.0, "Tell what the city does")


FAULTY = replace(
    TURIN,
    city_id="ita-atlantis",
    to_year=1066,
    review_on="2027-02-31",
    actions=(
        replace(TURIN.actions[0], practice_ids=("p-none",), role_id="mayor"),
        PlanAction(keyword_id="not-a-keyword"),
    ),
)
FAULTS = [
    ("plan, row 1, column city_id: got 'ita-atlantis'", "an id that this release of the data has"),
    ("plan, row 1, column to_year: got '1066'", ""),
    ("plan, row 1, column review_on: got '2027-02-31'", "a day of the calendar"),
    ("actions, row 1, column practice_ids: got 'p-none'", "an id that this release"),
    ("actions, row 1, column role_id: got 'mayor'", ""),
    ("actions, row 2, column keyword_id: got 'not-a-keyword'", "an id that this release"),
]


@pytest.mark.parametrize(("where", "expected"), FAULTS)
def test_every_fault_of_a_file_is_told(call, tmp_path, where, expected):
    path = file_of(FAULTY, tmp_path / "faulty.json")
    code, out, err = call("import", path)
    (line,) = [line for line in err.splitlines() if line.startswith(f"faulty.json, {where}")]
    assert (code, out, expected in line) == (1, "", True)


def test_faults_are_told_one_a_line_and_nothing_is_saved(call, folder, tmp_path):
    path = file_of(FAULTY, tmp_path / "faulty.json")
    _code, _out, err = call("import", path)
    assert len(err.splitlines()) == len(FAULTS)
    assert not folder.exists()


def test_faulty_file_leaves_the_saved_plan_as_it_is(call, saved, tmp_path):
    path = file_of(replace(TURIN, to_year=1066), tmp_path / "faulty.json")
    assert call("import", path)[0] == 1
    assert versions(saved) == [(1, "city-editor", TURIN)]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("plan.json", b"{", "plan.json: got "),
        ("plan.json", b'{"format": "other"}', "plan.json: got 'other', expected a plan: "),
        ("plan.xlsx", b"no workbook", "plan.xlsx: got "),
        ("plan.csv", b"keyword_id\n", "plan.csv: got 'plan.csv', expected a file whose name ends "),
        ("plan.docx", b"", "plan.docx: got 'plan.docx', expected a file whose name ends in .json"),
    ],
)
def test_file_that_is_no_plan_is_told_in_one_sentence(call, tmp_path, name, content, told):
    (tmp_path / name).write_bytes(content)
    code, out, err = call("import", tmp_path / name)
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert err.startswith(told)


@pytest.mark.parametrize("name", ["nowhere.json", "responses.json"])
def test_file_that_cannot_be_read_is_told_in_one_sentence(call, tmp_path, name):
    (tmp_path / "responses.json").mkdir()
    code, out, err = call("import", tmp_path / name)
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert err.startswith(f"{tmp_path / name} cannot be read: ")


def test_unknown_role_is_refused_and_nothing_is_saved(call, folder, tmp_path):
    path = file_of(TURIN, tmp_path / "turin.json")
    assert call("import", path, "--role", "mayor") == (
        2,
        "",
        "--role: got 'mayor', expected one of city-editor, session-chair, data-steward.\n",
    )
    assert not folder.exists()


def test_damaged_store_of_responses_is_told_and_left_as_it_is(call, saved, tmp_path):
    (file,) = saved.glob("*.duckdb")
    file.write_bytes(b"not a store")
    code, out, err = call("import", file_of(TURIN, tmp_path / "turin.json"))
    assert (code, out) == (1, "")
    assert str(file) in err
    assert "Traceback" not in err
    assert file.read_bytes() == b"not a store"


@pytest.mark.parametrize("words", [(), ("--help",), ("export", "--help"), ("import", "--help")])
def test_help_is_shown(call, words):
    code, out, err = call(*words)
    assert "Usage:" in out + err
    assert code == (0 if words else 2)
