"""A working-group session: one chair, twenty devices, and nothing of the result before its time."""

from __future__ import annotations

import csv
import io
import logging
import re
import time

import pytest
from driving import free_port, running, served, settle, visit
from parts import download, main, option
from playwright.sync_api import expect
from test_browser_accessibility import AXE, findings

pytestmark = pytest.mark.browser

N_PHONES = 20
CODE = re.compile(r"^[A-Z2-9]{3} [A-Z2-9]{3}$")
HIDDEN = "a wording that only one phone proposes"
# Shown with --log-cli-level=INFO; what a time is worth depends on the machine.
TIMES = logging.getLogger(__name__)


@pytest.fixture(scope="module")
def own_address(store_dir, tmp_path_factory):
    """Serve a dashboard of its own: what is voted here must not show in other tests."""
    log = tmp_path_factory.mktemp("room_server") / "server.log"
    with served(store_dir, log) as address:
        yield address
    assert "Traceback" not in log.read_text(encoding="utf-8")


def press(page, name):
    main(page).get_by_role("button", name=name, exact=True).click()
    settle(page)


def open_session(page, address, title):
    """Return the code of a session that was just opened."""
    visit(page, f"{address}/working-group")
    page.get_by_label("What is the session called?").fill(title)
    press(page, "Open the session")
    return main(page).get_by_role("heading", name=CODE).inner_text()


def ask_about_wording(page, wording):
    box = main(page).get_by_role("combobox", name="Kind of question")
    box.focus()
    box.press_sequentially("Wording")
    page.get_by_role("option", name=re.compile("Wording")).click()
    settle(page)
    page.get_by_label("The wording that you ask about").fill(wording)
    page.get_by_label("The wording that you ask about").press("Control+Enter")
    settle(page)
    press(page, "Add the question")


def join(page, address, code):
    visit(page, f"{address}/working-group")
    page.get_by_label("Code of the session").fill(code)
    press(page, "Find the session")
    press(page, "Join")


def record_frames(page):
    """Return the list that takes everything that the server sends to a page from now on."""
    frames = []
    page.on(
        "websocket",
        lambda socket: socket.on(
            "framereceived",
            lambda data: frames.append(data if isinstance(data, bytes) else data.encode()),
        ),
    )
    return frames


def segment(page, label):
    """Return a segment of the answers to a wording."""
    found = main(page).get_by_text(label, exact=True)
    return found.locator("xpath=ancestor::button")


def answer(page, label, text=""):
    segment(page, label).click()
    settle(page)
    if text:
        page.get_by_label("The text that you propose").fill(text)
        page.get_by_label("The text that you propose").press("Control+Enter")
        settle(page)
    press(page, "Send my vote")
    expect(main(page).get_by_text("Your vote is kept.")).to_be_visible()


def give_points(page, criterion, points):
    """Give points on a ballot without sending it."""
    field = main(page).get_by_label(criterion, exact=True)
    field.fill(str(points))
    field.press("Enter")
    expect(main(page).get_by_text("All 100 points are given.")).to_be_visible()


