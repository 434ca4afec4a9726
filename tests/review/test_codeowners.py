"""CODEOWNERS: what it says of the small organisation, and that nothing in the data can change its meaning."""

from __future__ import annotations

import pytest

from tests.review.cases import change
from tests.review.organisation import base
from wecomplish_cli.dataset import store
from wecomplish_cli.review.codeowners import codeowners


def lines(prefix: str = "", **texts: str | None) -> dict[str, set[str]]:
    """Path to owners."""
    contents = {f"{path.replace('__', '/')}.yaml": text for path, text in texts.items()}
    replaced = {path: text.encode() if text is not None else None for path, text in contents.items()}
    text = codeowners(store.with_texts(base(), replaced).after.org, prefix)
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {row.rpartition(" @")[0].split(" @")[0]: set(row.split(" @")[1:]) for row in rows}


def test_each_path_is_owned_by_whoever_may_change_something_there() -> None:
    found = lines()
    assert found["*"] == {"ada", "bea"}
    assert found["/people/mia.yaml"] == {"mia", "lea", "ada", "bea"}
    assert found["/familiarity/mia.yaml"] == {"mia", "ada", "bea"}
    assert found["/mentorships/mia/"] == {"mia", "max", "cho", "lea", "cora", "ada", "bea"}
    assert found["/reviews/mia/"] == {"max", "cho", "ada", "bea"}
    assert found["/roles/baker.yaml"] == found["/expectations/flour.yaml"] == {"kim", "ada", "bea"}
    assert found["/teams/ovens.yaml"] == {"tom", "ada", "bea"}
    assert found["/programs/spring.yaml"] == {"cora", "ada", "bea"}
    assert found["/insights/steam.yaml"] == {"mia", "max", "cho", "lea", "kim", "ada", "bea"}
    assert "/roles/waiter.yaml" not in found
    assert "/people/len.yaml" not in found


@pytest.mark.parametrize("login", ["mia.x", "mia_", "mia-"])
def test_a_login_that_is_none_there_is_left_out(login: str) -> None:
    texts = change("people/mia.yaml", "login: mia", f"login: '{login}'")
    assert lines(people__mia=texts["people/mia.yaml"])["/people/mia.yaml"] == {"lea", "ada", "bea"}


def test_a_dataset_in_a_folder_is_owned_there_whatever_it_is_called() -> None:
    found = lines("our data/#1*/")
    assert "/our\\ data/\\#1\\*/people/mia.yaml" in found
    assert "*" in found


def test_with_no_login_of_an_administrator_nobody_owns_the_rest() -> None:
    nameless = {f"people__{p}": f"name: {p}\n" for p in ("ada", "bea")}
    found = lines(**nameless)
    assert "*" not in found
    assert found["/people/mia.yaml"] == {"mia", "lea"}
