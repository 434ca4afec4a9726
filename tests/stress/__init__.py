"""What only shows after many runs: faults, races, random edits, mutations and merges.

Each module here has one function `run(amount)` that does the thing that often, fails on the first violation, and
returns the figures it counted. `test_stress.py` runs each in its short form; `python -m tests.stress` runs the
long form and writes `docs/reliability.md` from the figures.
"""
