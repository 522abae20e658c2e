"""Text that people write: kept as they wrote it, without what no file format can carry."""

from __future__ import annotations

import unicodedata
from typing import Final

# Control characters, halves of pairs and private signs.
_UNWANTED: Final = ("Cc", "Cs", "Co")
_KEPT: Final = ("\n",)
# Numbers that are no sign and never will be. Signs that this Python does not know yet, such as the
# newest emoji, are kept.
_NO_SIGNS: Final = frozenset(range(0xFDD0, 0xFDF0)) | {
    plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
}


def clean(text: str) -> str:
    """Return text without control characters and blanks at its ends; line ends become newlines.

    Args:
        text: What somebody wrote or sent.

    Returns:
        Text in Unicode form NFC that JSON, XLSX and DOCX all carry unchanged.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = (sign for sign in lines if sign in _KEPT or not _is_unwanted(sign))
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def _is_unwanted(sign: str) -> bool:
    return ord(sign) in _NO_SIGNS or unicodedata.category(sign) in _UNWANTED
