"""What only has another id: the id is for whoever may change it, and what refers to it follows."""

from __future__ import annotations

import pytest

from tests.review.cases import ROLE, change
from tests.review.organisation import ACCOUNTS, FILES, base, encoded, judged, reviewed
from wecomplish_cli.actions.renaming import rename
from wecomplish_cli.dataset import store

EVERYONE = (*ACCOUNTS, "stranger")


Texts = dict[str, str | None]


def renamed(ids: dict[str, str], before: Texts) -> Texts:
    """The files that `rename` changes, called for one id after the other in data that was changed before."""
    start = after = store.with_texts(base(), encoded(before)).after
    for ref, new in ids.items():
        after = store.apply(after, rename(after.org, ref, new).edits).after
    changes = store.between(start, after).changes
    return {change.path: change.new.decode() if change.new is not None else None for change in changes}


def renaming(ref: str, new: str, **more: tuple[str, str]) -> Texts:
    """The files that `rename` changes, some of them changed further."""
    texts = renamed({ref: new}, {})
    for part, (old, instead) in more.items():
        path = next(each for each in texts if each.startswith(part) and texts[each] is not None)
        text = texts[path] or ""
        assert old in text
        texts[path] = text.replace(old, instead)
    return texts


@pytest.mark.parametrize(
    ("ref", "may", "rule"),
    [
        ("roles/baker", "ada bea", "kept-file"),
        ("skillsets/rye", "ada bea", "kept-file"),
        ("expectations/flour", "ada bea", "kept-file"),
        ("teams/ovens", "ada bea", "kept-file"),
        ("programs/spring", "ada bea", "kept-file"),
        ("insights/steam", "ada bea", "authorship"),
        ("roles/baker/bake", "kim ada bea", "kept"),
        ("skillsets/rye/sour", "kim ada bea", "kept"),
        ("people/mia", "ada bea", "person-file"),
    ],
)
def test_another_id_is_one_fact_whatever_refers_to_it(ref: str, may: str, rule: str) -> None:
    change = reviewed(renaming(ref, "another"))
    assert [ruling.rule for ruling in judged(change, ["oda"]).rulings] == [rule]
    assert {person for person in EVERYONE if judged(change, [person]).allowed} == set(may.split())


@pytest.mark.parametrize(
    ("ref", "part", "piece"),
    [
        ("roles/baker", "mentorships", ("roles/another/bake: aware", "roles/another/bake: understand")),
        (
            "roles/baker/bake",
            "mentorships",
            ("roles/baker/another: aware", "roles/baker/another: understand"),
        ),
        ("roles/baker/bake", "familiarity", ("level: understand", "level: automated")),
        ("programs/spring", "people", ("[lea, len]", "[kim]")),
        ("teams/ovens", "people", ("since: 2026-01-01", "since: 2025-01-01")),
    ],
)
def test_what_changes_beside_an_id_is_a_fact_of_its_own(ref: str, part: str, piece: tuple[str, str]) -> None:
    change = reviewed(renaming(ref, "another", **{part: piece}))
    assert not judged(change, ["kim"]).allowed
    assert len(judged(change, ["kim"]).rulings) > 1


def test_a_file_that_says_something_else_is_not_the_one_renamed() -> None:
    texts = renaming("roles/baker", "another", roles=("title: Bake", "title: Burn"))
    assert not judged(reviewed(texts), ["ada"], ["bea"]).allowed


def test_the_new_id_of_someone_keeps_what_they_may() -> None:
    texts = renaming("people/mia", "mina", people=("languages: [nb]", "languages: [nb, en]"))
    answer = judged(reviewed(texts), ["mia"])
    assert [(each.rule, each.allowed) for each in answer.rulings] == [
        ("person-file", False),
        ("profile", True),
    ]
    assert judged(reviewed(texts), ["mia"], ["ada"]).allowed


NAMELESS: Texts = {
    **{f"people/{person}.yaml": f"name: {person.title()}\nleaders: [lea]\n" for person in ("mia", "max")},
    "people/lea.yaml": "name: Lea\n",
}
"""A mentee, a mentor and a leader without the number of an account."""
TWINS: Texts = {
    "roles/baker.yaml": FILES["roles/baker.yaml"] + "  burn:\n    title: Bake\n",
    **change(ROLE, "levels:\n", "levels:\n    roles/baker/burn: understand\n"),
    "roles/cook.yaml": "name: Waiter\n\nresponsibilities:\n  serve:\n    title: Serve\n",
}


