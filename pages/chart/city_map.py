"""Page "City map": where are the cities we know of, and what do we know about each?"""

from dashboard.i18n import _
from dashboard.ui import city_map, partnerships, parts

parts.head(
    _("City map"),
    _(
        "Where are the cities we know of, and what do we know about each? Choose a mark or a row "
        "to open the profile of a city."
    ),
)
city_map.controls()
city_map.map_section()
partnerships.section()
city_map.reading_help()
