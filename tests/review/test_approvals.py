"""Whose yes counts, who is nobody here, and what is said of it."""

from __future__ import annotations

import pytest

from tests.review.cases import CHECKIN, PERSON, change
from tests.review.organisation import FILES, HEAD, MIA, STRANGER, TODAY, account, judged, reviewed
from wecomplish_cli.errors import UsageError
from wecomplish_cli.review.authorize import authorize

NEW = "name: New\naccounts:\n  github:\n    id: 99\n"
LEADERS = reviewed(change(PERSON, "[lea, len]", "[lea]"))
SETTINGS = reviewed(change("wecomplish.yaml", "Skua Bakery", "Skua"))


def test_an_approval_of_another_commit_counts_nothing() -> None:
    for commit in ("b" * 40, HEAD[:-1] + "b"):
        answer = authorize(LEADERS, [account("mia")], [f"{account('ada')}@{commit}"], TODAY)
        assert not answer.allowed
        assert answer.approvals[0].ignored == "it was for another commit"


def test_an_approval_of_whoever_pushed_counts_nothing() -> None:
    answer = judged(LEADERS, ["mia", "ada"], ["ada"])
    assert not answer.allowed
    assert answer.approvals[0].ignored == "they made the change themselves"


def test_an_approval_by_another_account_of_whoever_pushed_counts_nothing() -> None:
    two = change("people/ada.yaml", "    login: ada\n", "    login: ada\n  gitlab:\n    id: 1\n")
    change_ = reviewed(change(PERSON, "[lea, len]", "[lea]"), two)
    answer = authorize(change_, ["github:1", "github:3"], [f"gitlab:1@{HEAD}"], TODAY)
    assert not answer.allowed
    assert answer.approvals[0].ignored == "they made the change themselves"
    assert authorize(change_, ["github:3"], [f"gitlab:1@{HEAD}"], TODAY).allowed


def test_two_accounts_of_one_administrator_are_one_administrator() -> None:
    two = change("people/ada.yaml", "    login: ada\n", "    login: ada\n  gitlab:\n    id: 1\n")
    change_ = reviewed(change("wecomplish.yaml", "Skua Bakery", "Skua"), two)
    both = [f"github:1@{HEAD}", f"gitlab:1@{HEAD}"]
    assert not authorize(change_, ["github:12"], both, TODAY).allowed
    assert authorize(change_, ["github:12"], [*both, f"github:2@{HEAD}"], TODAY).allowed


def test_two_administrators_who_push_are_one_voice() -> None:
    assert not judged(SETTINGS, ["ada", "bea"]).allowed
    assert judged(SETTINGS, ["ada"], ["bea"]).allowed


def test_the_only_administrator_is_enough() -> None:
    alone = change("wecomplish.yaml", "[ada, bea, len]", "[ada, len]")
    after = {"wecomplish.yaml": (alone["wecomplish.yaml"] or "").replace("Skua Bakery", "Skua")}
    assert judged(reviewed(after, alone), ["ada"]).allowed
    assert judged(reviewed(after, alone), ["mia"], ["ada"]).allowed
    assert not judged(reviewed(after, alone), ["mia"]).allowed


def test_without_any_administrator_nobody_may_what_is_theirs() -> None:
    left = change("wecomplish.yaml", "[ada, bea, len]", "[len]")
    after = {"wecomplish.yaml": (left["wecomplish.yaml"] or "").replace("Skua Bakery", "Skua")}
    assert not judged(reviewed(after, left), ["len"]).allowed
    assert not judged(reviewed({".x": "x"}, left), ["ada"], ["bea"]).allowed


def test_each_fact_may_have_an_approval_of_its_own() -> None:
    both = {
        **change("roles/baker.yaml", "title: Bake", "title: Bake bread"),
        **change(PERSON, "name: Mia", "name: M"),
    }
    assert not judged(reviewed(both), ["oda"], ["kim"]).allowed
    assert judged(reviewed(both), ["oda"], ["kim", "mia"]).allowed


def test_someone_new_may_propose_their_own_file_only() -> None:
    own = reviewed({"people/new.yaml": NEW})
    assert not judged(own, ["stranger"]).allowed
    assert judged(own, ["stranger"], ["ada"]).allowed
    assert not judged(own, ["stranger"], ["lea"]).allowed
    for more in (
        {CHECKIN: None},
        {"familiarity/new.yaml": FILES["familiarity/mia.yaml"]},
        {"README.md": "x"},
    ):
        assert not judged(reviewed({"people/new.yaml": NEW, **more}), ["stranger"], ["ada", "bea"]).allowed


