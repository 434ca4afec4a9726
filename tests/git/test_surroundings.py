"""Whatever git, programs and repositories are around the data, only the dataset's own repository answers.

`Trap` lays programs out that leave a mark when they are run; nobody's must be.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import TODAY, Done, Run, git
from tests.golden.stage import BAKERY, SMALL, commit, play, repository, tree
from tests.test_golden import without_noise
from wecomplish_cli.git import footing
from wecomplish_cli.git import repository as gitrepo

GIT = shutil.which("git") or ""
OLA = "people/ola-nordmann.yaml"
READING = (
    ("check",),
    ("check", "--base", "HEAD~1"),
    ("diff", "HEAD~1"),
    ("training", "ola-nordmann", "--at", "HEAD"),
    ("history", "ola-nordmann"),
    ("doctor",),
    ("codeowners",),
    ("notify", "--base", "HEAD~1", "--channel", "text"),
    ("indicate", "ola-nordmann", "bake-rye", "aware"),
    ("undo",),
)
"""Commands that between them ask git everything that is asked of it without a commit."""


class Trap:
    """Programs that leave a mark when they are run."""

    def __init__(self, folder: Path) -> None:
        self.mark = folder / "was-run"

    def program(self, path: Path, then: str = "exit 1") -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\necho {path.name} >> {self.mark}\n{then}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    @property
    def was_run(self) -> str:
        return self.mark.read_text(encoding="utf-8") if self.mark.exists() else ""


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    return Trap(tmp_path)


@pytest.fixture
def run(run_quickly: Run) -> Run:
    return run_quickly


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with two commits, whose files git has to compare for they were copied."""
    root = repository(tmp_path / "org", BAKERY)
    (root / "README.md").write_text("read me\n", encoding="utf-8")
    commit(root)
    return root


def on(run: Run, root: Path, *words: str, env: dict[str, str] | None = None) -> Done:
    """Run a command in a folder, on a fixed day."""
    return run(*words, cwd=root, env={"WECOMPLISH_TODAY": TODAY, **(env or {})})


# A repository that came with the data


