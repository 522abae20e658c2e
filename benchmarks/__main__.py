"""Measure every line, print the table, keep the results.

pip install -r benchmarks/requirements.txt
python -m benchmarks [--only NAME] [--quick]
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Final

from benchmarks.figures import Figure, table
from benchmarks.machine import busy, describe
from benchmarks.servers import PROJECT_DIR

Line = Callable[..., list[Figure]]
# Imported when measured: one line needs no browser, another no Dash.
LINES: Final = {
    "build": "line_start:build_figures",
    "start": "line_start:start_figures",
    "script": "line_script:script_figures",
    "drawn": "line_drawn:drawn_figures",
    "search": "line_search:search_figures",
    "peers": "line_peers:peers_figures",
    "bytes": "line_script:bytes_figures",
    "sessions": "line_sessions:sessions_figures",
    "ranges": "line_ranges:ranges_figures",
    "room": "line_room:room_figures",
    "answers": "line_answers:answers_figures",
    "responses": "responses:responses_figures",
}
RESULTS_DIR: Final = PROJECT_DIR / "benchmarks" / "results"


def measure(names: list[str], *, quick: bool) -> dict[str, list[Figure]]:
    """Build a store and measure lines with it.

    Args:
        names: Lines to measure, of LINES.
        quick: Fewer rounds.

    Returns:
        Figures by line; each line is printed as soon as it is there.
    """
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        import_module("benchmarks.line_start").build(store)
        for name in names:
            module, _, function = LINES[name].partition(":")
            line: Line = getattr(import_module(f"benchmarks.{module}"), function)
            found[name] = line(store, quick=quick)
            print(f"\n{name}\n{table(found[name])}", flush=True)
    return found


def keep(found: dict[str, list[Figure]], about: dict[str, object], *, suffix: str) -> Path:
    """Write results to a file whose name tells date and size of the machine.

    Args:
        found: Figures by line.
        about: The machine.
        suffix: What the name of the file says besides.

    Returns:
        Path of the file.
    """
    now = datetime.now(UTC)
    size = f"{about['cores']}-cores-{about['memory_gib']}-gib"
    path = RESULTS_DIR / f"{now:%Y-%m-%d}-{size}{suffix}.json"
    content = {
        "measured_at": now.isoformat(timespec="minutes"),
        "machine": about,
        "figures": {
            name: [{**asdict(figure), "verdict": figure.verdict} for figure in figures]
            for name, figures in found.items()
        },
    }
    RESULTS_DIR.mkdir(exist_ok=True)
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def main() -> None:
    """Read the command line, measure, print, keep."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", choices=sorted(LINES), help="measure this line only")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, rougher figures")
    chosen = parser.parse_args()
    about = describe()
    if busy():
        print("This machine is busy with something else: the figures will be too high.")
    found = measure([chosen.only] if chosen.only else list(LINES), quick=chosen.quick)
    suffix = f"{f'-{chosen.only}' if chosen.only else ''}{'-quick' if chosen.quick else ''}"
    missed = [f for figures in found.values() for f in figures if f.verdict.startswith("NOT")]
    print(f"\n{len(missed)} targets not met" + "".join(f"\n  {f.what}" for f in missed))
    print(f"Written to {keep(found, about, suffix=suffix).relative_to(PROJECT_DIR)}")


if __name__ == "__main__":
    main()
