"""`submit` sends exactly what is not committed, and whatever goes wrong on the way, nothing is lost."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.checking.test_doctor import merging
from tests.conftest import COMMAND, TODAY, Done, Run, git, quiet_environment
from tests.golden.stage import SMALL, copied, repository, tree

if TYPE_CHECKING:
    from collections.abc import Callable

NEW = "familiarity/ola-nordmann.yaml"
KARI = "people/kari-hansen.yaml"
PER = "people/per-olsen.yaml"
WORDS = ("indicate", "ola-nordmann", "bake-rye", "aware", "--today", TODAY)
TITLE = "Ola Nordmann indicates aware for “Bake the rye bread”"
BRANCH = "wecomplish/ola-nordmann-indicates-aware-for-bake-the-rye"
LINK = f"https://github.com/fjord/people/compare/main...{BRANCH}?expand=1"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="hooks and stand-ins are scripts of the shell")


@pytest.fixture
def run(run_quickly: Run) -> Run:
    return run_quickly


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    return copied(_templates() / "empty.git", tmp_path / "srv" / "fjord" / "people.git")


@pytest.fixture
def root(tmp_path: Path, remote: Path) -> Path:
    copied(_templates() / "remote.git", remote)
    root = copied(_templates() / "org", tmp_path / "org")
    config = root / ".git" / "config"
    text = config.read_text(encoding="utf-8").replace(f"{_templates() / 'remote.git'}", f"{remote}")
    config.write_text(text, encoding="utf-8")
    return root


@cache
def _templates() -> Path:
    """An empty remote, and a clone with the remote that it was pushed to, made once."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    for name in ("empty.git", "remote.git"):
        git(folder, "init", "--quiet", "--bare", "--template=", name)
    published(repository(folder / "org", SMALL), folder / "remote.git")
    return folder


def published(root: Path, remote: Path) -> Path:
    git(root, "branch", "--move", "main")
    git(root, "remote", "add", "origin", str(remote))
    git(root, "push", "--quiet", "--set-upstream", "origin", "main")
    return root


def submit(run: Run, root: Path, *more: str, env: dict[str, str] | None = None) -> Done:
    return run("submit", "--today", TODAY, *more, cwd=root, env=env)


def script(path: Path, *lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(("#!/bin/sh", *lines, "")), encoding="utf-8")
    path.chmod(0o755)
    return path


def branches(remote: Path) -> list[str]:
    listing = git(remote, "for-each-ref", "--format=%(refname:short)", "refs/heads").split()
    return [each for each in listing if each != "main"]


def files(remote: Path, branch: str) -> list[str]:
    return git(remote, "diff", "--name-only", "main", branch).splitlines()


def state(root: Path) -> tuple[object, ...]:
    """All of a clone that must not be different when nothing was sent."""
    asked = (("status", "--porcelain"), ("rev-parse", "HEAD"), ("branch", "--list"), ("diff", "--cached"))
    return (tree(root), *(git(root, *words) for words in asked))


# What is sent


def test_a_change_becomes_a_branch_of_its_own_and_the_clone_is_as_before(
    root: Path, remote: Path, run: Run
) -> None:
    before = state(root)
    run(*WORDS, cwd=root)
    changed = tree(root)
    done = submit(run, root, "-m", "Ola: rye\n\nHe asked me to.")
    assert (done.exit, branches(remote)) == (0, ["wecomplish/ola-rye"])
    assert "The change is on the branch wecomplish/ola-rye of origin." in done.stdout
    assert files(remote, "wecomplish/ola-rye") == [NEW]
    message = git(remote, "show", "--no-patch", "--format=%B", "wecomplish/ola-rye")
    assert message.startswith("Ola: rye\n\nHe asked me to.\n\n- Ola Nordmann")
    assert state(root) == before
    run("undo", "--today", TODAY, cwd=root)
    assert tree(root) == changed


def test_a_command_with_submit_does_both(root: Path, remote: Path, run: Run) -> None:
    before = state(root)
    done = run(*WORDS, "--submit", cwd=root)
    assert (done.exit, branches(remote), state(root)) == (0, [BRANCH], before)
    assert done.stdout.startswith(f"{TITLE}.\n")
    assert git(remote, "show", "--no-patch", "--format=%s", BRANCH) == f"{TITLE}\n"


