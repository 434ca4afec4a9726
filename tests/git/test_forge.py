"""A remote's address leads to the platform's pages, and no name in it leads anywhere else."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wecomplish_cli.git.forge import Forge, Platform, of_address, without_secrets

GITHUB = Forge(Platform.GITHUB, "https://github.com", "fjord/people")
GITLAB = Forge(Platform.GITLAB, "https://gitlab.fjord.example", "org/hr/people")
GITEA = Forge(Platform.GITEA, "https://codeberg.org", "fjord/people")


@pytest.mark.parametrize(
    ("address", "forge"),
    [
        ("https://github.com/fjord/people.git", GITHUB),
        ("https://github.com/fjord/people/", GITHUB),
        ("https://kari:secret@github.com/fjord/people", GITHUB),
        ("git@github.com:fjord/people.git", GITHUB),
        ("github.com:fjord/people", GITHUB),
        ("ssh://git@GitHub.com:22/fjord/people.git", GITHUB),
        ("ssh://git@ssh.github.com:443/fjord/people.git", GITHUB),
        ("git@gitlab.fjord.example:org/hr/people.git", GITLAB),
        ("https://codeberg.org/fjord/people.git", GITEA),
        ("http://gitea:3000/a/b", Forge(Platform.GITEA, "http://gitea:3000", "a/b")),
        ("https://git.fjord.example/fjord/people", None),
        ("https://notgithub.com/fjord/people", None),
        ("https://github.com/people", None),
        ("https://github.com/../people", None),
        ("https://github.com:port/a/b", None),
        ("https://[github.com/a/b", None),
        ("/srv/github.com/fjord/people", None),
        ("file:///github.com/fjord/people", None),
        ("C:/github/people", None),
        ("ext::sh -c github.com/a/b", None),
        ("", None),
    ],
)
def test_an_address_leads_to_a_platform_or_to_none(address: str, forge: Forge | None) -> None:
    assert of_address(address) == forge


def test_each_platform_compares_branches_on_its_own_page() -> None:
    fork = Forge(Platform.GITHUB, "https://github.com", "ola/people")
    assert GITHUB.compare("a/b", "main") == "https://github.com/fjord/people/compare/main...a/b?expand=1"
    assert GITHUB.compare("b", None) == "https://github.com/fjord/people/compare/b?expand=1"
    assert GITHUB.compare("b", "main", fork).endswith("/fjord/people/compare/main...ola:b?expand=1")
    assert GITEA.compare("a/b", "main") == "https://codeberg.org/fjord/people/compare/main...a/b"
    asked = parse_qs(urlsplit(GITLAB.compare("a/b", "main")).query)
    assert asked == {"merge_request[source_branch]": ["a/b"], "merge_request[target_branch]": ["main"]}


@given(st.text(min_size=1), st.sampled_from([GITHUB, GITLAB, GITEA]))
def test_whatever_a_branch_is_called_the_link_stays_where_it_leads(name: str, forge: Forge) -> None:
    name = name.encode("utf-8", "replace").decode()
    link = urlsplit(forge.compare(name, "main"))
    assert f"{link.scheme}://{link.netloc}" == forge.base
    assert link.path.startswith(f"/{forge.repository}/")
    assert name in unquote(link.path) + "".join(parse_qs(link.query).get("merge_request[source_branch]", []))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("unable to access 'https://kari:s3cret@github.com/a/b/': 403", "'https://github.com/a/b/': 403"),
        (
            "repository 'https://git.example/a/b.git?token=s3cret/' not found",
            "'https://git.example/a/b.git?…' not",
        ),
        ("https://kari@git.example?private_token=s3cret&a=b, and more", "https://git.example?… and more"),
        (
            '"https://git.example/a?s3cret" https://git.example/b',
            '"https://git.example/a?…" https://git.example/b',
        ),
        ("is that https://github.com/a/b? Perhaps", "https://github.com/a/b?… Perhaps"),
    ],
)
def test_a_password_or_token_in_an_address_is_left_out(said: str, shown: str) -> None:
    assert shown in without_secrets(said)
    assert "s3cret" not in without_secrets(said)
