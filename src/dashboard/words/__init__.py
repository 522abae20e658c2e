"""Titles, sentences and alternative texts, made by rule from the data that is shown."""
