"""Answers as data: frozen rows computed from the records, without any layout."""
