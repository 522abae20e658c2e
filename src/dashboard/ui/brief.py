"""The brief of two pages about a city and its peers, to take along."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.exports.brief import MIME_TYPE, Block, brief_file
from dashboard.i18n import _
from dashboard.ui import answers, learning, medians, parts, session
from dashboard.ui.search import city_name
from dashboard.words import learning as learning_words
from dashboard.words import peers as words
from dashboard.words.comparison import source_of

if TYPE_CHECKING:
    from dashboard.exports.provenance import Provenance
    from dashboard.ui.medians import Asked

_MOST_PEERS: Final = 8
_MOST_LEARNING: Final = 2


def download() -> None:
    """Offer the brief; it is made when somebody asks for it."""
    release, asked = session.release(), medians.asked_now()
    city = city_name(release, asked.city)
    sources = answers.drawn(_publishers, release, asked)
    about = parts.provenance(_("{city} and its peers").format(city=city), sources)
    st.download_button(
        _("Brief of two pages (DOCX)"),
        partial(_file, release, asked, about),
        file_name=f"{asked.city}-peers.docx",
        mime=MIME_TYPE,
        on_click="ignore",
        key="brief",
    )


def _publishers(release: str, asked: Asked) -> tuple[str, ...]:
    comparison = medians.compared(release, asked)
    scored = (source_of(comparison.instrument),) if comparison.instrument else ()
    read = comparison.records["publisher"].head(_MOST_PEERS)
    return tuple(dict.fromkeys((*scored, *read, "GeoNames, CC BY 4.0")))


def _file(release: str, asked: Asked, about: Provenance) -> bytes:
    return brief_file(blocks(release, asked), about)


def blocks(release: str, asked: Asked) -> list[Block]:
    """Return the parts of the brief: in short, the comparison, from whom to learn, the peers.

    Args:
        release: Release to ask.
        asked: The city and its peers.

    Returns:
        Blocks; what is not known is said, not left out.
    """
    peers = medians.peers(release, asked.peers)
    city = city_name(release, asked.city)
    how = f"{words.how_found(asked.peers, peers, city)} {words.weights_text(asked.peers.weights)}"
    cells = {name: column[:_MOST_PEERS] for name, column in words.peers_cells(peers).items()}
    n = len(peers.table)
    nearest = _("The nearest {n} of {all}.").format(n=_MOST_PEERS, all=n) if n > _MOST_PEERS else ""
    return [
        Block(_("In short"), [how, *words.warnings(peers)]),
        _compared(release, asked),
        _learning(release, asked),
        Block(
            _("The peers, and why"), [f"{nearest} {words.columns_in_short()}".strip()], cells=cells
        ),
    ]


def _compared(release: str, asked: Asked) -> Block:
    """Return the comparison with the median; without scores, what is documented side by side."""
    scored = medians.median_parts(release, asked)
    if scored:
        told, shown, caption = scored[0]
        heading = _("Compared with the median of the peers")
        return Block(heading, [told, caption], shown.charts[0], shown.cells)
    evidence, _networks = learning.evidence_parts(release, asked)
    return Block(
        _("What is documented, side by side"),
        [medians.no_scores(release, asked), evidence.told, evidence.caption],
        evidence.shown.charts[0],
    )


def _learning(release: str, asked: Asked) -> Block:
    comparison = medians.compared(release, asked)
    found = learning.learning_rows(comparison, medians.peers(release, asked.peers).table)
    rows = found.head(_MOST_LEARNING)
    told = learning_words.learning_summary(comparison, city_name(release, asked.city))
    cells = learning_words.learning_cells(rows, comparison.records, comparison.areas)
    return Block(_("From whom to learn"), [told], cells=cells if len(rows) else {})
