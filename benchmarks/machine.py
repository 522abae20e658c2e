"""What the figures were measured on; nothing that names the machine."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import psutil

_LIBRARIES: Final = (
    "streamlit",
    "duckdb",
    "pandas",
    "numpy",
    "pyarrow",
    "altair",
    "uvloop",
    "dash",
    "plotly",
    "playwright",
    "websockets",
)
_GIBIBYTE: Final = 2**30
_LOOK_S: Final = 1.0
_BUSY_PCT: Final = 15.0


def describe() -> dict[str, object]:
    """Return processor, memory, system, Python and libraries."""
    return {
        "cores": psutil.cpu_count() or 0,
        "memory_gib": round(psutil.virtual_memory().total / _GIBIBYTE),
        "processor": _processor(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "libraries": {name: found for name in _LIBRARIES if (found := _version(name))},
        "load_before": round(psutil.getloadavg()[0], 2),
    }


def busy() -> bool:
    """Return whether something else keeps a good part of the processor busy right now."""
    return bool(psutil.cpu_percent(interval=_LOOK_S) > _BUSY_PCT)


def _processor() -> str:
    """Return the model of the processor, where the system tells it."""
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown"


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
