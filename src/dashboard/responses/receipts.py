"""Numbers of receipts, which a person can read out."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

_KNOWN: Final = "SELECT number FROM submissions WHERE number IN (SELECT unnest($numbers))"


def receipt_number(prefix: str, *parts: object) -> str:
    """Return a number that a person can read out, such as 2026-K7QF-3ZD9.

    Args:
        prefix: How it begins.
        *parts: What it stands for.

    Returns:
        The prefix and eight letters or digits.
    """
    digest = hashlib.sha256("|".join(map(str, parts)).encode()).digest()
    letters = base64.b32encode(digest)[:8].decode()
    return f"{prefix}-{letters[:4]}-{letters[4:]}"


def new_numbers(connection: duckdb.DuckDBPyConnection, parts: Sequence[Sequence[Any]]) -> list[str]:
    """Return numbers that no submission has yet, each another one.

    Eight signs are not enough for chance alone: of a million numbers two are often the same.

    Args:
        connection: Open responses store.
        parts: How each number begins and what it stands for.

    Returns:
        A number for each.
    """
    numbers = [receipt_number(*row) for row in parts]
    while taken := _taken(connection, numbers):
        numbers = [
            receipt_number(*row, number) if number in taken else number
            for row, number in zip(parts, numbers, strict=True)
        ]
    return numbers


def _taken(connection: duckdb.DuckDBPyConnection, numbers: Sequence[str]) -> set[str]:
    known = connection.execute(_KNOWN, {"numbers": numbers}).fetchall()
    twice = {number for number, count in Counter(numbers).items() if count > 1}
    return twice | {row[0] for row in known}
