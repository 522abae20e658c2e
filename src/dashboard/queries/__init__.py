"""One file per question a page asks: typed filter in, documented table out."""
