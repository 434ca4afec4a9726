"""libyaml, by way of PyYAML: the one engine for what is not plain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml
from yaml.events import StreamEndEvent

from wecomplish_cli.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator


def require() -> None:
    """Make sure that PyYAML has libyaml, the one engine that reads.

    Raises:
        DataError: if it has not.
    """
    if not yaml.__with_libyaml__:
        raise DataError(
            "PyYAML was installed without libyaml, which reads the data",
            "install a wheel that has it: pip install --force-reinstall --only-binary :all: pyyaml",
        )


def parser(text: str) -> Any:
    """What gives the events of a text one by one.

    Raises:
        DataError: if there is no libyaml.
    """
    require()
    from yaml._yaml import CParser

    return CParser(text)


def events(text: str) -> Iterator[Any]:
    """The events of a text.

    Raises:
        YAMLError: where it is not YAML.
    """
    found = parser(text)
    while not isinstance(event := found.get_event(), StreamEndEvent):
        yield event
