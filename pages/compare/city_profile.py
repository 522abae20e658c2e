"""Page "City profile": what is known about one city, from where, and what is missing?"""

from dashboard.i18n import _
from dashboard.ui import city_profile, parts, profile_values

parts.head(
    city_profile.title(),
    _("What is known about one city, from where, and what is missing?"),
)
profile = city_profile.chosen()
if profile is None:
    city_profile.choose_section()
else:
    city_profile.facts_section(profile)
    city_profile.record_sections()
    profile_values.indicators_section(profile)
    city_profile.more_sections()
    city_profile.missing_section()
