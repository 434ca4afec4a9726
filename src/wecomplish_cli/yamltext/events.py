"""Text to values by libyaml's events, which are built into dictionaries, lists and text."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from wecomplish_cli.diagnostics import Place
from wecomplish_cli.model.text import MAX_SHOWN, Quoted
from wecomplish_cli.yamltext import libyaml
from wecomplish_cli.yamltext.places import block_scalar_lines, first_of_twins
from wecomplish_cli.yamltext.refusal import RETURN, YamlError, character_name, forbidden, place_at

MAX_DEPTH = 16
MAX_NODES = 50_000

Value: TypeAlias = dict[str, Any] | list[Any] | str | None
"""A read value; scalars are `str`, `Quoted` or None."""

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))

_LEADING_TAB = re.compile(r"^ *\t[ \t]*[^ \t\r\n]", re.MULTILINE)
_DOCUMENT_END = re.compile(r"\.\.\.(?=\s|\Z)")
_LIBYAML_TOO_DEEP = "exceeded maximum nesting depth"
_QUESTION = re.compile(r"(?:^|[\[{,\s-])\?", re.MULTILINE)


def read(text: str) -> dict[str, Any]:
    """Read a text that is without forbidden characters.

    Raises:
        YamlError: at the first thing that the subset refuses.
    """
    value = _Builder(text).build()
    _refuse_layout(text)
    if not isinstance(value, dict):
        found = "nothing" if value is None else "a list" if isinstance(value, list) else "text"
        raise YamlError(
            "not-a-mapping", f"the file holds {found}; `key: value` lines are needed", Place(1, 1, 2)
        )
    return value


def _refuse_layout(text: str) -> None:
    """Refuse what libyaml accepts but its events do not show: tabs as indentation, `? ` keys."""
    if "?" in text and _QUESTION.search(text):
        for token in yaml.scan(text, Loader=yaml.CLoader):
            explicit = isinstance(token, yaml.KeyToken) and token.end_mark.index > token.start_mark.index
            if explicit:
                raise YamlError("complex-key", "a key is written `key:`, without `?`", _place(token))
    if "\t" in text and _LEADING_TAB.search(text):
        inside = block_scalar_lines(text)
        line, counted = 1, 0
        for found in _LEADING_TAB.finditer(text):
            line += text.count("\n", counted, found.start())
            counted = found.start()
            if line not in inside:
                tab = text.index("\t", counted)
                raise YamlError("tab-indentation", "a tab indents this line; use spaces", place_at(text, tab))


def _place(event: Any) -> Place:
    start, end = event.start_mark, event.end_mark
    column = start.column + 1
    same_line = start.line == end.line and end.column > start.column
    return Place(start.line + 1, column, end.column + 1 if same_line else column + 1)


class _Builder:
    """Builds the values of one text from libyaml's events, without recursion."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._parser = libyaml.parser(text)

    def build(self) -> Value:
        try:
            return self._document()
        except yaml.MarkedYAMLError as error:
            if error.problem == _LIBYAML_TOO_DEEP and error.problem_mark is not None:
                # libyaml looks ahead and refuses what lies deeper than it goes; ours is met long before that.
                _Builder(self._text[: error.problem_mark.index]).build()
            raise _syntax_error(self._text, error) from None
        except yaml.YAMLError as error:
            raise YamlError("yaml-syntax", f"this is not YAML: {error}", Place(1, 1, 2)) from None

    def _document(self) -> Value:
        # One loop over all events, since a call for each costs as much again.
        next_event: Any = self._parser.get_event
        top: list[Any] = []
        container: Any = top
        key: str | None = None
        stack: list[tuple[Any, str | None]] = []
        nodes = documents = 0
        # Looked for once in the text rather than at every value.
        may_be_marked = "&" in self._text or "!" in self._text
        while True:
            event = next_event()
            kind = type(event)
            value: Any
            if kind is ScalarEvent:
                if may_be_marked and (event.anchor is not None or event.tag is not None):
                    raise _marked(event)
                value = _quoted(event) if event.style else event.value
                if key is None and type(container) is dict:
                    if value in container or value == "<<" or not value:
                        raise self._bad_key(event, value)
                    key = str(value) if event.style else value
                    continue
                if value in _NULLS and not event.style:
                    if stack:
                        raise self._empty(event)
                    value = None
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                _require_plain(event, type(container) is dict and key is None, len(stack))
                value = {} if kind is MappingStartEvent else []
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                container, key = stack.pop()
                continue
            elif kind is StreamEndEvent:
                return top[0] if top else None
            else:
                documents += kind is DocumentStartEvent
                _require_plain_document(event, documents)
                continue
            nodes += 1
            if nodes > MAX_NODES:
                raise YamlError("too-many-nodes", f"more than {MAX_NODES:,} values", _place(event))
            if type(container) is dict:
                container[key] = value
                key = None
            else:
                container.append(value)
            if kind is not ScalarEvent:
                stack.append((container, key))
                container, key = value, None

    def _empty(self, event: Any) -> YamlError:
        place = _place(event)
        if not event.value:
            # What is not there is placed at the end of what stands before it.
            place = place_at(self._text, len(self._text[: event.start_mark.index].rstrip()) - 1)
        return YamlError("empty-value", "nothing here; give a value, or delete the line", place)

    def _bad_key(self, event: Any, key: str) -> YamlError:
        if not key:
            return YamlError("complex-key", "a key is missing before the colon", _place(event))
        if key == "<<":
            return YamlError("merge-key", "merge keys (`<<`) are not used; write the keys out", _place(event))
        first = first_of_twins(self._text, event.start_mark.index)
        message = f"`{key}` stands here again; line {first.line} has it already"
        return YamlError("duplicate-key", message, _place(event), ((first, "the first one"),))


