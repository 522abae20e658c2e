"""The first visitor of a server that has just started, with a good store, none, or a broken one."""

from __future__ import annotations

import shutil

import pytest
from driving import served, settle, visit
from parts import choice, main
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# Remembers a dialog that closes again before anybody looks.
WATCH_FOR_DIALOG = """new MutationObserver(() => {
  window.sawDialog ||= Boolean(document.querySelector('[role="dialog"]'));
}).observe(document, {childList: true, subtree: true})"""


def truncate_store_file(store):
    file = next(store.glob("*.duckdb"))
    file.write_bytes(file.read_bytes()[:4096])


def lose_store_file(store):
    next(store.glob("*.duckdb")).unlink()


def garble_pointer(store):
    (store / "current.json").write_text("{", encoding="utf-8")


@pytest.fixture(scope="module")
def broken(store_dir, tmp_path_factory):
    """Serve a folder that is broken from the start.

    Yields:
        The folder and the address.
    """
    folder = tmp_path_factory.mktemp("broken")
    store = shutil.copytree(store_dir, folder / "store")
    garble_pointer(store)
    with served(store, folder / "log") as address:
        yield store, address
    assert "Traceback" not in (folder / "log").read_text(encoding="utf-8")


def test_first_visit_may_be_a_deep_link(store_dir, tmp_path, page):
    page.add_init_script(WATCH_FOR_DIALOG)
    with served(store_dir, tmp_path / "log") as address:
        visit(page, f"{address}/rankings")
        expect(main(page).get_by_role("heading", level=1, name="Rankings")).to_be_visible()
        expect(choice(page, "region")).to_be_visible()
        assert not page.evaluate("window.sawDialog")


def test_first_visit_builds_a_store_where_there_is_none(tmp_path, page):
    with served(tmp_path / "store", tmp_path / "log") as address:
        page.goto(f"{address}/rankings")
        expect(main(page).get_by_role("heading", level=2)).not_to_have_count(0)
        settle(page)
        expect(choice(page, "region")).to_be_visible()
        expect(main(page).get_by_test_id("stProgress")).to_have_count(0)
        expect(main(page).get_by_test_id("stDataFrame")).not_to_have_count(0)


@pytest.mark.parametrize("damage", [garble_pointer, truncate_store_file, lose_store_file])
def test_broken_store_is_explained_and_nothing_else_is_shown(damage, broken, store_dir, page):
    store, address = broken
    shutil.rmtree(store)
    shutil.copytree(store_dir, store)
    damage(store)
    visit(page, f"{address}/rankings")
    expect(page.get_by_test_id("stAlert")).to_have_count(1)
    expect(page.get_by_test_id("stAlert")).to_contain_text("python -m dashboard build")
    expect(main(page).get_by_role("heading")).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert "Traceback" not in page.content()
