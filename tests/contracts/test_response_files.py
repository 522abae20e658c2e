"""Good response files in different dress give one table; bytes of any kind raise no other error."""

from __future__ import annotations

import io
import string
import zipfile
from datetime import date

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from dashboard.contracts.response import ANSWER_COLUMNS, NEEDS, STATES, as_answers
from dashboard.contracts.response_check import Questionnaire, read_responses
from dashboard.contracts.text import clean
from dashboard.contracts.violation import PackageError

COLUMNS = list(ANSWER_COLUMNS)
KNOWN = Questionnaire(
    versions={"2025": {"desk": 1}, "2026": {"desk": 2, "jobs": 1}},
    questions=frozenset({"desk", "jobs", "homes"}),
    cities=frozenset({"ita-alba", "ken-busia"}),
    nearest=lambda _text: (),
)
UNIT = (
    'B\u00fcro \u201eWelcome\u201c, 2nd floor; the "old" hall\n\u0928\u092e\u0938\u094d\u0924\u0947'
)
ROWS = [
    [
        *(
            "ita-alba",
            "2026",
            "desk",
            "2",
            "in-place",
            "2022",
            UNIT,
            "https://alba.example/a?b=c,d",
        ),
        *("staff;data", "2", "share served", "10", "50", "20.5", "2025", "annual report"),
    ],
    ["ita-alba", "2026", "jobs", "1", "not-in-place", *[""] * 3, "money", "5", *[""] * 6],
    ["ken-busia", "2025", "desk", "", "not-our-power", *[""] * 11],
]
WANTED = as_answers(
    pd.DataFrame(
        [
            {
                "city_id": "ita-alba",
                "round_id": "2026",
                "question_id": "desk",
                "question_version": 2,
                "state": "in-place",
                "year_since": 2022,
                "unit_in_charge": UNIT,
                "evidence_link": "https://alba.example/a?b=c,d",
                "needs": "staff;data",
                "priority": 2,
                "impact_indicator": "share served",
                "impact_baseline": 10.0,
                "impact_target": 50.0,
                "impact_latest": 20.5,
                "impact_year": 2025,
                "impact_source": "annual report",
            },
            {
                "city_id": "ita-alba",
                "round_id": "2026",
                "question_id": "jobs",
                "question_version": 1,
                "state": "not-in-place",
                "needs": "money",
                "priority": 5,
            },
            {
                "city_id": "ken-busia",
                "round_id": "2025",
                "question_id": "desk",
                "question_version": 1,  # the file does not say; the round asked this one
                "state": "not-our-power",
            },
        ]
    )
)


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set('",;\t\n\r') else cell


def in_csv(rows=ROWS, header=COLUMNS, delimiter=",", end="\n"):
    return "".join(delimiter.join(map(quoted, row)) + end for row in [header, *rows])


def turned(rows):
    return [list(reversed(row)) for row in rows]


def with_labels():
    header = ["City", "city_id", "Policy area", "question", "help", "round", *COLUMNS[2:]]
    rows = [["Alba", row[0], "Living", "Is there?", "Say =", *row[1:]] for row in ROWS]
    return in_csv(rows, header)


def template():
    """Return the answers among lines that nobody filled, as a template has them."""
    unanswered = ["ita-alba", "2025", "desk", "1"] + [""] * 12
    return in_csv([unanswered, *ROWS, ["nowhere", "x", "y", "z"], [], unanswered])


def changed(**cells):
    rows = [list(row) for row in ROWS]
    for column, value in cells.items():
        rows[0][COLUMNS.index(column)] = value
    return rows


def in_other_words():
    rows = changed(
        state=" In Place ", needs="Data, STAFF", round_id="2026.0", year_since="2022.0",
        impact_baseline="10.0", impact_target="5e1", priority="+2",
    )  # fmt: skip
    rows[1][4] = "NOT_IN PLACE"
    rows[2][4] = "Not our power"
    return rows


def plain_xlsx(rows=ROWS, title="Answers", change=None):
    book = Workbook()
    book.active.title = title
    for row in [COLUMNS, *rows]:
        book.active.append([cell or None for cell in row])
    if change:
        change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def typed(cell):
    """Return a cell as a spreadsheet holds it: every number as a float."""
    try:
        return float(cell)
    except ValueError:
        return cell


