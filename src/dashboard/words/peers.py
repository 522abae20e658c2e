"""What the peer comparison says about the peers: how they were found, in what they are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from dashboard.filters import FEATURES
from dashboard.i18n import _, country, listed, ngettext, number
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.answers.peers import PeerAnswer
    from dashboard.filters import PeerFilter

_SMALL_SHARE_PCT = 60
_FEW = 3


def feature_name(feature: str) -> str:
    """Return the name of a feature that can make two cities alike."""
    names = {
        "population": _("population"),
        "migrants": _("migrant share"),
        "subregion": _("UN subregion"),
        "oecd": _("OECD status"),
        "networks": _("networks"),
        "scores": _("scores by policy area"),
    }
    return names.get(feature, feature)


def features_text(ids: str, nothing: str) -> str:
    """Return features in words, from their ids with '; '."""
    return listed([feature_name(part) for part in ids.split("; ")]) if ids else nothing


def how_found(asked: PeerFilter, peers: PeerAnswer, city: str) -> str:
    """Say how the peers were chosen, among how many cities, and how sure the match is.

    Args:
        asked: What was asked for.
        peers: The answer.
        city: Name of the own city.

    Returns:
        Sentences.
    """
    n = len(peers.table)
    if peers.chosen:
        told = ngettext(
            "{city} is compared with {n} city chosen by hand.",
            "{city} is compared with {n} cities chosen by hand.",
            n,
        )
        return told.format(city=city, n=number(n))
    told = ngettext(
        "{city} is compared with the {n} city most like it among {pool} that the filters keep.",
        "{city} is compared with the {n} cities most like it among {pool} that the filters keep.",
        n,
    ).format(city=city, n=number(n), pool=number(peers.n_pool))
    parts = [told]
    if n < asked.k:
        parts.append(_("You asked for {k}, but no more can be compared.").format(k=number(asked.k)))
    if peers.n_not_comparable:
        parts.append(
            _("{n} cannot be compared, because too little is known of both cities.").format(
                n=number(peers.n_not_comparable)
            )
        )
    if peers.n_other_kind:
        parts.append(
            _(
                "{n} places are left out: cities are compared with cities, regions with regions."
            ).format(n=number(peers.n_other_kind))
        )
    return " ".join(parts)


def no_peers(peers: PeerAnswer) -> str:
    """Return a sentence: why there is no peer."""
    if peers.n_pool == 0:
        return _("The filters leave no other city to compare with. Take one away in the sidebar.")
    return _(
        "Of the {n} cities that the filters keep, too little is known for a comparison. Choose "
        "peers by hand, or give weight to more features."
    ).format(n=number(peers.n_pool))


def warnings(peers: PeerAnswer) -> list[str]:
    """Return what a reader must know before trusting the match.

    Args:
        peers: The answer.

    Returns:
        Sentences; none if the match is sound.
    """
    told = []
    if peers.weak:
        told.append(
            _(
                "These matches are weak: they hang on single features. Other cities would be "
                "nearest if one feature counted more. Read the reasons, or choose peers by hand."
            )
        )
    shared = peers.table["shared_data_pct"].median()
    if not peers.chosen and shared <= _SMALL_SHARE_PCT:
        told.append(
            _(
                "Little is known of both cities: the match rests on {n} % of the features (median)."
            ).format(n=number(float(shared)))
        )
    if 0 < len(peers.table) < _FEW:
        told.append(_("With fewer than three peers a median says little."))
    return told


def peers_cells(peers: PeerAnswer) -> dict[str, list[str]]:
    """Return the table of the peers with the reasons for each.

    Args:
        peers: The answer.

    Returns:
        Markdown cells by heading; few enough columns for a phone.
    """
    rows = cast("list[Mapping[str, Any]]", peers.table.to_dict("records"))
    cells = {
        _("Peer, and why"): [
            f"**{as_plain_text(row['city'])}, {country(row['country_iso3'])}**  \n{why(row)}"
            for row in rows
        ],
        _("Distance (0-1)"): [_number(row["distance"], 2) for row in rows],
        _("Shared data (%)"): [_number(row["shared_data_pct"], 0) for row in rows],
        _("Stability (%)"): [_number(row["stability_pct"], 0) for row in rows],
    }
    if peers.chosen:
        del cells[_("Stability (%)")]
    return cells


def why(row: Mapping[str, Any]) -> str:
    """Return in what a peer is alike and unlike, and what is not known of both.

    Args:
        row: Row of the peers.

    Returns:
        Sentences.
    """
    told = [_("Alike in {features}.").format(features=features_text(row["alike_in"], _("nothing")))]
    if row["unlike_in"]:
        told.append(_("Unlike in {features}.").format(features=features_text(row["unlike_in"], "")))
    if row["unknown_in"]:
        unknown = _("Not known of both: {features}.")
        told.append(unknown.format(features=features_text(row["unknown_in"], "")))
    return " ".join(told)


def _number(value: float, decimals: int) -> str:
    return _("not comparable") if pd.isna(value) else number(value, decimals)


def can_add() -> str:
    """Return how a city fills what is missing here."""
    return _("Your city can add what is missing: its profile says how.")


def columns_help() -> str:
    """Return how the columns of the table of peers are to be read."""
    return _(
        "Distance: 0 is alike in every feature that is known of both, 1 is unlike in all (Gower "
        "1971). Shared data: how much of the features, by weight, is known of both. Stability: in "
        "how many of 200 draws of the features the city stays a peer. Alike is a distance of at "
        "most 0.15 in a feature, unlike of at least 0.5. The migrant share compares foreign-born "
        "with foreign-born, foreign nationals with foreign nationals."
    )


def columns_in_short() -> str:
    """Return how the columns of the table of peers are to be read, where there is little room."""
    return _(
        "Distance: 0 is alike in every feature known of both, 1 is unlike in all. Shared data: how "
        "much is known of both. Stability: how often the city stays a peer if features are drawn "
        "anew."
    )


def weights_text(weights: Sequence[float]) -> str:
    """Return the weights of the features in words, the heavier first."""
    told = [
        f"{feature_name(name)} {number(weight, 1)}"
        for name, weight in zip(FEATURES, weights, strict=True)
    ]
    return _("Weights: {weights}.").format(weights="; ".join(told))
