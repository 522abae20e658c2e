"""A working-group session: one chair, twenty devices, and nothing of the result before its time."""

from __future__ import annotations

import re

import pytest
from driving import free_port, running, served, settle, visit
from parts import main, option
from playwright.sync_api import expect
from test_browser_accessibility import AXE, findings

pytestmark = pytest.mark.browser

N_PHONES = 20
CODE = re.compile(r"^[A-Z2-9]{3} [A-Z2-9]{3}$")
HIDDEN = "a wording that only phone seven proposes"


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


def test_twenty_phones_vote_and_nobody_sees_a_result_before_the_closing(new_page, own_address):
    chair = new_page(1920, 1080)
    chair.add_init_script(AXE)
    code = open_session(chair, own_address, "Twenty phones")
    ask_about_wording(chair, "Every city has a welcome desk.")
    phones = []
    for _place in range(N_PHONES):
        phone = new_page(390, 844)
        phone.add_init_script(AXE)
        phones.append((phone, record_frames(phone)))
        join(phone, own_address, code)
    expect(main(chair).get_by_text(f"{N_PHONES} participants are here.")).to_be_visible()
    press(chair, "Open the vote")
    for place, (phone, _frames) in enumerate(phones):
        expect(main(phone).get_by_text("Every city has a welcome desk.")).to_be_visible()
        if place == 7:
            answer(phone, "Another text", HIDDEN)
        else:
            answer(phone, "Yes" if place < 15 else "No")
    told = f"{N_PHONES} of {N_PHONES} participants have voted."
    expect(main(chair).get_by_text(told)).to_be_visible()
    for place, (phone, frames) in enumerate(phones):
        seen = b"".join(frames)
        assert (HIDDEN.encode() in seen) == (place == 7)
        assert b"Yes: " not in seen
        assert f"{N_PHONES} votes" not in phone.content()
    assert HIDDEN not in chair.content()
    press(chair, "Close the vote and show the result")
    for page in (chair, *[phone for phone, _frames in phones]):
        expect(main(page).get_by_text("20 votes. Yes: 14; No: 5; Another text: 1.")).to_be_visible()
        expect(main(page).get_by_text(HIDDEN)).to_be_visible()
    for page in (phones[0][0], chair):
        assert findings(page) == []


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
        for page in (chair, phone):
            page.reload()
            settle(page)
        expect(main(phone).get_by_text("Your vote is kept.")).to_be_visible()
        press(chair, "Close the vote and show the result")
        expect(main(chair).get_by_text("1 vote. Yes: 1; No: 0; Another text: 0.")).to_be_visible()
        expect(main(phone).get_by_text("1 vote. Yes: 1; No: 0; Another text: 0.")).to_be_visible()
        for page in (chair, phone):
            page.close()
    # Both pages noticed that the server was gone; nothing else may be wrong.
    gone = ("ERR_CONNECTION", "WebSocket", "Failed to fetch", "disconnected", "ERR_EMPTY_RESPONSE")
    watch.faults[:] = [fault for fault in watch.faults if not any(g in fault for g in gone)]
