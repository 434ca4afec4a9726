"""Mentorship as code: a git-tracked dataset of people and mentorships, edited, checked and reported on."""

__version__ = "0.1.0"
