"""What may stand in each place of a command line: what Typer says, though it is not loaded."""

from __future__ import annotations

import random
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from typer import completion as typers
from typer.main import get_command

from wecomplish_cli.cli import completion
from wecomplish_cli.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROOT: Any = get_command(app)
TYPER: Any = typers

FILES = {
    "wecomplish.yaml": "format: 1\n",
    "people/ola-a.yaml": "name: Ola\nmentoring:\n  open: true\nassignments:\n  roles/baker: {}\n",
    "people/ola-b.yaml": 'name: "Ola B"\n',
    "teams/north.yaml": "name: North\n",
    "roles/baker.yaml": "name: Baker\nresponsibilities:\n  bake-well:\n    title: Bake well\n",
    "skillsets/ovens.yaml": "name: Ovens\nskills:\n  heat:\n    title: Heat\n",
    "expectations/be-kind.yaml": "title: Be kind\npeople:\n  - ola-a\n",
    "programs/first.yaml": "name: First\n",
    "insights/rye.yaml": "title: Rye\n",
}


@pytest.fixture(autouse=True)
def _in_a_dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    # Typer does what `--install-completion` says, even if the tab key is pressed behind it.
    monkeypatch.setenv("HOME", str(tmp_path))


@cache
def commands() -> tuple[tuple[tuple[str, ...], tuple[Any, ...]], ...]:
    """Every command, also those that no help lists, with its parameters."""

    def within(command: Any, context: Any, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
        yield words, (*command.get_params(context),)
        for name in command.list_commands(context) if hasattr(command, "list_commands") else ():
            inner = command.get_command(context, name)
            its = inner.context_class(inner, context, name, **inner.context_settings)
            yield from within(inner, its, (*words, name))

    context = ROOT.context_class(ROOT, info_name="wecomplish", **ROOT.context_settings)
    return (*within(ROOT, context, ()), (("program",), ()))


def by_typer(words: list[str]) -> list[tuple[str, str]]:
    """What Typer offers in the place of the last word."""
    *before, word = words
    asking = SimpleNamespace(cli=ROOT, ctx_args={}, prog_name="wecomplish")
    found = TYPER.shell_completion.ShellComplete.get_completions(asking, before, word)
    joined = word[: word.index("=") + 1] if word[:2] == "--" and "=" in word else ""
    return [
        (f"{joined}{each.value}", each.help or "")
        for each in found
        if completion._PLAIN.fullmatch(each.value)
    ]


def same(words: list[str]) -> bool:
    """Whether we offer what Typer does, which takes the names of the option for help in any order."""
    ours, theirs = [*completion.offered([*words])], by_typer(words)
    return sorted(ours) == sorted(theirs) if words[-1][:1] == "-" else ours == theirs


def lines(words: tuple[str, ...], params: tuple[Any, ...]) -> Iterator[list[str]]:
    """Lines that end in each place of a command: each argument, the value of each option, and its flags."""
    yield from ([*words, last] for last in ("", "zz", "-", "--", "--f", "-C", "=", "-o=", "--nothing=x"))
    yield from ([*words, *["ola-a"] * number, ""] for number in range(1, 4))
    for before in (["--"], ["-"], ["--nothing"], ["-Z"], ["ola-a", "--", "-x"], ["--help"], ["-C", "."]):
        yield from ([*words, *before, last] for last in ("", "-"))
    for flag in (flag for each in params for flag in (*each.opts, *each.secondary_opts) if flag[:1] == "-"):
        yield from ([*words, "ola-a", flag, last] for last in ("", "o", "-"))
        yield from ([*words, flag, "ola-a", last] for last in ("", "--"))
        yield [*words, f"{flag}=ola-a", ""]
        yield [*words, f"{flag}="]


def test_every_place_of_every_command_takes_what_typer_says(thorough: bool) -> None:
    every = [line for words, params in commands() for line in lines(words, params)]
    assert len(every) > 5000
    assert [line for line in every[:: 1 if thorough else 13] if not same(line)] == []


def test_every_argument_of_every_command_is_offered_what_typer_says() -> None:
    for words, params in commands():
        for number in range(len(params)):
            line = [*words, *["roles/baker"] * number, ""]
            assert same(line), line


@pytest.mark.parametrize("words", [["nothing"], ["assign"], ["report"], ["list"]])
def test_a_format_before_a_command_that_has_none_or_is_none_is_understood_as_by_typer(
    words: list[str],
) -> None:
    assert same(["--format", "json", *words, ""])


def test_lines_put_together_at_random_are_understood_as_by_typer(thorough: bool) -> None:
    chance = random.Random(17)  # noqa: S311 - nothing secret
    odd = ["--", "-", "", "-C", "-hC", "-C.", "-C=.", "--org=.", "--nothing", "-Z", "me", "ola-a", "ola-"]
    for _ in range(20000 if thorough else 1000):
        words, params = chance.choice(commands())
        known = [flag for each in params for flag in each.opts] + [*words, *odd]
        before = [chance.choice(odd) for _ in range(chance.choice((0, 0, 0, 1, 2)))]
        line = [*before, *words, *(chance.choice(known) for _ in range(chance.randint(0, 5)))]
        assert same([*line, chance.choice([*odd, "=", "-", "--", ""])]), line
