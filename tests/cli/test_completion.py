"""What the shells offer when the tab key is pressed: ids, with names where the shell has a place for them."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

import pytest

from tests.conftest import EXAMPLE, TODAY, Run, git
from tests.golden.stage import copied, repository
from tests.shells import SHELLS, Shell, started
from wecomplish_cli.model.text import is_id

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the shells are those of Unix")

HOSTILE = (
    *r"""
$(touch x)
`touch x`
\$(touch x)
\`touch x`
\\$(touch x)
$'\x24(touch x)'
${(e):-$(touch x)}
${x:=$(touch x)}
$((x[$(touch x)]))
$[$(touch x)]
(touch x)
=(touch x)
<(touch x)
; touch x
& touch x
| touch x
&& touch x
> x
"; touch x; "
'; touch x; '
'"'; touch x #
)) touch x
')); touch x; : '((
}; touch x; {
*
?
[a-z]*
{x,touch}
*(e:'touch x':)
~
~root
!!
!touch
^a^touch x
#x
# x
%s%n%x
%F{red}%(!.x.y)
%$(touch x)%
a:b:touch x
[x]
[red]x
[$(touch x)]
]; touch x
-x
--
a\
\
"
'
""".splitlines()[1:],
    *("\ntouch x", "a\ntouch x\n", "\ttouch x", "a\r\ntouch x\r", "\x1b]0;x\x07"),
)
"""What one shell or another would run, expand, split or show otherwise; where it runs, a file `x` is made."""

SOME = range(0, len(HOSTILE), 6)
"""Those that are completed one by one: every key costs as much as a command. All are in every list."""


@pytest.fixture
def run(run_quickly: Run) -> Run:
    return run_quickly


def offered(run: Run, *words: str, cwd: Path = EXAMPLE) -> list[list[str]]:
    """What is offered in the place of the last word, and its name."""
    done = run(*words, cwd=cwd, env={"_WECOMPLISH_COMPLETE": "words", "WECOMPLISH_TODAY": TODAY})
    assert (done.exit, done.stderr) == (0, "")
    return [each.split("\t") for each in done.stdout.splitlines()]


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("hold ol", ["ola-nordmann", "Ola Nordmann"]),
        ("hold ase", ["ase-bjornstad", "Åse Bjørnstad"]),
        ("mentorships so", ["solveig-aarrestad", "Solveig Aarrestad"]),
        ("assign ola-nordmann roles/pl", ["roles/platform-engineer", "Platform engineer"]),
        ("assign ola-nordmann platf", ["platform-engineer", "Platform engineer"]),
        (
            "request-help ola-nordmann keep-pipe",
            ["keep-pipelines-green", "Keep the delivery pipelines green"],
        ),
        ("indicate ola-nordmann x unde", ["understand", "level 2"]),
        ("hold \u00c5s", ["ase-bjornstad", "\u00c5se Bj\u00f8rnstad"]),
        ("hold \u00c5SE", ["ase-bjornstad", "\u00c5se Bj\u00f8rnstad"]),
        ("hold m", ["me", "yourself"]),
        ("explain WC301", ["WC301", "self-mentoring"]),
        ("check --select unknown-p", ["unknown-person", "WC201"]),
        ("list peo", ["people", ""]),
        ("list mentorships --status at", ["at-risk", ""]),
        ("list people --sort wai", ["waiting", "waits"]),
        ("help und", ["undo", "Take back the newest change."]),
        ("insight publish read", ["reading-the-sonar-shadow", "Reading the sonar shadow"]),
        ("rename teams/plat", ["teams/platform", "Platform"]),
        ("set person ola-nordmann ema", ["email", ""]),
        ("set expectation roles/platform-engineer/review-changes hea", ["heading", ""]),
        ("wi", ["withdraw-help", "Withdraw a request for help."]),
        ("check --format js", ["json", ""]),
        ("check --format=js", ["--format=json", ""]),
        ("check --format = js", ["json", ""]),
        ("check --format =", ["text", ""]),
        ('hold "ol', ["ola-nordmann", "Ola Nordmann"]),
        ("hold ol\\a", ["ola-nordmann", "Ola Nordmann"]),
    ],
)
def test_ids_are_offered_with_their_names(line: str, first: list[str], run: Run) -> None:
    assert offered(run, *line.split())[0] == first


def test_nothing_is_offered_and_nothing_said_where_there_is_no_dataset(tmp_path: Path, run: Run) -> None:
    assert offered(run, "hold", "ol", cwd=tmp_path) == []


def test_a_dataset_named_before_the_command_is_asked(tmp_path: Path, run: Run) -> None:
    assert offered(run, "-C", str(EXAMPLE), "hold", "ola", cwd=tmp_path)[0][0] == "ola-nordmann"
    assert offered(run, "hold", "-C", f"'{EXAMPLE}'", "ola", cwd=tmp_path)[0][0] == "ola-nordmann"


def test_a_file_that_cannot_be_read_is_offered_by_its_id(tmp_path: Path, run: Run) -> None:
    copied(EXAMPLE, tmp_path / "org")
    (tmp_path / "org/people/ola-nordmann.yaml").write_text("name: [", encoding="utf-8")
    assert offered(run, "hold", "ola", cwd=tmp_path / "org")[0][0] == "ola-nordmann"


@pytest.mark.parametrize(
    "text", ["responsibilities: x", "responsibilities: [x]", "responsibilities: {x: [y]}"]
)
def test_a_file_of_another_shape_keeps_nobody_else_from_being_offered(
    text: str, tmp_path: Path, run: Run
) -> None:
    copied(EXAMPLE, tmp_path / "org")
    (tmp_path / "org/roles/a.yaml").write_text(f"name: [x]\n{text}\n", encoding="utf-8")
    assert ["roles/a", ""] in offered(run, "edit", "roles/", cwd=tmp_path / "org")
    assert ["roles/platform-engineer", "Platform engineer"] in offered(
        run, "edit", "roles/", cwd=tmp_path / "org"
    )


def test_the_folder_before_the_command_counts_for_more_than_the_environment(tmp_path: Path, run: Run) -> None:
    env = {"_WECOMPLISH_COMPLETE": "words", "WECOMPLISH_ORG": str(tmp_path)}
    assert run("-C", str(EXAMPLE), "hold", "ola", cwd=tmp_path, env=env).stdout.startswith("ola-nordmann\t")


@pytest.mark.parametrize(
    "before", [("--version",), ("--install-completion", "bash"), ("--show-completion", "zsh")]
)
def test_the_tab_key_does_nothing_of_what_stands_before_it(
    before: tuple[str, ...], tmp_path: Path, run: Run
) -> None:
    env = {"_WECOMPLISH_COMPLETE": "words", "HOME": str(tmp_path)}
    done = run(*before, "hol", cwd=EXAMPLE, env=env)
    assert done.stdout == "hold\tRecord that someone holds a role or skillset.\n"
    assert [*tmp_path.iterdir()] == []


def test_names_are_escaped_where_the_output_lacks_their_letters(run_fresh: Run) -> None:
    env = {"_WECOMPLISH_COMPLETE": "words", "PYTHONIOENCODING": "ascii"}
    assert run_fresh("hold", "ase", cwd=EXAMPLE, env=env).stdout == "ase-bjornstad\t\\xc5se Bj\\xf8rnstad\n"


@pytest.mark.parametrize("asked", ["complete_zsh", "complete_bash", "complete_fish", "source_zsh", ""])
def test_functions_that_run_what_they_are_told_are_told_nothing(asked: str, run: Run) -> None:
    env = {"_WECOMPLISH_COMPLETE": asked, "_TYPER_COMPLETE_ARGS": "wecomplish hold ol", "COMP_WORDS": "x"}
    done = run("hold", "ol", cwd=EXAMPLE, env=env | {"COMP_CWORD": "1"})
    assert (done.exit, done.stdout, done.stderr) == (0, "", "")


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A dataset with every hostile text as a name, a title, a level, a key, an id and another file's name."""
    org = tmp_path / "org"
    for folder in ("people", "roles", "teams", "expectations", "elsewhere"):
        (org / folder).mkdir(parents=True)
    levels = json.dumps(["aware", *filter(str.isprintable, HOSTILE)])
    (org / "wecomplish.yaml").write_text(f"format: 1\nfamiliarity:\n  levels: {levels}\n", encoding="utf-8")
    responsibilities = "bake-well:\n    title: Bake well\n"
    for number, text in enumerate(HOSTILE):
        called = f"name: {json.dumps('Mia ' + text)}\n"
        (org / f"people/mia-{number:02}.yaml").write_text(called, encoding="utf-8")
        (org / f"teams/team-{number:02}.yaml").write_text(called, encoding="utf-8")
        (org / "elsewhere" / f"f{number:02}{text}").write_text("", encoding="utf-8")
        title = json.dumps("Knead " + text)
        if text.isprintable():  # Of a file with anything else nothing is read.
            responsibilities += f"  knead-{number:02}:\n    title: {title}\n"
            responsibilities += f"  {json.dumps('bake' + text)}:\n    title: Bake\n"
        (org / f"people/{text}.yaml").write_text(called, encoding="utf-8")
        if not is_id(f"zed{text}"):
            (org / f"people/zed{text}.yaml").write_text(called, encoding="utf-8")
        (org / f"expectations/e-{number:02}.yaml").write_text(f"title: {title}\n", encoding="utf-8")
    (org / "roles/baker.yaml").write_text(
        f"name: Baker\nresponsibilities:\n  {responsibilities}", encoding="utf-8"
    )
    (org / "people/zed-real.yaml").write_text("name: Zed\n", encoding="utf-8")
    return org


def test_only_what_is_a_valid_id_is_offered(hostile: Path, run: Run) -> None:
    for words in (
        ["hold", ""],
        ["edit", ""],
        ["assign", "x", ""],
        ["indicate", "x", ""],
        ["indicate", "x", "y", ""],
    ):
        found = [offer for offer, _ in offered(run, *words, cwd=hostile)]
        assert found
        assert [each for each in found if not all(map(is_id, each.split("/")))] == []


def test_names_are_one_line_of_visible_text(hostile: Path, run: Run) -> None:
    for words in (["hold", "mia"], ["indicate", "x", "roles/baker/knead"], ["set", "team", "team"]):
        names = [name for _, name in offered(run, *words, cwd=hostile)]
        assert len(names) > len(HOSTILE) - 10
        assert "".join(names).isprintable()


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest, hostile: Path, tmp_path: Path, command: Path) -> Shell:
    home = tmp_path / "home"
    home.mkdir()
    return started(request.param, hostile, home, command)


