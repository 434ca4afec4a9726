"""`wecomplish refresh`: the walk through what is stale or not indicated yet."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wecomplish_cli.cli import batch, options, table_rows, terminal
from wecomplish_cli.cli.commands.indicate import Indicate
from wecomplish_cli.cli.completion import competences, people
from wecomplish_cli.derive.view import View
from wecomplish_cli.errors import UsageError
from wecomplish_cli.text.escape import visible
from wecomplish_cli.text.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.dataset.drafts import Draft
    from wecomplish_cli.model.org import Org

HOW = """\
Answer with a level, by name or number. Add `unclear` where the text is not
clear to you, and `help` where you want a mentor's help, such as `1 help`.
Enter alone takes what is in brackets; `skip` leaves one out; `stop` ends here,
and what was answered is saved."""
STOP, SKIP = "stop", "skip"

AnswersOption = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="FILE",
        help="Take the answers from a CSV or JSON lines file (- for standard input), all or none; its "
        f"columns are those of `wecomplish indicate`: {', '.join(each.name for each in fields(Indicate))}.",
        show_default=False,
    ),
]


@options.writes
def refresh(
    person: Annotated[
        str | None,
        typer.Argument(
            metavar="[PERSON]",
            help="Whose familiarity; otherwise yours.",
            show_default=False,
            autocompletion=people,
        ),
    ] = None,
    assignment: Annotated[
        str | None,
        typer.Argument(
            metavar="[COMPETENCE]",
            help="Only this role or skillset; otherwise all.",
            show_default=False,
            autocompletion=competences,
        ),
    ] = None,
    source: AnswersOption = None,
    *,
    how: options.WriteOptions,
) -> None:
    """Go through the familiarity that is stale or missing.

    One question for each expectation, and all is saved together at the end. If you are interrupted, what was
    answered is offered again next time. Levels are for help, never for appraisal.
    """
    from wecomplish_cli.cli.request import open_request

    if source is not None:
        rows = table_rows.rows(source, Indicate, {"person": person, "assignment": assignment})
        batch.change_each(how, rows, Indicate.decide)
        return
    request = open_request(how.org, how.today)
    who = request.person(person or "me")
    waiting = _waiting(request, who, assignment)
    if not waiting:
        where = f" in {visible(request.org.title(request.held(assignment, who)))}" if assignment else ""
        terminal.say(
            f"Nothing to do: nothing of {visible(request.org.name(who))}'s{where} is stale or missing."
        )
        return
    if not terminal.can_ask():
        raise UsageError(
            f"{len(waiting)} are stale or missing, and there is no terminal to ask about them on",
            "run it on a terminal, or give the answers with --from FILE",
        )
    _refresh(_Walk(request, who, _draft(request, who)), waiting, how)


def _refresh(walk: _Walk, waiting: list[str], how: options.WriteOptions) -> None:
    """Ask about each, and save what was answered; until then, it is kept in the draft."""
    from wecomplish_cli.actions.familiarity import percentages

    def consequences(before: Org, after: Org) -> Iterable[str]:
        return percentages(View(before, walk.request.today), View(after, walk.request.today), walk.who)

    try:
        answers = walk.answers(waiting)
    except KeyboardInterrupt:
        terminal.note("\nwhat you answered is kept, and offered again by the next `wecomplish refresh`")
        raise
    if not answers:
        terminal.say("Nothing to do: nothing was answered.")
        return
    rows = [
        table_rows.Row(f"{number} of {len(answers)}", Indicate(walk.who, ref, **answer))
        for number, (ref, answer) in enumerate(answers.items(), 1)
    ]
    batch.change_each(how, rows, Indicate.decide, consequences)
    if not how.dry_run:
        walk.forget(answers)


@dataclass
class _Walk:
    """The questions about one person's familiarity, and the answers so far."""

    request: Request
    who: str
    draft: Draft

    def answers(self, waiting: list[str]) -> dict[str, dict[str, Any]]:
        """Ask about each expectation; every answer is in the draft before the next question."""
        kept = self.draft.read()
        before = len(kept.keys() & set(waiting))
        terminal.note(HOW)
        if before:
            terminal.note(f"You were interrupted: {counted(before, 'answer')} offered again, in brackets.")
        answers: dict[str, dict[str, Any]] = {}
        for number, ref in enumerate(waiting, 1):
            self._present(ref, f"{number} of {len(waiting)}")
            answer = self._ask(ref, kept.get(ref, {}))
            if answer == STOP:
                break
            if isinstance(answer, dict):
                answers[ref] = kept[ref] = answer
                self.draft.write(kept)
        return answers

    def forget(self, answers: Iterable[str]) -> None:
        """Take what is saved out of the draft."""
        saved = set(answers)
        self.draft.write({ref: answer for ref, answer in self.draft.read().items() if ref not in saved})

    def _present(self, ref: str, number: str) -> None:
        from wecomplish_cli.reports.training import expected

        item, insights = expected(self.request.view, self.who, ref)
        under = f"{item.heading}: " if item.heading else ""
        since = "not indicated yet"
        if item.days is not None:
            since = f"{item.level or 'unclear'}, {counted(item.days, 'day')} ago"
        terminal.note(f"\n{number}  {visible(under + item.title)} ({visible(since)})")
        for each in insights:
            terminal.note(f"  insight: “{visible(each.title)}”: wecomplish show insights/{each.id}")

    def _ask(self, ref: str, offered: dict[str, Any]) -> dict[str, Any] | str:
        """Ask until the answer can be understood; returns it, or that it is to be left out or all to end."""
        levels = self.request.org.settings.familiarity.levels
        scale = ", ".join(f"{rank} {level}" for rank, level in enumerate(levels, 1))
        default = _words(offered, levels) or self._present_words(ref)
        while True:
            words = terminal.ask(f"Level ({scale})", "--from", default).split()
            if words in ([SKIP], [STOP]):
                return words[0]
            answer = _understood(words, levels)
            if answer is not None:
                if answer["request_help"]:
                    answer["question"] = _question(str(offered.get("question") or ""))
                return answer
            terminal.note(f"a level ({', '.join(levels)}) or `unclear`, and `help` if you like: `1 help`;")
            terminal.note("or `skip`, or `stop`")

    def _present_words(self, ref: str) -> str | None:
        indication = self.request.org.familiarity.get(self.who, {}).get(ref)
        if indication is None:
            return None
        return " ".join(
            [*([indication.level] if indication.level else []), *["unclear"] * indication.unclear]
        )


