"""Published survey results in words: each with n, year, source and unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.analysis.surveys import CHANGE, COUNT, SHARE
from dashboard.i18n import _, ngettext, number
from dashboard.words.cells import Cells, rows_of, source_link
from dashboard.words.figures import quantity, year_name
from dashboard.words.markdown import as_plain_text, linked

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from dashboard.analysis.surveys import Panel


def n_text(n_cities: int | None) -> str:
    """Return how many cities took part, as "n = 73 cities"."""
    if n_cities is None:
        return _("n not stated")
    return ngettext("n = {n} city", "n = {n} cities", n_cities).format(n=number(n_cities))


def kind_heading(kind: str) -> str:
    """Return what the figures of some panels are, as a heading."""
    names = {
        SHARE: _("Shares"),
        CHANGE: _("How much something changed"),
        COUNT: _("Counts over the years"),
    }
    return names[kind]


def figure_text(panel: Panel) -> str:
    """Return what the figures of a panel are, with their unit; a count is named by its unit."""
    texts = {SHARE: _("share in {unit}"), CHANGE: _("change in {unit}"), COUNT: "{unit}"}
    return texts[panel.kind].format(unit=panel.unit)


def panel_title(panel: Panel) -> str:
    """Return the question of a panel as Markdown."""
    return f"**{as_plain_text(panel.question)}**"


def panel_source(panel: Panel) -> str:
    """Return survey, year, n and source of a panel as Markdown; n of counts stands in the chart."""
    rows = rows_of(panel.rows)
    first = rows[0]
    links = [linked(f"{row['publisher']} ({row['year']})", row["address"]) for row in rows]
    parts = [as_plain_text(panel.survey)]
    if panel.is_percent:
        links = [source_link(row) for row in rows]
        parts += [year_name(first["year"]), n_text(first["n_cities"])]
    parts += [
        as_plain_text(figure_text(panel)),
        _("source: {name}").format(name=", ".join(dict.fromkeys(links))),
    ]
    return "; ".join(parts)


def panel_label(panel: Panel, row: Mapping[str, Any]) -> str:
    """Return what a row of a panel is: the answer, or the year with its n."""
    if panel.is_percent:
        return str(row["answer"])
    n = f" ({n_text(row['n_cities'])})" if row["n_cities"] is not None else ""
    return f"{row['answer']}, {row['year']}{n}"


def panel_alt(panel: Panel) -> str:
    """Return what a panel shows, for readers who cannot see it."""
    rows = rows_of(panel.rows)
    told = "; ".join(
        f"{panel_label(panel, row)}: {quantity(row['value'])} {panel.unit}" for row in rows
    )
    when = f", {year_name(rows[0]['year'])}" if panel.is_percent else ""
    return f"{panel.survey}{when}. {panel.question}: {told}."


def summary(results: pd.DataFrame) -> str:
    """Say how many results of how many surveys there are.

    Args:
        results: Rows of `list_results`.

    Returns:
        Sentences.
    """
    n_surveys = results["survey"].nunique()
    n_unknown = int(results["n_cities"].isna().sum())
    told = ngettext(
        "{n} result of {surveys} surveys and counts.",
        "{n} results of {surveys} surveys and counts.",
        len(results),
    ).format(n=number(len(results)), surveys=number(n_surveys))
    return (
        told
        + " "
        + ngettext(
            "The source does not say for {n} of them how many took part.",
            "The sources do not say for {n} of them how many took part.",
            n_unknown,
        ).format(n=number(n_unknown))
    )


def value_text(row: Mapping[str, Any]) -> str:
    """Return a value with its unit; a finding in words as such."""
    if row["value"] is None:
        return as_plain_text(row["unit"])
    return as_plain_text(f"{quantity(row['value'])} {row['unit']}")


def result_cells(results: pd.DataFrame) -> Cells:
    """Lay out results, one row each.

    Args:
        results: Rows of `list_results`.

    Returns:
        Cells by heading.
    """
    headings = (_("Survey, year, n"), _("Question"), _("Answer"), _("Value"), _("Source"))
    cells: Cells = {heading: [] for heading in headings}
    for row in rows_of(results):
        told = (
            f"{as_plain_text(row['survey'])}  \n{year_name(row['year'])}; "
            f"{n_text(row['n_cities'])}",
            as_plain_text(row["question"]),
            as_plain_text(row["answer"]),
            value_text(row),
            source_link(row),
        )
        for heading, text in zip(headings, told, strict=True):
            cells[heading].append(text)
    return cells


def reading() -> str:
    """Return how to read the results."""
    return _(
        "Each survey asked other cities, in another year, in another way: do not compare panels. "
        "Who answers is often keener than who does not. Shares stand on an axis from 0 to 100; a "
        "change or a count stands on its own axis from 0."
    )
