"""`wecomplish add expectation`: a policy, process, value, risk or system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import naming, terminal
from wecomplish_cli.cli.command import argument, option, writes
from wecomplish_cli.cli.completion import competences, people
from wecomplish_cli.cli.fields import KEEPER, TARGET
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


def _chosen_type() -> str:
    from wecomplish_cli.model.expectations import ExpectationType

    return terminal.choose_word("What is it?", [*ExpectationType], "--type")


@dataclass(frozen=True)
class Expectation:
    """Add a policy, process, value, risk or system that people should be familiar with."""

    title: Annotated[str, argument("TITLE", "What it is called.", question="Its title")]
    type: Annotated[str, option("TYPE", "policy, process, value, risk or system.", question=_chosen_type)]
    relevant_for: Annotated[
        tuple[str, ...],
        option(
            "COMPETENCE",
            "The role or skillset whose holders should know it; can be repeated.",
            competences,
        ),
    ] = ()
    person: Annotated[
        tuple[str, ...], option("PERSON", "A person it is expected of; can be repeated.", people)
    ] = ()
    target: Annotated[str | None, TARGET] = None
    keeper: Annotated[str | None, KEEPER] = None
    id: Annotated[str | None, naming.ID] = None
    neutral: Annotated[bool, naming.NEUTRAL] = False

    def decide(self, request: Request) -> Plan:
        """Decide on the expectation's file."""
        from wecomplish_cli.actions import adding
        from wecomplish_cli.derive import lookup

        _require_known(self.type)
        title = self.title.strip()
        given = {
            "type": self.type,
            "title": title,
            "keeper": request.person(self.keeper) if self.keeper else None,
            "relevant_for": [request.competence(each) for each in self.relevant_for],
            "people": [request.person(each) for each in self.person],
            "target": lookup.level(request.org, self.target) if self.target else None,
        }
        own = naming.id_of(request, "expectations", title, self.id, self.neutral)
        return adding.add(request.view, f"expectations/{own}", given)


def _require_known(word: str) -> None:
    from wecomplish_cli.derive.lookup import did_you_mean
    from wecomplish_cli.model.expectations import ExpectationType

    if word not in [*ExpectationType]:
        known = f"one of {', '.join(ExpectationType)}"
        raise UsageError(
            f"`{word}` is not a type of expectation", did_you_mean(word, [*ExpectationType]) or known
        )


expectation = writes(Expectation, many=True)
