"""Downloads of the policy areas: right format, and told where they come from."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from driving import visit
from parts import download, main
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

STARTS = {
    "areas_csv": b"area_id,",
    "areas_xlsx": b"PK\x03\x04",
    "areas_parquet": b"PAR1",
    "areas_1_png": b"\x89PNG\r\n\x1a\n",
    "areas_1_svg": b"<svg ",
    "areas_2_png": b"\x89PNG\r\n\x1a\n",
    "areas_2_svg": b"<svg ",
}


@pytest.fixture(scope="module")
def ranked(visitor, address):
    with visitor() as page:
        visit(page, f"{address}/rankings?region=africa&counting=actors")
        yield page


def release_of(page):
    foot = main(page).get_by_text("Data release ").last.inner_text()
    return foot.split("Data release ")[1].split(",")[0]


def all_text(svg):
    return "".join(ET.fromstring(svg).itertext())  # noqa: S314 - our own file


@pytest.mark.parametrize(("key", "start"), STARTS.items(), ids=STARTS)
def test_file_is_of_its_format(key, start, ranked):
    assert download(ranked, key).startswith(start)


@pytest.mark.parametrize(
    ("key", "text_of"), [("areas_csv", bytes.decode), ("areas_1_svg", all_text)]
)
def test_file_carries_release_and_exact_link(key, text_of, ranked, address):
    text = text_of(download(ranked, key))
    release = release_of(ranked)
    assert f"Release: {release}" in text
    assert f"{address}/rankings?lang=en&region=africa&" in text
    assert f"&release={release}&" in text


def test_every_download_button_gives_a_file(ranked):
    buttons = main(ranked).get_by_test_id("stDownloadButton").get_by_role("button")
    expect(buttons).not_to_have_count(0)
    for button in buttons.all():
        with ranked.expect_download() as started:
            button.click()
        assert started.value.path().stat().st_size > 0
