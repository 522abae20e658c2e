"""Page "Inbox of the data steward": what was sent, what is new, and what is accepted?"""

from dashboard.i18n import _
from dashboard.ui import parts, steward

parts.head(
    steward.title(),
    _("What did cities send, what is wrong or new, and what is accepted?"),
)
steward.sections()