@pytest.mark.parametrize("ids", [{"people/mia": "mina"}, {"people/max": "maxim"}])
def test_someone_without_an_account_is_renamed_by_two_administrators(ids: dict[str, str]) -> None:
    change = reviewed(renamed(ids, NAMELESS), NAMELESS)
    assert [ruling.rule for ruling in judged(change, ["oda"]).rulings] == ["unknown-person"]
    assert not judged(change, ["ada"]).allowed
    assert judged(change, ["ada"], ["bea"]).allowed
    denied = judged(change, ["ada"]).rulings[0]
    assert denied.reason == "one more administrator must approve this"
    assert [each.person for each in denied.could_approve] == ["bea"]
    assert "no account number" in denied.said


def test_those_without_an_account_who_refer_to_each_other_are_renamed_together() -> None:
    ids = {"people/mia": "mina", "people/max": "maxim", "people/lea": "leah"}
    change = reviewed(renamed(ids, NAMELESS), NAMELESS)
    assert {ruling.rule for ruling in judged(change, ["oda"]).rulings} == {"unknown-person"}
    assert judged(change, ["ada"], ["bea"]).allowed


def test_what_changes_beside_someone_without_an_account_who_is_renamed_is_judged() -> None:
    texts = renamed({"people/mia": "mina"}, NAMELESS)
    texts["mentorships/mina/roles/baker.yaml"] = (texts["mentorships/mina/roles/baker.yaml"] or "").replace(
        "roles/baker/bake: aware", "roles/baker/bake: understand"
    )
    assert not judged(reviewed(texts, NAMELESS), ["ada"], ["bea"]).allowed


def test_someone_without_an_account_does_not_become_somebody_elses_account() -> None:
    texts = renamed({"people/mia": "mina"}, NAMELESS)
    texts["people/mina.yaml"] = "name: Mia\nleaders: [lea]\naccounts:\n  github:\n    id: 55\n"
    assert not judged(reviewed(texts, NAMELESS), ["ada"], ["bea"]).allowed


@pytest.mark.parametrize(
    ("ids", "may"),
    [
        ({"roles/baker/bake": "one", "roles/baker/burn": "two"}, "kim ada bea"),
        ({"roles/baker/bake": "two", "roles/baker/burn": "one"}, "kim ada bea"),
        ({"roles/waiter": "one", "roles/cook": "two"}, "ada bea"),
        ({"roles/waiter": "two", "roles/cook": "one"}, "ada bea"),
    ],
)
def test_things_that_say_the_same_are_told_apart_by_what_refers_to_them(
    ids: dict[str, str], may: str
) -> None:
    change = reviewed(renamed(ids, TWINS), TWINS)
    assert len(judged(change, ["oda"]).rulings) == 2
    assert {person for person in EVERYONE if judged(change, [person]).allowed} == set(may.split())


def test_levels_are_not_exchanged_between_things_that_say_the_same() -> None:
    texts = renamed({"roles/baker/bake": "one", "roles/baker/burn": "two"}, TWINS)
    slot = texts[ROLE] or ""
    texts[ROLE] = slot.replace("one: aware", "one: understand").replace("two: understand", "two: aware")
    assert not judged(reviewed(texts, TWINS), ["kim"]).allowed
    assert not judged(reviewed(texts, TWINS), ["ada"], ["bea"]).allowed


@pytest.mark.parametrize("ref", ["people/mia", "roles/baker", "roles/baker/bake", "teams/ovens"])
def test_a_file_that_cannot_be_read_hinders_no_renaming_that_it_has_no_part_in(ref: str) -> None:
    texts, broken = renamed({ref: "another"}, {}), {"people/zed.yaml": "name: [\n"}
    change = reviewed(texts, broken)
    assert len(judged(change, ["oda"]).rulings) == 1
    assert judged(change, ["ada"]).allowed


def test_many_are_renamed_in_one_change() -> None:
    items = "".join(f"  item-{n}:\n    title: Item {n}\n" for n in range(60))
    before: Texts = {
        "roles/waiter.yaml": f"name: Waiter\n\nresponsibilities:\n{items}",
        "familiarity/mia.yaml": "".join(
            f"roles/waiter/item-{n}:\n  level: aware\n  updated: 2026-05-20\n" for n in range(60)
        ),
    }
    ids = {f"roles/waiter/item-{n}": f"part-{n}" for n in range(60)} | {"roles/waiter": "server"}
    ids |= {f"people/{person}": f"{person}-x" for person in ACCOUNTS if person not in ("ada", "bea", "len")}
    change = reviewed(renamed(ids, before), before)
    assert len(judged(change, ["oda"]).rulings) == len(ids)
    assert judged(change, ["ada"]).allowed
