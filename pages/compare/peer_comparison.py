"""Page "Peer comparison": which cities like ours do better, in what, and what did they do?"""

from dashboard.i18n import _
from dashboard.ui import learning, medians, more, parts, peers

parts.head(
    peers.title(),
    _("Which cities like ours do better, in what, and what did they do?"),
)
if peers.needs_city():
    peers.choose_section()
else:
    peers.controls()
    found = peers.found()
    if found is not None:
        medians.median_section()
        learning.learning_section()
        peers.peers_section(found)
        more.section()
        peers.reading_help()