def test_many_rows_are_sent_as_one(root: Path, remote: Path, run: Run) -> None:
    rows = "person,expectation,level\nola-nordmann,bake-rye,aware\nper-olsen,bake-rye,automated\n"
    done = run("indicate", "--from", "-", "--submit", "--today", TODAY, cwd=root, stdin=rows)
    assert (done.exit, len(branches(remote))) == (0, 1)
    assert files(remote, branches(remote)[0]) == [NEW, "familiarity/per-olsen.yaml"]


def test_a_dry_run_sends_nothing(root: Path, remote: Path, run: Run) -> None:
    before = state(root)
    assert run(*WORDS, "--submit", "--dry-run", cwd=root).exit == 0
    assert (state(root), branches(remote)) == (before, [])


def test_only_data_is_sent_and_what_is_staged_stays_staged(root: Path, remote: Path, run: Run) -> None:
    (root / "notes.txt").write_text("mine\n", encoding="utf-8")
    (root / "README.md").write_text("staged\n", encoding="utf-8")
    git(root, "add", "README.md")
    before = state(root)
    run(*WORDS, cwd=root)
    git(root, "add", NEW)
    (root / PER).write_text("name: Per O.\nemail: per@fjord.example\n", encoding="utf-8")
    done = submit(run, root, "--branch", "mine")
    assert done.exit == 0
    assert files(remote, "mine") == [NEW, PER]
    assert "note: left alone, because they are not data: README.md and notes.txt" in done.stderr
    assert state(root) == before


def test_a_deleted_file_is_sent_and_comes_back(root: Path, remote: Path, run: Run) -> None:
    run(*WORDS, cwd=root)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "-m", "Ola")
    git(root, "push", "--quiet")
    before = state(root)
    (root / NEW).unlink()
    assert submit(run, root, "--branch", "gone").exit == 0
    assert git(remote, "diff", "--name-status", "main", "gone") == f"D\t{NEW}\n"
    assert state(root) == before


def test_a_dataset_below_the_top_of_its_repository_is_sent(tmp_path: Path, remote: Path, run: Run) -> None:
    top = tmp_path / "top"
    shutil.copytree(SMALL, top / "data/org")
    git(tmp_path, "init", "--quiet", "top")
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "-m", "As it is")
    published(top, remote)
    (top / "other").write_text("other\n", encoding="utf-8")
    before = state(top)
    assert run(*WORDS, "--submit", cwd=top / "data/org").exit == 0
    assert files(remote, BRANCH) == [f"data/org/{NEW}"]
    assert state(top) == before


def test_from_a_commit_without_a_branch_it_is_sent_alike(root: Path, remote: Path, run: Run) -> None:
    git(root, "checkout", "--quiet", "--detach")
    before = state(root)
    done = run(*WORDS, "--submit", cwd=root)
    assert (done.exit, branches(remote), state(root)) == (0, [BRANCH], before)
    assert "your files are as at the last commit again" in done.stderr


def test_with_nothing_to_send_what_only_the_clone_has_is_named(root: Path, remote: Path, run: Run) -> None:
    assert "the data has no uncommitted changes" in submit(run, root).stdout
    run(*WORDS, "--commit", cwd=root)
    done = submit(run, root)
    assert (done.exit, branches(remote)) == (0, [])
    assert done.stderr == "note: 1 commit is only in this clone: git push\n"
    done = run("indicate", "per-olsen", "bake-rye", "automated", "--submit", "--today", TODAY, cwd=root)
    assert "note: 1 commit that only this clone had will be sent as well" in done.stderr


def test_what_would_bring_an_error_in_is_not_sent(root: Path, remote: Path, run: Run) -> None:
    (root / PER).write_text("nam: Per\n", encoding="utf-8")
    before = state(root)
    done = submit(run, root)
    assert (done.exit, state(root), branches(remote)) == (1, before, [])
    assert "nothing was sent" in done.stderr
    done = run(*WORDS, "--submit", cwd=root)
    assert (done.exit, branches(remote)) == (5, [])
    assert (
        "error: the files were written, but what is not committed would introduce the errors" in done.stderr
    )
    assert (root / NEW).is_file()


# What stands in the way before anything is done


def no_remote(root: Path) -> None:
    git(root, "remote", "remove", "origin")


def two_remotes(root: Path) -> None:
    git(root, "remote", "rename", "origin", "one")
    git(root, "remote", "add", "two", "elsewhere")
    git(root, "branch", "--unset-upstream")


def without_git(root: Path) -> None:
    shutil.rmtree(root / ".git")


