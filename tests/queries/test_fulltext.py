"""The index of words: the extension's own scores, and the same without the extension."""

from __future__ import annotations

import duckdb
import pytest

from dashboard.queries.fulltext import (
    STOP_WORDS,
    extension_file,
    plain_stem,
    text_index,
)

TEXTS = {
    "a": "housing for families housing",
    "b": "a house for the family of a nurse",
    "c": "language courses",
    "d": "welcome 2030",
}


@pytest.fixture(scope="module")
def index():
    return text_index(TEXTS, extension_file())


def test_extension_is_used_where_it_is_installed(index):
    assert index.by_extension


@pytest.mark.parametrize("word", ["housing", "house", "families", "courses", "2030", "nowhere"])
def test_scores_are_those_of_the_extension(index, word):
    connection = duckdb.connect()
    connection.execute(f"LOAD '{extension_file()}'")
    connection.execute("CREATE TABLE stop AS SELECT unnest($1) AS sw", [list(STOP_WORDS)])
    connection.execute(
        "CREATE TABLE texts AS SELECT unnest($1) AS name, unnest($2) AS body",
        [list(TEXTS), list(TEXTS.values())],
    )
    connection.execute(
        "PRAGMA create_fts_index('texts', 'name', 'body', stemmer = 'english', "
        "stopwords = 'stop', ignore = '[^a-z0-9]+')"
    )
    own = connection.execute(
        "SELECT name, fts_main_texts.match_bm25(name, $1) AS score FROM texts "
        "WHERE score IS NOT NULL",
        [word],
    ).fetchall()
    assert index.about(word) == pytest.approx(dict(own))


def test_words_of_one_stem_are_one_word(index):
    assert set(index.about("house")) == set(index.about("housing")) == {"a", "b"}


def test_word_that_stands_twice_scores_more(index):
    assert index.about("housing")["a"] > index.about("housing")["b"]


def test_stop_words_are_no_words_and_welcome_is_none_of_them(index):
    assert index.about("the") == {}
    assert set(index.about("welcome")) == {"d"}
    assert "the" not in index.words


def test_word_that_no_text_has_is_about_nothing(index):
    assert index.about("zebra") == {}


@pytest.mark.parametrize("broken", ["empty", "other", "missing"])
def test_without_a_loadable_extension_the_words_are_found_all_the_same(tmp_path, broken):
    file = tmp_path / "it's fts.duckdb_extension"
    if broken != "missing":
        file.write_bytes(b"" if broken == "empty" else b"no extension" * 1000)
    index = text_index(TEXTS, file)
    assert not index.by_extension
    assert set(index.about("families")) == {"a", "b"}
    assert index.about("housing")["a"] > 0
    assert index.about("the") == {}


def test_without_an_installed_extension_the_words_are_found_too():
    assert set(text_index(TEXTS, None).about("courses")) == {"c"}


def test_plain_scores_are_those_of_the_formula():
    # Four texts of 3, 3 (house, family, nurse), 2 and 2 words: 2.5 on average. "nurse" stands once
    # in one of them: log10((4 - 1 + 0.5) / (1 + 0.5) + 1) = log10(10 / 3) = 0.522879.
    often = 1 * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 3 / 2.5))
    assert text_index(TEXTS, None).about("nurse") == pytest.approx({"b": 0.522879 * often})


@pytest.mark.parametrize(
    ("word", "stem"),
    [("cities", "city"), ("courses", "cours"), ("housed", "hous"), ("bus", "bus"), ("is", "is")],
)
def test_plain_stem_takes_common_endings_away(word, stem):
    assert plain_stem(word) == stem


def test_no_text_at_all_is_no_error():
    assert text_index({}, None).about("housing") == {}
    assert text_index({}, extension_file()).about("housing") == {}


def test_extension_is_closed_to_the_outside(index):
    stem = index.stem
    connection = stem.args[0]
    with pytest.raises(duckdb.Error, match="disabled"):
        connection.execute("SELECT * FROM read_csv('/etc/hostname')")
    with pytest.raises(duckdb.Error, match="locked"):
        connection.execute("SET threads = 2")
