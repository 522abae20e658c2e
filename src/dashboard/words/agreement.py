"""The agreement of two authorities in words: its elements, what it lacks, the draft text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.analysis.cooperation import elements_of, is_written, missing_elements
from dashboard.i18n import _, listed, ngettext, number
from dashboard.words.alignment import short_name
from dashboard.words.cells import NO_DATA, Cells, rows_of
from dashboard.words.cooperation import numbered
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from dashboard.contracts.cooperation import Cooperation


def draft_mark() -> str:
    """Return the mark that every draft carries."""
    return _("Draft, to be checked by the legal services of both authorities")


def title(record: Cooperation, city: str, partner: str) -> str:
    """Return the title of an agreement: its own, else one made from the two names."""
    if record.title:
        return record.title
    text = _("Memorandum of understanding between {city} and {partner}")
    if record.way == "revised":
        text = _("Revised memorandum of understanding between {city} and {partner}")
    return text.format(city=city, partner=partner)


def n_elements(elements: pd.DataFrame, record: Cooperation) -> tuple[int, int]:
    """Return how many elements the agreement has, and how many it should have."""
    n_all = len(elements_of(elements, record.way))
    return n_all - len(missing_elements(elements, record)), n_all


def incomplete_mark(elements: pd.DataFrame, record: Cooperation) -> str:
    """Return "Incomplete: 5 of 12 elements"; empty if none is missing."""
    n, n_all = n_elements(elements, record)
    if n == n_all:
        return ""
    return _("Incomplete: {n} of {all} elements").format(n=number(n), all=number(n_all))


def completeness(elements: pd.DataFrame, record: Cooperation) -> str:
    """Say what the agreement still lacks.

    Args:
        elements: Rows of `list_elements`.
        record: The partnership.

    Returns:
        One or two sentences.
    """
    n, n_all = n_elements(elements, record)
    if n == n_all:
        return _("All {n} elements are written.").format(n=number(n_all))
    missing = missing_elements(elements, record)
    told = ngettext(
        "{n} of {all} elements is written.", "{n} of {all} elements are written.", n
    ).format(n=number(n), all=number(n_all))
    return told + " " + _("Still missing: {names}.").format(names=listed(missing))


def hint(row: Mapping[str, str | None]) -> str:
    """Return the hint of an element, with what else answers it."""
    told = [row["hint"]] if row["hint"] else []
    if str(row["element_id"]).endswith("alignment-with-the-sdgs"):
        told.append(_("A choice of SDG targets below answers this, too"))
    if row["element_id"] == "revision-indicators":
        told.append(_("A choice of indicators below answers this, too"))
    return ". ".join(told) + "." if told else ""


def element_cells(elements: pd.DataFrame, record: Cooperation | None, way: str) -> Cells:
    """Lay out the elements of a new or a revised agreement.

    Args:
        elements: Rows of `list_elements`.
        record: The partnership, for what is written; None: none is chosen.
        way: new or revised.

    Returns:
        Cells by heading, one row an element.
    """
    headings = [_("Element"), _("Hint"), *([_("Written")] if record else []), _("Page")]
    cells: Cells = {heading: [] for heading in headings}
    for place, row in enumerate(rows_of(elements_of(elements, way)), start=1):
        told = [numbered(place, row["element"]), as_plain_text(row["hint"] or NO_DATA)]
        if record:
            told.append(_("yes") if is_written(row["element_id"], record) else _("not yet"))
        for heading, text in zip(headings, [*told, as_plain_text(row["page"])], strict=True):
            cells[heading].append(text)
    return cells


def item_cells(record: Cooperation, items: pd.DataFrame) -> Cells:
    """Return the items that the agreement serves as a table, in the order of the frameworks."""
    headings = (_("Framework"), _("Item"))
    cells: Cells = {heading: [] for heading in headings}
    chosen = set(record.items)
    for row in rows_of(items):
        if (row["framework_id"], row["code"]) in chosen:
            chosen.discard((row["framework_id"], row["code"]))
            cells[headings[0]].append(as_plain_text(short_name(row["framework_id"])))
            cells[headings[1]].append(as_plain_text(f"{row['code']} {row['title']}"))
    for framework, code in sorted(chosen):  # this release no longer has it; it is kept
        cells[headings[0]].append(as_plain_text(short_name(framework)))
        cells[headings[1]].append(as_plain_text(code))
    return cells


def indicator_cells(record: Cooperation, catalogue: pd.DataFrame) -> Cells:
    """Return how the partnership is measured as a table."""
    headings = (_("Indicator"), _("What it counts"), _("Baseline, target and source"))
    cells: Cells = {heading: [] for heading in headings}
    known = {row["catalogue_id"]: row for row in rows_of(catalogue)}
    for key, note in record.indicators.items():
        row = known.get(key, {})
        unit = f" ({row['unit_hint']})" if row.get("unit_hint") else ""
        cells[headings[0]].append(as_plain_text(f"{row.get('indicator', key)}{unit}"))
        cells[headings[1]].append(as_plain_text(row.get("definition") or NO_DATA))
        cells[headings[2]].append(as_plain_text(note) or _("to be agreed"))
    return cells


def opening(city: str, partner: str, way: str) -> list[str]:
    """Return the first paragraphs of the draft, in our own wording."""
    if way == "revised":
        aim = _(
            "They cooperate already. With this revised memorandum they bring migration and "
            "displacement into their partnership. What is not changed here stays in force."
        )
    else:
        aim = _(
            "They want to work together so that migrants, refugees and displaced persons can take "
            "part in local life, and so that both territories gain."
        )
    parties = _("This memorandum is made between {city} and {partner}, called the parties.")
    return [parties.format(city=city, partner=partner), aim]


def lead(element: str) -> str:
    """Return the sentence that leads into an element of the draft, in our own wording."""
    leads = {
        "new-general-information-on-the-authorities": _("The parties are:"),
        "new-aim": _("The parties pursue this aim together:"),
        "new-actions": _("To reach the aim, the parties carry out these actions:"),
        "new-expected-results": _("At the end of the partnership, this has changed:"),
        "new-stakeholders": _("These stakeholders take part:"),
        "new-monitoring-and-evaluation-system": _("Progress is followed and judged in this way:"),
        "new-coherence-with-development-plans": _(
            "The partnership fits the plans of each party in this way:"
        ),
        "new-alignment-with-the-sdgs": _("The partnership serves the goals listed below."),
        "new-timeline": _("The parties keep to this timeline:"),
        "new-budget": _("The partnership is paid for in this way:"),
        "new-management-system": _("These units are in charge of the daily work:"),
        "new-governance-system": _("Decisions are taken in this way:"),
        "revision-aims": _("The aims now read:"),
        "revision-actions": _("The actions to be carried out now are:"),
        "revision-expected-results": _("The results that are expected now are:"),
        "revision-further-stakeholders": _("These stakeholders join:"),
        "revision-indicators": _("These indicators are added:"),
        "revision-coherence-approach": _("Coherence with the plans of each party is now sought:"),
        "revision-alignment-with-the-sdgs": _(
            "The revised partnership serves the goals listed below."
        ),
        "revision-timeline": _("The timeline of the revised memorandum is:"),
        "revision-budget": _("The budget, as reviewed, is:"),
        "revision-management-system": _("The units in charge, as reviewed, are:"),
        "revision-governance-system": _("Decisions, as reviewed, are taken in this way:"),
    }
    return leads.get(element, "")


def is_chosen(element: str, record: Cooperation) -> bool:
    """Return whether a choice of items or indicators alone answers an element."""
    return not record.elements.get(element, "") and is_written(element, record)


def to_be_written(row: Mapping[str, str | None]) -> str:
    """Return what stands in the draft for an element that is not written yet."""
    told = f"{row['hint']}." if row["hint"] else ""
    gap = _("[To be written by the parties.]")
    return f"{gap} {told}".strip() if told else gap


def closing() -> list[str]:
    """Return the last paragraphs of the draft: what it is not, and where it is signed."""
    return [
        _(
            "This memorandum states what the parties intend. It makes no financial or legal duty "
            "unless the parties agree one in writing."
        ),
        _("For {party}: name, function, place and date, signature"),
    ]