def everything(folder: Path) -> list[Path]:
    """What is there, beside and below, but for what a shell keeps for itself."""
    return sorted(path for path in folder.parent.rglob("*") if "home" not in path.parts)


def test_a_shell_completes_ids_and_runs_nothing(shell: Shell) -> None:
    before = everything(shell.cwd)
    shell.type(
        *(f"wecomplish hold mia-{number:02}\t" for number in SOME),
        "wecomplish set team team-00\t",
        "wecomplish indicate x roles/baker/knead-00\t",
        "wecomplish hold zed\t",
        "wecomplish indicate x roles/baker/bake-w\t",
        "wecomplish indicate x y aw\t",
        'wecomplish hold "zed-r\t',
        "wecomplish check --format=js\t",
        "wecomplish check --form\tjs\t",
        "wecomplish withd\t",
    )
    assert shell.called == [
        *(["hold", f"mia-{number:02}"] for number in SOME),
        ["set", "team", "team-00"],
        ["indicate", "x", "roles/baker/knead-00"],
        ["hold", "zed-real"],
        ["indicate", "x", "roles/baker/bake-well"],
        ["indicate", "x", "y", "aware"],
        ["hold", "zed-real"],
        ["check", "--format=json"],
        ["check", "--format", "json"],
        ["withdraw-help"],
    ]
    assert everything(shell.cwd) == before


