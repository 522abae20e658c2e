"""Page "City profile": what is known about one city, from where, and what is missing?"""

from dashboard.i18n import _
from dashboard.ui import city_profile, parts, profile_answers, profile_records, profile_values

parts.head(
    city_profile.title(),
    _("What is known about one city, from where, and what is missing?"),
)
profile = city_profile.chosen()
if profile is None:
    city_profile.choose_section()
else:
    city_profile.facts_section(profile)
    profile_records.record_sections()
    profile_values.indicators_section(profile)
    profile_answers.section()
    profile_records.more_sections()
    profile_records.missing_section()
