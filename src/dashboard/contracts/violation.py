"""One fault in an incoming file, and the sentence that tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dashboard.errors import ContractError

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_VALUE: Final = 120
_MOST_LISTED: Final = 200


@dataclass(frozen=True, slots=True)
class Violation:
    """One fault. `row` counts as a spreadsheet does: the header is row 1; 0 is the whole file."""

    file: str
    row: int
    column: str
    value: str
    expectation: str

    def __str__(self) -> str:
        shown = _shortened(self.value, _LONGEST_VALUE)
        column = _shortened(" ".join(self.column.split()), _LONGEST_VALUE)
        where = ", ".join(
            part
            for part in (
                self.file,
                f"row {self.row}" if self.row else "",
                f"column {column}" if column else "",
            )
            if part
        )
        return f"{where}: got {shown!r}, expected {self.expectation}"


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 3] + "..."


class PackageError(ContractError):
    """Files break their contract; `violations` lists every fault in file order."""

    def __init__(self, violations: Sequence[Violation]) -> None:
        self.violations = tuple(violations)
        lines = [str(violation) for violation in self.violations[:_MOST_LISTED]]
        if len(self.violations) > _MOST_LISTED:
            lines.append(f"... and {len(self.violations) - _MOST_LISTED} more faults")
        super().__init__("\n".join(lines))
