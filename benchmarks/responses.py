"""Rank the questions of a round from 50 million accepted answers, beside counting them all anew.

python -m benchmarks.responses [--quick]

Cities and answers are invented, in the tables of the real store, in a folder of the moment.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.__main__ import keep
from benchmarks.figures import Figure, percentile, table
from benchmarks.machine import busy, describe
from benchmarks.servers import PROJECT_DIR, BenchmarkError
from dashboard.contracts.response import STATES
from dashboard.responses.database import make, reading, writing
from dashboard.responses.decisions import decide
from dashboard.responses.files import FILE, locked, make_folder
from dashboard.responses.rollup import count_anew, rank_questions, raw_counts, read_rollup
from dashboard.responses.submissions import answers_of, submit

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

_CITIES: Final = 1_020_409
_CITIES_QUICK: Final = 40_817
_QUESTIONS: Final = 49
_COUNTRIES: Final = 200
_ROUND: Final = "2026"
_SIZES: Final = ("under-50k", "50k-200k", "200k-500k", "500k-1m", "over-1m")
_RANKING_TARGET_MS: Final = 10.0
# A city is a number; country and class follow from it. Its state of a question is hashed.
_PLACES: Final = f"""
SELECT
    format('c{{:03d}}-{{:07d}}', city % {_COUNTRIES}, city) AS city_id,
    format('C{{:02X}}', city % {_COUNTRIES}) AS country_iso3,
    $sizes[1 + (hash(city) % {len(_SIZES)})::BIGINT] AS size
FROM range($cities) AS invented (city)
"""  # noqa: S608 - our own numbers
_SUBMISSIONS: Final = f"""
INSERT INTO submissions
SELECT
    row_number() OVER (ORDER BY city_id), '{_ROUND}-' || city_id, city_id, '{_ROUND}',
    TIMESTAMP '2026-11-25', 'city-editor', 'invented', '', md5(city_id), '', {_QUESTIONS}
FROM rolled_places
"""  # noqa: S608 - our own numbers
_ANSWERS: Final = f"""
INSERT INTO answers
SELECT
    seq, city_id, round_id, format('q{{:02d}}', question), 1,
    $states[1 + (hash(seq, question) % {len(STATES)})::BIGINT], NULL, '', '', '', NULL, '', NULL,
    NULL, NULL, NULL, ''
