"""Rules about shape (WC1xx): whether a file holds the keys and values of its kind.

Reading already found these; each rule names its kind of misfit and holds its manual.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wecomplish_cli.diagnostics import Mend
from wecomplish_cli.model.kinds import kind_of
from wecomplish_cli.model.walk import reference_kind
from wecomplish_cli.rules.references import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.diagnostics import Finding


def unknown_key(view: View) -> Iterable[Finding]:
    """Every key is one that the format knows.

    Why: a misspelled key would silently count for nothing.
    Fix: correct it as proposed, or delete it.
    """
    return view.org.problems.get("unknown-key", ())


def wrong_type(view: View) -> Iterable[Finding]:
    """A value is of the kind its key asks for: text, a list, a mapping, a number, a date.

    Why: a list where text belongs, or a number in quotes, means something else to every reader.
    Fix: write the value as the finding says; numbers, dates and `true` or `false` stand without quotes.
    """
    return view.org.problems.get("wrong-type", ())


def not_one_of(view: View) -> Iterable[Finding]:
    """Where only certain words are allowed, the value is one of them.

    Why: any other word would count for nothing.
    Fix: choose one of the words named.
    """
    return view.org.problems.get("not-one-of", ())


def bad_date(view: View) -> Iterable[Finding]:
    """A date is written YYYY-MM-DD and exists.

    Why: other ways of writing dates are read as different days in different countries.
    Fix: write the year, month and day with hyphens: 2026-03-01.
    """
    return view.org.problems.get("bad-date", ())


def missing_key(view: View) -> Iterable[Finding]:
    """The keys that a file cannot do without are there.

    Why: without them nobody can say what the file means.
    Fix: add the key named.
    """
    return view.org.problems.get("missing-key", ())


def empty_value(view: View) -> Iterable[Finding]:
    """A key that is there has a value.

    Why: `key:` with nothing behind it may be forgotten or meant; a reader cannot tell.
    Fix: give a value, or delete the key.
    """
    return view.org.problems.get("empty-value", ())


def misread_text(view: View) -> Iterable[Finding]:
    """Text that looks like a number, a date or a truth value stands in quotes.

    Why: here `NO` is text, but other tools that read the same file may take it for false.
    Fix: put it in quotes, as the finding shows.
    """
    return view.org.problems.get("misread-text", ())


def bad_value(view: View) -> Iterable[Finding]:
    """A value is within what its key allows: a range, an address, a time zone, one line.

    Why: a number out of range or an address that cannot be one is a slip of the pen.
    Fix: correct the value as the finding says.
    """
    return view.org.problems.get("bad-value", ())


def malformed_reference(view: View) -> Iterator[Finding]:
    """A reference has the form of what it refers to: an id, `roles/ID`, `roles/ID/ID` and so on.

    Why: a reference is a path in the data; any other text cannot lead anywhere.
    Fix: write it as the finding says; where only upper case is wrong, `check --fix` does so.
    """
    for finding in view.org.problems.get("malformed-reference", ()):
        spot, fix = finding.spot, finding.fix
        if fix and fix.mend is Mend.SPACES:
            yield finding
            continue
        kind = reference_kind(kind_of(spot.path).record, spot.pointer, spot.at_key)
        if fix and kind and fix.text in known(view)[kind]:
            yield replace(finding, hint=f"did you mean `{fix.text}`?")
        else:
            yield replace(finding, fix=None)


def unsorted_entries(view: View) -> Iterable[Finding]:
    """The entries of a map that grows (assignments, indications, responsibilities …) are sorted by their key.

    Why: what two people add then stands in two places, and their changes merge.
    Fix: `check --fix` sorts them, each with the comments right above it.
    """
    return view.org.problems.get("unsorted-entries", ())


def crowded_entries(view: View) -> Iterable[Finding]:
    """A blank line stands between entries that different people own.

    Why: changes to neighbouring lines conflict when they are merged, and a blank line keeps them apart.
    Fix: `check --fix` adds the blank lines.
    """
    return view.org.problems.get("crowded-entries", ())


def crlf_line_ends(view: View) -> Iterable[Finding]:
    """The lines of a data file end in LF.

    Why: a file whose every line ends otherwise differs in every line, and conflicts with every change.
    Fix: `check --fix`; and `*.yaml text eol=lf` in `.gitattributes` keeps it so.
    """
    return view.org.problems.get("crlf-line-ends", ())