def test_twenty_phones_vote_and_nobody_sees_a_result_before_the_closing(new_page, own_address):
    chair = new_page(1920, 1080)
    chair.add_init_script(AXE)
    code = open_session(chair, own_address, "Twenty phones")
    press(chair, "Add the question")  # the weights of the criteria
    phones = []
    for _place in range(N_PHONES):
        phone = new_page(390, 844)
        phone.add_init_script(AXE)
        phones.append((phone, record_frames(phone)))
        join(phone, own_address, code)
    expect(main(chair).get_by_text(f"{N_PHONES} participants are here.")).to_be_visible()
    press(chair, "Open the vote")
    for place, (phone, _frames) in enumerate(phones):
        give_points(phone, "Frequency" if place < 15 else "Spreading", 100)
    begun = time.perf_counter()
    for phone, _frames in phones:
        main(phone).get_by_role("button", name="Send my vote", exact=True).click()
    for phone, _frames in phones:
        expect(main(phone).get_by_text("Your vote is kept.")).to_be_visible()
    TIMES.info("All votes kept after %.1f s.", time.perf_counter() - begun)
    told = f"{N_PHONES} of {N_PHONES} participants have voted."
    expect(main(chair).get_by_text(told)).to_be_visible()
    for phone, frames in phones:
        seen = b"".join(frames)
        assert b"mean points" not in seen
        assert f"{N_PHONES} votes" not in phone.content()
    assert "mean points" not in main(chair).inner_text()
    begun = time.perf_counter()
    main(chair).get_by_role("button", name="Close the vote and show the result").click()
    # 15 of 20 gave all points to frequency, 5 to spreading.
    result = "20 votes. First: Frequency (75.0, mean points of 100)."
    for page in (*[phone for phone, _frames in phones], chair):
        expect(main(page).get_by_text(result)).to_be_visible()
    TIMES.info("All see the result after %.1f s.", time.perf_counter() - begun)
    for phone, _frames in phones:
        expect(main(phone).get_by_role("table")).to_have_count(2)
    ranks = {main(phone).get_by_role("table").last.inner_text() for phone, _frames in phones}
    assert len(ranks) == 1
    for page in (phones[0][0], chair):
        assert not findings(page)


def test_text_of_one_device_is_not_told_to_the_others_before_the_closing(new_page, own_address):
    chair, writer, reader = new_page(), new_page(390, 844), new_page(390, 844)
    told = {page: record_frames(page) for page in (chair, writer, reader)}
    code = open_session(chair, own_address, "Wordings")
    ask_about_wording(chair, "Every city has a welcome desk.")
    for phone in (writer, reader):
        join(phone, own_address, code)
    press(chair, "Open the vote")
    answer(writer, "Another text", HIDDEN)
    answer(reader, "Yes")
    expect(main(chair).get_by_text("2 of 2 participants have voted.")).to_be_visible()
    seen = {page: HIDDEN.encode() in b"".join(frames) for page, frames in told.items()}
    assert seen == {chair: False, writer: True, reader: False}
    assert not any(b"Yes: " in b"".join(frames) for frames in told.values())
    press(chair, "Close the vote and show the result")
    for page in (chair, writer, reader):
        expect(main(page).get_by_text("2 votes. Yes: 1; No: 0; Another text: 1.")).to_be_visible()
        expect(main(page).get_by_text(HIDDEN)).to_be_visible()


def test_chair_who_reloads_the_page_leads_and_the_address_holds_no_secret(new_page, own_address):
    chair = new_page()
    code = open_session(chair, own_address, "Reloaded")
    link = main(chair).get_by_text(re.compile(r"chair=")).text_content()
    chair.reload()
    settle(chair)
    expect(main(chair).get_by_role("heading", name=code)).to_be_visible()
    other = new_page()
    visit(other, link)
    expect(main(other).get_by_role("heading", name=code)).to_be_visible()
    for page in (chair, other):
        assert "chair=" not in page.url
        assert "chair=" not in page.evaluate("document.cookie")


def test_every_link_of_the_minutes_reopens_the_ranking_that_they_print(new_page, own_address):
    chair, reader = new_page(), new_page()
    open_session(chair, own_address, "Minutes")
    press(chair, "Add the question")
    press(chair, "Open the vote")
    main(chair).get_by_text("Add a paper vote").click()
    give_points(chair, "Spreading", 100)
    press(chair, "Add this paper vote")
    press(chair, "Close the vote and show the result")
    written = download(chair, "room_minutes_md").decode()
    links = re.findall(r"\]\(<?(http[^)>]+)>?\)", written)
    written = written[written.index("Ranks before and after") :]
    rows = re.findall(r"^\| (\d[\d-]*) \| \d[\d-]* \| (.+?) \| ", written, re.MULTILINE)
    assert (len(links), len(rows)) == (1, 20)
    visit(reader, links[0])
    table = csv.DictReader(io.StringIO(download(reader, "candidates_csv").decode("utf-8-sig")))
    found = {row["keyword"]: row["rank_label"] for row in table}
    assert {name: found.get(name) for _rank, name in rows} == {name: rank for rank, name in rows}


