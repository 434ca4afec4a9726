"""What the keys of the data are called in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wecomplish_cli.diagnostics import Pointer

CALLED = {
    # Settings.
    "organization": "the organisation's name",
    "familiarity.levels": "the list of levels",
    "familiarity.stale_after_days": "the number of days after which a level is out of date",
    "mentorship.consent": "consent to a mentorship",
    "mentorship.mentor_min_level": "the level from which someone can mentor",
    "mentorship.default_capacity": "the usual number of places of a mentor",
    "mentorship.accept_within_days": "the number of days to answer a proposal",
    "mentorship.checkin_every_days": "the number of days between check-ins",
    "mentorship.first_checkin_within_days": "the number of days until the first check-in",
    "mentorship.inactive_after_days": "the number of days after which a mentorship is inactive",
    "mentorship.guide": "the page for mentors",
    "help.acknowledge_within_days": "the number of days to acknowledge a request for help",
    "help.answer_within_days": "the number of days to answer a request for help",
    "targets.have_mentor": "the target for people with a mentor, in percent,",
    "targets.mentor_someone": "the target for people who mentor, in percent,",
    "targets.load_gini": "the target for dividing mentorships evenly, a Gini coefficient in percent,",
    "targets.mentors_per_critical_competence": "the number of mentors for each critical role or skillset",
    "feedback": "feedback in check-ins",
    "notes.max_characters": "the number of characters in a note",
    "contact": "the contact for confidential questions",
    "mail.domains": "the list of mail domains",
    "forge.platform": "the platform of the data",
    "forge.base": "the address of the platform",
    "forge.repository": "the repository of the data",
    "forge.branch": "the branch of the data",
    "rules.*": "the rule {}",
    # Mentorships.
    "checkin_every_days": "the number of days between check-ins",
    "co_mentors": "the list of co-mentors",
    "paused_until": "the last day of the pause",
    "started": "the first day",
    "proposed": "the day of the proposal",
    "ended": "the last day",
    "until": "the planned end",
    "acceptance.@": "the day on which {} said yes",
    "baseline.taken": "the day of the levels at the start",
    "baseline.levels./": "the level of {} at the start",
    "outcome.taken": "the day of the levels at the end",
    "outcome.levels./": "the level of {} at the end",
    "goals.*.title": "the title of the goal {}",
    "goals.*.measure": "the measure of the goal {}",
    "goals.*.expectation": "what the goal {} is about",
    "goals.*.due": "the due date of the goal {}",
    "goals.*.status": "the state of the goal {}",
    "goals.*.actions.*.due": "the due date of “{1}” for the goal {0}",
    "goals.*.actions.*.done": "the day on which “{1}” was done for the goal {0}",
    # Check-ins, reviews and help.
    "pulse.@": "the pulse of {}",
    "observed./": "the observed level of {}",
    "acknowledged.by": "the person who has seen it",
    "acknowledged.date": "the day on which it was seen",
    "answered.by": "the person who answered",
    "answered.date": "the day of the answer",
    "answered.insight": "the insight of the answer",
    "answered.note": "the note to the answer",
    "by": "the reviewer",
    # People.
    "timezone": "the time zone",
    "mail": "the mail they want",
    # Programmes.
    "kpis.familiarity_gain": "the familiarity to gain, in points,",
    "kpis.have_mentor": "the target for people with a mentor, in percent,",
    "kpis.pulse": "the average pulse wanted",
    "resources": "the list of resources",
    "starts": "the first day",
    "ends": "the last day",
    # Roles, skillsets, expectations and teams.
    "responsibilities.*.heading": "the heading of {}",
    "skills.*.heading": "the heading of {}",
    "parent": "the team it is part of",
    "relevant_for": "the list of roles and skillsets it is for",
}
"""Words for each key, which `is` can follow.

`*` stands for an id, `@` for a person's, and `/` for a reference; what each is called is put in.
"""

_OPEN = ("*", "@", "/")

FLAGS = {
    "peer": ("it is not between peers", "it is between peers"),
    "notify": ("nobody gets mail about it", "its people get mail about it"),
    "pilot": ("it is not a pilot", "it is a pilot"),
    "forge.forms": ("the forms are not in use", "the forms are in use"),
}
"""What a key says that is false, or true."""


def called(pointer: Pointer, names: Mapping[str, Callable[[str], str]]) -> str:
    """What a value is called; where there are no words for it, its key.

    `names` says what a person (`@`) and what a reference (`/`) leads to is called.
    """
    keys = [str(each) for each in pointer]
    for pattern, words in CALLED.items():
        parts = pattern.split(".")
        pairs = [*zip(parts, keys, strict=False)]
        if len(parts) == len(keys) and all(part in (*_OPEN, key) for part, key in pairs):
            return words.format(*(names.get(part, str)(key) for part, key in pairs if part in _OPEN))
    return f"the {keys[0]}" if len(keys) == 1 and "_" not in keys[0] else ".".join(keys)
