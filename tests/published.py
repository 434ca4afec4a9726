"""What GitHub publishes of its interfaces: its examples, and schemas to judge what stands in for it by."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cached_property
from typing import TYPE_CHECKING, Any

import graphql
from openapi_schema_validator import OAS30Validator
from referencing import Registry
from referencing.jsonschema import DRAFT4

from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = REPOSITORY / ".schemas"
"""Filled by `make schemas`."""
ADDRESS = "https://api.github.com/x"
WHEN = "2026-06-01T12:00:00Z"


class Published:
    """The schemas of REST, GraphQL and events, each read once."""

    @cached_property
    def rest(self) -> dict[str, Any]:
        """The description of the REST interface, and of the events."""
        found: dict[str, Any] = json.loads((FOLDER / "openapi.json").read_text(encoding="utf-8"))
        return found

    @cached_property
    def _registry(self) -> Any:
        return Registry().with_resource("urn:github", DRAFT4.create_resource(self.rest))

    @cached_property
    def graphql(self) -> graphql.GraphQLSchema:
        """The schema of the GraphQL interface."""
        text = (FOLDER / "schema.graphql").read_text(encoding="utf-8")
        return graphql.build_schema(text, assume_valid=True)

    @cached_property
    def events(self) -> dict[str, Any]:
        """Examples of events by name."""
        read = json.loads((FOLDER / "webhooks.json").read_text(encoding="utf-8"))
        return {each["name"]: each["examples"] for each in read}

    def wrong(self, schema: Mapping[str, Any], value: Any) -> list[str]:
        """What a value has that a schema does not allow."""
        found = OAS30Validator(schema, registry=self._registry).iter_errors(value)
        return [f"{each.json_path}: {each.message}" for each in found]

    def event(self, name: str, what: Mapping[str, Any]) -> dict[str, Any]:
        """A published example of an event, in which something is as in ours."""
        action = what["action"]
        schema = component(f"webhook-{name.replace('_', '-')}-{action}")
        # Some examples are older than the schema; an issue that was moved here has `changes`.
        some = (each for each in self.events[name] if each["action"] == action and "changes" not in each)
        example = next(each for each in some if not self.wrong(schema, each))
        found: dict[str, Any] = over(example, what)
        assert self.wrong(schema, found) == []
        return found

    def issue(self, what: Mapping[str, Any]) -> dict[str, Any]:
        """A published example of an issue, in which something is as in ours."""
        example = self.rest["components"]["examples"]["issue"]["value"]
        # The example is of a pull request, which has this key.
        plain = {key: each for key, each in example.items() if key != "pull_request"}
        found: dict[str, Any] = over(plain, what)
        if "pull_request" in what:
            found["pull_request"] = dict.fromkeys(("url", "html_url", "diff_url", "patch_url"), ADDRESS)
        if what.get("performed_via_github_app"):
            found["performed_via_github_app"] = app(found["user"], what["performed_via_github_app"]["id"])
        assert self.wrong(component("issue"), found) == []
        return found

    def asked(
        self, query: str, variables: Mapping[str, Any], issue: Mapping[str, Any] | None
    ) -> dict[str, Any]:
        """What a query finds where an issue is as it is here: only what the schema has can be asked for."""
        parsed = graphql.parse(query)
        assert graphql.validate(self.graphql, parsed) == []
        node = deepcopy(issue)
        for edit in ((node or {}).get("userContentEdits") or {}).get("nodes", []):
            if edit["editor"] is not None:
                edit["editor"]["__typename"] = "User" if "databaseId" in edit["editor"] else "Bot"
        root = {"repository": {"issue": node}}
        done = graphql.execute_sync(self.graphql, parsed, root, variable_values=dict(variables))
        assert done.errors is None
        return {"data": done.data}

    def operation(self, method: str, path: str) -> dict[str, Any]:
        """The description of what may be done at a path."""
        parts = path.partition("?")[0].split("/")
        for template, at in self.rest["paths"].items():
            wanted = template.strip("/").split("/")
            pairs = list(zip(wanted, parts, strict=False))
            if len(wanted) == len(parts) and all(ours[0] == "{" or ours == theirs for ours, theirs in pairs):
                found: dict[str, Any] = at[method.lower()]
                return found
        raise AssertionError(f"there is no {path}")

    def named(self, parameter: dict[str, Any]) -> dict[str, Any]:
        """A parameter itself, where only its place is given."""
        if "$ref" not in parameter:
            return parameter
        found: dict[str, Any] = self.rest["components"]["parameters"][parameter["$ref"].rpartition("/")[2]]
        return found

    def require_body(self, operation: dict[str, Any], given: dict[str, str]) -> None:
        """Make sure that an operation takes fields, and no others."""
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        assert given.keys() <= schema["properties"].keys()
        assert self.wrong(schema, given) == []


def component(name: str) -> dict[str, str]:
    """Where a schema stands in the description."""
    return {"$ref": f"urn:github#/components/schemas/{name}"}


def over(example: Any, what: Any) -> Any:
    """An example in which the values that are given stand in the place of its own."""
    if not isinstance(example, dict) or not isinstance(what, dict):
        return what
    return example | {key: over(example.get(key), each) for key, each in what.items()}


def app(owner: Any, number: int) -> dict[str, Any]:
    """An app, as the platform describes it."""
    about = {
        "id": number,
        "slug": "an-app",
        "name": "An app",
        "node_id": "x",
        "client_id": "x",
        "owner": owner,
    }
    more: dict[str, Any] = {
        "description": None,
        "created_at": WHEN,
        "updated_at": WHEN,
        "permissions": {},
        "events": [],
    }
    return {**about, **more, "owner": owner, "external_url": ADDRESS, "html_url": ADDRESS}
