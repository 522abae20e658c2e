"""A partnership as a JSON file and back; broken files are told with file, row, column and value.

What the release knows here: Alba, Busia; tasks 1.1 and 7.5; elements new-aim, new-budget,
revision-aims; SDG 10.7, GCM 16; indicators i01, i02; one skill; steps of planning 1 and 9; the
facts on experience and on resources.
"""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dashboard.contracts.cooperation import (
    TASK_STATES,
    Cooperation,
    Fact,
    Task,
    cooperation_from_rows,
    cooperation_rows,
    tidy,
)
from dashboard.contracts.cooperation_read import KEYS, MOST_BYTES, read_cooperation
from dashboard.contracts.text import clean
from dashboard.contracts.violation import PackageError, Violation
from dashboard.exports.cooperation_files import cooperation_json

SKILL = ("Decide", "Mayor", "Leadership, and more")
KNOWN = {
    "cooperation": frozenset({("ita-alba",), ("ken-busia",)}),
    "tasks": frozenset({("1", "1"), ("7", "5")}),
    "elements": frozenset({("new-aim",), ("new-budget",), ("revision-aims",)}),
    "alignment": frozenset({("sdg", "10.7"), ("gcm", "16")}),
    "indicators": frozenset({("i01",), ("i02",)}),
    "skills": frozenset({SKILL}),
    "planning": frozenset({("1",), ("9",)}),
    "facts": frozenset({("experience",), ("resources",)}),
}
ALBA = Cooperation(
    city_id="ita-alba",
    partner_id="ken-busia",
    way="revised",
    title="Traders learn from traders",
    release="2026.11.25-0123abcd",
    tasks={(1, 1): Task("done", "Profile of 2026"), (7, 5): Task("in progress")},
    elements={"new-aim": "Two lines:\nlearn and trade.", "revision-aims": '=1+1, "quoted"'},
    items=(("gcm", "16"), ("sdg", "10.7")),
    indicators={"i01": "12 % in 2025", "i02": ""},
    skills=frozenset({SKILL}),
    planning={9: "Budget first"},
    facts={
        "experience": Fact(is_gathered=True, who="Ada", note="Two projects"),
        "resources": Fact(who="Mayor"),
    },
)
ROW = "a row that this release of the data has"
ID = "an id that this release of the data has"
SHAPE = (
    "a cooperation: an object with format 'charting-local-inclusion/cooperation', and lists "
    "cooperation, tasks, elements, alignment, indicators, skills, planning, facts"
)
SOME = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
RISKY = [
    "\n",
    "\r\n",
    "\t",
    "=1+1",
    ";",
    ",",
    '"',
    '","',
    "null",
    "😀",
    "שלום",
    "\u2028",
    "\x00",
    "é",
]
TEXTS = st.lists(st.sampled_from(RISKY) | st.text(max_size=8), max_size=5).map("".join)


def known(table):
    return st.sampled_from(sorted(KNOWN[table]))


@st.composite
def records(draw):
    city, partner = draw(st.permutations(["ita-alba", "ken-busia"]))
    task = st.builds(Task, st.sampled_from(TASK_STATES), TEXTS)
    fact = st.builds(Fact, st.booleans(), TEXTS, TEXTS)
    steps = known("tasks").map(lambda key: (int(key[0]), int(key[1])))
    return Cooperation(
        city_id=city,
        partner_id=partner,
        way=draw(st.sampled_from(["new", "revised"])),
        title=draw(TEXTS),
        release=draw(st.sampled_from(["", "2026.11.25-0123abcd"])),
        tasks=draw(st.dictionaries(steps, task)),
        elements=draw(st.dictionaries(known("elements").map(lambda key: key[0]), TEXTS)),
        items=tuple(draw(st.lists(known("alignment")))),
        indicators=draw(st.dictionaries(known("indicators").map(lambda key: key[0]), TEXTS)),
        skills=frozenset(draw(st.lists(known("skills")))),
        planning=draw(st.dictionaries(known("planning").map(lambda key: int(key[0])), TEXTS)),
        facts=draw(st.dictionaries(known("facts").map(lambda key: key[0]), fact)),
    )


def read(content, file="alba.json", **options):
    return read_cooperation(content, file, KNOWN, **options)


def in_json(change=None):
    file = json.loads(cooperation_json(ALBA))
    if change:
        change(file)
    return json.dumps(file).encode()


def faults_in(content, file="alba.json"):
    with pytest.raises(PackageError) as caught:
        read(content, file)
    return list(caught.value.violations)


# There and back