def _question(offered: str) -> str | None:
    asked = "What exactly do you want help with?" + ("" if offered else " (Enter alone: just help)")
    return terminal.ask(asked, "--question", offered).strip() or None


def _understood(words: list[str], levels: tuple[str, ...]) -> dict[str, Any] | None:
    """What an answer says; None where it says nothing known, or neither a level nor `unclear`."""
    ranks = {str(rank): level for rank, level in enumerate(levels, 1)}
    answer: dict[str, Any] = {"level": None, "unclear": False, "request_help": False, "question": None}
    for word in words:
        if word in ("unclear", "help"):
            answer["unclear" if word == "unclear" else "request_help"] = True
        elif answer["level"] is None and (ranks.get(word, word)) in levels:
            answer["level"] = ranks.get(word, word)
        else:
            return None
    return answer if answer["level"] or answer["unclear"] else None


def _words(answer: dict[str, Any], levels: tuple[str, ...]) -> str | None:
    """An answer kept from last time as it could be typed; None of one that makes no sense any more."""
    said = [answer.get("level"), *["unclear"] * bool(answer.get("unclear"))]
    said += ["help"] * bool(answer.get("request_help"))
    words = [word for word in said if isinstance(word, str)]
    return " ".join(words) if _understood(words, levels) else None


def _waiting(request: Request, who: str, assignment: str | None) -> list[str]:
    """What to ask about: stale or missing, of one assignment or of everything expected."""
    from wecomplish_cli.derive import familiarity
    from wecomplish_cli.reports.needs import to_refresh

    if assignment is None:
        expectations = familiarity.expected_of(request.view, who)
    else:
        competence = request.held(assignment, who)
        expectations = familiarity.expectations_by_competence(request.view).get(competence, ())
    return to_refresh(request.view, who, expectations)


def _draft(request: Request, who: str) -> Draft:
    from wecomplish_cli.dataset import store
    from wecomplish_cli.dataset.drafts import Draft

    return Draft(store.state_folder(request.dataset.root), f"refresh-{who}")
