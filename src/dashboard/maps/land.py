"""The outline of the world that the project serves, for figures drawn on the server."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from dashboard.errors import ExportError
from dashboard.store.places import PROJECT_DIR


@lru_cache(maxsize=1)
def land() -> dict[str, Any]:
    """Return the world outline as GeoJSON, read once.

    Raises:
        ExportError: The file is missing or damaged.
    """
    path = PROJECT_DIR / "static" / "world.geojson"
    try:
        outline: dict[str, Any] = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        message = f"{path.name} cannot be read: no map can be drawn."
        raise ExportError(message) from error
    return outline
