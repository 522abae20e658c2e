"""Page "Action selection": which few core actions should a group of cities agree on?"""

from dashboard.i18n import _
from dashboard.ui import choosing, parts

parts.head(
    _("Action selection"),
    _("Which few core actions should cities agree on, in which words, and what do they cover?"),
)
choosing.sections()
