"""From the files of a source to records, and to problems for whatever cannot be one."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeAlias

from wecomplish_cli.dataset import files
from wecomplish_cli.dataset.formatting import layout_findings
from wecomplish_cli.dataset.sources import Entry
from wecomplish_cli.dataset.validation import shape_findings
from wecomplish_cli.diagnostics import Finding, Fix, Mend, Related, Spot
from wecomplish_cli.model.kinds import BY_FOLDER, SETTINGS_PATH, kind_of, part_fits
from wecomplish_cli.model.organization import FORMAT
from wecomplish_cli.model.text import RESERVED, why_no_id
from wecomplish_cli.text.escape import odd_spaces
from wecomplish_cli.yamltext import reader, spaces
from wecomplish_cli.yamltext.reader import YamlError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wecomplish_cli.dataset.sources import Source

Problems: TypeAlias = dict[str, list[tuple[str, Finding]]]
"""Path to what reading it gave to complain of, as (rule name, finding)."""
Reading: TypeAlias = tuple[Any, list[tuple[str, Finding]]]
"""The record that a file's content is, or None, and what there is to complain of."""
Readings: TypeAlias = dict[tuple[str, bytes], Reading]
"""By path and content: what states of the data that have most files in common need not read twice."""


def survey(entries: Iterable[tuple[str, Entry]], problems: Problems) -> tuple[list[str], set[str]]:
    """Sort out what lies in the data folders; returns the paths to read, and the references of all."""
    paths: list[str] = []
    present: set[str] = set()
    folded: dict[str, list[str]] = defaultdict(list)
    odd: list[str] = []
    inside, wanted = "", None
    for path, entry in entries:
        folder, _, name = path.rpartition("/")
        if folder != inside:
            inside, wanted = folder, _wanted_in(folder)
        # Nearly all are like this, and then nothing else can be the matter with them.
        if wanted and entry is Entry.FILE and name.endswith(".yaml") and part_fits(wanted, name[:-5]):
            paths.append(path)
            present.add(path[:-5])
            continue
        parts = path.split("/")
        if any(part.startswith(".") for part in parts) or (parts[-1] == "README.md" and entry is Entry.FILE):
            continue
        if path != path.lower() or not path.isascii():
            odd.append(path)
        if problem := _misplaced(path, parts, entry):
            problems.setdefault(path, []).append(problem)
        else:
            paths.append(path)
        present.add(path.removesuffix(".yaml"))
    if odd:
        for ref in present:
            folded[unicodedata.normalize("NFC", ref).casefold()].append(ref)
        for path in odd:
            ref = path.removesuffix(".yaml")
            twins = [t for t in folded[unicodedata.normalize("NFC", ref).casefold()] if t != ref]
            if twins:
                finding = Finding(
                    Spot(path),
                    f"`{path}` and `{twins[0]}.yaml` are one file where upper and lower case are the same",
                    hint="delete or rename one of them",
                    related=(Related(Spot(f"{twins[0]}.yaml"), "the other one"),),
                )
                # That its letters make it no id is the same mistake.
                problems[path] = [p for p in problems.get(path, []) if p[0] != "bad-id"]
                problems[path].append(("colliding-names", finding))
    return paths, present


def _wanted_in(folder: str) -> str | None:
    """What the files in a folder are named for; None if it is no folder for files of the data."""
    top, *parts = folder.split("/")
    kind = BY_FOLDER.get(top) if top else None
    if kind is None or len(parts) + 1 != len(kind.parts) or not all(map(part_fits, kind.parts, parts)):
        return None
    return kind.parts[-1]


def _misplaced(path: str, parts: list[str], entry: Entry) -> tuple[str, Finding] | None:
    if entry is Entry.CLOSED:
        return "unreadable-file", Finding(Spot(path), str(entry), hint="check its permissions")
    if entry is Entry.OTHER:
        return "not-a-regular-file", Finding(Spot(path), str(entry), hint="put the file itself here")
    if entry is Entry.TWICE:
        hint = "make the commit again from the files; `git fsck` says more"
        return "not-a-regular-file", Finding(Spot(path), str(entry), hint=hint)
    if path == SETTINGS_PATH:
        return None
    kind = BY_FOLDER.get(parts[0])
    if kind is None or len(parts) - 1 != len(kind.parts) or not path.endswith(".yaml"):
        where = (kind or BY_FOLDER[parts[0].casefold()]).pattern
        hint = f"call it `{path[:-4]}.yaml`" if path.endswith(".yml") else "rename, move or delete it"
        return "unknown-file", Finding(
            Spot(path), f"this is not a valid dataset file name; files here are named {where}", hint=hint
        )
    for wanted, name in zip(kind.parts, [*parts[1:-1], parts[-1].removesuffix(".yaml")], strict=True):
        if not part_fits(wanted, name):
            return _bad_name(path, wanted, name)
    return None