@pytest.mark.sampled(3)
def test_a_shell_shows_names_as_text_and_runs_nothing(shell: Shell) -> None:
    before = everything(shell.cwd)
    shell.type(
        *(
            f"wecomplish {words} \t\t\x15"
            for words in ("hold", "indicate x", "edit", "indicate x y", "set team")
        )
    )
    assert shell.called == []
    assert everything(shell.cwd) == before
    if shell.name != "bash":  # It has no place for names.
        shown = re.sub(r"\s+", " ", shell.shown)
        assert "Mia $(touch x)" in shown
        assert "Mia `touch x`" in shown
        assert "Mia \\$(touch x)" in shown
        assert "Mia %F{red}%(!.x.y)" in shown


@pytest.mark.sampled(3)
def test_a_shell_leaves_what_is_typed_alone(shell: Shell) -> None:
    before = everything(shell.cwd)
    # zsh would otherwise carry out what whoever types it asks for, whatever it completes.
    bind = ["bindkey '^I' complete-word"] if shell.name == "zsh" else []
    plain = [HOSTILE[number] for number in SOME if HOSTILE[number].isprintable()]
    shell.type(*bind, *(f"wecomplish {each} hold {each}\t\x15" for each in plain))
    assert shell.called == []
    assert everything(shell.cwd) == before


@pytest.mark.sampled(3)
def test_a_shell_completes_other_files_and_runs_nothing(shell: Shell) -> None:
    shell.cwd /= "elsewhere"
    before = everything(shell.cwd)
    # fish takes a line for a file, and what follows a tab for what it is called.
    some = [number for number in SOME if shell.name != "fish" or HOSTILE[number].isprintable()]
    shell.type(*(f"wecomplish check f{number:02}\t" for number in some))
    assert shell.called == [["check", f"f{number:02}{HOSTILE[number]}"] for number in some]
    assert everything(shell.cwd) == before


