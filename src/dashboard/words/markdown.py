"""Texts of the data inside Markdown: shown as they are, never as a link, picture or formula."""

from __future__ import annotations

import re


def as_plain_text(text: str) -> str:
    """Return text that Markdown shows as it is: no picture, link, colour or formula in it."""
    lines = (re.sub(r"([\\`*_{}\[\]<>#~$:!|&])", r"\\\1", line) for line in text.splitlines())
    told = "  \n".join(" ".join(line.split()) for line in lines)
    # Markdown makes a link of a bare address even if it is escaped: a word joiner breaks it.
    return re.sub(r"(?i)(https?|www|mailto|@)", "\\1\N{WORD JOINER}", told)


def breakable(text: str) -> str:
    """Return text that a narrow column can break after a slash."""
    return text.replace("/", "/\N{ZERO WIDTH SPACE}")


def without_marks(markdown: str) -> str:
    """Return Markdown of ours as plain text, for files that know no Markdown.

    Args:
        markdown: Text with bold, italic, links and escaped signs, as this project makes it.

    Returns:
        The text alone; line breaks stay.
    """
    text = re.sub(r"(?<!\\)\[((?:\\.|[^\]\\])*)\]\(<[^>]*>\)", r"\1", markdown)
    text = re.sub(r"(?<!\\)\*+", "", text).replace("  \n", "\n")
    return re.sub(r"\\(.)", r"\1", text).replace("\N{WORD JOINER}", "")


def linked(text: str, address: object) -> str:
    """Return text as a link to a web address, or as it is if there is none.

    Args:
        text: What is read.
        address: Web address; anything but text that begins with http is none.

    Returns:
        Markdown.
    """
    plain = as_plain_text(text)
    if not isinstance(address, str) or not address.startswith(("http://", "https://")):
        return plain
    safe = address.replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")
    return f"[{plain}](<{safe}>)"
