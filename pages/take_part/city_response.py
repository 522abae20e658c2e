"""Page "City response": what has the city in place, and how would it look beside its peers?"""

from dashboard.i18n import _
from dashboard.ui import parts, response

parts.head(
    response.title(),
    _("What has your city in place, what is missing, and how would it look beside its peers?"),
)
response.sections()
