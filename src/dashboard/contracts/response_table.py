"""The rows of a response file as they were found, every cell as text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final, NoReturn

from dashboard.contracts.text import clean
from dashboard.contracts.violation import PackageError, Violation

Progress = Callable[[float, str], None]
# Number of a row, its cells, and (place in the row, expectation) of each cell that is refused.
Lines = Iterator[tuple[int, list[str], list[tuple[int, str]]]]
MOST_ROWS = 500_000
MOST_COLUMNS: Final = 200
# So many faults in reading are told; then reading stops.
MOST_FAULTS = 10_000
READING: Final = "Reading the rows"
# Share of the progress that reading takes.
READ_SHARE: Final = 0.6
NO_FORMULA: Final = "no formula; put its result here"
NO_ERROR: Final = "no error value; put the right value here, or leave it empty"
# Our own CSV files keep a text from running as a formula like this (exports.tables).
KEPT_FROM_RUNNING: Final = re.compile(r"'[=+\-@|%]")
PACKED: Final = b"PK\x03\x04"
_FOREIGN: Final = {
    b"\xd0\xcf\x11\xe0": "an old .xls file, or a file with a password",
    b"%PDF": "a PDF file",
    PACKED: "a workbook, or another packed file",
}
_WEB_PAGE: Final = (b"<html", b"<!doctype", b"<?xml", b"<table")


@dataclass(frozen=True, slots=True)
class RawTable:
    """A response file as it was found, every cell as text; blank rows are left out.

    Attributes:
        place: File and sheet, as faults name it.
        header: Names of the columns, as they are written there.
        header_row: Number of that row.
        numbers: Number of each row.
        rows: Cells of each row, as many as the header has.
        faults: Cells, rows and columns that cannot be taken, such as formulas.
    """

    place: str
    header: tuple[str, ...]
    header_row: int
    numbers: list[int]
    rows: list[list[str]]
    faults: tuple[Violation, ...]


def silent(_share: float, _step: str) -> None:
    """Report no progress."""


def refuse(place: str, row: int, value: str, expected: str) -> NoReturn:
    """Refuse a file.

    Raises:
        PackageError: Always.
    """
    raise PackageError([Violation(place, row, "", value, expected)])


def foreign(content: bytes) -> str:
    """Return what a file is that is neither a text nor a workbook; empty: nothing known."""
    for start, what in _FOREIGN.items():
        if content.startswith(start):
            return what
    head = content[:1000].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    return "a web page" if head.startswith(_WEB_PAGE) else ""


def tidy(text: str) -> str:
    """Return what `clean` returns; most cells have nothing to clean, and this is faster."""
    return text.strip() if text.isascii() and text.isprintable() else clean(text)


def collected(place: str, lines: Lines, n_expected: int, progress: Progress) -> RawTable:
    """Put the rows of a file together.

    Args:
        place: File and sheet, as faults name it.
        lines: Rows as a reader of files gives them, blank ones among them.
        n_expected: About how many there are, for the progress.
        progress: Called with the share done (0-1) and the step in words.

    Returns:
        Header and rows; no header if there is no cell with text.

    Raises:
        PackageError: There are too many columns, rows or faults.
    """
    found = RawTable(place, (), 0, [], [], ())
    faults: list[Violation] = []
    for number, texts, refused in lines:
        if not any(texts):
            continue
        if not found.header:
            width = max(at for at, text in enumerate(texts, start=1) if text)
            if width > MOST_COLUMNS:
                refuse(place, number, f"{width} columns", f"at most {MOST_COLUMNS} columns")
            found = replace(found, header=tuple(texts[:width]), header_row=number)
            unnamed = [at for at, text in enumerate(found.header) if not text]
            continue
        if len(found.rows) >= MOST_ROWS:
            refuse(place, number, "more rows", f"at most {MOST_ROWS} rows")
        if len(faults) >= MOST_FAULTS:
            expected = f"fewer than {MOST_FAULTS} faults; reading stopped here"
            raise PackageError([*faults, Violation(place, number, "", "more rows", expected)])
        for at, expected in refused:
            name = found.header[at] if at < width else ""
            faults.append(Violation(place, number, name, texts[at], expected))
        texts.extend([""] * (width - len(texts)))
        extra = ", ".join(filter(None, [*(texts[at] for at in unnamed), *texts[width:]]))
        if extra:
            expected = "no cell beyond the columns of the header"
            faults.append(Violation(place, number, "", extra, expected))
        found.numbers.append(number)
        found.rows.append(texts[:width])
        if len(found.rows) % 5_000 == 0:
            progress(READ_SHARE * min(1.0, len(found.rows) / n_expected), READING)
    return replace(found, faults=tuple(faults))
