"""The pages about answers of cities, on a demonstration of a thousand invented cities."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from benchmarks.changes import Change, Walk
from benchmarks.figures import Figure
from benchmarks.line_script import bytes_sent, script_times
from benchmarks.servers import PROJECT_DIR
from dashboard.answers.checking import questionnaire
from dashboard.contracts.response_check import read_responses
from dashboard.demo.folder import BUILD, LOCAL
from dashboard.filters import CityFilter
from dashboard.queries.cities import list_cities
from dashboard.responses.database import make
from dashboard.responses.decisions import decide
from dashboard.responses.files import locked, make_folder
from dashboard.responses.submissions import accepted, submit
from dashboard.store.connection import close_stores, open_store

_CITIES: Final = 1000
_ROUNDS: Final = 3
_CITY: Final = "demo-0001"
_ABOUT_ALL: Final = (
    Change("round", (0,)),
    Change("region", (3,)),
    Change("by", (1,)),
    Change("keyword", (3,)),
    Change("round", (2,)),
    Change("keyword", (0,)),
    Change("area", (1,)),
    Change("region", ()),
    Change("by", (0,)),
    Change("area", (0,)),
)
# Where neither round nor grouping is asked.
_ABOUT_ACTIONS: Final = tuple(change for change in _ABOUT_ALL if change.name not in {"round", "by"})
_NO_GROUPS: Final = tuple(change for change in _ABOUT_ALL if change.name != "by")
_MOVES: Final = (
    Change("region", (1,)),
    Change("area_moves", (1,)),
    Change("never", (0,)),
    Change("region", ()),
    Change("never", ()),
    Change("area_moves", (0,)),
)
_ROUND: Final = (Change("round", (0,)), Change("round", (2,)))
# The inbox does not depend on filters: what is measured is drawing it again.
_REGION: Final = (Change("region", (0,)), Change("region", ()))
_WALKS: Final = (
    Walk("progress (by action)", "progress", _NO_GROUPS),
    Walk("progress (by group)", "progress", _ABOUT_ALL, "track=groups"),
    Walk("progress (change)", "progress", _ABOUT_ACTIONS, "track=change"),
    Walk("progress (impact)", "progress", _ABOUT_ACTIONS, "track=impact"),
    Walk("needs (lacks)", "needs", _ABOUT_ALL),
    Walk("needs (help)", "needs", _NO_GROUPS, "needs=help"),
    Walk("peer-comparison (moves)", "peer-comparison", _MOVES, f"city={_CITY}&more=moves"),
    Walk("city-response", "city-response", _ROUND, f"city={_CITY}", asks_anew=False),
    Walk("steward", "steward", _REGION, asks_anew=False),
)


def _demonstrate(folder: Path) -> float:
    """Make the demonstration in a process of its own.

    Args:
        folder: Folder to make it in.

    Returns:
        Seconds from starting the process to its end.
    """
    started = time.perf_counter()
    command = [sys.executable, "-m", "dashboard", "demo", "--out", str(folder)]
    command += ["--cities", str(_CITIES), "--rounds", str(_ROUNDS)]
    subprocess.run(command, cwd=PROJECT_DIR, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def _import_figures(demo: Path, folder: Path) -> list[Figure]:
    """Take the accepted answers of the demonstration from one CSV file into an empty store.

    Args:
        demo: Folder of the demonstration.
        folder: Folder of the moment.

    Returns:
        Seconds of checking the file, of keeping and of accepting what it says.
    """
    content = accepted(demo / LOCAL).answers.to_csv(index=False).encode()
    with open_store(demo / BUILD).cursor() as cursor:
        places, asked = list_cities(cursor, CityFilter()), questionnaire(cursor)
    close_stores(demo / BUILD)
    make_folder(folder)
    with locked(folder):
        make(folder, invented=True)
    moments = [time.perf_counter()]
    answers = read_responses(content, "answers.csv", asked)
    moments.append(time.perf_counter())
    taken = submit(folder, answers, role="data-steward", release="invented")
    moments.append(time.perf_counter())
    decide(folder, taken.numbers, "accepted", role="data-steward", places=places)
    moments.append(time.perf_counter())
    size = f"CSV file of {len(answers) / 1000:.0f} thousand answers"
    steps = (f"{size} checked", f"{size} kept", f"{size} accepted")
    return [
        Figure(step, end - start, "s")
        for step, start, end in zip(steps, moments, moments[1:], strict=False)
    ]


def answers_figures(_store: Path, *, quick: bool) -> list[Figure]:
    """Measure the pages about answers, and how long it takes to import answers.

    Args:
        _store: Not used: cities and answers are invented.
        quick: Fewer changes.

    Returns:
        Making the demonstration, importing its answers, then script times and bytes by page.
    """
    with tempfile.TemporaryDirectory() as temporary:
        demo = Path(temporary) / "demo"
        what = f"demonstration of {_CITIES} cities and {_ROUNDS} rounds, process start to end"
        figures = [Figure(what, _demonstrate(demo), "s")]
        figures += _import_figures(demo, Path(temporary) / "imported")
        figures += script_times(_WALKS, demo / BUILD, demo / LOCAL, quick=quick)
        return figures + bytes_sent(_WALKS, demo / BUILD, demo / LOCAL, quick=quick)
