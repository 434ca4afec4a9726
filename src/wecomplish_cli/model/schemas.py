"""JSON Schemas generated from the records, with the docstrings of classes and fields as descriptions."""

from __future__ import annotations

import ast
import inspect
import itertools
import json
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from wecomplish_cli.model.kinds import IDS_SCHEMA
from wecomplish_cli.model.walk import yaml_keys

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import core_schema

    from wecomplish_cli.model.kinds import Kind

DIALECT = "https://json-schema.org/draft/2020-12/schema"
REFERRED = ("Person", "Team", "Program", "Insight", "Competence", "Expectation", "Level")
"""The titles of values that refer to something; each has its list of ids in `IDS_SCHEMA`."""


def file_name(kind: Kind) -> str:
    """The name of a kind's schema file."""
    return kind.schema


def text(kind: Kind, ids: bool = False) -> str:
    """Generate a kind's schema as the text of its file; with `ids`, references must be in `IDS_SCHEMA`."""
    adapter = TypeAdapter[Any](kind.record)
    generated = adapter.json_schema(schema_generator=_Documented)
    document = {"$schema": DIALECT, "description": kind.pattern, **generated, "title": kind.title}
    return _written(_referring(document) if ids else document)


def ids_text(names: Mapping[str, Mapping[str, str]]) -> str:
    """Write the schema that says which ids there are: for each of `REFERRED`, id to name."""
    lists = {
        title: {"enum": [*known], "markdownEnumDescriptions": [*known.values()]} if known else {}
        for title, known in names.items()
    }
    return _written({"$schema": DIALECT, "title": "Ids", "$defs": lists})


def _written(document: Any) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _referring(found: Any) -> Any:
    """Let each reference in a schema be one that is listed in `IDS_SCHEMA`, too."""
    if isinstance(found, list):
        return [_referring(each) for each in found]
    if not isinstance(found, dict):
        return found
    inner = {key: _referring(each) for key, each in found.items()}
    if "pattern" in found and found.get("title") in REFERRED:
        inner["$ref"] = f"{IDS_SCHEMA}#/$defs/{found['title']}"
    return inner


class _Documented(GenerateJsonSchema):
    """Describes fields by their docstrings, and leaves out null, which the dataset does not have."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        found = super().default_schema(schema)
        if found.get("default", ...) in (None, {}, [], ""):
            found.pop("default")
        return found

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        found = super().dataclass_schema(schema)
        cls = schema["cls"]
        target = found if "properties" in found else {}
        target["description"] = inspect.cleandoc(cls.__doc__ or "")
        properties = target.get("properties", {})
        if properties:
            # Without where a record came from, which is no key, though a key may be called the same.
            properties = {key: properties[key] for key in yaml_keys(cls)}
            target["properties"] = properties
        docs = {name: said for base in reversed(cls.__mro__) for name, said in _field_docs(base).items()}
        for name, about in properties.items():
            said = docs.get({"from": "since", "as": "role", "path": "milestones"}.get(name, name))
            if said:
                about["description"] = said
        return found


@cache
def _field_docs(cls: type) -> dict[str, str]:
    """The docstrings below the fields of a class, from its source."""
    if not cls.__module__.startswith("wecomplish_cli."):
        return {}
    tree = ast.parse(inspect.getsource(sys.modules[cls.__module__]))
    body = next((n.body for n in tree.body if isinstance(n, ast.ClassDef) and n.name == cls.__name__), [])
    docs = {}
    for field, said in itertools.pairwise(body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(said, ast.Expr)
            and isinstance(said.value, ast.Constant)
        ):
            docs[ast.unparse(field.target)] = inspect.cleandoc(str(said.value.value))
    return docs