def _quoted(event: Any) -> Quoted:
    if event.style == '"' and (found := forbidden(event.value, RETURN)):
        raise YamlError(
            "forbidden-character",
            f"{character_name(found[0])} is not allowed in the data, also not escaped",
            _place(event),
        )
    return Quoted(event.value)


def _require_plain(event: Any, as_key: bool, depth: int) -> None:
    """Raise where a list or mapping begins that is marked, is used as a key, or lies too deep."""
    if event.anchor is not None or event.tag is not None:
        raise _marked(event)
    if as_key:
        raise YamlError("complex-key", "a key is plain text, not a list or mapping", _place(event))
    if depth >= MAX_DEPTH:
        raise YamlError("too-deep", f"nested more than {MAX_DEPTH} deep", _place(event))


def _require_plain_document(event: Any, number: int) -> None:
    """Raise where an alias stands, or a document begins that is not the first or has directives."""
    if isinstance(event, AliasEvent):
        raise _marked(event)
    if isinstance(event, DocumentStartEvent):
        if number > 1:
            raise YamlError(
                "several-documents", "a second document begins; one file holds one", _place(event)
            )
        if event.version or event.tags:
            raise YamlError("directive", "directives (`%`) are not used here", _place(event))


def _marked(event: Any) -> YamlError:
    if isinstance(event, AliasEvent) or event.anchor is not None:
        return YamlError(
            "anchor-or-alias", "anchors and aliases are not used; write the value out", _place(event)
        )
    tag = event.tag if len(event.tag) <= MAX_SHOWN and event.tag.isprintable() else "!…"
    return YamlError("tag", f"tags (`{tag}`) are not used; values are what they look like", _place(event))


_IN_PLAIN_WORDS = (
    ("cannot start any token", "`{}` cannot begin plain text; put the value in quotes"),
    ("mapping values are not allowed", "a colon is not expected here; put text that holds one in quotes"),
    (
        "did not find expected key",
        "a `key: value` line is expected here; look at the indentation and the quotes",
    ),
    ("could not find expected ':'", "a `key: value` line is expected here; the colon is missing"),
    (
        "block sequence entries are not allowed",
        "a list item (`- `) is not expected here; look at the indentation",
    ),
    ("<document start>", "this does not go on with what stands above; look at the indentation"),
    ("did not find expected '-'", "a list item (`- `) is expected here; look at the indentation"),
    ("while scanning a quoted scalar", "the quotes are not closed, or hold what they may not"),
    ("did not find expected ',' or", "a list or mapping in brackets is not closed, or a comma is missing"),
    ("did not find expected node content", "a value is expected here, or a bracket is not closed"),
)


_AT_THE_BEGINNING = (
    "could not find expected ':'",
    "did not find expected ',' or",
    "scanning an anchor",
    "scanning an alias",
)
"""Problems that are noticed long after the place where they began, which says more."""


def _syntax_error(text: str, error: yaml.MarkedYAMLError) -> YamlError:
    problem = f"{error.problem or 'something is missing'} {error.context or ''}".strip()
    mark, begun = error.problem_mark or error.context_mark, error.context_mark
    not_closed = mark and mark.index >= len(text.rstrip(" \r\n"))
    if begun and (not_closed or any(part in problem for part in _AT_THE_BEGINNING)):
        mark = begun
    lines = text.split("\n")
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if line > len(lines):
        line, column = len(lines), len(lines[-1]) + 1
    written = lines[line - 1]
    place = Place(line, column, column + 1)
    if written[column - 1 : column] == ":" and not written[: column - 1].strip(" -{,"):
        return YamlError("complex-key", "a key is missing before the colon", place)
    if written[column - 1 : column] == "\t" or "tab character" in problem:
        return YamlError("tab-indentation", "a tab indents this line; use spaces", place)
    if "tag handle" in problem or "tag" in str(error.context):
        return YamlError("tag", "tags (`!…`) are not used; values are what they look like", place)
    if str(error.context).endswith((" anchor", " alias")):
        return YamlError("anchor-or-alias", "text that begins with `&` or `*` is put in quotes", place)
    if "<document start>" in problem or written.startswith("%"):
        for above in range(min(line, len(lines)), 0, -1):
            if lines[above - 1].startswith("%"):
                return YamlError("directive", "directives (`%`) are not used here", Place(above, 1, 2))
            if _DOCUMENT_END.match(lines[above - 1]):
                return YamlError("several-documents", "text after the end of the document (`...`)", place)
    said = next((words for part, words in _IN_PLAIN_WORDS if part in problem), problem)
    said = said.replace("`{}`", f"`{written[column - 1 : column]}`")
    return YamlError("yaml-syntax", f"this is not YAML: {said}", place)
