"""Where the map looks, and how points that would cover each other step aside.

Web Mercator as deck.gl uses it: at zoom z the world is 512 * 2**z pixels wide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TILE_PX: Final = 512
# The part of the page that a fitted view must fill: fits most windows, and a phone.
_FIT_PX: Final = (640, 460)
_PHONE_PX: Final = (330, 460)
_CLOSEST: Final = 5.0
_MOST_LATITUDE: Final = 85.0
_ROUNDS: Final = 40
_MOST_SHIFT_PX: Final = 14.0


@dataclass(frozen=True, slots=True)
class View:
    """Where the map looks: centre in degrees, and zoom (0: the world is 512 px wide)."""

    longitude: float
    latitude: float
    zoom: float


_PHONE_WORLD_ZOOM: Final = 0.2
WORLD: Final = View(longitude=11.0, latitude=27.0, zoom=1.05)


def project(
    longitudes: NDArray[np.float64], latitudes: NDArray[np.float64], zoom: float
) -> NDArray[np.float64]:
    """Return points as pixels, shape (n, 2): x to the east, y to the south."""
    size = _TILE_PX * 2**zoom
    y = np.radians(np.clip(latitudes, -_MOST_LATITUDE, _MOST_LATITUDE))
    down = (1 - np.arcsinh(np.tan(y)) / np.pi) / 2
    return np.column_stack([(longitudes + 180) / 360 * size, down * size])


def unproject(points: NDArray[np.float64], zoom: float) -> NDArray[np.float64]:
    """Return longitudes and latitudes of pixels, shape (n, 2): what `project` takes back."""
    size = _TILE_PX * 2**zoom
    latitudes = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * points[:, 1] / size))))
    return np.column_stack([points[:, 0] / size * 360 - 180, latitudes])


def fitted(
    longitudes: NDArray[np.float64], latitudes: NDArray[np.float64], *, phone: bool = False
) -> View:
    """Return the view that shows all points.

    Args:
        longitudes: Degrees, shape (n,); n may be 0.
        latitudes: Degrees, shape (n,).
        phone: For the narrow screen of a phone.

    Returns:
        The world if there is no point or if they are all over it, else their surroundings.
    """
    if not len(longitudes):
        return WORLD
    points = project(longitudes, latitudes, 0)
    low, high = points.min(axis=0), points.max(axis=0)
    span = np.maximum(high - low, 1e-6)
    zoom = float(np.log2(np.array(_PHONE_PX if phone else _FIT_PX) / span).min())
    if zoom <= (_PHONE_WORLD_ZOOM if phone else WORLD.zoom):
        return WORLD
    x, y = (low + high) / 2
    latitude = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * y / _TILE_PX))))
    return View(
        longitude=round(float(x) / _TILE_PX * 360 - 180, 3),
        latitude=round(float(latitude), 3),
        zoom=round(min(zoom, _CLOSEST), 2),
    )


def step_aside(points: NDArray[np.float64], sizes: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return how far each mark moves so that marks cover each other as little as possible.

    Marks that overlap push each other apart, the smaller one further, and none moves further than
    14 pixels. The same input gives the same output: marks on one point part in fixed directions.

    Args:
        points: Centres in pixels, shape (n, 2).
        sizes: Diameters in pixels, shape (n,).

    Returns:
        Shifts in whole pixels, shape (n, 2).
    """
    n = len(points)
    if n < 2:  # noqa: PLR2004 - nothing can overlap
        return np.zeros((n, 2), dtype=np.int64)
    turn = np.arange(n) * 2.399963  # the golden angle parts marks that stand on one point
    moved = points + 0.01 * np.column_stack([np.cos(turn), np.sin(turn)])
    x, y = points[:, 0], points[:, 1]
    near = np.hypot(x[:, None] - x, y[:, None] - y) < 2 * _MOST_SHIFT_PX + sizes.max()
    first, second = np.nonzero(np.triu(near, k=1))
    wanted = (sizes[first] + sizes[second]) / 2
    weight = sizes[second] / (sizes[first] + sizes[second])
    for _ in range(_ROUNDS):
        apart = moved[first] - moved[second]
        distance = np.maximum(np.hypot(apart[:, 0], apart[:, 1]), 1e-9)
        push = (np.maximum(wanted - distance, 0) / distance)[:, None] * apart * 0.5
        if not push.any():
            break
        for axis in (0, 1):
            moved[:, axis] += np.bincount(first, push[:, axis] * weight, n)
            moved[:, axis] -= np.bincount(second, push[:, axis] * (1 - weight), n)
        shift = moved - points
        length = np.maximum(np.hypot(shift[:, 0], shift[:, 1]), 1e-9)[:, None]
        moved = points + shift * np.minimum(1, _MOST_SHIFT_PX / length)
    return np.rint(moved - points).astype(np.int64)