@SOME
@given(records())
@example(Cooperation(city_id="ita-alba", partner_id="ken-busia"))
def test_any_partnership_comes_back_from_its_file(record):
    assert read(cooperation_json(tidy(record))) == tidy(record)


@SOME
@given(records())
def test_file_of_what_was_read_is_the_same_file(record):
    file = cooperation_json(tidy(record))
    assert cooperation_json(read(file)) == file


@SOME
@given(records())
def test_partnership_comes_back_from_its_tables_and_tidy_is_tidy(record):
    assert cooperation_from_rows(cooperation_rows(tidy(record))) == tidy(record)
    assert tidy(tidy(record)) == tidy(record)


@SOME
@given(records())
def test_no_text_is_lost(record):
    kept = tidy(record)
    assert set(kept.elements.values()) == {clean(t) for t in record.elements.values() if clean(t)}
    assert {key for key, task in record.tasks.items() if task.state != "open"} <= set(kept.tasks)
    assert set(kept.indicators) == set(record.indicators)
    assert {key for key, fact in record.facts.items() if fact.is_gathered} <= set(kept.facts)
    told = {clean(text) for fact in record.facts.values() for text in (fact.who, fact.note)}
    assert {text for fact in kept.facts.values() for text in (fact.who, fact.note)} - {""} == (
        told - {""}
    )


def test_longest_texts_come_back():
    long = replace(ALBA, elements={"new-aim": "日" * 4000}, planning={1: "é" * 2000})
    assert read(cooperation_json(long)) == long


def test_file_made_for_training_is_taken_only_there():
    marked = cooperation_json(ALBA, invented=True)
    assert read(marked, invented=True) == ALBA
    assert faults_in(marked)[0].expectation == "a real cooperation"


# Broken files


def of_version_1(file):
    file["cooperation"][0]["format_version"] = 1
    del file["facts"]


def test_file_of_version_1_has_no_facts_and_is_read():
    assert read(in_json(of_version_1)) == replace(ALBA, facts={})


def test_record_of_version_1_has_no_facts_and_is_read():
    rows = cooperation_rows(ALBA)
    of_version_1(rows)
    assert cooperation_from_rows(rows) == replace(ALBA, facts={})


def test_list_of_facts_belongs_to_version_2():
    content = in_json(lambda file: file["cooperation"][0].update(format_version=1))
    assert faults_in(content)[0].value == "facts"
    content = in_json(lambda file: file.pop("facts"))
    assert faults_in(content) == [
        Violation("alba.json, facts", 0, "", "NoneType", "a list of objects")
    ]


def test_fault_in_a_file_of_version_1_is_told_as_in_any_other():
    def change(file):
        of_version_1(file)
        file["tasks"][0]["state"] = "stuck"

    (fault,) = faults_in(in_json(change))
    assert (fault.row, fault.expectation) == (1, "one of open, in progress, done")


@pytest.mark.parametrize("version", [3, 0, 1.5])
def test_file_of_another_version_is_told_before_anything_else(version):
    def change(file):
        file["cooperation"][0] |= {"format_version": version, "city_id": "ita-rome"}

    expected = "version 1 or 2 of the cooperation format; this program reads no other"
    assert faults_in(in_json(change)) == [
        Violation("alba.json, cooperation", 0, "format_version", f"{version:g}", expected)
    ]


def test_file_of_a_plan_is_told():
    content = in_json(lambda file: file.update(format="charting-local-inclusion/plan"))
    assert faults_in(content) == [
        Violation("alba.json", 0, "", "charting-local-inclusion/plan", SHAPE)
    ]


