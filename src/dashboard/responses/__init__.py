"""The one precious file: what cities, working groups and partners wrote. The only writer."""
