"""A past brought in by a pull request, in real git: nothing that was there before comes back with it."""

from __future__ import annotations

from tests.conftest import Run, git
from tests.review.cases import INSIGHT, LEFT, PERSON, RYE, change, previous
from tests.review.organisation import FILES, OVER, PROPOSED, TODAY, account
from tests.review.test_git_tricks import Repository, repository  # noqa: F401, TC001 - a fixture

OLD = "mentorships/oda/roles/baker.yaml"
UNDER_WAY = "mentor: max\nstatus: active\nstarted: 2025-01-01\n\n" + previous(
    OVER + LEFT.replace("len", "yan")
)
PAST = {
    "people/yan.yaml": "name: Yan\nstatus: left\n",
    "people/zoe.yaml": "name: Zoe\n\nassignments:\n"
    + "\n".join(
        f"  {ref}:\n    since: 2024-01-01\n" for ref in ("roles/baker", "roles/cook", "skillsets/rye")
    ),
    "roles/cook.yaml": "name: Cook\n\nresponsibilities:\n  fry:\n    title: Fry\n",
    "mentorships/zoe/skillsets/rye.yaml": UNDER_WAY,
    "mentorships/zoe/roles/cook.yaml": OVER.partition("outcome")[0],
    "mentorships/zoe/roles/baker.yaml": PROPOSED.replace("mia", "zoe"),
    "familiarity/zoe.yaml": "roles/cook/fry:\n  level: aware\n  updated: 2025-03-01\n",
    "help/zoe/2025-03-01-fry.yaml": "expectation: roles/cook/fry\nstatus: answered\n\n"
    "answered:\n  by: yan\n  date: 2025-03-02\n",
    "checkins/zoe/2025-03-03-cook.yaml": "competence: roles/cook\nminutes: 30\n",
    "reviews/zoe/2025-04-01-rye.yaml": "competence: skillsets/rye\nby: max\noutcome: agree\n",
    "insights/fat.yaml": FILES[INSIGHT].replace("2026-05-20", "2025-05-20").replace("mia", "yan"),
}
"""A whole past: people who are there and who left, what they held, and what happened between them."""


def denied(repository: Repository) -> set[str]:  # noqa: F811
    """The files of which something is denied, whoever says yes."""
    answer = repository.judged("ada", approved=("bea", "mia", "oda"))
    return {ruling.path for ruling in answer.rulings if not ruling.allowed}


def test_a_whole_past_is_brought_in_by_two_administrators(repository: Repository) -> None:  # noqa: F811
    repository.commit(dict(PAST))
    answer = repository.judged("ada")
    waits = [ruling for ruling in answer.rulings if not ruling.allowed]
    assert {ruling.rule for ruling in waits} == {"import"}
    assert {each.person for ruling in waits for each in ruling.could_approve} == {"bea"}
    assert repository.allowed("ada", approved=("bea",))
    assert repository.allowed("oda", approved=("ada", "bea"))
    assert not repository.allowed("oda", approved=("ada",))


def test_what_was_there_before_is_not_brought_in_again(repository: Repository) -> None:  # noqa: F811
    repository.on("main", {RYE: None})
    git(repository.root, "reset", "--quiet", "--hard", "main")
    repository.commit({RYE: OVER})
    assert repository.is_denied_to_all()
    assert "leave out mentorships/mia/skillsets/rye.yaml" in repository.judged("ada").rulings[0].reason


def test_what_was_there_only_beside_the_main_line_is_not_brought_in(repository: Repository) -> None:  # noqa: F811
    git(repository.root, "checkout", "--quiet", "-b", "side", "main")
    repository.commit({OLD: OVER})
    repository.commit({OLD: None})
    git(repository.root, "checkout", "--quiet", "main")
    git(repository.root, "merge", "--quiet", "--no-ff", "side", "-m", "x")
    git(repository.root, "checkout", "--quiet", "-B", "head")
    repository.commit({OLD: OVER})
    assert repository.is_denied_to_all()


