"""Make a demonstration: a store and answers, both invented, in a folder of their own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import numpy as np

from dashboard.demo.answers import invented_answers
from dashboard.demo.folder import BUILD, LOCAL, clear_earlier
from dashboard.demo.package import write_package
from dashboard.responses.database import make
from dashboard.responses.decisions import decide
from dashboard.responses.files import locked, make_folder
from dashboard.responses.notes import add_event
from dashboard.responses.submissions import submit
from dashboard.store.build import build_store
from dashboard.store.connection import close_stores, open_store

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from dashboard.demo.package import Asked
    from dashboard.store.pointer import Published

    Progress = Callable[[float, str], None]

_EDITOR: Final = "city-editor"
_STEWARD: Final = "data-steward"
_FILE: Final = "invented-answers.csv"
# Of the newest round, every so many cities wait for the steward, or got their answers back.
_WAIT_EVERY: Final = 25
_RETURN_EVERY: Final = 40
_NOTE: Final = "Please say which unit is in charge. (Invented note.)"
_MOST_EVENTS: Final = 24
_EVENTS: Final = (
    "The city council adopted a plan for newcomers.",
    "A welcome office opened.",
    "The city joined a network of cities.",
    "A survey asked newcomers about housing.",
)
_PLACES: Final = "SELECT city_id, country_iso3, size FROM mart.cities ORDER BY city_id"
_BUILT: Final = 0.4


@dataclass(frozen=True, slots=True)
class Demo:
    """A demonstration that was made.

    Attributes:
        published: Its store.
        store_dir: Folder of the store.
        responses_dir: Folder of the answers.
        n_cities: Invented cities.
        n_rounds: Rounds.
        n_answers: Invented answers.
    """

    published: Published
    store_dir: Path
    responses_dir: Path
    n_cities: int
    n_rounds: int
    n_answers: int


def _silent(_share: float, _step: str) -> None:
    """Report no progress."""


def make_demo(  # noqa: PLR0913 - the sizes of a demonstration
    data_dir: Path,
    out: Path,
    *,
    n_cities: int,
    n_rounds: int,
    seed: int,
    progress: Progress = _silent,
) -> Demo:
    """Make a demonstration; an earlier one in the folder is replaced.

    Args:
        data_dir: Folder of the data package that the project ships.
        out: Folder to write to; made if it is not there.
        n_cities: Invented cities.
        n_rounds: Rounds.
        seed: Start of the random numbers; the same gives the same answers.
        progress: Called with the share done (0-1) and the step in words.

    Returns:
        What was made; StoreError if the folder holds anything but an earlier demonstration.
    """

    def building(share: float, step: str) -> None:
        progress(0.05 + (_BUILT - 0.05) * share, step)

    progress(0.0, "Inventing cities")
    store_dir, responses_dir = out / BUILD, out / LOCAL
    clear_earlier(out)
    with TemporaryDirectory() as folder:
        asked = write_package(data_dir, Path(folder), n_cities, n_rounds, seed)
        published = build_store(Path(folder), store_dir, progress=building)
    with open_store(store_dir).cursor() as cursor:
        places = cursor.execute(_PLACES).df()
    close_stores(store_dir)
    make_folder(responses_dir)
    with locked(responses_dir):
        make(responses_dir, invented=True)
    n_answers = _answer(responses_dir, asked, seed, (places, published.release), progress)
    progress(0.95, "Inventing events")
    _tell(responses_dir, asked, seed, places)
    progress(1.0, "Done")
    return Demo(published, store_dir, responses_dir, n_cities, n_rounds, n_answers)


def _answer(
    folder: Path, asked: Asked, seed: int, known: tuple[pd.DataFrame, str], progress: Progress
) -> int:
    """Send the answers of each round and decide on them.

    Returns:
        How many answers there are.
    """
    places, release = known
    n_answers = 0
    for number, (round_id, answers) in enumerate(invented_answers(asked, seed)):
        share = _BUILT + (0.95 - _BUILT) * number / len(asked.rounds)
        progress(share, f"Answering round {round_id}")
        taken = submit(folder, answers, role=_EDITOR, release=release, file=_FILE)
        n_answers += taken.n_answers
        is_newest = round_id == asked.rounds[-1]
        sorted_out = _sorted_out(taken.numbers) if is_newest else {"accepted": taken.numbers}
        progress(share + 0.1 / len(asked.rounds), f"Accepting round {round_id}")
        for kind, numbers in sorted_out.items():
            note = _NOTE if kind == "returned" else ""
            decide(folder, numbers, kind, role=_STEWARD, places=places, note=note)
    return n_answers


def _sorted_out(numbers: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return what is decided on the newest round; some of it is left for the steward to do."""
    found: dict[str, list[str]] = {"accepted": [], "returned": []}
    for place, number in enumerate(numbers, start=1):
        if place % _WAIT_EVERY:
            found["accepted" if place % _RETURN_EVERY else "returned"].append(number)
    return {kind: tuple(those) for kind, those in found.items()}


def _tell(folder: Path, asked: Asked, seed: int, places: pd.DataFrame) -> None:
    """Keep a few events of some cities."""
    rng = np.random.default_rng(seed)
    n_events = min(_MOST_EVENTS, max(2, len(asked.cities) // 3))
    first = int(asked.rounds[0])
    numbers = []
    for _event in range(n_events):
        city = asked.cities[rng.integers(len(asked.cities))]
        told = _EVENTS[rng.integers(len(_EVENTS))]
        day = f"{rng.integers(first - 8, first)}-{rng.integers(1, 13):02d}"
        link = f"https://example.org/{city}/{day}"
        event = {"city": city, "day": day, "event": told, "source": "Invented source"}
        numbers.append(add_event(folder, **event, link=link, role=_EDITOR))
    decide(folder, numbers, "accepted", role=_STEWARD, places=places)