def formatted_xlsx():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "bg_color": "#ffee00"})
        sheet = book.add_worksheet("answers")
        sheet.write_row(0, 0, [name.replace("_", " ").title() for name in COLUMNS], bold)
        for number, row in enumerate(ROWS, start=2):
            for place, cell in enumerate(row):
                value = typed(cell)
                if isinstance(value, float):
                    sheet.write_number(
                        number, place, value, book.add_format({"num_format": "0.00"})
                    )
                elif value:
                    sheet.write_string(number, place, value)
                else:
                    sheet.write_blank(number, place, None, bold)
        sheet.data_validation(1, 4, 99, 4, {"validate": "list", "source": list(STATES)})
        sheet.conditional_format(1, 9, 99, 9, {"type": "data_bar"})
        sheet.autofilter(0, 0, 4, 15)
        sheet.freeze_panes(1, 0)
        sheet.set_column("R:XFD", None, None, {"hidden": True})
        sheet.set_row(60, None, None, {"hidden": True})
        book.add_worksheet("Lists").hide()
        about = book.add_worksheet("About")
        about.merge_range("A1:C1", "About")
        about.write_formula("A2", "=1+1")
    return file.getvalue()


def dressed(book):
    book.active.row_dimensions[2].height = 30
    book.active["A2"].font = Font(bold=True)
    book.active["A5000"].alignment = Alignment(wrap_text=True)
    book.active["G2"].value = UNIT.replace("\n", "\r\n")


def only_sheet_has_another_name(book):
    book.create_sheet("Columns").sheet_state = "veryHidden"


HYPHENS = [name.replace("_", "-") for name in COLUMNS]
SHORT = [ROWS[0], ROWS[1][:10], ROWS[2][:5]]
FILES = {
    "comma": ("a.csv", in_csv().encode()),
    "semicolon": ("a.csv", in_csv(delimiter=";").encode()),
    "tab": ("a.tsv", in_csv(delimiter="\t").encode()),
    "text": ("A.TXT", in_csv(delimiter="\t").encode()),
    "mark": ("a.csv", in_csv().encode("utf-8-sig")),
    "utf-16 little end first": ("a.txt", b"\xff\xfe" + in_csv(delimiter="\t").encode("utf-16-le")),
    "utf-16 big end first": ("a.csv", b"\xfe\xff" + in_csv().encode("utf-16-be")),
    "windows": ("a.csv", in_csv(end="\r\n").encode()),
    "old mac": ("a.csv", in_csv(end="\r").encode()),
    "no end": ("a.csv", in_csv().rstrip("\n").encode()),
    "blank rows": ("a.csv", in_csv(end="\n\n , ,\n").replace("\n", "\n", 1).encode()),
    "blank first rows": ("a.csv", ("\n,,,\n" + in_csv()).encode()),
    "reordered": ("a.csv", in_csv(turned(ROWS), COLUMNS[::-1]).encode()),
    "labels": ("a.csv", with_labels().encode()),
    "sep": ("a.csv", ("sep=;\r\n" + in_csv(delimiter=";", end="\r\n")).encode()),
    "sep in quotes": ("a.csv", ('"sep=,"\n' + in_csv()).encode("utf-8-sig")),
    "header in capitals": ("a.csv", in_csv(header=[f" {c.upper()} " for c in COLUMNS]).encode()),
    "header with hyphens": ("a.csv", in_csv(header=HYPHENS).encode()),
    "lines without cells at their end": ("a.csv", in_csv(SHORT).encode()),
    "empty cells beyond": ("a.csv", in_csv([[*row, "", " "] for row in ROWS]).encode()),
    "unanswered lines": ("a.csv", template().encode()),
    "notes at the end": ("a.csv", (in_csv() + "# Release: 2026; data\n").encode()),
    "other words": ("a.csv", in_csv(in_other_words()).encode()),
    "xlsx plain": ("a.xlsx", plain_xlsx()),
    "xlsx formatted": ("a.XLSX", formatted_xlsx()),
    "xlsx floats": ("a.xlsx", plain_xlsx([[typed(cell) for cell in row] for row in ROWS])),
    "xlsx other words": ("a.xlsx", plain_xlsx(in_other_words())),
    "xlsx dressed": ("a.xlsx", plain_xlsx(change=dressed)),
    "xlsx another name": ("a.xlsx", plain_xlsx(title="Alba", change=only_sheet_has_another_name)),
    "xlsx wrong size": ("a.xlsx", None),
}  # fmt: skip


def with_wrong_size():
    return in_part("xl/worksheets/sheet1.xml", b'ref="A1:P4"', b'ref="A1:B2"')


