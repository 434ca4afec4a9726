"""What only shows after many runs: faults, races, random edits, mutations and merges.

Each suite has one function `run(amount)` that does the thing so often, fails on the first violation, and
returns the figures it counted. The tests run each in its short form; `python -m tests.stress` runs the long
form and writes `docs/reliability.md` from the figures.
"""
