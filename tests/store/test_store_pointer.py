"""The pointer and the file it names: whatever is wrong with them is told in a sentence."""

from __future__ import annotations

import json
import shutil

import pytest

from dashboard.errors import StoreError, StoreMissingError
from dashboard.store.connection import open_store
from dashboard.store.pointer import (
    POINTER,
    Published,
    checksum,
    read_pointer,
    store_file_name,
    verified_path,
    write_pointer,
)

HOW_TO_BUILD = "Build it with: python -m dashboard build"


def change_pointer(folder, **changes):
    pointer = json.loads((folder / POINTER).read_text(encoding="utf-8"))
    (folder / POINTER).write_text(json.dumps(pointer | changes), encoding="utf-8")


def refusal(folder, release=""):
    with pytest.raises(StoreError) as caught:
        open_store(folder, release)
    return str(caught.value)


# The pointer


def test_pointer_is_read_as_it_was_written(tmp_path):
    published = Published("2024.01.31-0123abcd", "store.duckdb", "ab", "2024-01-31", {"cities": 2})
    write_pointer(tmp_path, published)
    assert read_pointer(tmp_path) == published


def test_release_can_be_read_by_its_id_after_another_was_published(tmp_path):
    for last_digit in "12":
        release = f"2024.01.31-0000000{last_digit}"
        write_pointer(tmp_path, Published(release, store_file_name(release), "ab", "", {}))
    assert read_pointer(tmp_path, "2024.01.31-00000001").file == (
        "store-2024.01.31-00000001.duckdb"
    )


def test_swap_of_the_pointer_leaves_no_draft(tmp_path):
    write_pointer(tmp_path, Published("2024.01.31-00000001", "a", "b", "c", {}))
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        POINTER,
        "store-2024.01.31-00000001.json",
    ]


def test_folder_without_a_store_is_told_with_the_command_that_builds_it(tmp_path):
    with pytest.raises(StoreMissingError) as caught:
        open_store(tmp_path)
    assert str(caught.value) == f"No store at {tmp_path / POINTER}. {HOW_TO_BUILD}"


def test_folder_that_does_not_exist_is_a_missing_store(tmp_path):
    with pytest.raises(StoreMissingError):
        open_store(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"5", b'"text"', b"{}", b'{"extra": 1}', b"\xff\xfe"]
)
def test_pointer_that_names_no_release_is_damaged(served, content):
    (served / POINTER).write_bytes(content)
    assert refusal(served) == (
        f"{served / POINTER} is damaged: it does not name a release and its file. {HOW_TO_BUILD}"
    )


@pytest.mark.parametrize("file", [None, 5, ["a"], "x\0y"])
def test_pointer_whose_file_is_no_name_is_told_in_a_sentence(served, file):
    change_pointer(served, file=file)
    assert POINTER in refusal(served)


def test_pointer_to_a_file_that_is_gone_says_so(served):
    change_pointer(served, file="store-gone.duckdb")
    assert refusal(served) == (
        f"{served / POINTER} points to store-gone.duckdb, which cannot be read: "
        f"No such file or directory. {HOW_TO_BUILD}"
    )


@pytest.mark.parametrize("file", ["../evil.duckdb", "/etc/passwd", "sub/evil.duckdb", ""])
def test_pointer_may_not_name_a_file_outside_its_folder(served, tmp_path, file):
    shutil.copy(served / read_pointer(served).file, tmp_path / "evil.duckdb")
    change_pointer(served, file=file)
    assert "names a file outside its folder" in refusal(served)


def test_pointer_that_is_a_folder_cannot_be_read(served):
    (served / POINTER).unlink()
    (served / POINTER).mkdir()
    assert refusal(served) == f"{served / POINTER} cannot be read: Is a directory."


# The file


def cut_in_half(content):
    return content[: len(content) // 2]


def flip_one_bit(content):
    place = len(content) // 2
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


@pytest.mark.parametrize(
    "spoil",
    [cut_in_half, flip_one_bit, lambda _: b"garbage", lambda _: b"", lambda all_: all_ + b"\0"],
    ids=["cut in half", "one bit flipped", "garbage", "empty", "one byte too many"],
)
def test_store_whose_bytes_are_not_those_published_is_damaged(served, spoil):
    file = served / read_pointer(served).file
    file.write_bytes(spoil(file.read_bytes()))
    assert refusal(served) == (
        f"{file} is damaged: its content is not what was published. {HOW_TO_BUILD}"
    )


def test_file_that_is_no_store_cannot_be_opened(served):
    file = served / read_pointer(served).file
    file.write_bytes(b"garbage of just the right checksum" * 1000)
    change_pointer(served, sha256=checksum(file))
    assert refusal(served) == f"{file} cannot be opened as a store. {HOW_TO_BUILD}"


def test_checksum_is_sha_256_in_hexadecimal(tmp_path):
    (tmp_path / "abc").write_bytes(b"abc")  # the example of FIPS 180-2
    assert checksum(tmp_path / "abc") == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


def test_undamaged_file_is_returned_with_its_path(served):
    published = read_pointer(served)
    assert verified_path(served, published) == served / published.file


# Releases that are asked for by id


@pytest.mark.parametrize(
    "release",
    [
        "../../etc/passwd",
        "2024.01.31-0000000g",
        "2024.01.31-00000000\n",
        "2024.01.31-00000000/../current",
        "\0",
        " ",
        "x" * 10_000,
    ],
)
def test_malformed_release_is_a_missing_store(served, release):
    with pytest.raises(StoreMissingError, match=r"expected YYYY\.MM\.DD- and eight hex digits"):
        open_store(served, release)


def test_sentence_about_a_malformed_release_stays_short(served):
    assert len(refusal(served, "x" * 10_000)) < 200


def test_unknown_release_is_a_missing_store(served):
    with pytest.raises(StoreMissingError, match=r"store-2024\.01\.31-00000000\.json"):
        open_store(served, "2024.01.31-00000000")
