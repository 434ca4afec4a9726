"""What cannot be read on the base is mended against what it was when it could be read last, in real git."""

from __future__ import annotations

import pytest

from tests.conftest import git
from tests.review.cases import PERSON, ROLE, RYE, change
from tests.review.organisation import FILES, OVER, SETTINGS, TODAY
from tests.review.test_git_tricks import Repository, repository  # noqa: F401, TC001 - a fixture
from wecomplish_cli.errors import DataError
from wecomplish_cli.review.authorize import authorize
from wecomplish_cli.review.merge import review

BROKEN = "<<<<<<< HEAD\n"


def broken(repository: Repository, *paths: str) -> None:  # noqa: F811
    """Break files on the base, past the gate, and begin the change there."""
    repository.on("main", dict.fromkeys(paths, BROKEN))
    git(repository.root, "reset", "--quiet", "--hard", "main")


@pytest.mark.sampled(3)
@pytest.mark.parametrize("path", [PERSON, ROLE, RYE, "help/mia/2026-04-30-bake.yaml", "people/ada.yaml"])
def test_what_was_broken_is_mended_byte_for_byte_by_two_administrators(
    path: str,
    repository: Repository,  # noqa: F811
) -> None:
    broken(repository, path)
    repository.on("main", {path: BROKEN * 2})
    git(repository.root, "reset", "--quiet", "--hard", "main")
    repository.commit({path: FILES[path]})
    answer = repository.judged("ada")
    assert [(r.rule, r.allowed) for r in answer.rulings] == [("mended", False)]
    assert answer.rulings[0].reason == "one more administrator must approve this"
    assert [each.person for each in answer.rulings[0].could_approve] == ["bea"]
    assert repository.allowed("ada", approved=("bea",))


def test_what_is_mended_otherwise_is_judged_by_what_it_was(repository: Repository) -> None:  # noqa: F811
    broken(repository, RYE, PERSON)
    repository.commit({RYE: OVER.replace("Moved team.", "Was no good."), PERSON: FILES[PERSON]})
    assert repository.allowed("ada", approved=("bea",))
    repository.commit({RYE: OVER.replace("aware", "automated")})
    assert repository.is_denied_to_all()


def test_a_past_that_cannot_be_read_is_not_removed(repository: Repository) -> None:  # noqa: F811
    broken(repository, RYE)
    repository.commit({RYE: None})
    assert repository.is_denied_to_all()


def test_what_could_never_be_read_is_new_once_it_is_mended(repository: Repository) -> None:  # noqa: F811
    broken(repository, "people/zoe.yaml")
    repository.commit({"people/zoe.yaml": "name: Zoe\n"})
    assert {r.rule for r in repository.judged("ada").rulings} == {"mended", "new-person"}
    assert not repository.allowed("ada")
    assert repository.allowed("ada", approved=("bea",))


def test_settings_are_mended_by_what_they_were(repository: Repository) -> None:  # noqa: F811
    broken(repository, "wecomplish.yaml")
    repository.commit({"wecomplish.yaml": SETTINGS})
    assert not repository.allowed("ada")
    assert not repository.allowed("mia", approved=("ada",))
    assert repository.allowed("ada", approved=("bea",))
    repository.commit(change(PERSON, "name: Mia", "name: Mi"))
    assert repository.is_denied_to_all()


def test_settings_that_are_mended_give_nobody_a_right(repository: Repository) -> None:  # noqa: F811
    broken(repository, "wecomplish.yaml")
    repository.commit({"wecomplish.yaml": SETTINGS.replace("[ada, bea, len]", "[oda]")})
    assert not repository.allowed("oda")
    assert repository.allowed("ada", approved=("bea",))


def test_settings_that_stay_broken_let_nothing_pass(repository: Repository) -> None:  # noqa: F811
    broken(repository, "wecomplish.yaml")
    repository.commit(change(PERSON, "name: Mia", "name: Mi"))
    with pytest.raises(DataError, match=r"wecomplish\.yaml cannot be read"):
        repository.judged("mia")


def test_the_only_administrator_mends_their_own_file(repository: Repository) -> None:  # noqa: F811
    repository.on("main", {"wecomplish.yaml": SETTINGS.replace("[ada, bea, len]", "[ada]")})
    broken(repository, "people/ada.yaml")
    repository.commit({"people/ada.yaml": FILES["people/ada.yaml"]})
    assert not repository.allowed("bea")
    assert repository.allowed("ada")


def test_an_account_that_was_slipped_in_while_a_file_was_broken_is_nobodys(repository: Repository) -> None:  # noqa: F811
    repository.on("main", {"wecomplish.yaml": SETTINGS.replace("[ada, bea, len]", "[ada]")})
    broken(repository, "people/ada.yaml")
    # What mends it with another's account, and what breaks it again, came in with one change.
    taken = FILES["people/ada.yaml"].replace("id: 1\n", "id: 777\n")
    assert taken != FILES["people/ada.yaml"]
    repository.on("main", {"people/ada.yaml": taken})
    broken(repository, "people/ada.yaml")
    repository.commit({"people/ada.yaml": taken})
    found = review(repository.root, "main", "head")
    assert not authorize(found, ["github:777"], [], TODAY).allowed
    assert not repository.allowed("ada")


def test_whoever_cannot_be_read_has_no_right_in_another_change(repository: Repository) -> None:  # noqa: F811
    broken(repository, "people/ada.yaml")
    repository.commit(change(PERSON, "[lea, len]", "[oda]"))
    assert not repository.allowed("ada")
    assert repository.allowed("bea")


def test_a_version_that_was_only_merged_in_is_not_what_it_was(repository: Repository) -> None:  # noqa: F811
    repository.commit({RYE: OVER.replace("Moved team.", "Was no good.")})
    git(repository.root, "checkout", "--quiet", "main")
    git(repository.root, "merge", "--quiet", "--no-ff", "--no-commit", "head")
    repository.commit({RYE: BROKEN})
    git(repository.root, "checkout", "--quiet", "-B", "head")
    repository.commit({RYE: OVER})
    assert [r.rule for r in repository.judged("ada").rulings] == ["mended"]
