"""The minutes of a working-group session as a Word document and as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.exports.brief import Block, brief_file
from dashboard.words.markdown import as_plain_text, linked, without_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.exports.provenance import Provenance
    from dashboard.words.minutes import Part


def minutes_document(parts: Sequence[Part], about: Provenance) -> bytes:
    """Write the minutes as a Word document.

    Args:
        parts: The parts, in order.
        about: Title, release, link and sources.

    Returns:
        Content of the DOCX file.
    """
    blocks = [
        Block(without_marks(part.heading), part.told, cells=part.cells, links=part.links)
        for part in parts
    ]
    return brief_file(blocks, about)


def minutes_markdown(parts: Sequence[Part], about: Provenance) -> bytes:
    """Write the minutes as Markdown.

    Args:
        parts: The parts, in order.
        about: Title, release, link and sources.

    Returns:
        Content of the file, UTF-8.
    """
    lines = [f"# {_line(as_plain_text(about.title))}", ""]
    for part in parts:
        lines += [f"## {_line(part.heading)}", ""]
        for told in part.told:
            lines += [told, ""]
        for text, address in part.links:
            lines += [linked(text, address), ""]
        if part.cells:
            lines += [_row(list(part.cells)), _row(["---"] * len(part.cells))]
            lines += [_row(list(row)) for row in zip(*part.cells.values(), strict=True)]
            lines.append("")
    lines += ["---", ""]
    for name, text in about.lines():
        if text:
            told = linked(text, text) if text == about.link else as_plain_text(text)
            lines += [f"{as_plain_text(name)}: {told}", ""]
    return "\n".join(lines).encode()


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(_line, cells))} |"


def _line(text: str) -> str:
    return " ".join(text.split())
