"""What only has another id: the id is for whoever may change it, and what refers to it follows."""

from __future__ import annotations

import pytest

from tests.authority.organisation import ACCOUNTS, base, judged, reviewed
from wecomplish_cli import store
from wecomplish_cli.actions.renaming import rename

EVERYONE = (*ACCOUNTS, "stranger")


def renaming(ref: str, new: str, **more: tuple[str, str]) -> dict[str, str | None]:
    """The files that `rename` changes, some of them changed further."""
    applied = store.apply(base(), rename(base().org, ref, new).edits)
    texts = {
        change.path: change.new.decode() if change.new is not None else None for change in applied.changes
    }
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
