"""Which texts are about a word? An index of words, made by DuckDB's extension `fts`, or without it.

The extension comes as a Python package and is loaded from its file into a database in memory: the
served store lets nothing be loaded. It stems and counts the words of every text once; scores are
BM25 as the extension computes them (a test holds that), read out so that a search is a look-up.
Where the extension cannot be loaded, the same index is made here with a plainer stemmer.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import duckdb

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Words that say nothing about a case. The list of the extension is longer: it holds "welcome" and
# "help", which are what readers look for here.
_SAY_NOTHING: Final = (
    "a an and are as at be been by did do does for from has have how i in into is it its my of on "
    "or our that the their them these they this those to was we were what when where which who "
    "with you your"
)
STOP_WORDS: Final = frozenset(re.split(" ", _SAY_NOTHING))
_WORD: Final = re.compile("[a-z0-9]+")
_SETTINGS: Final = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": "200MB",
    "threads": "1",
}
_INDEX: Final = """
PRAGMA create_fts_index(
    'texts', 'name', 'body', stemmer = 'english', stopwords = 'stop_words', ignore = '[^a-z0-9]+'
)
"""
_CLOSE: Final = "SET enable_external_access = false; SET lock_configuration = true;"
# BM25 with the extension's own parameters (k 1.2, b 0.75); one row per stem and text.
_SCORES: Final = """
WITH counted AS (
    SELECT termid, docid, count(*) AS tf FROM fts_main_texts.terms GROUP BY ALL
)

SELECT
    dict.term, docs.name,
    log((stats.num_docs - df + 0.5) / (df + 0.5) + 1)
        * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * len / stats.avgdl)) AS score
FROM counted
JOIN fts_main_texts.dict AS dict USING (termid)
JOIN fts_main_texts.docs AS docs USING (docid), fts_main_texts.stats AS stats
"""
_FEW_LETTERS: Final = 4


@dataclass(frozen=True, eq=False)
class TextIndex:
    """The words of some texts.

    Attributes:
        scores: BM25 by stem and name of the text; a stem that no text has is not there.
        stem: Gives the stem of a folded word.
        words: Words as they stand in the texts, without stop words.
        by_extension: Made by the extension; False: by the plain way.
    """

    scores: Mapping[str, Mapping[str, float]]
    stem: Callable[[str], str]
    words: tuple[str, ...]
    by_extension: bool

    def about(self, word: str) -> Mapping[str, float]:
        """Return the score of each text that has a word, by name; empty: none has it."""
        return self.scores.get(self.stem(word), {})


def extension_file() -> Path | None:
    """Return the file of the extension that is installed for this DuckDB; None: there is none."""
    package = find_spec("duckdb_extension_fts")
    folders = package.submodule_search_locations if package else None
    found = Path(folders[0]) / "extensions" if folders else Path()
    file = found / f"v{duckdb.__version__}" / "fts.duckdb_extension"
    return file if file.is_file() else None


def text_index(texts: Mapping[str, str], extension: Path | None) -> TextIndex:
    """Index the words of texts.

    Args:
        texts: Texts by name, folded: lower case, no accents.
        extension: File of the extension; None: there is none.

    Returns:
        The index; made without the extension where it cannot be loaded.
    """
    found = {word for text in texts.values() for word in _WORD.findall(text)}
    words = tuple(sorted(found - STOP_WORDS))
    if extension is not None:
        # Another version, another machine, a damaged file: then without it.
        with suppress(duckdb.Error):
            return _by_extension(texts, words, extension)
    return _plain(texts, words)


def _by_extension(texts: Mapping[str, str], words: tuple[str, ...], extension: Path) -> TextIndex:
    connection = duckdb.connect(":memory:", config=dict(_SETTINGS))
    quoted = str(extension).replace("'", "''")
    connection.execute(f"LOAD '{quoted}'")
    connection.execute("CREATE TABLE stop_words AS SELECT unnest($1) AS sw", [list(STOP_WORDS)])
    connection.execute(
        "CREATE TABLE texts AS SELECT unnest($1) AS name, unnest($2) AS body",
        [list(texts), list(texts.values())],
    )
    connection.execute(_INDEX)
    connection.execute(_CLOSE)
    scores: dict[str, dict[str, float]] = defaultdict(dict)
    for term, name, score in connection.execute(_SCORES).fetchall():
        scores[term][name] = score
    stems = connection.execute(
        "SELECT word, stem(word, 'english') FROM (SELECT unnest($1) AS word)", [list(words)]
    ).fetchall()
    stem = partial(_stem, connection, dict(stems))
    return TextIndex(dict(scores), stem, words, by_extension=True)


def _stem(connection: duckdb.DuckDBPyConnection, known: Mapping[str, str], word: str) -> str:
    """Return the stem of a word; the extension is asked only about words that no text has."""
    if word in known:
        return known[word]
    with connection.cursor() as cursor:  # threads never share one
        found = cursor.execute("SELECT stem($1, 'english')", [word]).fetchone()
    return str(found[0]) if found else word


def _plain(texts: Mapping[str, str], words: tuple[str, ...]) -> TextIndex:
    stemmed = {
        name: [plain_stem(word) for word in _WORD.findall(text) if word not in STOP_WORDS]
        for name, text in texts.items()
    }
    n, mean = len(texts), sum(map(len, stemmed.values())) / max(len(texts), 1)
    spread = Counter(stem for stems in stemmed.values() for stem in set(stems))
    scores: dict[str, dict[str, float]] = defaultdict(dict)
    for name, stems in stemmed.items():
        for stem, times in Counter(stems).items():
            rare = math.log10((n - spread[stem] + 0.5) / (spread[stem] + 0.5) + 1)
            often = times * 2.2 / (times + 1.2 * (0.25 + 0.75 * len(stems) / mean))
            scores[stem][name] = rare * often
    return TextIndex(dict(scores), plain_stem, words, by_extension=False)


def plain_stem(word: str) -> str:
    """Return a word without the endings that English adds most often."""
    for ending, instead in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= _FEW_LETTERS - 1:
            return word[: -len(ending)] + instead
    return word