def in_part(part, old, new):
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(plain_xlsx())) as before,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                assert old in content
            after.writestr(name, content.replace(old, new) if name == part else content)
    return file.getvalue()


@pytest.mark.parametrize("name", FILES)
def test_good_file_in_any_dress_gives_the_same_answers(name):
    file, content = FILES[name]
    found = read_responses(content or with_wrong_size(), file, KNOWN)
    pd.testing.assert_frame_equal(found, WANTED)


def test_only_the_required_columns_are_enough_and_the_version_is_that_of_the_round():
    found = read_responses(in_csv([[*r[:3], r[4]] for r in ROWS],
                                  ["city_id", "round", "question_id", "state"]).encode(),
                           "a.csv", KNOWN)  # fmt: skip
    assert found["state"].tolist() == ["in-place", "not-in-place", "not-our-power"]
    assert found["question_version"].tolist() == [2, 1, 1]


def test_apostrophe_that_keeps_a_text_from_running_is_no_part_of_it():
    for content, file in (
        (in_csv(changed(unit_in_charge="'=x")).encode(), "a.csv"),
        (plain_xlsx(changed(unit_in_charge="'=x")), "a.xlsx"),
    ):
        assert read_responses(content, file, KNOWN)["unit_in_charge"][0] == "=x"
    content = in_csv(changed(unit_in_charge="'s-Hertogenbosch")).encode()
    assert read_responses(content, "a.csv", KNOWN)["unit_in_charge"][0] == "'s-Hertogenbosch"


def test_text_of_a_sheet_is_no_formula():
    content = formatted_xlsx_with_text("=1+1 is the motto")
    found = read_responses(content, "a.xlsx", KNOWN)
    assert found["unit_in_charge"].tolist() == ["=1+1 is the motto"]


def formatted_xlsx_with_text(text):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Answers")
        sheet.write_row(0, 0, ["city_id", "round_id", "question_id", "state", "unit_in_charge"])
        sheet.write_row(1, 0, ["ita-alba", 2026, "desk", "planned"])
        sheet.write_string(1, 4, text)
    return file.getvalue()


def test_date_in_a_text_column_is_text():
    rows = changed()
    rows[0][COLUMNS.index("impact_source")] = date(2026, 3, 1)
    found = read_responses(plain_xlsx(rows), "a.xlsx", KNOWN)
    assert found["impact_source"][0] == "2026-03-01"


@pytest.mark.parametrize(
    "link",
    [
        "http://x.org",
        "HTTPS://X.org/a#b",
        "https://x.org:8080/a",
        "https://m\u00fcnchen.example",
        "https://x.org?q=1",
    ],
)
def test_web_address_is_accepted(link):
    found = read_responses(in_csv(changed(evidence_link=link)).encode(), "a.csv", KNOWN)
    assert found["evidence_link"][0] == link


@pytest.mark.parametrize("state", ["planned", "started", "in-place", "in-place-and-evaluated"])
def test_year_goes_with_a_state_that_has_one(state):
    found = read_responses(in_csv(changed(state=state)).encode(), "a.csv", KNOWN)
    assert found["year_since"][0] == 2022


def test_progress_goes_up_to_the_end():
    for content, file in ((in_csv().encode(), "a.csv"), (plain_xlsx(), "a.xlsx")):
        told = []
        read_responses(content, file, KNOWN, lambda share, words: told.append((share, words)))  # noqa: B023 - called here
        shares = [share for share, _words in told]
        assert shares == sorted(shares)
        assert (shares[-1], min(shares) >= 0) == (1.0, True)
        assert all(words for _share, words in told)


def test_file_of_a_census_fails_with_a_list_that_helps():
    header = "city_id,city_name,country_iso3,indicator_id,year,value,note,source_id"
    rows = ["deu-bonn,Bonn,DEU,foreign-born-share,2022,20.1,,census"] * 3
    with pytest.raises(PackageError) as caught:
        read_responses("\n".join([header, *rows]).encode(), "census.csv", KNOWN)
    found = caught.value.violations
    assert [fault.value for fault in found[:-1]] == header.split(",")[1:]
    assert {fault.row for fault in found} == {1}
    assert all("city_id, round_id, question_id" in fault.expectation for fault in found[:-1])
    wanted = "also the columns round_id, question_id, state; City response offers a template"
    assert found[-1].expectation == wanted


# Bytes of any kind

QUIET = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def is_read_or_told(content, file):
    """Return whether a file is read, or refused with faults; any other error is raised."""
    try:
        found = read_responses(content, file, KNOWN)
    except PackageError as error:
        return bool(error.violations) and all(fault.expectation for fault in error.violations)
    return list(found.columns) == COLUMNS


