"""What is answered before Typer is loaded: exactly what Typer says."""

from __future__ import annotations

import io
import sys

import pytest

from tests.cli.test_all_commands import all_commands
from wecomplish_cli import __version__
from wecomplish_cli.checking.extras import extras
from wecomplish_cli.cli import app, start, version


def test_the_version_says_which_extras_are_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    there = [extra for extra, installed in extras().items() if installed]
    missing = [extra for extra in extras() if extra not in there]
    assert list(version.EXTRAS) == [*extras()]
    monkeypatch.setitem(version.EXTRAS, "far", ("no_such_module",))
    monkeypatch.setattr(sys, "argv", ["wecomplish", "--version"])
    start.main()
    said = f"extras: {', '.join(there) or 'none'}; not installed: {', '.join([*missing, 'far'])}\n"
    assert capsys.readouterr().out == f"wecomplish {__version__}\n{said}"


@pytest.fixture
def _in_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.usefixtures("_in_80_columns")
def test_the_help_of_everything_is_what_typer_shows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], thorough: bool
) -> None:
    beginnings = {tuple(words[:length]) for words in all_commands() for length in range(len(words) + 1)}
    asked = [[*words, "--help"] for words in sorted(beginnings)]
    asked += [[*words, "-h"] for words in sorted(beginnings)[:: 1 if thorough else 8]]
    for words in [["--version"], *asked]:
        monkeypatch.setattr(sys, "argv", ["wecomplish", *words])
        with pytest.raises(SystemExit):
            app.main()
        shown = capsys.readouterr().out
        start.main()
        assert capsys.readouterr().out == shown, words


@pytest.mark.parametrize(
    ("words", "columns"),
    [
        ("assign --help", "79"),
        ("assign --help", "no number"),
        ("assign --help", "-1"),
        ("program --help", "80"),
        ("assign ola --help", "80"),
        ("assign --version", "80"),
        ("nix --help", "80"),
        ("--help --help", "80"),
        ("", "80"),
    ],
)
def test_typer_answers_where_it_might_look_otherwise(
    words: str, columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert not start._answered(words.split())
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("_in_80_columns")
def test_typer_answers_in_other_encodings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    assert not start._answered(["--help"])
