"""Page "Needs": what do cities lack, and which cities could help which?"""

from dashboard.i18n import _
from dashboard.ui import needs, parts

parts.head(
    needs.title(),
    _("What do cities lack, and which cities could help which?"),
)
needs.sections()
