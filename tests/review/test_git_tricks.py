"""What git can be made to say of a change, in real repositories: nothing of it allows what is not allowed."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import git, quiet_environment
from tests.golden.stage import copied
from tests.review.cases import PERSON, ROLE, change
from tests.review.organisation import ACTIVE, FILES, MIA, OVER, SETTINGS, TODAY, account, judged, reviewed
from wecomplish_cli.errors import DataError, RefusedError
from wecomplish_cli.model.changes import ValueChange
from wecomplish_cli.review.authorize import Authorization, authorize
from wecomplish_cli.review.merge import MOST, Review, review

OWN = "mentoring:\n  open: true\n"


@dataclass(frozen=True)
class Repository:
    """The small organisation in git: `main`, and the change on `head`, which is checked out."""

    root: Path

    def put(self, texts: dict[str, str | None]) -> None:
        for path, text in texts.items():
            file = self.root / path
            if text is None:
                file.unlink()
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")

    def commit(self, texts: dict[str, str | None] | None = None, *more: str) -> str:
        self.put(texts or {})
        git(self.root, "add", "--all")
        git(self.root, "commit", "--quiet", "--allow-empty", "--message", "x", *more)
        return git(self.root, "rev-parse", "HEAD").strip()

    def on(self, branch: str, texts: dict[str, str | None]) -> str:
        """Commit something on another branch, and come back."""
        git(self.root, "checkout", "--quiet", branch)
        made = self.commit(texts)
        git(self.root, "checkout", "--quiet", "head")
        return made

    def commit_tree(self, entries: bytes, parent: str = "main") -> str:
        """Make `head` a commit of a tree that no work tree could give; entries as `mktree` reads them."""
        tree = self.fed(entries, "mktree", "-z", "--missing")
        made = git(self.root, "commit-tree", tree, "-p", parent, "-m", "x").strip()
        git(self.root, "update-ref", "refs/heads/head", made)
        return made

    def fed(self, stdin: bytes, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env=quiet_environment(self.root),
            input=stdin,
            capture_output=True,
            check=True,
        )
        return done.stdout.decode().strip()

    def entries(self, tree: str) -> bytes:
        return git(self.root, "ls-tree", "-z", tree).encode()

    def stage(self, *infos: str) -> None:
        """Stage entries, as `MODE ID PATH`, that no work tree need hold, and commit them."""
        self.fed(
            "".join(f"{info}\n" for info in infos).encode(),
            "update-index",
            "--index-info",
        )
        git(self.root, "commit", "--quiet", "--message", "x")

    def blob(self, text: str) -> str:
        return self.fed(text.encode(), "hash-object", "-w", "--stdin")

    def judged(
        self, *actors: str, approved: tuple[str, ...] = (), head: str = "head", found: Review | None = None
    ) -> Authorization:
        found = found or review(self.root, "main", head)
        approvals = [f"{account(person)}@{found.head_id}" for person in approved]
        return authorize(found, [account(person) for person in actors], approvals, TODAY)

    def allowed(self, *actors: str, approved: tuple[str, ...] = ()) -> bool:
        return self.judged(*actors, approved=approved).allowed

    def is_denied_to_all(self) -> bool:
        """Whether nobody may make it, not even administrators together."""
        found = review(self.root, "main", "head")
        tried = (("ada", ("bea", "mia")), ("mia", ("ada", "bea")))
        return not any(self.judged(one, approved=others, found=found).allowed for one, others in tried)


@cache
def begun() -> Path:
    """The repository that every test begins with, made once."""
    root = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    git(root, "init", "--quiet", "--template=")
    Repository(root).commit(dict(FILES))
    git(root, "checkout", "--quiet", "-b", "head")
    return root


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(copied(begun(), tmp_path / "org"))


LEADERS = change(PERSON, "[lea, len]", "[oda]")
NAME = change(PERSON, "name: Mia", "name: Mi")


def test_an_ordinary_change_is_allowed(repository: Repository) -> None:
    repository.commit(NAME)
    assert repository.allowed("mia")
    assert not repository.allowed("oda")


def test_a_forged_author_and_committer_count_for_nothing(repository: Repository) -> None:
    git(repository.root, "config", "user.email", "ada@skua.example")
    repository.commit(LEADERS, "--author", "Ada <ada@skua.example>", "--signoff")
    assert not repository.allowed("oda")
    assert repository.allowed("ada")


def test_an_evil_merge_is_judged_by_what_comes_of_it(repository: Repository) -> None:
    repository.commit(NAME)
    repository.on("main", change("roles/baker.yaml", "title: Bake", "title: Bake bread"))
    git(repository.root, "merge", "--quiet", "--no-ff", "--no-commit", "main")
    repository.commit(change("people/oda.yaml", "name: Oda", "name: Odd"))
    assert not repository.allowed("mia")
    assert [r.path for r in repository.judged("mia").rulings if not r.allowed] == ["people/oda.yaml"]


def test_a_merge_that_drops_what_the_base_did_is_told_as_undoing_it(repository: Repository) -> None:
    repository.commit(NAME)
    repository.on("main", change("people/oda.yaml", "name: Oda", "name: Oda\nstatus: left"))
    git(repository.root, "merge", "--quiet", "--strategy", "ours", "main")
    assert not repository.allowed("mia")
    assert [r.said for r in repository.judged("mia").rulings if not r.allowed] == ["status: left → active"]


def test_ids_that_are_swapped_are_no_renaming(repository: Repository) -> None:
    repository.commit(
        {"people/ada.yaml": FILES["people/oda.yaml"], "people/oda.yaml": FILES["people/ada.yaml"]}
    )
    assert not repository.allowed("oda")
    assert repository.is_denied_to_all()


def test_a_file_that_becomes_a_link_is_denied(repository: Repository) -> None:
    (repository.root / PERSON).unlink()
    (repository.root / PERSON).symlink_to("oda.yaml")
    repository.commit()
    assert repository.is_denied_to_all()


def test_settings_that_become_a_link_are_denied(repository: Repository) -> None:
    repository.put({"people/README.md": SETTINGS.replace("[ada, bea, len]", "[mia]")})
    (repository.root / "wecomplish.yaml").unlink()
    (repository.root / "wecomplish.yaml").symlink_to("people/README.md")
    repository.commit()
    assert repository.is_denied_to_all()


def test_a_folder_that_becomes_a_link_is_denied(repository: Repository) -> None:
    git(repository.root, "mv", "people", "others")
    (repository.root / "people").symlink_to("others")
    repository.commit()
    assert repository.is_denied_to_all()


def test_a_submodule_among_the_data_is_denied(repository: Repository) -> None:
    commit = git(repository.root, "rev-parse", "HEAD").strip()
    repository.stage(f"160000 {commit}\tpeople/zed.yaml")
    assert repository.is_denied_to_all()


def test_a_submodule_elsewhere_takes_two_administrators(repository: Repository) -> None:
    commit = git(repository.root, "rev-parse", "HEAD").strip()
    repository.stage(f"160000 {commit}\ttools")
    assert not repository.allowed("ada")
    assert repository.allowed("ada", approved=("bea",))


def test_attributes_and_filters_hide_nothing(repository: Repository) -> None:
    git(repository.root, "config", "merge.mine.driver", "false")
    git(repository.root, "config", "filter.mine.clean", "echo name: Mia")
    repository.put({"people/.gitattributes": "*.yaml -diff -merge binary merge=ours\n"})
    repository.commit(LEADERS)
    assert not repository.allowed("mia")
    assert {r.path for r in repository.judged("mia").rulings if not r.allowed} == {
        PERSON,
        "people/.gitattributes",
    }


def test_attributes_of_the_base_hide_nothing(repository: Repository) -> None:
    repository.on("main", {".gitattributes": "*.yaml -diff merge=ours filter=mine\n"})
    repository.commit(LEADERS)
    assert not repository.allowed("mia")
    assert repository.allowed("ada")


def test_a_twin_in_another_case_is_denied(repository: Repository) -> None:
    repository.stage(f"100644 {repository.blob(MIA)}\tpeople/Mia.yaml")
    assert repository.is_denied_to_all()


def test_data_in_a_folder_of_another_case_is_denied(repository: Repository) -> None:
    repository.stage(f"100644 {repository.blob(MIA)}\tPeople/zed.yaml")
    assert repository.is_denied_to_all()


def test_settings_in_another_case_take_two_administrators(repository: Repository) -> None:
    repository.stage(f"100644 {repository.blob(SETTINGS)}\tWecomplish.yaml")
    assert not repository.allowed("ada")
    assert not repository.allowed("mia", approved=("ada",))


def test_a_file_that_a_tree_names_twice_is_denied(repository: Repository) -> None:
    people = repository.entries("main:people")
    twice = people + f"100644 blob {repository.blob(MIA.replace('[lea, len]', '[oda]'))}\tmia.yaml\0".encode()
    tree = repository.fed(twice, "mktree", "-z")
    top = repository.entries("main").split(b"\0")
    replaced = [f"040000 tree {tree}\tpeople".encode() if e.endswith(b"\tpeople") else e for e in top]
    repository.commit_tree(b"\0".join(replaced))
    assert repository.is_denied_to_all()


@pytest.mark.parametrize("name", ["..", ".git", "a\nb", "a\tb", "\u202emia.yaml", "mia.yaml ", "con.yaml"])
def test_a_name_that_no_file_should_have_is_never_allowed(name: str, repository: Repository) -> None:
    entry = f"100644 blob {repository.blob(MIA)}\t{name}\0".encode()
    tree = repository.fed(repository.entries("main:people") + entry, "mktree", "-z")
    top = repository.entries("main").split(b"\0")
    replaced = [f"040000 tree {tree}\tpeople".encode() if e.endswith(b"\tpeople") else e for e in top]
    repository.commit_tree(b"\0".join(replaced))
    assert not repository.allowed("mia")
    assert not repository.allowed("ada")


def test_a_file_that_becomes_a_folder_is_denied(repository: Repository) -> None:
    repository.put({PERSON: None})
    repository.commit({f"{PERSON}/mia.yaml": MIA})
    assert repository.is_denied_to_all()


def test_settings_and_data_in_one_change_are_denied_even_in_two_commits(repository: Repository) -> None:
    repository.commit(change("wecomplish.yaml", "[ada, bea, len]", "[ada, bea, mia]"))
    repository.commit(NAME)
    assert repository.is_denied_to_all()


def test_an_administrator_removed_since_the_branch_began_is_none(repository: Repository) -> None:
    repository.commit(LEADERS)
    assert repository.allowed("bea")
    repository.on("main", change("wecomplish.yaml", "[ada, bea, len]", "[ada, len]"))
    assert not repository.allowed("bea")
    assert not repository.allowed("mia", approved=("bea",))


def test_a_relation_that_the_base_ended_since_is_none(repository: Repository) -> None:
    repository.commit(change(ROLE, "until: 2026-09-01", "until: 2026-10-01"))
    assert repository.allowed("cho")
    repository.on("main", {ROLE: ACTIVE.replace("co_mentors: [cho, wes]", "co_mentors: [wes]")})
    assert not repository.allowed("cho")
    assert repository.allowed("max")


def test_a_relation_that_the_change_brings_in_is_none(repository: Repository) -> None:
    repository.commit({**LEADERS, **change("people/neo.yaml", "name: Neo", "name: Neo\nleaders: [oda]")})
    repository.commit(
        change(
            PERSON,
            "roles/baker:",
            "roles/waiter:",
            MIA.replace("  roles/waiter:\n    since: 2026-01-01\n\n", ""),
        )
    )
    assert not repository.allowed("oda")


def test_a_mentor_who_appoints_themselves_may_not_review(repository: Repository) -> None:
    mentorship = {ROLE: ACTIVE.replace("mentor: max", "mentor: oda")}
    repository.commit(
        {
            **mentorship,
            "reviews/mia/2026-06-01-baker.yaml": "competence: roles/baker\nby: oda\noutcome: agree\n",
        }
    )
    assert not repository.allowed("oda")
    assert len([r for r in repository.judged("oda").rulings if not r.allowed]) == 2


def test_a_push_by_another_account_onto_an_administrators_branch_is_judged_by_both(
    repository: Repository,
) -> None:
    repository.commit(LEADERS)
    assert repository.allowed("ada")
    repository.commit(change("people/oda.yaml", "name: Oda", "name: Oda\nleaders: [oda]"))
    assert not repository.allowed("ada", "oda")
    assert not repository.allowed("ada", "oda", approved=("ada",))
    assert repository.allowed("ada", "oda", approved=("bea",))


def test_an_approval_of_an_older_head_counts_nothing(repository: Repository) -> None:
    older = repository.commit(LEADERS)
    repository.commit(change("people/oda.yaml", "name: Oda", "name: Odd"))
    found = review(repository.root, "main", "head")
    assert not authorize(found, ["github:3"], [f"github:1@{older}"], TODAY).allowed
    assert authorize(found, ["github:3"], [f"github:1@{found.head_id}"], TODAY).allowed


def test_an_approval_of_the_same_content_in_another_commit_counts_nothing(repository: Repository) -> None:
    older = repository.commit(LEADERS)
    git(repository.root, "commit", "--amend", "--quiet", "--message", "another")
    found = review(repository.root, "main", "head")
    assert not authorize(found, ["github:3"], [f"github:1@{older}"], TODAY).allowed


def test_a_login_registered_again_is_another_account(repository: Repository) -> None:
    repository.commit(NAME)
    found = review(repository.root, "main", "head")
    assert not authorize(found, ["github:777"], [], TODAY).allowed
    assert not authorize(found, ["gitlab:3"], [], TODAY).allowed


def test_an_octopus_merge_is_judged_by_all_it_brings(repository: Repository) -> None:
    for name, texts in (("one", NAME), ("two", change("people/oda.yaml", "name: Oda", "name: Odd"))):
        git(repository.root, "checkout", "--quiet", "-b", name, "main")
        repository.commit(texts)
    git(repository.root, "checkout", "--quiet", "head")
    git(repository.root, "merge", "--quiet", "--no-ff", "one", "two", "-m", "x")
    assert not repository.allowed("mia")
    assert repository.allowed("mia", approved=("oda",))


def test_an_empty_commit_changes_nothing(repository: Repository) -> None:
    repository.commit()
    assert repository.judged("stranger").rulings == ()


def test_a_change_taken_back_changes_nothing(repository: Repository) -> None:
    repository.commit(LEADERS)
    git(repository.root, "revert", "--no-edit", "HEAD")
    assert repository.judged("oda").rulings == ()


def test_a_file_only_deleted_is_a_change(repository: Repository) -> None:
    repository.commit({ROLE: None})
    assert not repository.allowed("mia")
    repository.commit({"people/mia.yaml": None})
    assert not repository.allowed("mia")
    assert not repository.allowed("lea")


def test_a_criss_cross_merge_is_judged_by_what_comes_of_it(repository: Repository) -> None:
    repository.commit(NAME)
    first = repository.on("main", change("people/oda.yaml", "name: Oda", "name: Odd"))
    git(repository.root, "checkout", "--quiet", "main")
    git(repository.root, "merge", "--quiet", "--no-ff", "head", "-m", "x")
    git(repository.root, "checkout", "--quiet", "head")
    git(repository.root, "merge", "--quiet", "--no-ff", first, "-m", "x")
    assert repository.judged("stranger").rulings == ()
    repository.commit(change("people/oda.yaml", "name: Oda", "name: Odin"))
    assert not repository.allowed("mia")
    assert repository.allowed("oda")


def test_a_file_moved_out_of_the_data_is_removed_and_no_data_added(repository: Repository) -> None:
    git(repository.root, "mv", PERSON, "mia.yaml")
    repository.commit()
    assert repository.is_denied_to_all()


def test_a_file_moved_into_the_data_is_new(repository: Repository) -> None:
    repository.on("main", {"mia.yaml": FILES["people/oda.yaml"].replace("id: 11", "id: 99")})
    git(repository.root, "merge", "--quiet", "main")
    git(repository.root, "mv", "mia.yaml", "people/zed.yaml")
    repository.commit()
    assert repository.is_denied_to_all()


def test_a_file_made_executable_takes_two_administrators(repository: Repository) -> None:
    git(repository.root, "update-index", "--chmod=+x", PERSON)
    git(repository.root, "commit", "--quiet", "--message", "x")
    assert not repository.allowed("mia")
    assert not repository.allowed("ada")
    assert repository.allowed("ada", approved=("bea",))


def test_a_file_made_executable_and_changed_is_denied(repository: Repository) -> None:
    repository.put(NAME)
    git(repository.root, "add", "--all")
    git(repository.root, "update-index", "--chmod=+x", PERSON)
    git(repository.root, "commit", "--quiet", "--message", "x")
    assert repository.is_denied_to_all()


def test_a_huge_file_is_denied_among_the_data(repository: Repository) -> None:
    repository.commit({PERSON: MIA + "#" * (1 << 21)})
    assert repository.is_denied_to_all()


def test_a_record_hidden_by_what_cannot_be_read_is_denied(repository: Repository) -> None:
    repository.commit({"people/ada.yaml": "name: [\n"})
    assert repository.is_denied_to_all()


def test_a_key_that_stands_twice_is_denied(repository: Repository) -> None:
    repository.commit({PERSON: MIA + "leaders: [oda]\n"})
    assert repository.is_denied_to_all()


def test_two_sides_that_add_a_key_in_two_places_are_denied(repository: Repository) -> None:
    repository.on("main", {PERSON: "timezone: Europe/Oslo\n" + MIA})
    repository.commit({PERSON: MIA + "timezone: Europe/Rome\n"})
    assert repository.is_denied_to_all()


def test_an_account_taken_over_is_denied(repository: Repository) -> None:
    repository.commit(change("people/oda.yaml", "id: 11", "id: 3"))
    assert repository.is_denied_to_all()


def test_an_administrators_account_taken_over_is_denied(repository: Repository) -> None:
    repository.commit(
        {**change("people/oda.yaml", "id: 11", "id: 1"), **change("people/ada.yaml", "id: 1\n", "id: 11\n")}
    )
    assert not repository.allowed("oda", approved=("ada", "bea"))
    assert {r.reason for r in repository.judged("bea").rulings} == {
        "it is the account of Ada",
        "it is the account of Oda",
    }


def test_a_renaming_onto_an_administrators_id_is_none(repository: Repository) -> None:
    repository.commit({"people/len.yaml": FILES["people/oda.yaml"], "people/oda.yaml": None})
    assert not repository.allowed("oda")
    assert not repository.allowed("oda", approved=("ada",))


def test_a_renaming_onto_an_id_that_is_listed_but_not_there_takes_two(repository: Repository) -> None:
    repository.on("main", change("wecomplish.yaml", "[ada, bea, len]", "[ada, bea, zoe]"))
    repository.commit({"people/zoe.yaml": FILES["people/oda.yaml"], "people/oda.yaml": None})
    assert not repository.allowed("oda")
    assert not repository.allowed("oda", approved=("ada",))


def test_whoever_is_renamed_keeps_what_they_may_and_no_more(repository: Repository) -> None:
    git(repository.root, "mv", PERSON, "people/mina.yaml")
    for folder in ("mentorships", "help", "reviews", "checkins"):
        git(repository.root, "mv", f"{folder}/mia", f"{folder}/mina")
    git(repository.root, "mv", "familiarity/mia.yaml", "familiarity/mina.yaml")
    repository.commit(change("insights/steam.yaml", "author: mia", "author: mina"))
    repository.commit(
        {
            "mentorships/mina/roles/waiter.yaml": FILES["mentorships/mia/roles/waiter.yaml"].replace(
                "mia", "mina"
            )
        }
    )
    answer = repository.judged("mia")
    assert [(r.rule, r.allowed) for r in answer.rulings] == [("person-file", False)]
    assert repository.allowed("mia", approved=("ada",))
    repository.commit(change("people/oda.yaml", "name: Oda", "name: Odd"))
    assert not repository.allowed("mia", approved=("lea",))
    assert repository.allowed("ada")


def test_a_history_that_is_rewritten_is_denied(repository: Repository) -> None:
    repository.commit(
        {
            "mentorships/mia/skillsets/rye.yaml": OVER.replace("Moved team.", "Was no good.").replace(
                "aware", "automated"
            )
        }
    )
    assert repository.is_denied_to_all()


def test_a_base_without_common_history_is_refused(repository: Repository) -> None:
    git(repository.root, "checkout", "--quiet", "--orphan", "alone")
    repository.commit(NAME)
    git(repository.root, "branch", "--force", "head", "alone")
    with pytest.raises(DataError, match="no common history"):
        repository.judged("ada")


def test_what_conflicts_is_refused(repository: Repository) -> None:
    repository.commit(NAME)
    repository.on("main", change(PERSON, "name: Mia", "name: Maria"))
    with pytest.raises(RefusedError, match="without a conflict"):
        repository.judged("mia")


@pytest.mark.parametrize("base", ["--output=x", "nothing", "", "main..head", "HEAD:people", "-h"])
def test_what_is_no_commit_is_refused_as_base(base: str, repository: Repository) -> None:
    with pytest.raises(DataError):
        review(repository.root, base, "head")
    with pytest.raises(DataError):
        review(repository.root, "main", base)


def test_an_object_that_stands_in_for_another_hides_nothing(repository: Repository) -> None:
    honest = repository.commit(LEADERS)
    harmless = git(repository.root, "commit-tree", "main^{tree}", "-p", "main", "-m", "x").strip()
    git(repository.root, "replace", honest, harmless)
    assert not repository.allowed("oda")


@pytest.mark.parametrize(("amount", "followed"), [(MOST, MOST), (MOST + 1, 0)])
def test_only_so_many_people_are_followed_in_one_change(amount: int, followed: int) -> None:
    texts = {n: f"name: N\naccounts:\n  github:\n    id: {1000 + n}\n" for n in range(amount)}
    before: dict[str, str | None] = {f"people/a-{n}.yaml": text for n, text in texts.items()}
    after = {**dict.fromkeys(before), **{f"people/b-{n}.yaml": text for n, text in texts.items()}}
    assert len(reviewed(after, before).renamed) == followed


def test_a_person_with_very_many_assignments_is_told_in_one_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    added = "".join(f"  roles/r{n}:\n    since: 2026-01-01\n\n" for n in range(50))
    found = reviewed({PERSON: MIA.replace("mentoring:", f"{added}mentoring:").replace("Mia", "Mi")})

    def compared(one: object, other: object) -> bool:
        raise AssertionError((one, other))

    monkeypatch.setattr(ValueChange, "__eq__", compared)
    assert len(judged(found, ["ada"]).rulings) == 51
