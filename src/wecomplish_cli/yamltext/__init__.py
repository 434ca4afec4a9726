"""YAML as text: read strictly into values, pointers found in it, edits spliced into it."""
