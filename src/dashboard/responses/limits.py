"""How often somebody may try: counted over a sliding time, by a clock that cannot be set."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Final

# Names whose last try is long ago are forgotten when there are more than this.
_MOST_NAMES: Final = 10_000


class Limiter:
    """Counts tries by name.

    Args:
        most: Tries that a name has.
        window_s: Time over which they are counted, in seconds.
    """

    def __init__(self, most: int, window_s: float) -> None:
        self._most, self._window_s = most, window_s
        self._tries: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def may(self, name: str) -> bool:
        """Return whether a name has a try left; nothing is counted."""
        with self._lock:
            return len(self._recent(name)) < self._most

    def take(self, name: str) -> bool:
        """Count one try of a name.

        Args:
            name: Whoever tries; an address, a device, or one name for everybody.

        Returns:
            Whether it was still allowed; a try that was not is not counted.
        """
        with self._lock:
            recent = self._recent(name)
            if len(recent) >= self._most:
                return False
            recent.append(time.monotonic())
            return True

    def _recent(self, name: str) -> deque[float]:
        since = time.monotonic() - self._window_s
        if len(self._tries) > _MOST_NAMES:
            held = self._tries.items()
            self._tries = {of: tries for of, tries in held if tries and tries[-1] > since}
        recent = self._tries.setdefault(name, deque())
        while recent and recent[0] <= since:
            recent.popleft()
        return recent
