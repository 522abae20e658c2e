"""Page "Partners": who is a good partner for our city, why, and how do we reach them?"""

from dashboard.i18n import _
from dashboard.ui import city_profile, partner_look, partner_map, partners, parts

parts.head(
    partners.title(),
    _("Who is a good partner for our city, why, and how do we reach them?"),
)
if partners.needs_city():
    city_profile.choose_section()
else:
    partners.controls()
    asked = partners.found()
    if asked is not None:
        partner_map.section(asked)
        partners.candidates_section(asked)
        partner_look.section(asked)
    partner_look.channels_section()
    partners.reading_help()
