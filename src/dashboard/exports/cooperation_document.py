"""The draft of a memorandum as a Word document, in our own wording, marked as a draft."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from dashboard.analysis.cooperation import elements_of
from dashboard.exports.brief import Block, brief_file
from dashboard.i18n import _
from dashboard.words import agreement as words
from dashboard.words import cooperation_facts as fact_words
from dashboard.words.cells import rows_of
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from dashboard.answers.cooperation import CooperationBook
    from dashboard.contracts.cooperation import Cooperation
    from dashboard.exports.provenance import Provenance


def memorandum(
    record: Cooperation, parties: tuple[str, str], book: CooperationBook, about: Provenance
) -> bytes:
    """Write the draft of a memorandum as DOCX.

    Args:
        record: The partnership, tidied.
        parties: Names of the city and of its partner.
        book: What the release holds, for names.
        about: Title, release, sources and link; printed at the end.

    Returns:
        Content of the file; the mark of a draft stands first and at the head of each page.
    """
    mark = words.draft_mark()
    incomplete = words.incomplete_mark(book.elements, record)
    status = [f"**{text}.**" for text in (mark, incomplete) if text]
    blocks = [
        Block(_("Status of this text"), [*status, words.completeness(book.elements, record)]),
        Block(_("The parties"), [as_plain_text(text) for text in _opening(record, parties)]),
        *(
            _element(number, row, record)
            for number, row in enumerate(rows_of(elements_of(book.elements, record.way)), start=1)
        ),
    ]
    if record.items:
        cells = words.item_cells(record, book.items)
        blocks.append(Block(_("Annex: goals and objectives that are served"), cells=cells))
    if record.indicators:
        cells = words.indicator_cells(record, book.catalogue)
        blocks.append(Block(_("Annex: indicators"), cells=cells))
    effect, signature = words.closing()
    signed = [as_plain_text(signature.format(party=party)) for party in parties]
    blocks.append(Block(_("Effect and signatures"), [effect, *signed]))
    blocks.append(_facts(record, book))
    return _headed(brief_file(blocks, about), " | ".join(filter(None, (mark, incomplete))))


def _facts(record: Cooperation, book: CooperationBook) -> Block:
    """Return the facts that are still to be gathered before signing."""
    told = fact_words.before_signing(book.criteria, record.facts)
    is_open = fact_words.n_gathered(book.criteria, record.facts) < len(book.criteria)
    cells = fact_words.open_cells(book.criteria, record.facts) if is_open else {}
    return Block(_("Facts to gather before signing"), told, cells=cells)


def _opening(record: Cooperation, parties: tuple[str, str]) -> list[str]:
    return words.opening(*parties, record.way)


def _element(number: int, row: Mapping[str, Any], record: Cooperation) -> Block:
    """Return one element: its heading, the sentence that leads in, and what is written."""
    text = record.elements.get(row["element_id"], "")
    told = [words.lead(row["element_id"])]
    if text:
        told.append(as_plain_text(text))
    elif words.is_chosen(row["element_id"], record):
        told.append(_("See the annex."))
    else:
        told.append(as_plain_text(words.to_be_written(row)))
    return Block(f"{number}. {row['element']}", told)


def _headed(content: bytes, mark: str) -> bytes:
    """Return a document with the mark at the head of each page."""
    from docx import Document  # noqa: PLC0415 - only when somebody downloads

    document = Document(io.BytesIO(content))
    paragraph = document.sections[0].header.paragraphs[0]
    paragraph.add_run(mark).font.bold = True
    document.core_properties.subject = mark
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
