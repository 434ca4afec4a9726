"""Each phrase of each language with real names and numbers in it, for people to read: `LANGUAGE.txt`.

`python -m tests.text.rendered` writes the files anew, for you to review.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

from wecomplish_cli.text import catalogue

if TYPE_CHECKING:
    from wecomplish_cli.text.catalogue import Catalogue

HERE = Path(__file__).parent
NUMBERS = (1, 2, 5, 22)
"""Of these, each language has another form for each that it tells apart."""
NAMES = {
    "mentee": "Łukasz Wiśniewski",
    "mentor": "Åse Bjørnstad",
    "person": "Íngrid Sæther",
    "name": "Łukasz Wiśniewski",
    "other": "Åse Bjørnstad",
    "about": "Łukasz Wiśniewski",
    "competence": "Leading people",
    "title": "Leading people",
    "expectation": "Say the hard thing kindly",
    "titles": "Lead a launch; Brief the farm crew",
    "sign": "Three launches led",
    "organization": "Fjord Robotics",
    "note": "No time this spring.",
    "host": "github.com",
    "address": "kari@fjord.example",
    "level": "proficient",
    "team": "Engineering",
    "program": "Platform 2026",
    "command": "wecomplish forms --write",
}
DAYS = {"date": date(2026, 6, 1), "until": date(2026, 8, 12)}
PERIODS = {"first_days": 14, "acknowledge_days": 2, "answer_days": 5}


def facts(words: Catalogue) -> dict[str, str]:
    """What is put into the phrases of a language."""
    people = [NAMES["person"], NAMES["mentor"]]
    return {
        **NAMES,
        **{name: words.date(day) for name, day in DAYS.items()},
        **{name: words.say("common", "within_days", number) for name, number in PERIODS.items()},
        "stale_days": words.say("common", "over_days", 180),
        "people": words.listed(people),
        "mentors": words.listed(people),
        "waiting": words.listed(people),
        "terms": words.listed([words.say("common", "term_until"), words.say("common", "term_goals")]),
        "levels": words.listed(["unaware", "aware", "proficient"], "or"),
        "month": words.say("common", "may"),
        "day": "17",
        "year": "2026",
    }


def rendered(language: str) -> str:
    """All that is said in a language."""
    words = catalogue.languages()[language]
    known = facts(words)
    lines = []
    for section, phrases in words.phrases.items():
        lines.append(f"[{section}]")
        for key, phrase in phrases.items():
            numbers = [None] if isinstance(phrase, str) else [0, *NUMBERS] if "none" in phrase else NUMBERS
            for number in numbers:
                names = [
                    name for _, name, _, _ in Formatter().parse(words.phrase(section, key, number)) if name
                ]
                # What is not listed above is a number or a word of the page.
                said = {name: known.get(name, "7") for name in names if name != "n"}
                lines.append(f"{key}: {words.say(section, key, number, **said)}")
        lines.append("")
    return "\n".join(lines)
