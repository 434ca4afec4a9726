"""The data as it looks on one day: what every rule, action and report is asked about."""

from __future__ import annotations

from dataclasses import field
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from wecomplish_cli.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from wecomplish_cli.model.org import Org

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


@frozen(eq=False)
class View:
    """An organisation on a day, and what has been worked out about it.

    Two views are never equal, even of the same organisation and day: each keeps its own answers.
    """

    org: Org
    today: date
    _answers: dict[tuple[object, ...], Any] = field(default_factory=dict, init=False, repr=False)


def once(
    question: Callable[Concatenate[View, Asked], Answer],
) -> Callable[Concatenate[View, Asked], Answer]:
    """Answer a question about a view once: the answer is kept with the view, and goes with it.

    What else is asked about must be hashable, and nobody may change an answer.
    """

    @wraps(question)
    def answer(view: View, *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        key = (question, *args, *kwargs.items())
        answers = view._answers
        if key not in answers:
            answers[key] = question(view, *args, **kwargs)
        return answers[key]  # type: ignore[no-any-return]

    return cast("Callable[Concatenate[View, Asked], Answer]", answer)
