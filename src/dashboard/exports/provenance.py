"""Where a figure comes from: the lines that every exported file carries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.i18n import _
from dashboard.words.origin import mark

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a reader needs to cite or to rebuild a table or a chart.

    Attributes:
        title: What is shown.
        filters: Filters in force, in words.
        release: Release id of the data.
        date: Day of the export, ISO 8601.
        sources: Sources of the figures, in words.
        link: Exact link that reopens the same view.
        notes: What must be said beside, such as the disclaimer of a map.
        invented: The data are invented, for training; said before anything else.
    """

    title: str
    filters: tuple[str, ...]
    release: str
    date: str
    sources: tuple[str, ...]
    link: str
    notes: tuple[str, ...] = ()
    invented: bool = False

    def lines(self) -> list[tuple[str, str]]:
        """Return (name, text) pairs in the order in which they are printed."""
        marked = [(_("Note"), mark())] if self.invented else []
        return [*marked, (_("Title"), self.title), *self._about()]

    def below_title(self) -> list[tuple[str, str]]:
        """Return the same for what shows the title itself."""
        return [pair for pair in self.lines() if pair != (_("Title"), self.title)]

    def _about(self) -> list[tuple[str, str]]:
        return [
            (_("Filters"), _joined(self.filters)),
            (_("Release"), self.release),
            (_("Date"), self.date),
            (_("Sources"), _joined(self.sources)),
            (_("Exact link"), self.link),
            *((_("Note"), note) for note in self.notes),
        ]

    def rows(self) -> list[tuple[str, str]]:
        """Return the same with each source in a pair of its own, for cells of limited length."""
        pairs = [(name, text) for name, text in self.lines() if name != _("Sources")]
        return [*pairs, *((_("Source"), source) for source in self.sources)]


def _joined(parts: Sequence[str]) -> str:
    return "; ".join(parts)
