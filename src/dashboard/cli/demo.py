"""The command that makes a store of invented data, for training."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 - Typer reads the annotation at run time
from typing import Annotated

import typer

from dashboard.store.places import PROJECT_DIR, data_dir


def demo(
    out: Annotated[
        Path | None, typer.Option("--out", help="folder to write to; else data/demo")
    ] = None,
    cities: Annotated[int, typer.Option(min=1, max=9999, help="invented cities")] = 60,
    rounds: Annotated[int, typer.Option(min=1, max=10, help="rounds of answers")] = 3,
    seed: Annotated[int, typer.Option(min=0, help="the same gives the same answers")] = 1,
) -> None:
    """Make a store of invented cities and answers, for training."""
    from dashboard.demo.make import make_demo  # noqa: PLC0415 - heavy, only needed here
    from dashboard.words.origin import mark  # noqa: PLC0415

    def progress(share: float, step: str) -> None:
        if sys.stderr.isatty():
            end = "\n" if share == 1 else ""
            typer.echo(f"\r\x1b[K{share:4.0%} {step}{end}", err=True, nl=False)

    made = make_demo(
        data_dir(),
        out or PROJECT_DIR / "data" / "demo",
        n_cities=cities,
        n_rounds=rounds,
        seed=seed,
        progress=progress,
    )
    typer.echo(
        f"{mark()}\n"
        f"{made.n_answers} answers of {made.n_cities} cities in {made.n_rounds} rounds "
        f"(release {made.published.release}). To see them:\n"
        f"DASHBOARD_STORE={made.store_dir} DASHBOARD_RESPONSES={made.responses_dir} "
        "streamlit run app.py"
    )
