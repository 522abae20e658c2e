"""Page "Progress": how far are cities with each action, what changes, and does it help?"""

from dashboard.i18n import _
from dashboard.ui import parts, progress

parts.head(
    progress.title(),
    _("How far are cities with each action, what changes from round to round, and does it help?"),
)
progress.sections()