STARTS = st.sampled_from(
    [b"", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"PK\x03\x04", b"sep=;\n", in_csv().encode()]
)


@QUIET
@given(STARTS, st.binary(max_size=300), st.sampled_from(["a.csv", "a.xlsx", "a.txt", "a"]))
def test_any_bytes_are_read_or_told(start, content, file):
    assert is_read_or_told(start + content, file)


@QUIET
@given(st.data())
def test_csv_file_with_any_bytes_changed_is_read_or_told(data):
    content = bytearray(data.draw(st.sampled_from([FILES[n][1] for n in ("comma", "sep", "tab")])))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
        content[place] = data.draw(st.sampled_from(b"09aAeE.-+\"',;\t=@ \r\n\x00\xc3\xff"))
    assert is_read_or_told(bytes(content), "a.csv")


SENT = plain_xlsx()
SHEET = "xl/worksheets/sheet1.xml"


@QUIET
@given(st.data())
def test_workbook_with_any_bytes_of_a_part_changed_is_read_or_told(data):
    with zipfile.ZipFile(io.BytesIO(SENT)) as packed:
        parts = {name: bytearray(packed.read(name)) for name in packed.namelist()}
    name = data.draw(st.sampled_from([*parts, *[SHEET] * 5]))
    content = parts[name]
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=3)):
        content[place] = data.draw(st.sampled_from(b"09aAZrst.-+\"'<>/=&; \n\x00\xff"))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for part, inside in parts.items():
            packed.writestr(part, bytes(inside))
    assert is_read_or_told(file.getvalue(), "a.xlsx")


@QUIET
@given(st.integers(0, len(SENT) - 1), st.integers(0, 255))
def test_workbook_with_any_byte_changed_or_cut_is_read_or_told(place, byte):
    assert is_read_or_told(SENT[:place], "a.xlsx")
    assert is_read_or_told(SENT[:place] + bytes([byte]) + SENT[place + 1 :], "a.xlsx")


@QUIET
@given(st.lists(st.lists(st.text(max_size=20), max_size=17), max_size=5))
def test_any_cells_are_read_or_told(rows):
    text = in_csv([[clean(cell) for cell in row] for row in rows])
    assert is_read_or_told(text.encode("utf-8", "replace"), "a.csv")


# There and back

YEARS = st.one_of(st.none(), st.integers(1950, 2100))
NUMBERS = st.one_of(st.none(), st.floats(-1e15, 1e15).map(lambda x: x if abs(x) > 1e-90 else 0.0))
TEXTS = st.text(max_size=60).map(clean).map(lambda text: text.lstrip("=+-@#'|%").strip())
PLACES = st.sampled_from(
    [(c, r, q) for c in KNOWN.cities for r, asked in KNOWN.versions.items() for q in asked]
)


@st.composite
def answers(draw, place):
    state = draw(st.sampled_from(STATES))
    has_year = state in {"planned", "started", "in-place", "in-place-and-evaluated"}
    values = {f"impact_{name}": draw(NUMBERS) for name in ("baseline", "target", "latest")}
    given_one = any(value is not None for value in values.values())
    link = draw(st.text(string.ascii_letters + "?&=%,;'\"", max_size=20))
    return {
        "city_id": place[0],
        "round_id": place[1],
        "question_id": place[2],
        "question_version": KNOWN.versions[place[1]][place[2]],
        "state": state,
        "year_since": draw(YEARS) if has_year else None,
        "unit_in_charge": draw(TEXTS),
        "evidence_link": draw(st.sampled_from(["", f"https://x.org/{link}"])),
        "needs": ";".join(draw(st.lists(st.sampled_from(NEEDS)))),
        "priority": draw(st.one_of(st.none(), st.integers(1, 5))),
        "impact_indicator": draw(TEXTS) or "share" * given_one,
        **values,
        "impact_year": draw(YEARS) or (2020 if given_one else None),
        "impact_source": draw(TEXTS) or "report" * given_one,
    }


@QUIET
@given(st.lists(PLACES, min_size=1, unique=True).flatmap(
    lambda places: st.tuples(*[answers(place) for place in places])))  # fmt: skip
def test_answers_written_as_csv_are_read_as_they_were(rows):
    table = as_answers(pd.DataFrame(list(rows)))
    content = table.to_csv(index=False).encode()
    pd.testing.assert_frame_equal(read_responses(content, "a.csv", KNOWN), table)
