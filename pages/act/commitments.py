"""Page "Commitments": what is asked of local authorities, which networks, when was what agreed?"""

from dashboard.i18n import _
from dashboard.ui import commitments, parts

parts.head(
    _("Commitments"),
    _("What is asked of local authorities, which networks can we join, and when was what agreed?"),
)
commitments.sections()
