"""Files that leave the dashboard; each carries title, filters, release, date, sources and link."""