def test_device_that_comes_back_has_its_seat_and_one_vote(new_page, own_address):
    chair, phone = new_page(), new_page(390, 844)
    code = open_session(chair, own_address, "Coming back")
    ask_about_wording(chair, "Housing first.")
    join(phone, own_address, code)
    press(chair, "Open the vote")
    expect(main(phone).get_by_text("Housing first.")).to_be_visible()
    answer(phone, "Yes")
    second = phone.context.new_page()
    visit(second, f"{own_address}/working-group")
    expect(main(second).get_by_text("Your vote is kept.")).to_be_visible()
    segment(second, "No").click()
    settle(second)
    press(second, "Change my vote")
    expect(main(chair).get_by_text("1 of 1 participant has voted.")).to_be_visible()
    press(chair, "Close the vote and show the result")
    expect(main(chair).get_by_text("1 vote. Yes: 0; No: 1; Another text: 0.")).to_be_visible()


def test_followers_go_where_the_chair_goes_until_they_stop(new_page, own_address):
    chair, phone = new_page(), new_page()
    code = open_session(chair, own_address, "Follow me")
    join(phone, own_address, code)
    chair.get_by_text("Others follow my screen").click()
    settle(chair)
    chair.get_by_role("link", name="Rankings", exact=True).click()
    settle(chair)
    expect(phone.get_by_role("heading", name="Rankings", level=1)).to_be_visible()
    option(chair, "region", "Africa").click()
    settle(chair)
    phone.wait_for_url(re.compile("region=africa"))
    phone.get_by_text("Follow the chair's screen").click()
    settle(phone)
    chair.get_by_role("link", name="City map", exact=True).click()
    settle(chair)
    phone.wait_for_timeout(2500)
    expect(phone.get_by_role("heading", name="Rankings", level=1)).to_be_visible()
    phone.get_by_role("link", name="Back to the session").click()
    settle(phone)
    expect(main(phone).get_by_text("No vote is open.")).to_be_visible()


def test_wrong_code_and_wrong_link_are_told(page, own_address):
    visit(page, f"{own_address}/working-group?room=nothing")
    expect(main(page).get_by_text("This link leads to no session.")).to_be_visible()
    page.get_by_label("Code of the session").fill("AAA AAA")
    press(page, "Find the session")
    expect(
        main(page).get_by_text("No session is open for joining under this code.")
    ).to_be_visible()


def test_server_that_is_killed_loses_no_vote_and_the_session_goes_on(
    new_page, store_dir, tmp_path, watch
):
    log, port = tmp_path / "server.log", free_port()
    chair, phone = new_page(), new_page(390, 844)
    with running(store_dir, log, port) as (address, server):
        code = open_session(chair, address, "Killed")
        ask_about_wording(chair, "Housing first.")
        join(phone, address, code)
        press(chair, "Open the vote")
        expect(main(phone).get_by_text("Housing first.")).to_be_visible()
        answer(phone, "Yes")
        server.kill()
        server.wait()
    with running(store_dir, log, port):
        chair.reload()
        settle(chair)
        # The phone connects again by itself.
        expect(main(phone).get_by_text("Your vote is kept.")).to_be_visible()
        press(chair, "Close the vote and show the result")
        expect(main(chair).get_by_text("1 vote. Yes: 1; No: 0; Another text: 0.")).to_be_visible()
        expect(main(phone).get_by_text("1 vote. Yes: 1; No: 0; Another text: 0.")).to_be_visible()
        for page in (chair, phone):
            page.close()
    # Both pages noticed that the server was gone; nothing else may be wrong.
    gone = ("ERR_CONNECTION", "WebSocket", "Failed to fetch", "disconnected", "ERR_EMPTY_RESPONSE")
    watch.faults[:] = [fault for fault in watch.faults if not any(g in fault for g in gone)]
