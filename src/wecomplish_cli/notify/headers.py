"""The headers of a mail as they are sent: each text is encoded as a whole, in lines that every server takes.

Python's own folding loses or doubles blanks between encoded words, so these are made here (RFC 2047).
"""

from __future__ import annotations

import re
from email.charset import SHORTEST, Charset
from email.utils import quote
from typing import TYPE_CHECKING

from wecomplish_cli.text.escape import mail_header

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_WORD = 75
"""Characters of an encoded word; a line that has one may have one more, the blank it begins with."""

MAX_NAME = 200
MAX_SUBJECT = 600
"""Characters of what is shown in a header; the rest is cut off, and stands in the message."""

_BLANKS = re.compile("[ \t\r\n]+")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_UTF_8 = Charset("utf-8")
_UTF_8.header_encoding = SHORTEST


def subject(text: str) -> str:
    """A subject, folded."""
    shown = _shown(text, MAX_SUBJECT)
    room = MAX_WORD + 1 - len("Subject: ")
    return shown if _plain(shown, room) else "\r\n ".join(_words(shown, room))


def mailbox(name: str, address: str, header: str) -> str:
    """A name and an address, folded, as the value of a header of that name."""
    shown = _shown(name, MAX_NAME)
    room = MAX_WORD + 1 - len(f"{header}: ")
    phrase = shown if _ATOMS.fullmatch(shown) else f'"{quote(shown)}"'
    if not _plain(phrase, room):
        phrase = "\r\n ".join(_words(shown, room))
    # Lines should have no more than 78 characters, but an address cannot be folded.
    last = phrase.rpartition("\n")[2]
    blank = " " if len(last) + len(address) + len(header) + 5 <= MAX_WORD else "\r\n "
    return f"{phrase}{blank}<{address}>"


def _shown(text: str, most: int) -> str:
    shown = mail_header(_BLANKS.sub(" ", text).strip())
    return shown if len(shown) <= most else f"{shown[: most - 1].rstrip()}…"


def _plain(text: str, room: int) -> bool:
    """Whether text can stand in a header as it is, on its first line."""
    return text.isascii() and len(text) <= room and "=?" not in text


def _words(text: str, room: int) -> Iterator[str]:
    """Encode text as words that a reader joins again; `room` is what the first one may take.

    Where possible a word ends after a blank: older versions of Python read one between two words of a name.
    """
    while text:
        end = _fitting(text, room)
        blank = text.rfind(" ", 0, end) + 1
        end = blank if end < len(text) and blank else end
        yield _UTF_8.header_encode(text[:end])
        text, room = text[end:], MAX_WORD


def _fitting(text: str, room: int) -> int:
    """The number of characters that fit into one encoded word."""
    end = min(len(text), room)
    while end > 1 and len(_UTF_8.header_encode(text[:end])) > room:
        end -= 1
    return end