@pytest.mark.parametrize(
    ("name", "place", "line"),
    [
        ("bash", ".bash_completions/wecomplish.sh", "source ~/.bash_completions/wecomplish.sh"),
        ("zsh", ".zfunc/_wecomplish", "fpath+=~/.zfunc; autoload -Uz compinit; compinit"),
        ("fish", ".config/fish/completions/wecomplish.fish", ""),
    ],
)
def test_the_function_is_installed_and_no_settings_are_changed(
    name: str, place: str, line: str, tmp_path: Path, run: Run
) -> None:
    settings = tmp_path / f".{name}rc"
    settings.write_text("# mine\n", encoding="utf-8")
    for known in (False, True):
        done = run("--install-completion", name, cwd=tmp_path, env={"HOME": str(tmp_path)})
        assert done.exit == 0
        assert (f": {line}" in done.stdout) == (not known and bool(line))
        shown = run("--show-completion", name, cwd=tmp_path).stdout
        assert (tmp_path / place).read_text(encoding="utf-8") == shown
        assert settings.read_text(encoding="utf-8") == ("# mine\n" if not known else f"# mine\n{line}\n")
        settings.write_text(f"# mine\n{line}\n", encoding="utf-8")


def test_a_home_that_cannot_be_written_is_said(tmp_path: Path, run: Run) -> None:
    (tmp_path / ".zfunc").write_text("", encoding="utf-8")
    done = run("--install-completion", "zsh", cwd=tmp_path, env={"HOME": str(tmp_path)})
    assert done.exit == 3
    assert "error: " in done.stderr
    assert "--show-completion zsh" in done.stderr


def test_an_unknown_shell_is_a_mistake_on_the_command_line(tmp_path: Path, run: Run) -> None:
    done = run("--show-completion", "csh", cwd=tmp_path)
    assert done.exit == 2
    assert "'bash', 'zsh', 'fish'" in done.stderr


def test_an_installed_function_is_found_by_zsh(tmp_path: Path, run: Run, command: Path) -> None:
    shell = started("zsh", EXAMPLE, tmp_path, command)
    run("--install-completion", "zsh", cwd=tmp_path, env={"HOME": str(tmp_path)})
    shell.settings = "fpath+=~/.zfunc; autoload -Uz compinit; compinit -u -D"
    shell.type("wecomplish hold ola\t", "wecomplish hold siri\t")
    assert shell.called == [["hold", "ola-nordmann"], ["hold", "siri-berg"]]


def test_what_is_expected_of_the_person_comes_alone(run: Run) -> None:
    asked = run("training", "ola", "--format", "json", "--today", TODAY, cwd=EXAMPLE).stdout
    own = {item["expectation"] for part in json.loads(asked)["training"]["parts"] for item in part["items"]}
    for who in ("ola-nordmann", "ola"):
        assert {each for each, _ in offered(run, "request-help", who, "")} == own
    everything = {each for each, _ in offered(run, "request-help", "nobody", "")}
    assert own < everything
    assert len(own) < len(everything) / 2


def test_expectations_of_me_are_those_of_whoever_types(run: Run, tmp_path: Path) -> None:
    def of_me(env: dict[str, str], cwd: Path) -> list[str]:
        done = run("request-help", "me", "", cwd=cwd, env={"_WECOMPLISH_COMPLETE": "words", **env})
        return done.stdout.splitlines()

    ola = of_me({"WECOMPLISH_AS": "ola-nordmann"}, EXAMPLE)
    assert ola == of_me({}, repository_of(tmp_path / "org", "ola@fjord.example"))
    assert ola != of_me({"WECOMPLISH_AS": "kari-hansen"}, EXAMPLE)


def repository_of(root: Path, email: str) -> Path:
    """The example organisation as somebody's own repository."""
    git(repository(root), "config", "user.email", email)
    return root


def test_only_people_who_offered_to_mentor_are_offered_as_mentors(run: Run) -> None:
    found = {each for each, _ in offered(run, "assign", "ola-nordmann", "incident-response", "--mentor", "")}
    files = {path.stem: path.read_text(encoding="utf-8") for path in (EXAMPLE / "people").glob("*.yaml")}
    assert found == {
        each for each, text in files.items() if "open: true" in text and "status: left" not in text
    }
    nobody = offered(run, "assign", "ola-nordmann", "incident-response", "--mentor", "gunnar")
    assert nobody == [["gunnar-moe", "Gunnar Moe"]]


def test_levels_come_in_their_order(run: Run) -> None:
    found = [each for each, _ in offered(run, "indicate", "ola-nordmann", "x", "")]
    assert found == ["aware", "understand", "comfortable", "automated"]
