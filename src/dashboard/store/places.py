"""Where the data package, the store and its files live."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

PROJECT_DIR: Final = Path(__file__).resolve().parents[3]
STORE_VARIABLE: Final = "DASHBOARD_STORE"


def data_dir() -> Path:
    """Return the folder of the data package that the project ships."""
    return PROJECT_DIR / "data"


def store_dir() -> Path:
    """Return the folder of the store: DASHBOARD_STORE, or data/build of the project."""
    named = os.environ.get(STORE_VARIABLE)
    return Path(named) if named else PROJECT_DIR / "data" / "build"
