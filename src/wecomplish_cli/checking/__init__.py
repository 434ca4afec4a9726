"""Runs the rules, gives findings their places, and fixes what can be fixed."""
