"""Page "Working group": what does the group think, and how far does it agree?"""

from dashboard.i18n import _
from dashboard.ui import parts, working_group

if not working_group.is_stage():
    parts.head(
        working_group.title(),
        _("What does the group think, how far does it agree, and what does that change?"),
    )
working_group.sections()
