"""Page "Action plan": who does what by when, with what money, and how is it measured?"""

from dashboard.i18n import _
from dashboard.ui import parts, plan

parts.head(
    plan.title(),
    _("Who does what by when, with what money, and how will the city show it?"),
)
plan.sections()
