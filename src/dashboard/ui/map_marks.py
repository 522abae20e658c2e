"""The legend of the interactive map, as HTML: colours with numbers, then shapes and sizes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from dashboard.charts.palette import LINK, UNKNOWN_MARK
from dashboard.i18n import _, ngettext, number

if TYPE_CHECKING:
    from collections.abc import Sequence


def legend(
    labels: Sequence[str], counts: Sequence[int], colours: Sequence[str], n_links: int, theme: str
) -> str:
    """Return the legend as HTML: colours with the number of cities, then shapes and sizes.

    Args:
        labels: What each class means; one more than colours: the last is hollow.
        counts: Number of cities of each.
        colours: Colour of each class.
        n_links: Partnerships that are drawn.
        theme: light or dark.

    Returns:
        HTML; every text in it is escaped.
    """
    unknown = UNKNOWN_MARK[theme]
    items = [
        _item(_mark(colour, filled=True), f"{label}: {number(count)}")
        for label, count, colour in zip(labels, counts, colours, strict=False)
    ]
    if len(labels) > len(colours):
        items.append(_item(_mark(unknown, filled=False), f"{labels[-1]}: {number(counts[-1])}"))
    small, large = _mark(unknown, filled=True, side_px=8), _mark(unknown, filled=True, side_px=16)
    shapes = [
        _item(small + large, _("city or district: the larger, the more people")),
        _item(_mark(unknown, filled=True, shape="diamond"), _("population not known")),
        _item(_mark(unknown, filled=True, shape="square"), _("region or province")),
    ]
    if n_links:
        line = (
            '<span style="display: inline-block; width: 22px; vertical-align: 4px; '
            f'border-top: 2px solid {LINK[theme]}"></span>'
        )
        told = ngettext("{n} partnership", "{n} partnerships", n_links)
        shapes.append(_item(line, told.format(n=number(n_links))))
    rows = "".join(f"<div>{''.join(row)}</div>" for row in (items, shapes))
    return f'<div style="line-height: 1.8">{rows}</div>'


def _item(marks: str, text: str) -> str:
    style = "display: inline-block; margin-right: 1.2em"
    return f'<span style="{style}">{marks} {escape(text)}</span> '


def _mark(colour: str, *, filled: bool, side_px: int = 12, shape: str = "circle") -> str:
    side = side_px - 2 if shape == "diamond" else side_px
    style = {"circle": "border-radius: 50%", "diamond": "transform: rotate(45deg)"}.get(shape, "")
    return (
        f'<span style="display: inline-block; width: {side}px; height: {side}px; '
        f"margin-right: 2px; vertical-align: -1px; border: 2px solid {colour}; "
        f'background: {colour if filled else "transparent"}; {style}"></span>'
    )
