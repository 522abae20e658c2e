"""Page "Cooperation": how do we build, write down and fund a partnership, step by step?"""

from dashboard.i18n import _
from dashboard.ui import cooperation, parts

parts.head(
    cooperation.title(),
    _("How do we build, write down and fund a partnership, step by step?"),
)
cooperation.sections()
