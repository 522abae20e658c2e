"""Page "Good practices": what did other cities do, with whom, and where can we read it?"""

from dashboard.i18n import _
from dashboard.ui import parts, practice_proposals, practices

parts.head(
    practices.title(),
    _("What did other cities do, with whom, and where can we read it?"),
)
practices.controls()
practices.sections()
practice_proposals.accepted_section()
practice_proposals.form_section()
practices.reading_help()
