"""Text from the data made safe to show, for each place it is shown in.

Nothing here trusts its input: names and notes may hold escape sequences, markup, formulas, line breaks and
characters that turn the direction of text around, and the reader refuses them only in valid files.
"""

from __future__ import annotations

import re
from functools import lru_cache

from wecomplish_cli.model.text import ODD_SPACES, hidden, suspicious

_LINES = re.compile("[\t\n\r]")
_LOG_COMMAND = re.compile(r"##(?=\w*\[)")
_FORMULA = r"""((?:^|[,;|])[\s"']*)(?=[=+\-@＝＋－＠])"""


def visible(text: str) -> str:
    r"""Show control, invisible and direction-changing characters as escapes, such as `\\x1b` or `\\u202e`.

    What the log of a pipeline takes for a command wherever it stands in a line is broken up: `##[`, and
    `##vso[` and `##teamcity[` for Azure and TeamCity.
    """
    if text.isascii() and text.isprintable():
        return _LOG_COMMAND.sub("#\N{WORD JOINER}#", text) if "##" in text else text
    if suspicious().search(text):
        text = hidden().sub(_escaped, text)
    return _LOG_COMMAND.sub("#\N{WORD JOINER}#", _LINES.sub(_escaped, text))


def revealed(text: str) -> str:
    r"""As `visible`, and also spaces that only look like the usual one as escapes, such as `\\u00a0`."""
    return _odd_space().sub(lambda found: f"\\u{ord(found[0]):04x}", visible(text))


def odd_spaces(text: str) -> str:
    """Name each space in a text that is not the usual one; empty where there is none."""
    found = dict.fromkeys(_odd_space().findall(text))
    from unicodedata import name

    named = [f"`{revealed(each)}` is U+{ord(each):04X} {name(each)}" for each in found]
    return f"{', and '.join(named)}, not a usual space" if named else ""


def json_text(text: str) -> str:
    """Write JSON so that the log of a pipeline takes nothing in it for a command: it says the same."""
    return _LOG_COMMAND.sub(r"#\\u0023", text)


def csv_cell(text: str) -> str:
    """Make text that a spreadsheet would run as a formula plain text, by an apostrophe before it.

    Also behind whatever a spreadsheet may take for the end of a cell: which separator it knows depends on the
    country.
    """
    return re.sub(_FORMULA, r"\1'", visible(text))


def markdown(text: str) -> str:
    """Show text as it is in Markdown, also within a table: nothing in it is markup, a link or a mention."""
    shown = _unlinked(re.sub(r"([\\`*_{}\[\]()<>#+!|~$&])", r"\\\1", visible(text)))
    # Nor does it begin a list, a line or a heading.
    return re.sub(r"^([-=])", r"\\\1", re.sub(r"^(\d+)(?=[.)])", "\\1\N{WORD JOINER}", shown))


def commit_message(text: str) -> str:
    """Make text safe as the message of a commit: no platform that is sent it acts on a word of it."""
    # Within a word, as in an address, the sign is no mention.
    unlinked = re.sub("(?<=\\w)@\N{WORD JOINER}", "@", _unlinked(visible(text)))
    # Skip words stand in brackets or between dashes and asterisks; Jira knows its issues by capitals.
    acted_on = r"\[|\*(?=\*)|-(?=-)|(?i:skip|request)-(?=(?i:checks))|\b[A-Z][A-Z0-9_]+-(?=\d)"
    shown = re.sub(acted_on, "\\g<0>\N{WORD JOINER}", unlinked)
    # Trailers, `fixup!`, `fix:` and `Draft:` are the first word before a colon or an exclamation mark.
    return re.sub(r"^[\w().-]+(?=[:!])", "\\g<0>\N{WORD JOINER}", shown)


def mail_header(text: str) -> str:
    """Make text safe in a mail's header: no part of it is decoded to anything else, such as a line break."""
    return visible(text).replace("=?", "=\N{WORD JOINER}?")


def github_message(text: str) -> str:
    """Make text safe as the message of a workflow command: it cannot begin another command."""
    shown = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(shown)


def github_property(text: str) -> str:
    """Make text safe as a property (file, title) of a workflow command."""
    return github_message(text).replace(":", "%3A").replace(",", "%2C")


def _unlinked(text: str) -> str:
    """Keep platforms from making links of what looks like one to them, by an invisible word joiner.

    Mentions, addresses, issues and their like, commits: whatever stands before them, and even if escaped.
    """
    shown = re.sub(r"([@#!$%&~^])(?=\w)", "\\1\N{WORD JOINER}", text)
    shown = re.sub(r"(?i):(?=//)|w(?=ww\.)|g(?=h-\d)", "\\g<0>\N{WORD JOINER}", shown)
    return re.sub(r"(?i)(?<![^\W_])[0-9a-f]{7,40}(?![^\W_])", _in_parts, shown)


def _in_parts(number: re.Match[str]) -> str:
    """Break a commit's id up, of which seven digits would do."""
    return re.sub(r".{6}(?=.)", "\\g<0>\N{WORD JOINER}", number[0])


@lru_cache(maxsize=1)
def _odd_space() -> re.Pattern[str]:
    return re.compile(f"[{ODD_SPACES}]")


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
