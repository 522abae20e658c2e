"""A plan as a Word document: the plan, each action, what it covers, the check list, the pledge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.analysis.alignment import COVERED
from dashboard.exports.brief import Block, brief_file
from dashboard.i18n import _
from dashboard.words import plan as words
from dashboard.words.alignment import coverage_cells, short_name
from dashboard.words.cells import Cells, rows_of
from dashboard.words.markdown import as_plain_text
from dashboard.words.pledge import pledge

if TYPE_CHECKING:
    from dashboard.answers.plans import Alignment, PlanBook
    from dashboard.contracts.plan import Plan, PlanAction
    from dashboard.exports.provenance import Provenance


def plan_document(
    plan: Plan, city: str, book: PlanBook, aligned: Alignment, about: Provenance
) -> bytes:
    """Write a plan as DOCX.

    Args:
        plan: The plan.
        city: Name of the city.
        book: What the release holds, for names.
        aligned: What its actions cover.
        about: Title, release, sources and link; printed at the end.

    Returns:
        Content of the file.
    """
    told = [as_plain_text(words.state_text(plan))]
    told += [as_plain_text(plan.summary)] if plan.summary else []
    blocks = [
        Block(_("In short"), told, cells=words.overview_cells(plan)),
        *(_action(number, action, book) for number, action in enumerate(plan.actions, start=1)),
        Block(
            _("What the plan serves"),
            [_("The links between actions and frameworks are our own judgement.")],
            cells=_served(plan, book, aligned),
        ),
        Block(_("How much of each framework is covered"), cells=coverage_cells(aligned.coverage)),
        Block(
            _("Check list: the nine steps of planning"),
            [_("Steps: JMDI guidelines on migration in decentralised cooperation, page 58.")],
            cells=words.check_cells(plan, book.steps),
        ),
    ]
    if plan.actions:
        parts = pledge(plan, city, aligned.items).split("\n\n")
        blocks.append(Block(_("Text for a pledge"), [as_plain_text(part) for part in parts]))
    return brief_file(blocks, about)


def _action(number: int, action: PlanAction, book: PlanBook) -> Block:
    pairs = words.action_pairs(action, book)
    cells: Cells = {
        _("What"): [as_plain_text(name) for name, _text in pairs],
        _("Entry"): [as_plain_text(text) for _name, text in pairs],
    }
    heading = " ".join((action.wording or action.keyword_id).split())
    return Block(f"{number}. {heading}", cells=cells)


def _served(plan: Plan, book: PlanBook, aligned: Alignment) -> Cells:
    """Return the items that the plan covers, by framework, with the actions that serve them."""
    names = dict(zip(book.keywords["keyword_id"], book.keywords["keyword"], strict=True))
    places = {action.keyword_id: place for place, action in enumerate(plan.actions, start=1)}
    headings = (_("Framework"), _("Item"), _("Served by action"))
    cells: Cells = {heading: [] for heading in headings}
    for row in rows_of(aligned.items[aligned.items["status"] == COVERED]):
        cells[headings[0]].append(as_plain_text(short_name(row["framework_id"])))
        cells[headings[1]].append(as_plain_text(f"{row['code']} {row['title']}"))
        served = [f"{places[k]} ({names[k]})" for k in row["covered_by"]]
        cells[headings[2]].append(as_plain_text("; ".join(served)))
    return cells
