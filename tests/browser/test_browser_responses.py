"""A whole round: one city answers on the page, another by a file, the steward accepts, all see it.

Then a second round with changes: what moved is shown for the cities of both rounds only.
"""

from __future__ import annotations

import csv
import io
import re

import pytest
from docx import Document
from driving import served, settle, visit
from parts import download, main
from playwright.sync_api import expect
from test_browser_accessibility import AXE, findings

pytestmark = pytest.mark.browser

AREAS = "Governance", "Overall support for migrants"


@pytest.fixture(scope="module")
def own_address(store_dir, tmp_path_factory):
    """Serve a dashboard of its own: what is accepted here must not show in other tests."""
    log = tmp_path_factory.mktemp("responses_server") / "server.log"
    with served(store_dir, log) as address:
        yield address
    assert "Traceback" not in log.read_text(encoding="utf-8")


def pick(page, box, label):
    """Choose an option of a list with the keyboard."""
    box.focus()
    box.press_sequentially(label)
    page.get_by_role("option", name=label, exact=True).click()
    settle(page)


def answer(page, place, state):
    """Answer the question in a place of the area that is shown."""
    states = main(page).locator("[class*=st-key-answer_][class*=_state]")
    pick(page, states.get_by_role("combobox").nth(place), state)


def send(page):
    """Return the number of the receipt after sending the answers."""
    page.locator(".st-key-send_answers").get_by_role("button").click()
    settle(page)
    told = main(page).get_by_text("Sent. Number of your receipt:")
    expect(told).to_be_visible()
    found = re.search(r"\d{4}-[A-Z2-7]{4}-[A-Z2-7]{4}", told.inner_text())
    assert found
    return found[0]


def open_part(page, key):
    """Open an expander."""
    page.locator(f".st-key-{key}").locator("summary").click()
    settle(page)


def accept_all(page, address):
    visit(page, f"{address}/steward")
    page.get_by_role("button", name=re.compile("Accept all")).click()
    page.locator(".st-key-accept_all").get_by_role("button").click()
    settle(page)


def filled_in(template, states):
    """Return a template as CSV with the states of its first questions."""
    rows = list(csv.DictReader(io.StringIO(template.decode("utf-8-sig"))))
    for row, state in zip(rows, states, strict=False):
        row["state"] = state
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-16")


def upload(page, city, round_id, states, address):
    """Return the number of the receipt after answering with a spreadsheet."""
    visit(page, f"{address}/city-response?city={city}&round={round_id}")
    open_part(page, "response_files")
    template = download(page, "template_CSV")
    page.locator(".st-key-response_files").locator("input[type=file]").set_input_files(
        {
            "name": f"{city}.csv",
            "mimeType": "text/csv",
            "buffer": filled_in(template, states),
        }
    )
    settle(page)
    expect(main(page).get_by_text("no fault. They are not sent yet.")).to_be_visible()
    page.locator(".st-key-put_file").get_by_role("button").click()
    settle(page)
    return send(page)


