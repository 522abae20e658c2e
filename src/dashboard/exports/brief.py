"""A brief as a Word document: sentences, pictures, tables, and where everything comes from."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from dashboard.exports.charts import picture
from dashboard.i18n import _
from dashboard.words.markdown import without_marks
from dashboard.words.origin import mark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.charts.base import Chart
    from dashboard.exports.provenance import Provenance

MIME_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MARGIN_CM: Final = 1.6
_WIDTH_CM: Final = 17.8
_TALLEST_CM: Final = 11
_TYPE_PT: Final = 9.5
_SMALL_PT: Final = 8
# Letters between which the width of a column grows with its longest text.
_FEWEST, _MOST = 18, 220
# Letters that a property of a Word document can have.
_LONGEST_PROPERTY: Final = 255


@dataclass(frozen=True)
class Block:
    """One part of a brief.

    Attributes:
        heading: Its heading.
        told: Sentences, one paragraph each, as Markdown of ours.
        chart: Picture with its alternative text; None: none.
        cells: Table as Markdown cells by heading; empty: none.
        links: Texts and the addresses that they lead to.
    """

    heading: str
    told: Sequence[str] = ()
    chart: Chart | None = None
    cells: Mapping[str, Sequence[str]] = field(default_factory=dict)
    links: Sequence[tuple[str, str]] = ()


def brief_file(blocks: Sequence[Block], about: Provenance) -> bytes:
    """Write a brief.

    Args:
        blocks: Its parts, in order.
        about: Title, filters, release, sources and link; printed at the end.

    Returns:
        Content of the DOCX file; ExportError if a chart cannot be drawn.
    """
    from docx import Document  # noqa: PLC0415 - only when somebody downloads
    from docx.shared import Cm, Pt  # noqa: PLC0415

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(_MARGIN_CM))
    normal = document.styles["Normal"]
    normal.font.size = Pt(_TYPE_PT)
    normal.paragraph_format.space_after = Pt(4)
    document.core_properties.title = about.title[:_LONGEST_PROPERTY]
    document.core_properties.author = _("Charting Local Inclusion")
    document.core_properties.comments = about.release
    document.core_properties.category = mark() if about.invented else ""
    document.add_heading(about.title, level=0)
    marked = f"{mark()} " if about.invented else ""
    if marked:
        document.add_paragraph().add_run(marked.strip()).font.bold = True
    for block in blocks:
        _add(document, block)
    _sources(document, about)
    section.footer.paragraphs[0].text = marked + _(
        "Charting Local Inclusion, data release {release}, {date}"
    ).format(release=about.release, date=about.date)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add(document: Any, block: Block) -> None:  # noqa: ANN401 - python-docx ships no types
    from docx.shared import Cm, Pt  # noqa: PLC0415

    heading = document.add_heading(block.heading, level=1)
    heading.paragraph_format.space_before = Pt(8)
    for sentence in block.told:
        paragraph = document.add_paragraph(without_marks(sentence))
        paragraph.paragraph_format.keep_with_next = bool(block.cells) and block.chart is None
    for text, address in block.links:
        _add_link(document.add_paragraph(), text, address)
    if block.chart is not None:
        shape = document.add_picture(
            io.BytesIO(picture(block.chart, block.heading)), width=Cm(_WIDTH_CM)
        )
        if shape.height > Cm(_TALLEST_CM):
            shape.width = int(shape.width * Cm(_TALLEST_CM) / shape.height)
            shape.height = Cm(_TALLEST_CM)
        shape._inline.docPr.set("descr", block.chart.alt)
        shape._inline.docPr.set("title", block.heading)
    if block.cells:
        _add_table(document, block.cells)


def _add_link(paragraph: Any, text: str, address: str) -> None:  # noqa: ANN401
    from docx.enum.dml import MSO_THEME_COLOR  # noqa: PLC0415
    from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    run = paragraph.add_run(text)
    run.font.underline = True
    run.font.color.theme_color = MSO_THEME_COLOR.HYPERLINK
    link = OxmlElement("w:hyperlink")
    target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), target)
    link.append(run._r)
    paragraph._p.append(link)


def _add_table(document: Any, cells: Mapping[str, Sequence[str]]) -> None:  # noqa: ANN401
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.shared import Cm, Pt  # noqa: PLC0415

    rows = list(zip(*cells.values(), strict=True))
    widths = [Cm(width) for width in _widths(cells)]
    table = document.add_table(rows=1, cols=len(cells), style="Light List Accent 1")
    for cell, name in zip(table.rows[0].cells, cells, strict=True):
        cell.text = without_marks(name)
    # Repeats on the next page, and is announced as the header.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in rows:
        added = table.add_row()
        added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text in zip(added.cells, row, strict=True):
            cell.text = without_marks(text)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width  # LibreOffice reads the columns, Word the cells
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(1)
                for run in paragraph.runs:
                    run.font.size = Pt(_SMALL_PT)
                    run.font.bold = row is table.rows[0]


def _widths(cells: Mapping[str, Sequence[str]]) -> list[float]:
    """Return the widths of the columns in centimetres: longer texts get more, none too little."""
    longest = [max(map(len, (name, *column))) for name, column in cells.items()]
    shares = [min(max(letters, _FEWEST), _MOST) ** 0.85 for letters in longest]
    return [_WIDTH_CM * share / sum(shares) for share in shares]


def _sources(document: Any, about: Provenance) -> None:  # noqa: ANN401
    from docx.shared import Pt  # noqa: PLC0415

    document.add_heading(_("Where this comes from"), level=1)
    for name, text in about.below_title():
        if not text:
            continue
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(1)
        lead = paragraph.add_run(f"{name}: ")
        lead.font.bold = True
        for run in (lead, paragraph.add_run(text)):
            run.font.size = Pt(_SMALL_PT)
