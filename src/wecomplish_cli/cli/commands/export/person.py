"""`wecomplish export person`: everything that is stored about one person."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated, Any

from wecomplish_cli.cli.answer import Answer
from wecomplish_cli.cli.command import argument, reads
from wecomplish_cli.cli.completion import people
from wecomplish_cli.cli.options import DocumentOptions

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Person:
    """Export everything that is stored about one person, as a document.

    It has every value of their own files, where files about others name them, texts that mention them, and
    what git's history holds: earlier values, and the commits. That is nothing but what everyone who can read
    the repository can read anyway. It is Markdown unless --format says otherwise.
    """

    person: Annotated[str, argument("PERSON", "Who it is about.", people)]

    def answer(self, request: Request) -> Answer:
        """Collect it."""
        return everything_about(request, request.person(self.person))


def everything_about(request: Request, person: str) -> Answer:
    """Everything about a person, from the files and from git."""
    from wecomplish_cli.dataset import store
    from wecomplish_cli.dataset.history import past_of
    from wecomplish_cli.dataset.traces import Traces, is_own, traces
    from wecomplish_cli.errors import DataError
    from wecomplish_cli.render import everything as layout
    from wecomplish_cli.reports import everything as report
    from wecomplish_cli.yamltext import reader

    def written(path: str) -> Any:
        return reader.read(reader.decode(store.content(request.dataset, path)))

    found = report.everything(request.view, person, is_own, written)
    try:
        ids = (person, *(old for _, old in past_of(request.dataset, person, request.today).earlier))
        words = report.names_of(request.view, person)
        history = traces(request.dataset, ids, words, request.org.people[person].email)
    except DataError:
        history = Traces()  # There is no history, or none yet.
    data = asdict(found) | asdict(history)
    return Answer("everything", data, lambda _data, _ring: layout.document(found, history), form="md")


person = reads(Person, DocumentOptions)