def without_a_commit(root: Path) -> None:
    git(root, "checkout", "--quiet", "--orphan", "new")


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("harm", "status", "said"),
    [
        (no_remote, 3, "the repository has no remote to send a change to"),
        (two_remotes, 2, "there are several remotes: one, two"),
        (without_git, 3, "there is no git here to send a change with"),
        (without_a_commit, 3, "nothing is committed here yet"),
        (merging, 3, "a merge is not finished"),
    ],
)
def test_with_nowhere_to_send_it_nothing_is_written(
    harm: Callable[[Path], None], status: int, said: str, root: Path, run: Run
) -> None:
    (root / "README.md").write_text("read me\n", encoding="utf-8")
    git(root, "add", "README.md")
    git(root, "commit", "--quiet", "-m", "read me")
    harm(root)
    before = tree(root)
    for done in (run(*WORDS, "--submit", cwd=root), submit(run, root)):
        assert (done.exit, tree(root)) == (status, before)
        assert f"error: {said}" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--branch", "a..b"), "`a..b` cannot be the name of a branch"),
        (("--branch", "-x"), "`-x` cannot be the name of a branch"),
        (("--branch", "refs/heads/q"), "help: write --branch q"),
        (("--branch", "refs/tags/q"), "`refs/tags/q` is the full name of a ref, not of a branch"),
        (("-m", " "), "the message is empty"),
    ],
)
def test_a_name_or_message_that_cannot_be_is_refused(
    words: tuple[str, ...], said: str, root: Path, run: Run
) -> None:
    done = submit(run, root, *words)
    assert (done.exit, said in done.stderr) == (2, True)


def test_a_commit_here_and_one_to_send_exclude_each_other(root: Path, run: Run) -> None:
    before = state(root)
    done = run(*WORDS, "--submit", "--commit", cwd=root)
    assert (done.exit, state(root)) == (2, before)


@pytest.mark.parametrize("name", ["main", "here", "there"])
def test_a_branch_that_exists_is_never_touched(name: str, root: Path, remote: Path, run: Run) -> None:
    git(root, "branch", "here")
    git(root, "push", "--quiet", "origin", "main:there")
    refs = git(remote, "for-each-ref")
    run(*WORDS, cwd=root)
    before = state(root)
    done = submit(run, root, "--branch", name)
    assert (done.exit, state(root), git(remote, "for-each-ref")) == (1, before, refs)
    assert f"there is already a branch `{name}`" in done.stderr


def test_a_second_change_of_the_same_name_gets_a_number(root: Path, remote: Path, run: Run) -> None:
    run(*WORDS, "--submit", cwd=root)
    run("indicate", "per-olsen", "bake-rye", "automated", "--today", TODAY, cwd=root)
    submit(run, root, "-m", TITLE)
    assert branches(remote) == [BRANCH, f"{BRANCH}-2"]


# What fails on the way


def refusing(path: Path, said: str) -> Callable[[], None]:
    script(path, f"echo '{said}' >&2", "exit 1")
    return path.unlink


def pre_commit(root: Path, _: Path) -> Callable[[], None]:
    return refusing(root / ".git/hooks/pre-commit", "not on a Sunday")


def commit_msg(root: Path, _: Path) -> Callable[[], None]:
    return refusing(root / ".git/hooks/commit-msg", "no ticket")


def pre_push(root: Path, _: Path) -> Callable[[], None]:
    return refusing(root / ".git/hooks/pre-push", "not from here")


def protected(_: Path, remote: Path) -> Callable[[], None]:
    return refusing(remote / "hooks/pre-receive", "GH013: Repository rule violations found")


def no_rights(_: Path, remote: Path) -> Callable[[], None]:
    return refusing(remote / "hooks/update", "You are not allowed to push code to this project.")


def offline(_: Path, remote: Path) -> Callable[[], None]:
    away = remote.rename(remote.with_name("away"))

    def heal() -> None:
        away.rename(remote)

    return heal


def no_room_for_the_branch(_: Path, remote: Path) -> Callable[[], None]:
    git(remote, "branch", "wecomplish", "main")

    def heal() -> None:
        git(remote, "branch", "--quiet", "-D", "wecomplish")

    return heal


def no_signature(root: Path, _: Path) -> Callable[[], None]:
    git(root, "config", "commit.gpgSign", "true")
    git(root, "config", "gpg.program", "/bin/false")

    def heal() -> None:
        git(root, "config", "commit.gpgSign", "false")

    return heal


