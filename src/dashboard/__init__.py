"""Charting Local Inclusion: which actions matter most to cities, and where cities stand."""

__version__ = "0.1.0"