@pytest.mark.parametrize(
    ("change", "place", "value", "expected"),
    [
        (lambda f: f.pop("skills"), "alba.json, skills", "NoneType", "a list of objects"),
        (lambda f: f.update(tasks={}), "alba.json, tasks", "dict", "a list of objects"),
        (lambda f: f.update(notes=[]), "alba.json", "notes", SHAPE),
        (
            lambda f: f.update(skills=f["skills"] * 2001),
            "alba.json, skills",
            "2001 rows",
            "at most 2000 rows",
        ),
    ],
)
def test_file_of_wrong_shape_is_told(change, place, value, expected):
    assert faults_in(in_json(change)) == [Violation(place, 0, "", value, expected)]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", in_json()[:-1], b"[" * 100_000])
def test_text_that_is_no_json_is_told(content):
    (fault,) = faults_in(content)
    assert fault.expectation == "JSON text in UTF-8, with each name once in an object"


def test_file_that_is_too_large_is_told():
    assert faults_in(b" " * (MOST_BYTES + 100_000)) == [
        Violation("alba.json", 0, "", "2.1 MB", "a cooperation of at most 2 MB")
    ]


def test_file_of_another_ending_is_told():
    assert faults_in(in_json(), "alba.docx") == [
        Violation("alba.docx", 0, "", "alba.docx", "a file whose name ends in .json")
    ]


CELLS = {
    "city": ("cooperation", "city_id", "ita-rome", "ita-rome", ID),
    "partner": ("cooperation", "partner_id", "ken-rome", "ken-rome", ID),
    "way": ("cooperation", "way", "old", "old", "one of new, revised"),
    "step": (
        "tasks",
        "step",
        8,
        "8",
        "a whole number from 1 to 7",
    ),
    "task": ("tasks", "task_order", 99, "1, 99", ROW),
    "state": ("tasks", "state", "stuck", "stuck", "one of open, in progress, done"),
    "element": ("elements", "element_id", "new-joy", "new-joy", ROW),
    "long text": ("elements", "text", "x" * 4001, "x" * 4001, "text of at most 4000 characters"),
    "item": ("alignment", "code", "99", "gcm, 99", ROW),
    "framework": ("alignment", "framework_id", "charter", "charter", "one of sdg, gcm"),
    "indicator": ("indicators", "catalogue_id", "i99", "i99", ROW),
    "skill": ("skills", "skill", "Magic", "Decide, Mayor, Magic", ROW),
    "planning": ("planning", "step_order", 2, "2", ROW),
    "fact": ("facts", "partner_criterion_id", "luck", "luck", ROW),
    "state of a fact": ("facts", "state", "done", "done", "one of open, gathered"),
}


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_cell_that_breaks_its_rule_is_told(cell):
    table, column, value, shown, expected = cell
    content = in_json(lambda file: file[table][0].update({column: value}))
    (fault,) = faults_in(content)
    assert (fault.file, fault.row, fault.value) == (f"alba.json, {table}", 1, shown)
    assert fault.expectation == expected
    assert column in fault.column.split(", ")


def test_city_that_is_its_own_partner_is_told():
    content = in_json(lambda file: file["cooperation"][0].update(partner_id="ita-alba"))
    expected = "another place than city_id: nobody is a partner of its own"
    assert faults_in(content) == [
        Violation("alba.json, cooperation", 1, "partner_id", "ita-alba", expected)
    ]


def test_all_faults_are_told_at_once():
    def change(file):
        file["cooperation"][0]["city_id"] = "ita-rome"
        file["tasks"][1]["state"] = "stuck"
        file["elements"][0]["element_id"] = "new-joy"

    places = sorted((fault.file, fault.row) for fault in faults_in(in_json(change)))
    assert places == [
        ("alba.json, cooperation", 1),
        ("alba.json, elements", 1),
        ("alba.json, tasks", 2),
    ]


def test_row_that_is_there_twice_is_told():
    content = in_json(lambda file: file["elements"].append(deepcopy(file["elements"][0])))
    (fault,) = faults_in(content)
    assert (fault.row, fault.expectation) == (
        3,
        "a key that no other row has (the same as in row 1)",
    )


def test_column_nobody_knows_is_told():
    content = in_json(lambda file: file["tasks"][0].update(mayor="X"))
    expected = "one of the columns step, task_order, state, note"
    assert faults_in(content) == [Violation("alba.json, tasks", 1, "mayor", "mayor", expected)]


@pytest.mark.parametrize(("rows", "count"), [(0, "0 rows"), (2, "2 rows")])
def test_file_holds_one_partnership(rows, count):
    def change(file):
        head = file["cooperation"][0]
        file["cooperation"] = [head, head | {"city_id": "ken-busia", "partner_id": "ita-alba"}]
        file["cooperation"] = file["cooperation"][:rows]

    assert faults_in(in_json(change)) == [
        Violation("alba.json, cooperation", 0, "", count, "one row, the cooperation")
    ]


def is_read_or_told(content):
    """Return whether a file is read, or refused with faults; any other error is raised."""
    try:
        read(content)
    except PackageError as error:
        return {fault.file.split(",")[0] for fault in error.violations} == {"alba.json"}
    return True


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_file_with_any_bytes_changed_is_read_or_told(data):
    content = bytearray(in_json())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=3)):
        content[place] = data.draw(st.sampled_from(b'09aAeE.-+"{}[],:\\ \n\x00\xff'))
    assert is_read_or_told(bytes(content))


def test_every_table_of_keys_is_a_table_of_the_file():
    assert set(KEYS) | {"cooperation"} == set(json.loads(in_json())) - {"format"}
