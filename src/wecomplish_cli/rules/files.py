"""Rules about files and YAML (WC0xx): what the reader refused.

Reading already found these; each rule names its kind of refusal and holds its manual.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.diagnostics import Finding


def unreadable_file(view: View) -> Iterable[Finding]:
    """A data file can be read.

    Why: a file that cannot be read is missing from every check and report.
    Fix: mend its permissions, or the disk it is on.
    """
    return view.org.problems.get("unreadable-file", ())


def not_utf_8(view: View) -> Iterable[Finding]:
    """A data file is UTF-8.

    Why: in any other encoding, the letters of names depend on who reads them.
    Fix: open the file in an editor and save it as UTF-8.
    """
    return view.org.problems.get("not-utf-8", ())


def not_a_regular_file(view: View) -> Iterable[Finding]:
    """Everything in a data folder is a regular file or a folder of them.

    Why: a link may lead out of the repository, and reading a device or pipe may never end.
    Fix: put the file itself in place of the link.
    """
    return view.org.problems.get("not-a-regular-file", ())


def file_too_large(view: View) -> Iterable[Finding]:
    """A data file is at most 1 MiB.

    Why: nothing that belongs in the data is that large; something else was put there.
    Fix: delete the file, or move it out of the data folders.
    """
    return view.org.problems.get("file-too-large", ())


def too_deep(view: View) -> Iterable[Finding]:
    """Values are nested at most 16 deep.

    Why: the data never nests that deep; readers of YAML can be brought down by files that do.
    Fix: write the file as its schema says.
    """
    return view.org.problems.get("too-deep", ())


def too_many_nodes(view: View) -> Iterable[Finding]:
    """A data file holds at most 50,000 values.

    Why: no file of the data comes near it; reading one that does would slow down everyone.
    Fix: write the file as its schema says.
    """
    return view.org.problems.get("too-many-nodes", ())


def yaml_syntax(view: View) -> Iterable[Finding]:
    """A data file is YAML.

    Why: nothing in a file that cannot be parsed counts.
    Fix: look at the place named; most often quotes, a colon or the indentation is wrong.
    """
    return view.org.problems.get("yaml-syntax", ())


def tab_indentation(view: View) -> Iterable[Finding]:
    """Lines are indented with spaces.

    Why: YAML allows no tabs there, and the readers that do take them read different things.
    Fix: replace the tab with spaces; most editors can do so for the whole file.
    """
    return view.org.problems.get("tab-indentation", ())


def duplicate_key(view: View) -> Iterable[Finding]:
    """A key stands once in a mapping.

    Why: readers of YAML keep the first or the last silently, so one of the two values is lost.
    Fix: keep the line that is right and delete the other; both are named.
    """
    return view.org.problems.get("duplicate-key", ())


def anchor_or_alias(view: View) -> Iterable[Finding]:
    """Values are written out, without anchors (`&`) and aliases (`*`).

    Why: an edit to one place would change others, and a small file can expand to gigabytes.
    Fix: write the value out in both places; put text that begins with `&` or `*` in quotes.
    """
    return view.org.problems.get("anchor-or-alias", ())


def tag(view: View) -> Iterable[Finding]:
    """Values carry no tags (`!`).

    Why: tags ask the reader to build other things than text, and readers differ in which.
    Fix: delete the tag; put text that begins with `!` in quotes.
    """
    return view.org.problems.get("tag", ())


def merge_key(view: View) -> Iterable[Finding]:
    """Mappings are written out, without merge keys (`<<`).

    Why: newer YAML has no merge keys and reads `<<` as an ordinary key.
    Fix: write the keys out.
    """
    return view.org.problems.get("merge-key", ())


def directive(view: View) -> Iterable[Finding]:
    """A data file has no YAML directives (`%`).

    Why: they change how the rest of the file is read.
    Fix: delete the line.
    """
    return view.org.problems.get("directive", ())


def complex_key(view: View) -> Iterable[Finding]:
    """A key is a word before a colon.

    Why: keys that are lists, mappings, empty or written with `?` cannot be referred to.
    Fix: write `key: value`.
    """
    return view.org.problems.get("complex-key", ())


def several_documents(view: View) -> Iterable[Finding]:
    """A file holds one document.

    Why: what stands after a second `---` is not read by most readers.
    Fix: delete the line `---`, or move what follows into a file of its own.
    """
    return view.org.problems.get("several-documents", ())


def conflict_marker(view: View) -> Iterable[Finding]:
    """No markers of a merge conflict are left.

    Why: someone began to merge two versions and did not choose.
    Fix: keep the lines that are right, and delete the others and the markers.
    """
    return view.org.problems.get("conflict-marker", ())


def forbidden_character(view: View) -> Iterable[Finding]:
    """Text holds no control, invisible or direction-changing characters.

    Why: they make two names look alike, hide text from a reviewer or write to the reader's terminal.
    Fix: delete the character named, or run `check --fix`; joiners are allowed where they are spelling.
    """
    return view.org.problems.get("forbidden-character", ())


def not_a_mapping(view: View) -> Iterable[Finding]:
    """A data file holds `key: value` lines at its top.

    Why: an empty file, a list or plain text says nothing the dataset knows.
    Fix: write the keys that the schema names, or delete the file.
    """
    return view.org.problems.get("not-a-mapping", ())


def unknown_file(view: View) -> Iterable[Finding]:
    """A data folder holds data files only, at the depth the format says, ending in `.yaml`.

    Why: a misplaced or misspelled file is silently missing from every check and report.
    Fix: move it to its place; `README.md`, dot-files, other folders and what git ignores are left alone.
    """
    return view.org.problems.get("unknown-file", ())


def bad_id(view: View) -> Iterable[Finding]:
    """A file's name is an id: words of a-z and 0-9 joined by hyphens; an event's begins with its date.

    Why: ids are references, paths and words on the command line; in these letters no two look alike.
    Fix: rename the file as the finding proposes, and every reference to it.
    """
    return view.org.problems.get("bad-id", ())


def reserved_name(view: View) -> Iterable[Finding]:
    """An id is no word that YAML or Windows keeps for itself.

    Why: some YAML reads `no` as false, and Windows cannot hold a file `con.yaml`.
    Fix: choose another id, such as one with a second word.
    """
    return view.org.problems.get("reserved-name", ())


def colliding_names(view: View) -> Iterable[Finding]:
    """No two files have names that differ only in upper and lower case.

    Why: on Windows and macOS they are one file, and one of the two is lost at checkout.
    Fix: delete or rename one of them.
    """
    return view.org.problems.get("colliding-names", ())


def newer_format(view: View) -> Iterable[Finding]:
    """The data is of a format that this version knows.

    Why: what a newer format means cannot be judged by an older version.
    Fix: install the version named.
    """
    return view.org.problems.get("newer-format", ())
