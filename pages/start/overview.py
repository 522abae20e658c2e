"""Page "Overview": what this is, for whom, and how much we know."""

from dashboard.i18n import _
from dashboard.ui import overview, parts

parts.head(
    _("Charting Local Inclusion"),
    _(
        "Cities carry the inclusion of migrants and refugees. This dashboard shows which actions "
        "international actors recommend most, what we know about cities, and where we know little."
    ),
)
overview.key_figures_section()
overview.path_section()
overview.coverage_section()
overview.about_section()