@pytest.mark.parametrize(
    "text",
    [
        NEW.replace("99", "98"),
        "name: New\n",
        NEW + "  gitlab:\n    id: 5\n",
        NEW.replace("github", "gitlab"),
        NEW.replace("github", "gitlab") + "  github:\n    login: x\n",
    ],
)
def test_someone_new_may_not_propose_whom_they_are_not(text: str) -> None:
    assert not judged(reviewed({"people/new.yaml": text}), ["stranger"], ["ada", "bea"]).allowed


def test_someone_new_does_not_become_an_administrator_by_an_id() -> None:
    listed = change("wecomplish.yaml", "[ada, bea, len]", "[ada, bea, zoe]")
    change_ = reviewed({"people/zoe.yaml": NEW}, listed)
    assert not judged(change_, ["stranger"], ["ada"]).allowed
    assert judged(change_, ["stranger"], ["ada", "bea"]).allowed


def test_an_account_of_two_people_is_nobodys() -> None:
    twice = change("people/oda.yaml", "id: 11", "id: 3")
    change_ = reviewed({PERSON: MIA.replace("name: Mia", "name: M")}, twice)
    assert not judged(change_, ["mia"]).allowed
    assert judged(change_, ["neo"], ["ada"]).allowed


def test_whoever_takes_an_account_over_is_judged_by_whose_it_was() -> None:
    taken = reviewed(
        {**change("people/oda.yaml", "id: 11", "id: 1"), **change("people/ada.yaml", "id: 1\n", "id: 11\n")}
    )
    assert not judged(taken, ["oda"]).allowed
    assert not judged(taken, ["ada"]).allowed
    assert not judged(taken, ["oda"], ["ada"]).allowed


def test_whoever_left_has_no_rights_in_anything() -> None:
    own = reviewed(change("people/len.yaml", "name: Len", "name: Lenny"))
    assert not judged(own, ["len"]).allowed
    assert judged(own, ["mia"], ["len"]).approvals[0].ignored == "they have left"


def test_a_change_of_nothing_is_allowed() -> None:
    assert judged(reviewed({}), ["stranger"]).allowed


def test_two_empty_mappings_are_no_difference_that_nobody_sees() -> None:
    change_ = reviewed({"people/mia.yaml": MIA.replace("leaders:", "  gitlab: {}\nleaders:")})
    assert not judged(change_, ["oda"]).allowed
    assert len(judged(change_, ["oda"]).rulings) == 1


def test_what_becomes_executable_is_no_data() -> None:
    from dataclasses import replace

    change_ = reviewed(change(PERSON, "name: Mia", "name: M"))
    assert judged(change_, ["mia"]).allowed
    assert not judged(replace(change_, remoded=frozenset({PERSON})), ["mia"], ["ada", "bea"]).allowed


def test_a_dataset_in_a_folder_is_judged_alike() -> None:
    from dataclasses import replace

    change_ = reviewed(change(PERSON, "name: Mia", "# Me.\nname: Mia"))
    inside = replace(change_, prefix="data/", paths=(f"data/{PERSON}",))
    assert judged(inside, ["mia"]).allowed
    assert not judged(inside, ["oda"]).allowed
    beside = replace(change_, prefix="data/", paths=(PERSON,))
    assert not judged(beside, ["mia"]).allowed
    assert judged(beside, ["mia"], ["ada", "bea"]).allowed


@pytest.mark.parametrize(
    "given", ["", "olano", "github:", "github:01", "github:1 2", "github:x", "583231", "@1"]
)
def test_what_is_no_account_is_refused(given: str) -> None:
    with pytest.raises(UsageError, match="is not an account"):
        authorize(LEADERS, [given], [], TODAY)


@pytest.mark.parametrize(
    "given", ["github:1", "github:1@abc", f"olano@{HEAD}", f"github:1@{HEAD.upper()}", "@"]
)
def test_what_is_no_approval_is_refused(given: str) -> None:
    with pytest.raises(UsageError, match="is not an approval"):
        authorize(LEADERS, [STRANGER], [given], TODAY)


def test_with_nobody_named_nothing_is_judged() -> None:
    with pytest.raises(UsageError, match="the authors of the change are missing"):
        authorize(LEADERS, [], [], TODAY)
