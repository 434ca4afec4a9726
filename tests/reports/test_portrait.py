"""Every level and gap of a portrait, worked out once more from the YAML and from git."""

from __future__ import annotations

import subprocess
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.conftest import EXAMPLE, TODAY, git, quiet_environment
from tests.golden.stage import play, repository
from tests.real_shape import DAY, LEVELS, organisation, write
from tests.reports.test_figures import answer
from tests.reports.test_suggestions import Pairs

if TYPE_CHECKING:
    from pathlib import Path


def target_of(sums: Pairs, ref: str) -> str | None:
    holder, _, own = ref.rpartition("/")
    if holder == "expectations":
        found = sums.files[ref].get("target")
    else:
        items = sums.files[holder].get("responsibilities") or sums.files[holder].get("skills")
        found = items[own].get("target")
    return str(found) if found else None


def observed(sums: Pairs, person: str, ref: str) -> tuple[Any, Any]:
    """The level observed last, and the day."""
    reviews = [(name, r) for name, r in sums.of("reviews").items() if name.startswith(f"{person}/")]
    seen = [
        (name.partition("/")[2][:10], r["observed"][ref])
        for name, r in reviews
        if ref in r.get("observed", {})
    ]
    return max(seen)[::-1] if seen else (None, None)


def portrait_is_right(root: Path, person: str) -> None:
    sums = Pairs(root)
    said = answer(root, "portrait", person, env={})
    assert [facet["competence"] for facet in said["facets"]] == sums.held(person)
    for facet in said["facets"]:
        refs = sums.expected_in(facet["competence"])
        assert {trait["expectation"] for trait in facet["traits"]} == set(refs)
        shown = sums.familiarity(person, refs)
        assert facet["familiarity"] == (None if shown is None else round(shown, 1))
        for trait in facet["traits"]:
            ref = trait["expectation"]
            rank, target = sums.rank(person, ref), target_of(sums, ref)
            assert trait["level"] == (LEVELS[rank - 1] if rank else None)
            assert trait["target"] == target
            assert trait["gap"] == (max(LEVELS.index(target) + 1 - rank, 0) if target else None)
            assert (trait["observed"], trait["observed_on"]) == observed(sums, person, ref)
        gaps = [trait["gap"] or 0 for trait in facet["traits"]]
        assert gaps == sorted(gaps, reverse=True)
    able = {ref: sums.would(person, ref) for ref in sums.files if ref.startswith(("roles/", "skillsets/"))}
    left = sums.people[person]["status"] == "left"
    wanted = {ref: is_open for ref, is_open in able.items() if sums.proficient(person, ref) and not left}
    assert {each["competence"]: each["open"] for each in said["teaches"]} == wanted


@pytest.mark.sampled(3)
@pytest.mark.parametrize("seed", range(3))
def test_portraits_of_a_real_shape_are_right(seed: int, tmp_path: Path) -> None:
    rng = Random(seed)  # noqa: S311 - the same each time is wanted
    files = organisation(rng, 30)
    for ref, record in files.items():
        if ref.startswith("reviews/"):
            inside = files[record["competence"]]
            items = inside.get("responsibilities") or inside.get("skills") or {}
            record["observed"] = {f"{record['competence']}/{each}": rng.choice(LEVELS) for each in items}
    root = write(files, tmp_path)
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "All")
    for number in range(0, 30, 5):
        portrait_is_right(root, f"p-{number}")


def test_portraits_of_the_example_are_right(tmp_path: Path) -> None:
    root = repository(tmp_path / "org", EXAMPLE)
    for person in ("ola-nordmann", "maret-eira", "kari-hansen"):
        portrait_is_right(root, person)


def commit_on(root: Path, when: str) -> None:
    dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    command = ["git", "commit", "--quiet", "--message", "Said"]
    subprocess.run(command, cwd=root, env=quiet_environment(root) | dates, check=True)


def test_how_it_came_about_is_read_from_git(tmp_path: Path) -> None:
    root = tmp_path / "org"
    write(
        {
            "wecomplish": {"format": 1, "organization": "Small", "administrators": ["p"]},
            "roles/r": {"name": "R", "responsibilities": {"a": {"title": "A"}, "b": {"title": "B"}}},
            "people/p": {"name": "P", "assignments": {"roles/r": {"since": DAY}}},
        },
        root,
    )
    git(root, "init", "--quiet")
    file = root / "familiarity" / "p.yaml"
    file.parent.mkdir()
    for day, levels in (
        ("2026-02-03", {"a": "aware"}),
        ("2026-02-20", {"a": "understand"}),
        ("2026-03-05", {"a": "understand"}),
        ("2026-04-09", {"a": "understand", "b": "automated"}),
    ):
        said = {
            f"roles/r/{ref}": {"level": level, "updated": DAY.fromisoformat(day)}
            for ref, level in levels.items()
        }
        file.write_text(yaml.safe_dump(said), encoding="utf-8")
        git(root, "add", "--all")
        when = f"{day}T12:00:00Z"
        commit_on(root, when)
    (facet,) = answer(root, "portrait", "p", env={})["facets"]
    assert [(each["day"], each["familiarity"]) for each in facet["moments"]] == [
        ("2026-02-20", 25),
        ("2026-04-09", 75),
    ]


def test_without_git_a_portrait_shows_what_is_so_now(tmp_path: Path) -> None:
    root = write(organisation(Random(1), 5), tmp_path)  # noqa: S311 - the same each time is wanted
    done = play("portrait", "p-0", "--format", "md", "--today", TODAY, cwd=root)
    assert done.exit == 0
    assert "How it came about is not known" in done.stdout
    assert "note: how it came about is left out" in done.stderr
