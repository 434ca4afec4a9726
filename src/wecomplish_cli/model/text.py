"""What text may be: ids, dates, addresses; what others misread, and what nobody sees."""

from __future__ import annotations

import re
from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:  # At the tab key, every module that is loaded is felt.
    from datetime import date

SETTINGS_PATH = "wecomplish.yaml"
"""The file that makes a folder a dataset."""

ID = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
MAX_ID_LENGTH = 64
MAX_ADDRESS_LENGTH = 254
MAX_NAME_LENGTH = 200
MAX_TITLE_LENGTH = 300
MAX_SHOWN = 80
"""Characters of a text that a message repeats."""

RESERVED = frozenset(
    ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "con", "prn", "aux", "nul"]
    + [f"{device}{digit}" for device in ("com", "lpt") for digit in range(10)]
)
"""Words that some YAML reads as something else, and names that Windows keeps for devices."""

_ID = re.compile(ID, re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_EMAIL = re.compile(r"[^@\s<>()\[\],;:\\\"]+@[^@\s<>()\[\],;:\\\"]+\.[^@\s<>()\[\],;:\\\"]+")

INVISIBLE = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\ud800-\udfff\ufffe\uffff"
)
"""The inside of a character class: whatever shows as nothing or turns the direction of text around, and every
control character but the line feed, the carriage return and the tab."""

ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""The inside of a character class: spaces that may stand in text, and that look like the usual one."""

_JOINED = ((0x600, 0x780), (0x8A0, 0xE00), (0x1780, 0x18B0), (0xFB50, 0xFE00), (0xFE70, 0xFF00))
"""Arabic with Syriac, the scripts of India to Sinhala, Khmer and Mongolian, and forms of Arabic letters."""

_EMOJI = "\u2194\u2195\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"


@lru_cache(maxsize=1)
def suspicious() -> re.Pattern[str]:
    """Match the carriage return, and whatever is invisible, also where it is spelling: a first look."""
    return re.compile(f"[{INVISIBLE}\r]")


@lru_cache(maxsize=1)
def hidden() -> re.Pattern[str]:
    """Match what no text of the data may hold: whatever is invisible, but for joiners that are spelling.

    A zero-width joiner or non-joiner is allowed between letters of a script that is spelt with them, a joiner
    also between emoji.
    """
    from unicodedata import category

    every = (chr(code) for first, end in _JOINED for code in range(first, end))
    letter = "".join(each for each in every if category(each)[0] in "LM" and not suspicious().match(each))
    word = rf"(?<=[{letter}])[\u200c\u200d](?=[{letter}])"
    emoji = rf"(?:(?<=[{_EMOJI}])|(?<=[{_EMOJI}]\ufe0f))\u200d(?=[{_EMOJI}])"
    return re.compile(rf"(?!{word}|{emoji})[{INVISIBLE}]")


_MISREAD = r"""~ | = | <<
      | (?i:y|n|yes|no|on|off|true|false|null)
      | [-+]?[0-9][0-9_]*                                  # whole, octal with a leading zero
      | [-+]?0[box][0-9a-fA-F_]+
      | [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?   # base 60
      | [-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?
      | [-+]?\.(?i:inf|nan)
      | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \t]+)[0-9].*)?
    """


class Quoted(str):
    """A scalar that was written in quotes or as a block, and so is text whatever it looks like."""

    __slots__ = ()


def misreadable(text: str) -> bool:
    """Whether some YAML version reads this plain text as a number, date, truth value or nothing."""
    # Most texts are known at once to be none of these words and numbers.
    if len(text) > 5 and text[0].isalpha():
        return False
    return _misread().fullmatch(text) is not None


@lru_cache(maxsize=1)
def _misread() -> re.Pattern[str]:
    return re.compile(_MISREAD, re.VERBOSE | re.ASCII)


def is_id(text: str) -> bool:
    """Whether the text may be an id: lower-case words joined by hyphens, 64 characters, not reserved."""
    return len(text) <= MAX_ID_LENGTH and text not in RESERVED and _ID.fullmatch(text) is not None


def day(when: date) -> str:
    """Write a day as in a sentence: `1 September 2026`."""
    return f"{when.day} {when:%B %Y}"


def shortened(text: str) -> str:
    """Cut text to what a message has room for."""
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"


def why_no_id(text: str) -> str:
    """Say why a text cannot be an id."""
    if text in RESERVED:
        return "means something else to some YAML reader or to Windows"
    if _ID.fullmatch(text):
        return f"is longer than {MAX_ID_LENGTH} characters"
    return "is not a valid id: lower-case words of a-z and 0-9 joined by hyphens"


def is_email(text: str) -> bool:
    """Whether the text has the form of an e-mail address."""
    return len(text) <= MAX_ADDRESS_LENGTH and _EMAIL.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def parse_date(text: str) -> date:
    """Read `YYYY-MM-DD`.

    Raises:
        ValueError: for any other form, and for days that do not exist.
    """
    if not _DATE.fullmatch(text):
        raise ValueError("not of the form YYYY-MM-DD")
    from datetime import date

    return date.fromisoformat(text)


def describe(value: object) -> str:
    """Name the kind of a read value as a person would: a list, a mapping, text in quotes."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return "text in quotes" if isinstance(value, Quoted) else "text"


@lru_cache(maxsize=512)
def is_timezone(text: str) -> bool:
    """Whether the text names a time zone of the IANA database."""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(text)
    except (OSError, ValueError, KeyError):
        return False
    return True