def bare_repository_in(folder: Path, settings: str) -> None:
    """Make a folder of files a bare repository too, as a change could."""
    for name in ("objects", "refs"):
        (folder / name / "keep").mkdir(parents=True)
        (folder / name / "keep" / "file").touch()
    (folder / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    (folder / "config").write_text(f"[core]\n\tbare = false\n{settings}", encoding="utf-8")


@pytest.mark.parametrize("bare", ["org", "."])
def test_a_bare_repository_among_the_files_is_named_and_runs_nothing(
    bare: str, trap: Trap, tmp_path: Path, run: Run
) -> None:
    top = tmp_path / "top"
    data = top / "parts" / "org"
    shutil.copytree(BAKERY, data)
    git(tmp_path, "init", "--quiet", "top")
    program = trap.program(tmp_path / "evil")
    bare_repository_in((data.parent / bare).resolve(), f'\tfsmonitor = "{program}"\n\tworktree = {data}\n')
    commit(top)
    before = tree(top)
    for words in (*READING, ("undo", "--commit")):
        done = on(run, top, *words, "-C", "parts/org")
        assert (done.exit, "Traceback" in done.stderr) == (1 if words == ("doctor",) else 3, False), words
        assert "there is a git repository among the files of " in done.stdout + done.stderr
    assert (tree(top), trap.was_run) == (before, "")


def test_without_a_repository_of_its_own_a_bare_one_is_no_repository(
    trap: Trap, tmp_path: Path, run: Run
) -> None:
    root = Path(shutil.copytree(BAKERY, tmp_path / "org"))
    bare_repository_in(root, f'\tfsmonitor = "{trap.program(tmp_path / "evil")}"\n')
    assert on(run, root, "check").exit == 0
    assert on(run, root, "indicate", "ola-nordmann", "bake-rye", "aware").exit == 0
    assert "there is no git here" in on(run, root, "history", "ola-nordmann").stderr
    assert trap.was_run == ""


def hostile_settings(root: Path, program: Path) -> None:
    """What a repository that came in an archive may name, for every occasion on which git runs something."""
    (root / ".gitattributes").write_text("*.yaml filter=e diff=e merge=e\n", encoding="utf-8")
    for key in (
        *("core.fsmonitor", "core.editor", "core.pager", "core.sshCommand", "core.askPass", "core.gitProxy"),
        *("filter.e.clean", "filter.e.smudge", "filter.e.process", "filter.a=b.clean", "gpg.program"),
        *("diff.external", "diff.e.command", "diff.e.textconv", "merge.e.driver", "merge.text.driver"),
        *("merge.binary.driver", "sequence.editor", "credential.helper", "interactive.diffFilter"),
        *(
            "alias.config",
            "alias.ls-files",
            "pager.log",
            "pager.config",
            "pager.ls-files",
            "trailer.x.command",
        ),
    ):
        git(root, "config", key, f"!{program}" if key.startswith("alias") else str(program))
    for key, value in {
        "merge.default": "text",
        "filter.e.required": "true",
        "log.showSignature": "true",
        "core.attributesFile": str(root / ".gitattributes"),
        "extensions.partialClone": "origin",
        "remote.origin.url": f"ext::{program}",
        "remote.origin.promisor": "true",
        "remote.origin.uploadpack": str(program),
        "protocol.ext.allow": "always",
        "protocol.allow": "always",
    }.items():
        git(root, "config", key, value)
    git(root, "config", "core.repositoryFormatVersion", "1")
    (root / ".git/info").mkdir(exist_ok=True)
    (root / ".git/info/attributes").write_text("* filter=e diff=e merge=e\n", encoding="utf-8")
    for hook in ("pre-commit", "post-index-change", "reference-transaction", "fsmonitor-watchman"):
        (root / ".git/hooks").mkdir(exist_ok=True)
        shutil.copy(program, root / ".git/hooks" / hook)


@pytest.mark.skipif(os.name == "nt", reason="a hook is a script of the shell")
def test_nothing_that_a_repository_names_is_run_by_what_commits_nothing(
    root: Path, trap: Trap, run: Run
) -> None:
    for path in (root / "people").iterdir():
        os.utime(path)
    hostile_settings(root, trap.program(root.parent / "evil"))
    trap.mark.unlink(missing_ok=True)
    for words in READING:
        assert on(run, root, *words).exit in (0, 1)
    assert on(run, root, "edit", "ola-nordmann", env={"EDITOR": "true"}).exit == 0
    on(run, root, "edit", "ola-nordmann", env={"VISUAL": "", "EDITOR": "", "TERM": "dumb"})
    assert trap.was_run == ""


def test_an_object_that_a_partial_clone_lacks_is_named_and_not_fetched(
    root: Path, trap: Trap, run: Run
) -> None:
    (root / OLA).write_text("name: Ola O.\n", encoding="utf-8")
    commit(root)
    name = git(root, "rev-parse", f"HEAD:{OLA}").strip()
    (root / ".git/objects" / name[:2] / name[2:]).unlink()
    hostile_settings(root, trap.program(root.parent / "evil"))
    trap.mark.unlink(missing_ok=True)
    for words in (("training", "ola-nordmann", "--at", "HEAD"), ("check", "--base", "HEAD~1")):
        done = on(run, root, *words)
        assert done.stderr.startswith("error: git cannot ")
        assert (done.exit, trap.was_run) == (3, "")


# Which git, and which other programs


def in_folder(_: Path) -> str:
    return "."


def empty_entry(_: Path) -> str:
    return ""


def absolute(root: Path) -> str:
    return str(root)


def through_a_link(root: Path) -> str:
    (root.parent / "link").symlink_to(root)
    return str(root.parent / "link")


def below(root: Path) -> str:
    (root / "bin").mkdir()
    shutil.copy(root / "git", root / "bin" / "git")
    return str(root / "bin")


@pytest.mark.sampled(3)
@pytest.mark.parametrize("entry", [in_folder, empty_entry, absolute, through_a_link, below])
def test_a_git_among_the_data_is_not_run(entry: object, root: Path, trap: Trap, run: Run) -> None:
    trap.program(root / "git")
    assert callable(entry)
    env = {"PATH": f"{entry(root)}{os.pathsep}{Path(GIT).parent}"}
    for words in (("check",), ("history", "ola-nordmann"), ("training", "ola-nordmann", "--at", "HEAD")):
        assert on(run, root, *words, env=env).exit == 0
    done = on(run, root, "indicate", "ola-nordmann", "bake-rye", "aware", "--commit", env=env)
    assert (done.exit, trap.was_run) == (0, "")


@pytest.mark.parametrize("path", ["", ".", "bin", f".{os.pathsep}"])
def test_where_only_the_data_has_a_git_there_is_none(path: str, root: Path, trap: Trap, run: Run) -> None:
    trap.program(root / "git")
    trap.program(root / "bin" / "git")
    done = on(run, root, "check", env={"PATH": path})
    assert f"error: {root / '.git'} needs git, which is not installed or not on PATH" in done.stderr
    assert (done.exit, trap.was_run) == (3, "")


def test_an_editor_or_a_program_of_gits_among_the_data_is_not_run(root: Path, trap: Trap, run: Run) -> None:
    for name in ("vi", "gpg", "sh", "git-ls-files"):
        trap.program(root / name)
    git(root, "config", "commit.gpgSign", "true")
    env = {"PATH": f".{os.pathsep}{os.pathsep}{os.environ['PATH']}", "TERM": "dumb"}
    on(run, root, "edit", "ola-nordmann", env=env)
    on(run, root, "indicate", "ola-nordmann", "bake-rye", "aware", "--commit", env=env)
    assert trap.was_run == ""


@pytest.mark.sampled(3)
@pytest.mark.parametrize("said", ["git version 2.37.9", "git version 1.9.1.windows.1", "hello", ""])
def test_a_git_that_is_too_old_is_refused_with_the_version_needed(
    said: str, root: Path, tmp_path: Path, run: Run
) -> None:
    old = Trap(tmp_path).program(tmp_path / "bin" / "git", f'[ "$1" = version ] && echo "{said}"')
    env = {"PATH": str(old.parent)}
    for words in READING:
        done = on(run, root, *words, env=env)
        assert "is too old" in done.stderr + done.stdout
        assert "git 2.38 or newer" in done.stderr + done.stdout
        assert done.exit == (1 if words == ("doctor",) else 3), words
    assert {*(tmp_path / "was-run").read_text().split()} == {"git"}


@pytest.mark.parametrize(
    "said", ["git version 2.38.0", "git version 2.39.5 (Apple Git-154)", "git version 3.0"]
)
def test_a_newer_git_is_taken_however_it_says_so(said: str, root: Path, tmp_path: Path, run: Run) -> None:
    new = tmp_path / "bin" / "git"
    new.parent.mkdir()
    new.write_text(f'#!/bin/sh\n[ "$1" = version ] && echo "{said}" && exit\nexec {GIT} "$@"\n')
    new.chmod(0o755)
    assert on(run, root, "check", env={"PATH": f"{new.parent}{os.pathsep}{os.environ['PATH']}"}).exit == 0


# Other repositories around


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A linked work tree of another repository, in which git exports where it is."""
    git(tmp_path, "init", "--quiet", "code")
    git(tmp_path / "code", "commit", "--quiet", "--allow-empty", "--message", "s")
    git(tmp_path / "code", "worktree", "add", "--quiet", "../wt", "-b", "f")
    return tmp_path / "wt"


INDICATE = ("indicate", "ola-nordmann", "bake-rye", "aware")


def in_alias(command: Path, folder: Path, *words: str) -> None:
    """Run a command as an alias of git's, which exports its own repository."""
    line = " ".join((str(command), *words, "--today", TODAY))
    git(folder, "-c", f"alias.n=!{line}", "n")


def in_hook(command: Path, folder: Path, *words: str) -> None:
    """Run a command as a hook of a commit with an index of its own."""
    hook = Path(git(folder, "rev-parse", "--path-format=absolute", "--git-path", "hooks/pre-commit").strip())
    hook.parent.mkdir(parents=True, exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec {command} --today {TODAY} {' '.join(words)}\n", encoding="utf-8")
    hook.chmod(0o755)
    (folder / "file").write_text("content\n", encoding="utf-8")
    git(folder, "add", "--intent-to-add", "file")
    git(folder, "commit", "--quiet", "--only", "file", "--message", "f")


def in_rebase(command: Path, folder: Path, *words: str) -> None:
    """Run a command in the midst of a rebase."""
    line = " ".join((str(command), *words, "--today", TODAY))
    git(folder, "rebase", "--quiet", "--exec", line, "--root")


@pytest.mark.sampled(3)
@pytest.mark.skipif(os.name == "nt", reason="a hook is a script of the shell")
@pytest.mark.parametrize("below", ["", "data/org"])
@pytest.mark.parametrize("around", [in_alias, in_hook, in_rebase])
def test_what_git_exports_about_another_repository_is_not_about_the_data(
    around: object, below: str, other: Path, tmp_path: Path, command: Path
) -> None:
    org = tmp_path / "ORG"
    shutil.copytree(SMALL, org / below, dirs_exist_ok=True)
    git(tmp_path, "init", "--quiet", "ORG")
    git(org, "config", "user.email", "kari@fjord.example")
    commit(org)
    assert callable(around)
    around(command, other, "-C", f"../ORG/{below}", *INDICATE, "--commit")
    within = f"{below}/" if below else ""
    assert git(org, "show", "--name-only", "--format=", "HEAD").split() == [
        f"{within}familiarity/ola-nordmann.yaml"
    ]
    assert git(org, "status", "--porcelain") == ""
    assert "familiarity" not in git(other, "log", "--all", "--name-only", "--format=")
    assert "familiarity" not in git(other, "ls-files")


VARIABLES = (
    *("GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CONFIG", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT"),
    *("GIT_OBJECT_DIRECTORY", "GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_GRAFT_FILE"),
    *("GIT_INDEX_FILE", "GIT_NO_REPLACE_OBJECTS", "GIT_REPLACE_REF_BASE", "GIT_PREFIX"),
    *("GIT_INTERNAL_SUPER_PREFIX", "GIT_SHALLOW_FILE", "GIT_COMMON_DIR"),
)


def test_every_variable_that_git_calls_local_is_tried() -> None:
    assert {*git(Path(), "rev-parse", "--local-env-vars").split()} <= {*VARIABLES}


@pytest.mark.sampled(8)
@pytest.mark.parametrize("name", VARIABLES)
def test_each_variable_about_another_repository_is_dropped(
    name: str, root: Path, other: Path, run: Run
) -> None:
    settings = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_PARAMETERS": "'user.email=per@fjord.example'"}
    env = {
        name: settings.get(name) or git(other, "rev-parse", "--absolute-git-dir").strip(),
        "GIT_CONFIG_KEY_0": "user.email",
        "GIT_CONFIG_VALUE_0": "per@fjord.example",
        "WECOMPLISH_TODAY": TODAY,
    }
    assert "you are Kari Hansen" in run("doctor", "-C", "../org", cwd=other, env=env).stdout
    slot = root / "mentorships/ola-nordmann/roles/baker.yaml"
    slot.write_text(slot.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    for words in (("check",), ("diff", "HEAD~1"), ("history", "ola-nordmann"), (*INDICATE, "--commit")):
        mine = run(*words, "-C", "../org", cwd=other, env=env)
        assert mine.exit == 0, mine
    assert git(root, "log", "-1", "--name-only", "--format=").split() == ["familiarity/ola-nordmann.yaml"]
    assert git(other, "status", "--porcelain") == ""


def test_the_index_of_another_repository_is_not_written_from_within_the_data(
    root: Path, other: Path, run: Run
) -> None:
    """As in a hook of another repository that changes to the data's folder: git exports its index alone."""
    index = git(other, "rev-parse", "--absolute-git-dir").strip() + "/index"
    env = {"GIT_INDEX_FILE": index, "WECOMPLISH_TODAY": TODAY}
    done = run(*INDICATE, "--commit", cwd=root, env=env)
    assert done.exit == 0
    assert "had changes before" not in done.stderr
    assert git(root, "status", "--porcelain") == ""
    assert git(other, "ls-files") == ""


@pytest.mark.skipif(os.name == "nt", reason="a hook is a script of the shell")
@pytest.mark.parametrize("linked", [False, True])
def test_in_its_own_repositorys_hooks_the_rules_about_history_hold(
    linked: bool, tmp_path: Path, command: Path
) -> None:
    top = tmp_path / "top"
    shutil.copytree(BAKERY, top / "data/org")
    git(tmp_path, "init", "--quiet", "top")
    commit(top)
    if linked:
        git(top, "worktree", "add", "--quiet", "../linked")
        top = tmp_path / "linked"
    org = top / "data/org"
    assert play("complete", "ola-nordmann", "baker", "--commit", "--today", TODAY, cwd=org).exit == 0
    slot = org / "mentorships/ola-nordmann/roles/baker.yaml"
    text = slot.read_text(encoding="utf-8")
    slot.write_text(text.partition("ended:")[0].replace("completed", "active"), encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError, match="commit") as refused:
        in_hook(command, top, "check", "-C", "data/org", "--select", "WC32", ">&2")
    assert b"WC320" in refused.value.stderr
    slot.write_text(text, encoding="utf-8")
    in_hook(command, top, "check", "-C", "data/org", "--select", "WC32", ">&2")
    assert git(top, "show", "--name-only", "--format=", "HEAD").split() == ["file"]


def test_variables_about_its_own_repository_are_honoured_whole(root: Path, tmp_path: Path, run: Run) -> None:
    index = tmp_path / "index"
    shutil.copy(root / ".git/index", index)
    env = {"GIT_DIR": ".git", "GIT_INDEX_FILE": "../index"}
    words = ("checkin", "ola-nordmann", "baker", "--minutes", "20", "--commit")
    assert on(run, root, *words, env=env).exit == 0
    made = git(root, "log", "-1", "--name-only", "--format=").strip()
    assert made.startswith("checkins/")
    # The index that git uses otherwise knows nothing of it.
    assert made not in git(root, "ls-files")
    assert made.encode() in index.read_bytes()


def test_a_repository_and_a_work_tree_that_are_both_named_are_the_datasets_own(
    root: Path, tmp_path: Path, run: Run
) -> None:
    (root / ".git").rename(tmp_path / "elsewhere.git")
    env = {"GIT_DIR": str(tmp_path / "elsewhere.git"), "GIT_WORK_TREE": str(root)}
    assert on(run, root, *INDICATE, "--commit", env=env).exit == 0
    assert "the history" not in on(run, root, "history", "ola-nordmann", env=env).stderr
    assert "there is no git here" in on(run, root, "history", "ola-nordmann").stderr


@pytest.mark.sampled(3)
@pytest.mark.parametrize("has_git", [True, False])
@pytest.mark.parametrize("path", ["../org", "link", "../link/../org"])
def test_a_dataset_named_from_inside_another_repository_is_found(
    path: str, has_git: bool, root: Path, tmp_path: Path, run: Run
) -> None:
    here = repository(tmp_path / "code", SMALL)
    (here / "link").symlink_to("../org")
    (tmp_path / "link").symlink_to("code")
    if not has_git:
        shutil.rmtree(root / ".git")
    done = run("check", "-C", path, cwd=here, env={"WECOMPLISH_TODAY": TODAY})
    assert done.exit == 0, done.stderr
    done = run(*INDICATE, "-C", path, cwd=here, env={"WECOMPLISH_TODAY": TODAY})
    assert done.exit == 0, done.stderr
    assert (root / "familiarity/ola-nordmann.yaml").is_file()
    assert git(here, "status", "--porcelain").split() == ["??", "link"]


@pytest.mark.sampled(3)
@pytest.mark.parametrize("name", [" org ", "o\nrg", "o\u2028rg", "o\x85rg", "ørg", "-org", "o*g?", "o'r\"g"])
def test_a_folder_of_any_name_is_found_in_its_repository(name: str, tmp_path: Path, run: Run) -> None:
    top = tmp_path / "top"
    shutil.copytree(SMALL, top / name)
    git(tmp_path, "init", "--quiet", "top")
    commit(top)
    org = top / name
    assert on(run, org, *INDICATE, "--commit").exit == 0
    git(top, "-c", "core.quotePath=false", "diff", "--quiet", "HEAD")
    assert git(top, "show", "-z", "--name-only", "--format=", "HEAD") == (
        f"{name}/familiarity/ola-nordmann.yaml\0"
    )
    assert gitrepo.prefix(org) == f"{name}/"
    assert gitrepo.state_folder(org) == org / "../.git/wecomplish" / name
    assert on(run, org, "check", "--base", "HEAD~1").exit == 0


# What a local repository says of history


def test_grafts_and_a_commit_graph_change_no_verdict(root: Path, run: Run) -> None:
    git(root, "checkout", "--quiet", "-b", "change")
    (root / "people/zed-new.yaml").write_text("name: Zed\nnickname: x\n", encoding="utf-8")
    commit(root)
    judged = without_noise(on(run, root, "check", "--base", "main"))
    assert judged.exit == 1
    base, head = git(root, "rev-parse", "main", "change").split()
    (root / ".git/info").mkdir(exist_ok=True)
    (root / ".git/info/grafts").write_text(f"{base} {head}\n", encoding="utf-8")
    assert without_noise(on(run, root, "check", "--base", "main")) == judged
    (root / ".git/info/grafts").unlink()
    git(root, "replace", base, head)
    assert without_noise(on(run, root, "check", "--base", "main")) == judged


def attributes(root: Path) -> None:
    (root / ".git/info").mkdir(exist_ok=True)
    (root / ".git/info/attributes").write_text("* merge=ours\n", encoding="utf-8")
    git(root, "config", "merge.ours.driver", "true")


def default_driver(root: Path) -> None:
    git(root, "config", "merge.default", "ours")
    git(root, "config", "merge.ours.driver", "true")


def union(root: Path) -> None:
    git(root, "config", "merge.default", "union")


def text_driver(root: Path) -> None:
    git(root, "config", "merge.default", "text")
    git(root, "config", "merge.text.driver", "true")


def no_renames(root: Path) -> None:
    git(root, "config", "merge.renames", "false")
    git(root, "config", "merge.renormalize", "true")


@pytest.mark.sampled(3)
@pytest.mark.parametrize("harm", [attributes, default_driver, union, text_driver, no_renames])
def test_merge_drivers_of_the_local_repository_change_no_verdict(harm: object, root: Path, run: Run) -> None:
    for branch, name in (("change", "Ola Changed"), ("main", "Ola Main")):
        git(root, "checkout", "--quiet", *(["-b", branch] if branch == "change" else [branch]))
        file = root / OLA
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        file.write_text("".join([f"name: {name}\n", *lines[1:]]), encoding="utf-8")
        commit(root)
    judged = on(run, root, "check", "--base", "main", "--head", "change")
    assert "without a conflict" in judged.stderr
    assert callable(harm)
    harm(root)
    assert on(run, root, "check", "--base", "main", "--head", "change") == judged


def test_a_folder_named_with_what_python_takes_for_the_end_of_a_line_is_one_folder(tmp_path: Path) -> None:
    top, beside = repository(tmp_path / "one\u2028two", SMALL), tmp_path / "beside"
    git(top, "worktree", "add", "-q", "--detach", str(beside))
    (top / ".git" / "worktrees" / "beside" / "rebase-merge").mkdir()
    assert gitrepo.held(beside, ("rebase-merge", "rebase-apply")) == ["rebase-merge"]
    assert all(os.path.exists(os.path.dirname(each)) for each in footing.own_files(beside))