def _bad_name(path: str, wanted: str, name: str) -> tuple[str, Finding]:
    label = name[11:] if wanted == "event" else name
    if label in RESERVED:
        said = f"`{label}` means something else to some YAML reader or to Windows"
        return "reserved-name", Finding(Spot(path), said, hint="choose another")
    if wanted == "id":
        from wecomplish_cli.derive.lookup import slug

        better = slug(name)
        hint = f"call it `{better}`" if better and not name[0].isdigit() else None
        return "bad-id", Finding(Spot(path), f"`{name}` {why_no_id(name)}", hint=hint)
    said = {
        "event": (
            "is not the name of an event: a date that exists and a label, such as `2026-05-02-review-changes`"
        ),
        "competence": "is neither `roles` nor `skillsets`",
    }[wanted]
    return "bad-id", Finding(Spot(path), f"`{name}` {said}")


def _refused(path: str, text: str, error: YamlError) -> Finding:
    """What the reader refused, with the odd spaces that may be the reason."""
    related = tuple(Related(Spot(path), said, place) for place, said in error.related)
    mended = spaces.usual(text)
    lines = text.split("\n")
    # Where the bytes are no text, there are no lines either.
    odd = odd_spaces(lines[error.place.line - 1]) if text else ""
    if mended != text and not odd:
        first = next((n for n, line in enumerate(lines, 1) if odd_spaces(line)), 0)
        odd = f"in line {first}, {odd_spaces(lines[first - 1])}" if first else ""
    message = f"{error.message}; {odd}" if odd else error.message
    fix = Fix(Mend.SPACES) if mended != text else None
    return Finding(Spot(path), message, related=related, fix=fix, place=error.place)


def read_record(
    path: str, source: Source, records: dict[str, Any], problems: Problems, readings: Readings | None = None
) -> None:
    """Read one file into a record or problems; never raises for what is in the file.

    With `readings`, nothing is read again that is among them, and what is read is added to them.
    """
    try:
        content = source.read(path)
    except (files.NotRegularError, files.TooLargeError, OSError) as error:
        problems.setdefault(path, []).append(_unreadable(path, error))
        return
    reading = None if readings is None else readings.get((path, content))
    if reading is None:
        reading = _reading(path, content)
        if readings is not None:
            readings[path, content] = reading
    record, found = reading
    if record is not None:
        records[path] = record
    if found:
        problems.setdefault(path, []).extend(found)


def _reading(path: str, content: bytes) -> Reading:
    """What a file's content comes to, which is the same wherever the file stands."""
    text = ""
    try:
        text = reader.decode(content)
        value = reader.read(text)
    except YamlError as error:
        return None, [(error.rule, _refused(path, text, error))]
    kind = kind_of(path)
    if path == SETTINGS_PATH and (newer := _newer_format(value)):
        return None, [newer]
    record, found = shape_findings(kind, path, value)
    if record is not None:
        found += layout_findings(kind, path, text, record)
    return record, found


def _unreadable(path: str, error: Exception) -> tuple[str, Finding]:
    if isinstance(error, files.TooLargeError):
        return "file-too-large", Finding(
            Spot(path), f"larger than {reader.MAX_BYTES // 1024} KiB, which no data file is"
        )
    if isinstance(error, files.NotRegularError):
        return "not-a-regular-file", Finding(
            Spot(path), "not a regular file", hint="put the file itself here"
        )
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return "unreadable-file", Finding(
        Spot(path), f"cannot be read: {reason}", hint="check its permissions and the disk"
    )


def _newer_format(value: dict[str, Any]) -> tuple[str, Finding] | None:
    number = value.get("format")
    if (
        isinstance(number, str)
        and number.isdecimal()
        and number.isascii()
        and len(number) < 10
        and int(number) > FORMAT
    ):
        return "newer-format", Finding(
            Spot(SETTINGS_PATH, ("format",)),
            f"the data is of format {number}, and this version of wecomplish knows formats up to {FORMAT}",
            hint=f"install a version of wecomplish that knows format {number}",
        )
    return None
