"""A figure beside its target, and percentiles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Figure:
    """Something measured.

    Attributes:
        what: What was measured.
        value: The figure.
        unit: Its unit.
        target: Largest value that meets the target; None: for information.
        n: Number of measurements behind it.
    """

    what: str
    value: float
    unit: str
    target: float | None = None
    n: int = 1

    @property
    def verdict(self) -> str:
        """Met, or by how much not."""
        if self.target is None:
            return ""
        if self.value <= self.target:
            return "met"
        return f"NOT met: {self.value / self.target:.2f} x the target"


def percentile(values: Sequence[float], share: float) -> float:
    """Return a percentile, interpolated between neighbours.

    Args:
        values: At least one value.
        share: 0 to 100.

    Returns:
        The percentile.
    """
    return float(np.percentile(values, share))


def table(figures: Sequence[Figure]) -> str:
    """Return figures as a table of plain text."""
    heads = ("what", "target", "measured", "n", "")
    rows = [
        (
            figure.what,
            "-" if figure.target is None else f"<= {figure.target:g} {figure.unit}",
            f"{figure.value:.3g} {figure.unit}"
            if figure.value < 100
            else f"{figure.value:.0f} {figure.unit}",
            str(figure.n),
            figure.verdict,
        )
        for figure in figures
    ]
    widths = [max(len(row[place]) for row in (heads, *rows)) for place in range(len(heads))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (heads, *rows)
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])
