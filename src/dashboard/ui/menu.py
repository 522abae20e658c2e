"""The pages and the sections of the menu they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dashboard.i18n import _

WORKING_GROUP: Final = "working-group"


@dataclass(frozen=True, slots=True)
class Entry:
    """One page: its script under pages/, its address, its title and the question it answers."""

    script: str
    url_path: str
    title: str
    question: str


def sections() -> dict[str, list[Entry]]:
    """Return the menu: section title to entries, in the order they are shown."""
    return {
        _("Start"): [
            Entry(
                "pages/start/overview.py",
                "overview",
                _("Overview"),
                _("What is this, and what do we know?"),
            ),
        ],
        _("Chart"): [
            Entry(
                "pages/chart/rankings.py",
                "rankings",
                _("Rankings"),
                _("Which policy areas and keywords do actors name most often?"),
            ),
            Entry(
                "pages/chart/city_map.py",
                "city-map",
                _("City map"),
                _("Where are the cities we know of, and what do we know about each?"),
            ),
        ],
        _("Compare"): [
            Entry(
                "pages/compare/city_profile.py",
                "city-profile",
                _("City profile"),
                _("What is known about one city, from where, and what is missing?"),
            ),
            Entry(
                "pages/compare/peer_comparison.py",
                "peer-comparison",
                _("Peer comparison"),
                _("Which cities like ours do better, in what, and what did they do?"),
            ),
        ],
        _("Act"): [*_act(), *_cooperate()],
        _("Take part"): _take_part(),
    }


def _act() -> list[Entry]:
    return [
        Entry(
            "pages/act/action_selection.py",
            "action-selection",
            _("Action selection"),
            _("Which few core actions should cities agree on, and what do they cover?"),
        ),
        Entry(
            "pages/act/action_plan.py",
            "action-plan",
            _("Action plan"),
            _("Who does what by when, with what money, and how is it measured?"),
        ),
    ]


def _cooperate() -> list[Entry]:
    return [
        Entry(
            "pages/act/good_practices.py",
            "good-practices",
            _("Good practices"),
            _("What did other cities do, with whom, and where can we read it?"),
        ),
        Entry(
            "pages/act/partners.py",
            "partners",
            _("Partners"),
            _("Who is a good partner for our city, why, and how do we reach them?"),
        ),
        Entry(
            "pages/act/cooperation.py",
            "cooperation",
            _("Cooperation"),
            _("How do we build, write down and fund a partnership, step by step?"),
        ),
        Entry(
            "pages/act/commitments.py",
            "commitments",
            _("Commitments"),
            _(
                "What is asked of local authorities, which networks can we join, and when was what "
                "agreed?"
            ),
        ),
    ]


def _take_part() -> list[Entry]:
    return [
        Entry(
            "pages/take_part/working_group.py",
            WORKING_GROUP,
            _("Working group"),
            _("What does the group think, how far does it agree, and what does that change?"),
        ),
        Entry(
            "pages/take_part/city_response.py",
            "city-response",
            _("City response"),
            _("What has your city in place, what is missing, and how would it look?"),
        ),
        Entry(
            "pages/take_part/progress.py",
            "progress",
            _("Progress"),
            _("How far are cities with each action, what changes, and does it help?"),
        ),
        Entry(
            "pages/take_part/needs.py",
            "needs",
            _("Needs"),
            _("What do cities lack, and which cities could help which?"),
        ),
        Entry(
            "pages/take_part/steward.py",
            "steward",
            _("Inbox"),
            _("What did cities send, what is wrong or new, and what is accepted?"),
        ),
    ]