def test_whole_round_and_a_second_one(new_page, own_address):
    page = new_page(1440, accept_downloads=True)
    visit(page, f"{own_address}/city-response?city=ita-turin&round=2025")
    for place in range(8):
        answer(page, place, "in place" if place < 6 else "planned")
    expect(main(page).get_by_text("8 of 49 questions answered")).to_be_visible()
    assert "draft=" in page.url

    # The private link brings the draft back, in another browser.
    other = new_page(1440)
    visit(other, page.url)
    expect(main(other).get_by_text("8 of 49 questions answered")).to_be_visible()

    open_part(page, "response_mirror")
    expect(main(page).get_by_text("Your answers: planned 2, in place 6.")).to_be_visible()
    expect(main(page).get_by_text("8 of 16")).to_be_visible()
    number = send(page)
    document = Document(io.BytesIO(download(page, "receipt_docx")))
    assert any(number in paragraph.text for paragraph in document.paragraphs)

    upload(
        new_page(1440, accept_downloads=True), "deu-berlin", "2025", ["started"] * 10, own_address
    )

    # Not public before it is accepted.
    visit(page, f"{own_address}/progress?round=2025")
    expect(main(page).get_by_text("not in the data", exact=False)).to_have_count(0)
    steward = new_page(1440)
    visit(steward, f"{own_address}/steward")
    expect(main(steward).get_by_text("2 submissions wait for a decision.")).to_be_visible()
    accept_all(steward, own_address)
    expect(main(steward).get_by_text("Nothing waits for a decision.")).to_be_visible()

    visit(page, f"{own_address}/city-map?colour=answers&area=governance")
    expect(main(page).get_by_text("cities kept have a score from their answers")).to_be_visible()
    visit(
        page,
        f"{own_address}/peer-comparison?city=ita-turin&peers=deu-berlin&instrument=city-answers",
    )
    expect(main(page).get_by_text("Answers of cities").first).to_be_visible()
    visit(page, f"{own_address}/progress?round=2025")
    expect(main(page).get_by_text("2 of 613 cities kept answered").first).to_be_visible()

    # The second round begins with the first; only what changed is answered again.
    visit(page, f"{own_address}/city-response?city=ita-turin&round=2026")
    expect(main(page).get_by_text("Begun with the accepted answers of Round 2025.")).to_be_visible()
    answer(page, 6, "in place")
    send(page)
    visit(steward, f"{own_address}/steward")
    expect(main(steward).get_by_text("0 new, 1 changed, 7 the same.")).to_be_visible()
    steward.locator(".st-key-accept").get_by_role("button").click()
    settle(steward)
    visit(page, f"{own_address}/progress?round=2026")
    expect(main(page).get_by_text("1 of 613 cities kept answered").first).to_be_visible()
    main(page).get_by_role("radio", name="What changed").click()
    settle(page)
    expect(main(page).get_by_text("in some rounds only and is left out").first).to_be_visible()

    # What axe-core holds pages with answers to; the empty ones are looked at with all others.
    looked = new_page(390, color_scheme="dark")
    looked.add_init_script(AXE)
    for path in (
        "progress?round=2025",
        "progress?round=2025&track=groups",
        "progress?track=change",
        "needs?round=2025",
        "needs?round=2025&needs=help&city=ita-turin",
        "peer-comparison?city=ita-turin&peers=deu-berlin&instrument=city-answers&more=moves",
        "steward",
    ):
        visit(looked, f"{own_address}/{path}")
        assert (path, findings(looked)) == (path, [])


def test_answers_on_a_phone(new_page, own_address):
    page = new_page(390, 844)
    visit(page, f"{own_address}/city-response?city=fra-lyon&round=2026")
    answer(page, 0, "not our power")
    expect(main(page).get_by_text("1 of 49 questions answered")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_faulty_file_is_told_and_changes_nothing(new_page, own_address):
    page = new_page(1440)
    visit(page, f"{own_address}/city-response?city=fra-paris&round=2026")
    open_part(page, "response_files")
    page.locator(".st-key-response_files").locator("input[type=file]").set_input_files(
        {
            "name": "paris.csv",
            "mimeType": "text/csv",
            "buffer": b"city_id,round_id,question_id,state\nfra-pariss,2026,q-communication,done\n",
        }
    )
    settle(page)
    expect(main(page).get_by_text("The file has 2 faults.")).to_be_visible()
    expect(main(page).get_by_text("nearest: fra-paris")).to_be_visible()
    expect(main(page).get_by_text("0 of 49 questions answered")).to_be_visible()


@pytest.mark.parametrize(
    ("path", "part"),
    [("city-response?city=fra-lyon&round=2026", "response_files"), ("steward", "steward_file")],
)
def test_too_large_file_is_refused_in_a_sentence(path, part, new_page, own_address, tmp_path):
    with (tmp_path / "answers.csv").open("wb") as file:
        file.truncate(200_000_000)
    page = new_page(1440)
    sent = []
    page.on("request", lambda request: sent.append(request) if request.method != "GET" else None)
    visit(page, f"{own_address}/{path}")
    if part == "response_files":
        open_part(page, part)
    area = page.locator(f".st-key-{part}") if part == "response_files" else main(page)
    area.locator("input[type=file]").set_input_files(tmp_path / "answers.csv")
    settle(page)
    expect(area.get_by_text("200.0MB")).to_be_visible()
    expect(
        area.get_by_text("At most 60 MB. A larger file gets a red mark and nothing of it is taken")
    ).to_be_visible()
    assert sent == []  # not a byte of it left the browser
    expect(main(page).get_by_text("no fault")).to_have_count(0)
