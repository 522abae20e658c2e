"""One function per table that is shown: a query joined with the analysis it needs.

Pages, command line and exports call these, so they cannot disagree.
"""