def a_lock(root: Path, _: Path) -> Callable[[], None]:
    """The index that was left behind when a command was killed does not stand in the way, another's may."""
    (root / ".git/wecomplish").mkdir(exist_ok=True)
    (root / ".git/wecomplish/index.lock").touch()
    return refusing(root / ".git/hooks/pre-commit", "a lock is none of it")


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (pre_commit, "git did not commit the change: not on a Sunday"),
        (commit_msg, "git did not commit the change: no ticket"),
        (pre_push, "nothing was sent to origin: not from here"),
        (protected, "GH013: Repository rule violations found"),
        (no_rights, "You are not allowed to push code"),
        (offline, "does not appear to be a git repository"),
        (no_room_for_the_branch, "refs/heads/wecomplish"),
        (no_signature, "gpg failed to sign"),
        (a_lock, "a lock is none of it"),
    ],
)
def test_what_fails_leaves_everything_and_the_next_run_goes_on(
    harm: Callable[[Path, Path], Callable[[], None]], said: str, root: Path, remote: Path, run: Run
) -> None:
    before = state(root)
    heal = harm(root, remote)
    done = run(*WORDS, "--submit", cwd=root)
    assert (done.exit, "Traceback" in done.stderr) == (5, False)
    assert said in done.stderr
    assert "`wecomplish submit` goes on" in done.stderr
    assert ("git remote add fork ADDRESS" in done.stderr) is (harm is no_rights)
    assert (root / NEW).is_file()
    written = state(root)
    assert submit(run, root).exit == 5
    assert state(root) == written
    heal()
    assert BRANCH not in branches(remote)
    assert submit(run, root, "-m", TITLE).exit == 0
    assert (branches(remote), state(root)) == ([BRANCH], before)


@pytest.mark.parametrize(
    "address", ["https://ola:s3cret@localhost:1/p.git", "http://localhost:1/p?token=s3cret"]
)
def test_what_is_secret_in_the_address_of_a_remote_is_never_shown(address: str, root: Path, run: Run) -> None:
    git(root, "remote", "set-url", "origin", address)
    git(root, "remote", "add", "other", address)
    for words in (("submit",), (*WORDS, "--submit"), ("doctor",), ("init",), ("show", "ola-nordmann")):
        done = run(*words, cwd=root)
        assert "s3cret" not in done.stdout + done.stderr, words


def test_a_file_that_is_changed_meanwhile_is_left_as_it_is(root: Path, remote: Path, run: Run) -> None:
    script(root / ".git/hooks/pre-push", f"echo 'note: later' >> {PER}")
    (root / PER).write_text("name: Per O.\nemail: per@fjord.example\n", encoding="utf-8")
    done = run(*WORDS, "--submit", cwd=root)
    assert done.exit == 5
    assert f"the change is sent, but {PER} changed meanwhile, and was left alone" in done.stderr
    assert files(remote, BRANCH) == [NEW, PER]
    assert not (root / NEW).exists()
    assert (root / PER).read_text(encoding="utf-8").endswith("note: later\n")


