"""The choices of a reader: what each is called, and what it is before anybody chooses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dashboard.criteria import DEFAULT_LIMIT, MISSING
from dashboard.filters import (
    AGENDA_VIEWS,
    DEFAULT_PEERS,
    GROUPS,
    NEEDS_VIEWS,
    TOOLKIT_VIEWS,
    TRACK_VIEWS,
    WORK_VIEWS,
)

# What somebody types is cut there: no case needs more words to be found.
LONGEST_QUERY: Final = 200
# Choices that are the two ends of a span of years.
YEARS: Final = (("doc_from", "doc_to"), ("case_from", "case_to"))


def query_text(text: str) -> str:
    """Return what somebody typed in one line, without signs that cannot be seen, not too long."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(shown.split())[:LONGEST_QUERY].rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Every choice that an address can carry. The defaults restrict nothing.

    Attributes:
        lang: Language of the pages.
        region: UN regions to keep.
        oecd: OECD status to keep; empty: both.
        size: Classes of population to keep.
        network: Networks to keep.
        country: Countries to keep (ISO alpha-3).
        area: Policy area; empty: all six.
        keyword: Keyword that is looked at closely; empty: none.
        actors: Ids or sets of actors that count; empty: all.
        counting: 'mentions' or 'actors'.
        coding: 'first', 'second' or 'agreed'.
        doc_from: First year of documents that count.
        doc_to: Last year of documents that count.
        view: What the rankings page shows in detail, of CLOSER_VIEWS.
        city: The reader's own city, whose profile is shown; empty: none.
        colour: What colours the map, of COLOURS; empty: the indicator if there is one, else the
            evidence profile.
        indicator: Indicator that colours the map; empty: none.
        year: Year of that indicator, or UNDATED; empty: the year with the most cities.
        member: Network that colours the map; empty: the number of networks.
        links: Which partnerships the map draws, of LINKS.
        theme: Theme of the partnerships that are drawn; empty: all.
        peers: Peers chosen by hand; empty: found.
        k: Number of peers that are found.
        more: What the peer comparison shows in detail, of MORE_VIEWS; empty: scores if the city has
            any, else what is documented.
        w_population: How much population counts for being alike, 0-1; so for each feature.
        w_migrants: The same for the migrant share.
        w_subregion: The same for the UN subregion.
        w_oecd: The same for OECD status.
        w_networks: The same for networks.
        w_scores: The same for scores by policy area.
        phase: Phase of the selection, of PHASES.
        w_frequency: Weight of the criterion frequency, 0-1; so for each criterion.
        w_spreading: The same for spreading.
        w_show_progress: The same for show progress.
        w_value_added: The same for value added.
        origins: Main countries that the residents of the own city come from or leave for.
        partner: City that may become a partner, or is one; empty: none.
        w_channel: Weight of the migratory channel for a partner, 0-1; so for each criterion.
        w_associations: The same for associations of migrants.
        w_experience: The same for experience in cooperation.
        w_resources: The same for resources.
        w_language: The same for culture and language.
        w_links: The same for links that exist already.
        missing: What a value that is not known counts, of MISSING.
        feasible: Fewest documented cities for a keyword to be a candidate, in the roll-out.
        limit: Number of actions that a suggestion chooses.
        per_area: Fewest of them in each policy area.
        must: Keywords that a suggestion must choose.
        never: Keywords that it must not choose.
        picked: Keywords of the selection, in the order in which they were picked.
        work: What the selection page shows in detail, of WORK_VIEWS.
        framework: Framework whose alignment is shown; empty: all.
        instrument: Index that compares a city with its peers; empty: that with most scores.
        round: Round of answers; empty: the newest with any.
        by: By what cities are grouped, of GROUPS.
        track: What the progress page shows, of TRACK_VIEWS.
        needs: What the needs page shows, of NEEDS_VIEWS.
        query: Words and names of places that a case must be about; empty: any case.
        sector: Sectors of cases; of each list, a case with any of the values stays.
        step: Steps of the cooperation cycle that a case is an example of.
        initiative: Kinds of initiative.
        role: Roles of the city in a case.
        beneficiaries: Groups that benefit from a case.
        status: Statuses of cases.
        case_from: First year of cases; None: no limit.
        case_to: Last year of cases; None: no limit.
        toolkit: What the cooperation page shows, of TOOLKIT_VIEWS.
        way: How a partnership begins, of WAYS; empty: as it was saved, else new.
        stage: Step of the cooperation cycle that is worked on.
        agenda: What the commitments page shows, of AGENDA_VIEWS.
        release: Release that is pinned; empty: the served one.
        present: Presentation mode.
    """

    lang: str = "en"
    region: tuple[str, ...] = ()
    oecd: str = ""
    size: tuple[str, ...] = ()
    network: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    area: str = ""
    keyword: str = ""
    actors: tuple[str, ...] = ()
    counting: str = "mentions"
    coding: str = "first"
    doc_from: int | None = None
    doc_to: int | None = None
    view: str = "actions"
    city: str = ""
    colour: str = ""
    indicator: str = ""
    year: str = ""
    member: str = ""
    links: str = "all"
    theme: str = ""
    peers: tuple[str, ...] = ()
    k: int = DEFAULT_PEERS
    more: str = ""
    w_population: float = 1.0
    w_migrants: float = 1.0
    w_subregion: float = 1.0
    w_oecd: float = 1.0
    w_networks: float = 0.5
    w_scores: float = 0.0
    phase: str = "expert"
    w_frequency: float = 1.0
    w_spreading: float = 1.0
    w_show_progress: float = 1.0
    w_value_added: float = 1.0
    origins: tuple[str, ...] = ()
    partner: str = ""
    w_channel: float = 1.0
    w_associations: float = 1.0
    w_experience: float = 1.0
    w_resources: float = 1.0
    w_language: float = 1.0
    w_links: float = 1.0
    missing: str = MISSING[0]
    feasible: int = 0
    limit: int = DEFAULT_LIMIT
    per_area: int = 1
    must: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    picked: tuple[str, ...] = ()
    work: str = WORK_VIEWS[0]
    framework: str = ""
    instrument: str = ""
    round: str = ""
    by: str = GROUPS[0]
    track: str = TRACK_VIEWS[0]
    needs: str = NEEDS_VIEWS[0]
    query: str = ""
    sector: tuple[str, ...] = ()
    step: tuple[str, ...] = ()
    initiative: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    case_from: int | None = None
    case_to: int | None = None
    toolkit: str = TOOLKIT_VIEWS[0]
    way: str = ""
    stage: int = 1
    agenda: str = AGENDA_VIEWS[0]
    release: str = ""
    present: bool = False
