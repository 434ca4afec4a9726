"""What the types of values are marked with: how a value is checked, and how a schema describes it.

pydantic reads these marks, and so does `build`, which does without. They import pydantic only when it asks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wecomplish_cli.frozen import frozen


@frozen(slots=True)
class Checked:
    """Makes the value of what was read, or raises; it may take the context as well."""

    check: Callable[..., Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Do as pydantic's own validator does."""
        from pydantic import PlainValidator

        return PlainValidator(self.check).__get_pydantic_core_schema__(source, handler)


@frozen(slots=True)
class After:
    """Looks at a value once it is made, or raises."""

    check: Callable[[Any], Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Do as pydantic's own validator does."""
        from pydantic import AfterValidator

        return AfterValidator(self.check).__get_pydantic_core_schema__(source, handler)


@frozen(slots=True, eq=False)
class Json:
    """Describes the value in a JSON Schema."""

    schema: dict[str, Any]

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: Any) -> Any:
        """Do as pydantic's own mark does."""
        from pydantic import WithJsonSchema

        return WithJsonSchema(self.schema).__get_pydantic_json_schema__(core_schema, handler)


class NotEmpty(After):
    """Wants at least one item in a list."""

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: Any) -> Any:
        """Say so in the schema."""
        return handler(core_schema) | {"minItems": 1}


@frozen(slots=True)
class Key:
    """The key in the file, where the attribute has another name."""

    name: str