def test_what_a_merge_alone_had_is_not_brought_in(repository: Repository) -> None:  # noqa: F811
    repository.commit(change(PERSON, "name: Mia", "name: Mi"))
    git(repository.root, "checkout", "--quiet", "main")
    git(repository.root, "merge", "--quiet", "--no-ff", "--no-commit", "head")
    repository.commit({OLD: OVER})
    repository.commit({OLD: None})
    git(repository.root, "checkout", "--quiet", "-B", "head")
    repository.commit({OLD: OVER})
    assert repository.is_denied_to_all()


def test_what_was_there_in_another_folder_is_not_brought_in(repository: Repository) -> None:  # noqa: F811
    repository.on("main", {f"data/{OLD}": OVER})
    repository.on("main", {f"data/{OLD}": None})
    git(repository.root, "reset", "--quiet", "--hard", "main")
    repository.commit({OLD: OVER})
    assert repository.is_denied_to_all()


def test_a_past_that_the_change_had_and_has_no_more_is_none(repository: Repository) -> None:  # noqa: F811
    repository.commit({OLD: OVER})
    repository.commit({OLD: OVER.replace("Moved team.", "Done.")})
    assert repository.allowed("ada", approved=("bea",))


def test_a_past_that_is_executable_is_none(repository: Repository) -> None:  # noqa: F811
    repository.put({OLD: OVER})
    git(repository.root, "add", "--all")
    git(repository.root, "update-index", "--chmod=+x", OLD)
    git(repository.root, "commit", "--quiet", "--message", "x")
    assert repository.is_denied_to_all()


def test_in_a_clone_that_is_cut_off_nothing_is_known_to_be_new(repository: Repository) -> None:  # noqa: F811
    repository.on("main", {"teams/new.yaml": "name: New\n"})
    git(repository.root, "reset", "--quiet", "--hard", "main")
    head = repository.commit({OLD: OVER})
    (repository.root / ".git" / "shallow").write_text(git(repository.root, "rev-parse", "main"))
    assert repository.is_denied_to_all()
    assert "git fetch --unshallow" in repository.judged("ada", head=head).rulings[0].reason


def test_a_past_beside_a_renaming_is_none(repository: Repository) -> None:  # noqa: F811
    git(repository.root, "mv", "teams/shop.yaml", "teams/store.yaml")
    repository.commit({OLD: OVER})
    assert denied(repository) == {OLD}


def test_a_past_in_the_name_of_whoever_leaves_in_it_is_denied(repository: Repository) -> None:  # noqa: F811
    repository.commit(
        {
            OLD: OVER + LEFT.replace("len", "max"),
            **change("people/max.yaml", "name: Max\n", "name: Max\nstatus: left\n"),
        }
    )
    assert denied(repository) == {OLD}


def test_a_past_does_not_give_its_mentor_a_say_in_the_same_change(repository: Repository) -> None:  # noqa: F811
    repository.commit({OLD: UNDER_WAY, "checkins/oda/2026-06-01-baker.yaml": "competence: roles/baker\n"})
    assert not repository.allowed("max", approved=("bea",))
    assert not repository.allowed("max", approved=("oda",))


def test_whoever_has_left_or_is_nobody_here_brings_in_nothing(repository: Repository) -> None:  # noqa: F811
    repository.commit(dict(PAST))
    assert not repository.allowed("len", approved=("ada", "bea"))
    assert not repository.allowed("stranger", approved=("ada", "bea"))


def test_what_is_imported_passes_the_check_and_is_told_as_that(
    repository: Repository,  # noqa: F811
    run_quickly: Run,
) -> None:
    repository.commit(dict(PAST))
    day = {"WECOMPLISH_TODAY": str(TODAY), "WECOMPLISH_AS": "oda"}
    yes = (
        "--actor",
        account("ada"),
        "--approved",
        f"{account('bea')}@{git(repository.root, 'rev-parse', 'HEAD').strip()}",
    )
    checked = run_quickly("check", "--base", "main", *yes, cwd=repository.root, env=day)
    assert checked.exit == 0, checked.stdout
    told = run_quickly("diff", "main..HEAD", cwd=repository.root, env=day).stdout
    assert "Imported: Max now mentors Zoe in Rye" in told
    assert "Imported: that Max mentored Zoe in Cook is recorded as ended" in told
    assert "active, imported" in run_quickly("mentorships", "zoe", cwd=repository.root, env=day).stdout
    assert "imported" in run_quickly("history", "zoe", cwd=repository.root, env=day).stdout