FROM submissions CROSS JOIN range({_QUESTIONS}) AS asked (question)
ORDER BY seq, question
"""  # noqa: S608 - our own numbers
_DECISIONS: Final = """
INSERT INTO decisions
SELECT seq, number, 'accepted', written_at, 'data-steward', '' FROM submissions
"""
_RAW_RANKING: Final = """
SELECT question_id, count(*) AS n_cities FROM accepted_answers
WHERE round_id = $round AND state IN ('in-place', 'in-place-and-evaluated')
GROUP BY question_id ORDER BY n_cities DESC, question_id
"""


def _invent(folder: Path, cities: int) -> pd.DataFrame:
    """Fill a new store with accepted answers.

    Args:
        folder: Where the store goes.
        cities: How many.

    Returns:
        The place of every city.
    """
    make_folder(folder)
    with locked(folder):
        make(folder, invented=True)
    with writing(folder) as connection:
        places = connection.execute(_PLACES, {"sizes": list(_SIZES), "cities": cities}).df()
        connection.register("places", places)
        connection.execute("INSERT INTO rolled_places SELECT * FROM places")
        connection.execute(_SUBMISSIONS)
        connection.execute(_ANSWERS, {"states": list(STATES)})
        connection.execute(_DECISIONS)
    return places


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _same(what: str, ours: pd.DataFrame, raw: pd.DataFrame) -> None:
    """Hold a fast way against the slow one.

    Raises:
        BenchmarkError: They do not give the same.
    """
    if not ours.equals(raw.astype(ours.dtypes)):
        message = f"{what}: the rollup does not say what the answers say."
        raise BenchmarkError(message)


def _ranking_figures(folder: Path, size: str, rounds: int) -> list[Figure]:
    with reading(folder) as connection:
        if connection is None:
            message = "There is no store to rank from."
            raise BenchmarkError(message)

        def ranked() -> pd.DataFrame:
            return rank_questions(connection, _ROUND)

        def counted() -> pd.DataFrame:
            return connection.execute(_RAW_RANKING, {"round": _ROUND}).df()

        started = time.perf_counter()
        truth = counted()
        raw = time.perf_counter() - started
        _same("ranking", ranked(), truth)
        rollup = percentile([_seconds(ranked) for _ in range(rounds)], 50)
    opened = percentile([_seconds(lambda: _open_and_rank(folder)) for _ in range(rounds)], 50)
    return [
        Figure(f"ranking from the rollup, {size}", 1000 * rollup, "ms", _RANKING_TARGET_MS, rounds),
        Figure(f"the same with opening the store, {size}", 1000 * opened, "ms", None, rounds),
        Figure(f"ranking from the answers, {size}", raw, "s"),
        Figure("the rollup is faster by", raw / rollup, "times"),
    ]


def _open_and_rank(folder: Path) -> None:
    with reading(folder) as connection:
        if connection is not None:
            rank_questions(connection, _ROUND)


def _decision_figures(folder: Path, places: pd.DataFrame, size: str, rounds: int) -> list[Figure]:
    """Measure how long it takes to send one city's answers again and to accept them.

    Args:
        folder: Folder of the store.
        places: Place of every city.
        size: What the figures say of the store.
        rounds: How many cities do it.

    Returns:
        The median of sending, and of accepting.
    """
    sends, accepts = [], []
    for n in range(rounds):
        city = places["city_id"].iloc[n * len(places) // rounds]
        before = answers_of(folder, f"{_ROUND}-{city}")
        changed = before.assign(state="in-place-and-evaluated", year_since=2026)
        started = time.perf_counter()
        taken = submit(folder, changed, role="city-editor", release="invented")
        sends.append(time.perf_counter() - started)
        started = time.perf_counter()
        decide(folder, taken.numbers, "accepted", role="data-steward", places=places)
        accepts.append(time.perf_counter() - started)
    return [
        Figure(
            f"one city's {_QUESTIONS} answers sent again, {size}",
            percentile(sends, 50),
            "s",
            None,
            rounds,
        ),
        Figure(
            f"these accepted, rollup carried on, {size}", percentile(accepts, 50), "s", None, rounds
        ),
    ]


def responses_figures(_store: Path, *, quick: bool) -> list[Figure]:
    """Measure the responses store with the answers of a million invented cities.

    Args:
        _store: Not used: the answers are made up.
        quick: Two million answers instead of fifty.

    Returns:
        Ranking from the rollup and from the answers, counting anew, one acceptance.
    """
    cities, rounds = (_CITIES_QUICK, 9) if quick else (_CITIES, 25)
    size = f"{cities * _QUESTIONS / 1e6:.3g} million answers"
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "responses"
        started = time.perf_counter()
        places = _invent(folder, cities)
        filled = time.perf_counter() - started
        anew = _seconds(lambda: count_anew(folder))
        figures = _ranking_figures(folder, size, rounds)
        figures += _decision_figures(folder, places, size, 3)
        _same("rollup", read_rollup(folder).table, raw_counts(folder).table)
        return [
            *figures,
            Figure(f"rollup counted anew, {size}", anew, "s"),
            Figure(f"store filled, {size}", filled, "s"),
            Figure(f"rows of the rollup, {size}", len(read_rollup(folder).table), "rows"),
            Figure(f"size of the store, {size}", (folder / FILE).stat().st_size / 1e6, "MB"),
        ]


def main() -> None:
    """Read the command line, measure, print, keep."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.responses", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two million answers only")
    quick = parser.parse_args().quick
    about = describe()
    if busy():
        print("This machine is busy with something else: the figures will be too high.")
    found = {"responses": responses_figures(Path(), quick=quick)}
    print(table(found["responses"]))
    path = keep(found, about, suffix=f"-responses{'-quick' if quick else ''}")
    print(f"Written to {path.relative_to(PROJECT_DIR)}")


if __name__ == "__main__":
    main()