def killed(root: Path, hook: Path) -> None:
    """Run `submit`, and kill it without a warning as soon as a hook is reached."""
    reached = root.parent / "reached"
    script(hook, f"echo $$ > {reached}.new", f"mv {reached}.new {reached}", "sleep 30")
    environment = quiet_environment(root.parent)
    running = subprocess.Popen(
        [COMMAND, "submit", "-m", TITLE, "--today", TODAY],
        cwd=root,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while not reached.exists():
        assert running.poll() is None
    os.killpg(running.pid, 9)
    running.wait()
    hook.unlink()


@pytest.mark.sampled(5)
@pytest.mark.parametrize("hook", ["pre-commit", "commit-msg", "pre-push", "pre-receive", "post-receive"])
def test_killed_on_the_way_the_next_run_goes_on(hook: str, root: Path, remote: Path, run: Run) -> None:
    before = state(root)
    run(*WORDS, cwd=root)
    written = state(root)
    killed(root, (remote if "receive" in hook else root / ".git") / "hooks" / hook)
    assert state(root) == written
    assert submit(run, root, "-m", TITLE).exit == 0
    assert (branches(remote), state(root)) == ([BRANCH], before)


# The platform


@pytest.fixture
def platform(tmp_path: Path) -> dict[str, str]:
    """A way to `git@github.com:` and others that needs no network: git's own protocol, to folders here."""
    ssh = script(tmp_path / "ssh", "for last; do :; done", f'cd {tmp_path / "srv"} && eval "$last"')
    search = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return {"GIT_SSH": str(ssh), "GIT_SSH_VARIANT": "simple", "PATH": search}


def gh(tmp_path: Path, name: str, *lines: str) -> Path:
    """Stand in for the platform's program, which is signed in; each argument of a call is noted."""
    noted = tmp_path / "asked"
    script(
        tmp_path / "bin" / name,
        '[ "$1" = auth ] && exit 0',
        f"for each; do printf '%s\\n' \"$each\" >> {noted}; done",
        *lines,
    )
    return noted


def lies_on(root: Path, address: str, remote: str = "origin") -> None:
    git(root, "remote", "set-url", remote, address)


def test_without_a_program_the_link_opens_the_pull_request(
    root: Path, platform: dict[str, str], run: Run
) -> None:
    lies_on(root, "git@github.com:fjord/people.git")
    done = run(*WORDS, "--submit", cwd=root, env=platform)
    assert done.exit == 0
    assert done.stdout.splitlines()[-2:] == [
        f"The change is on the branch {BRANCH}. Open the pull request here:",
        LINK,
    ]
    git(root, "fetch", "--quiet", str(root.parent / "srv/fjord/people.git"), BRANCH)


def test_signed_out_the_link_opens_it(root: Path, tmp_path: Path, platform: dict[str, str], run: Run) -> None:
    script(tmp_path / "bin/gh", "exit 1")
    lies_on(root, "git@github.com:fjord/people.git")
    done = run(*WORDS, "--submit", cwd=root, env=platform)
    assert (done.exit, done.stdout.splitlines()[-1]) == (0, LINK)


def test_signed_in_the_pull_request_is_opened(
    root: Path, tmp_path: Path, platform: dict[str, str], run: Run
) -> None:
    noted = gh(tmp_path, "gh", "echo https://github.com/fjord/people/pull/7")
    lies_on(root, "git@github.com:fjord/people.git")
    run(*WORDS, cwd=root)
    done = submit(run, root, "--draft", "-m", "Rye", env=platform)
    assert (done.exit, done.stdout) == (0, "Sent for review: https://github.com/fjord/people/pull/7\n")
    words = noted.read_text(encoding="utf-8").splitlines()
    assert words[:8] == [
        *("pr", "create", "--repo", "github.com/fjord/people", "--head", "wecomplish/rye", "--base", "main")
    ]
    assert words[8:11] == ["--title", "Rye", "--body"]
    assert words[-1] == "--draft"


def test_one_that_is_open_already_is_named(
    root: Path, tmp_path: Path, platform: dict[str, str], run: Run
) -> None:
    said = f'a pull request for branch "{BRANCH}" into branch "main" already exists:'
    link = "https://github.com/fjord/people/pull/7"
    gh(tmp_path, "gh", f"printf '%s\\n' '{said}' '{link}' >&2", "exit 1")
    lies_on(root, "git@github.com:fjord/people.git")
    done = run(*WORDS, "--submit", cwd=root, env=platform)
    assert (done.exit, done.stdout.splitlines()[-1]) == (0, f"Sent for review: {link}")


def test_where_the_program_fails_the_change_is_out_and_the_link_opens_it(
    root: Path, remote: Path, tmp_path: Path, platform: dict[str, str], run: Run
) -> None:
    before = state(root)
    gh(tmp_path, "gh", "echo 'GraphQL: was submitted too quickly' >&2", "exit 1")
    lies_on(root, "git@github.com:fjord/people.git")
    done = run(*WORDS, "--submit", cwd=root, env=platform)
    assert (done.exit, branches(remote), state(root)) == (5, [BRANCH], before)
    assert done.stdout.splitlines()[-1] == LINK
    assert "gh did not open the pull request: GraphQL: was submitted too quickly" in done.stderr


def test_from_a_fork_it_is_opened_in_the_repository_that_was_forked(
    root: Path, remote: Path, tmp_path: Path, platform: dict[str, str], run: Run
) -> None:
    shutil.copytree(remote, tmp_path / "srv/ola/people.git")
    lies_on(root, "git@github.com:fjord/people.git")
    git(root, "remote", "add", "fork", "git@github.com:ola/people.git")
    git(root, "config", "remote.pushDefault", "fork")
    done = run(*WORDS, "--submit", cwd=root, env=platform)
    assert (done.exit, branches(remote)) == (0, [])
    assert branches(tmp_path / "srv/ola/people.git") == [BRANCH]
    assert done.stdout.splitlines()[-1] == LINK.replace("...", "...ola:")
    noted = gh(tmp_path, "gh", "echo https://github.com/fjord/people/pull/8")
    run(
        "indicate", "per-olsen", "bake-rye", "automated", "--submit", "--today", TODAY, cwd=root, env=platform
    )
    words = noted.read_text(encoding="utf-8").splitlines()
    assert words[3:5] == ["github.com/fjord/people", "--head"]
    assert words[5].startswith("ola:wecomplish/")


def test_gitlab_opens_the_merge_request_itself(
    root: Path, remote: Path, tmp_path: Path, platform: dict[str, str], run: Run
) -> None:
    git(remote, "config", "receive.advertisePushOptions", "true")
    link = "https://gitlab.com/fjord/people/-/merge_requests/3"
    script(
        remote / "hooks/post-receive",
        f"env | grep ^GIT_PUSH_OPTION_ > {tmp_path}/options",
        f"printf 'View merge request for x:\\n  {link}\\n' >&2",
    )
    lies_on(root, "git@gitlab.com:fjord/people.git")
    done = run(*WORDS, "--submit", cwd=root, env=platform)
    assert (done.exit, done.stdout.splitlines()[-1]) == (0, f"Sent for review: {link}")
    options = {
        line.partition("=")[2] for line in (tmp_path / "options").read_text(encoding="utf-8").splitlines()
    }
    assert options == {
        "3",
        "merge_request.create",
        f"merge_request.title={TITLE}",
        "merge_request.target=main",
    }


def test_a_gitlab_that_takes_no_options_gets_the_change_and_the_link_opens_it(
    root: Path, remote: Path, platform: dict[str, str], run: Run
) -> None:
    lies_on(root, "git@gitlab.com:fjord/people.git")
    done = run(*WORDS, "--submit", cwd=root, env=platform)
    assert (done.exit, branches(remote)) == (0, [BRANCH])
    assert done.stdout.splitlines()[-1].startswith("https://gitlab.com/fjord/people/-/merge_requests/new?")


def test_glab_is_asked_where_it_is_signed_in(
    root: Path, tmp_path: Path, platform: dict[str, str], run: Run
) -> None:
    noted = gh(tmp_path, "glab", "echo https://gitlab.com/fjord/people/-/merge_requests/4")
    lies_on(root, "git@gitlab.com:fjord/people.git")
    done = run(*WORDS, "--submit", cwd=root, env=platform)
    assert done.stdout.splitlines()[-1].endswith("/merge_requests/4")
    assert noted.read_text(encoding="utf-8").splitlines()[:4] == [
        *("mr", "create", "--repo", "https://gitlab.com/fjord/people")
    ]


def test_a_program_among_the_data_is_not_run(root: Path, platform: dict[str, str], run: Run) -> None:
    mark = root.parent / "was-run"
    script(root / "bin/gh", f"touch {mark}")
    lies_on(root, "git@github.com:fjord/people.git")
    search = f"{root / 'bin'}{os.pathsep}{platform['PATH']}"
    assert run(*WORDS, "--submit", cwd=root, env=platform | {"PATH": search}).exit == 0
    assert not mark.exists()


# What every command says at the end


def test_in_a_repository_with_a_remote_the_last_line_says_how_a_change_gets_out(
    root: Path, tmp_path: Path, run: Run
) -> None:
    assert run(*WORDS, cwd=root).stderr.splitlines()[-1] == "send it for review: wecomplish submit"
    done = run("undo", "-C", "org", "--today", TODAY, cwd=tmp_path)
    assert done.stderr.splitlines()[-1] == "send it for review: wecomplish submit -C org"
    done = run(*WORDS, "--commit", cwd=root)
    assert done.stderr.splitlines()[-1] == "only this clone has the commit: git push"
    git(root, "remote", "remove", "origin")
    done = run("undo", "--today", TODAY, cwd=root)
    assert done.stderr.splitlines()[-1] == "make it again: wecomplish redo"


@pytest.mark.usefixtures("remote")
def test_it_says_who_must_approve_the_change_as_the_command_that_made_it_did(root: Path, run: Run) -> None:
    needed = "note: Ola Nordmann or Kari Hansen must approve this"
    as_per = {"WECOMPLISH_AS": "per-olsen"}
    first = run(*WORDS, cwd=root, env=as_per).stderr.splitlines()
    sent = submit(run, root, env=as_per).stderr.splitlines()
    both = run(*WORDS, "--submit", cwd=root, env=as_per).stderr.splitlines()
    assert [each.count(needed) for each in (first, sent, both)] == [1, 1, 1]
    run(*WORDS, cwd=root)
    assert "must approve" not in submit(run, root).stderr
