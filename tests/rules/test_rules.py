"""Each rule has two small organisations: one that breaks it in its main ways, and one that nearly does.

They are in `rules/CODE/`: `bad`, the near miss `good`, and `expected`, which is what the check says of `bad`
but for the lines that sum it up. What git cannot hold is made here from `good`. `rules/update.py` rewrites
`expected`. Rules about what became of the data have a `base` as well: the commit that came before.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import conftest
from tests.conftest import COMMAND, TODAY, Run
from tests.golden.stage import copied, repository, tree
from wecomplish_cli.diagnostics import Severity
from wecomplish_cli.rules.register import BY_NAME, RULES

if TYPE_CHECKING:
    from collections.abc import Callable

    from wecomplish_cli.rules.rule import Rule

FOLDER = Path(__file__).parent
FINDING = re.compile(r"^\S+:\d+:\d+: (error|warning) (WC\d{3}) ([a-z0-9-]+): ", re.MULTILINE)
SUMMARY = re.compile(
    r"^\d+ (?:error|warning)s?\b.* in \d+ files \(\d+\.\d s\)\n(?:.*\n){0,2}\Z", re.MULTILINE
)

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.name}")


def unreadable(org: Path) -> None:
    (org / "teams/platform.yaml").chmod(0)


def not_regular(org: Path) -> None:
    (org / "people/per-olsen.yaml").symlink_to("kari-hansen.yaml")
    (org / "roles").symlink_to("teams")
    os.mkfifo(org / "teams/tools.yaml")


def too_large(org: Path) -> None:
    with (org / "teams/platform.yaml").open("a") as team:
        team.write("# nothing to see here\n" * 50_000)


def too_many_values(org: Path) -> None:
    person = org / "people/ola-nordmann.yaml"
    person.write_text("name: Ola Nordmann\nlanguages:\n" + "  - nb\n" * 50_000)


def case_twins(org: Path) -> None:
    if (org / "TEAMS").exists():
        pytest.skip("this file system holds no two names that differ only in case")
    shutil.copy(org / "people/kari-hansen.yaml", org / "people/Kari-Hansen.yaml")
    shutil.copy(org / "teams/platform.yaml", org / "teams/PLATFORM.yaml")


MADE: dict[str, Callable[[Path], None]] = {
    "WC001": unreadable,
    "WC003": not_regular,
    "WC004": too_large,
    "WC006": too_many_values,
    "WC022": case_twins,
}


@pytest.fixture
def good(rule: Rule[Any], tmp_path: Path) -> Path:
    return became(rule.code, "good", tmp_path)


@pytest.fixture
def bad(rule: Rule[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if rule.code not in MADE:
        return became(rule.code, "bad", tmp_path)
    if rule.code == "WC001" and os.geteuid() == 0:
        monkeypatch.setattr(conftest, "COMMAND", powerless_command(tmp_path))
    org = tmp_path / "bad"
    shutil.copytree(FOLDER / rule.code / "good", org)
    MADE[rule.code](org)
    return org


def became(code: str, name: str, folder: Path) -> Path:
    """A copy of the organisation, or, where there is a `base`, that in its repository with this in its place.

    In the repository of the tests, git would take longer than the rules.
    """
    base, now = FOLDER / code / "base", FOLDER / code / name
    if not base.is_dir():
        return copied(now, folder / name)
    root = repository(folder / name, base)
    for path in tree(root):
        (root / path).unlink()
    shutil.copytree(now, root, dirs_exist_ok=True)
    return root


def powerless_command(folder: Path) -> Path:
    """The command without root's power to read what its mode forbids."""
    drop = "-dac_override,-dac_read_search"
    script = folder / "wecomplish"
    script.write_text(f'#!/bin/sh\nexec setpriv --bounding-set={drop} --inh-caps={drop} "{COMMAND}" "$@"\n')
    script.chmod(0o755)
    return script


def copy_of_bad(code: str, folder: Path, *settings: str) -> Path:
    org = folder / code
    shutil.copytree(FOLDER / code / "bad", org)
    with (org / "wecomplish.yaml").open("a") as file:
        file.writelines(f"{line}\n" for line in settings)
    return org


def compare(shown: str, expected: Path) -> None:
    assert shown == expected.read_bytes().decode()


@each_rule
def test_good_is_clean(good: Path, run_quickly: Run) -> None:
    done = run_quickly("check", "--today", TODAY, cwd=good)
    assert re.fullmatch(r"no findings in \d+ files \(\d+\.\d s\)\n", done.stdout)
    assert (done.stderr, done.exit) == ("", 0)


@each_rule
def test_bad_shows_exactly_what_is_expected(
    rule: Rule[Any], bad: Path, run_fresh: Run, run_quickly: Run
) -> None:
    # A fork of a process has all of root's power, as that does.
    check = run_fresh if rule.code == "WC001" else run_quickly
    done = check("check", "--today", TODAY, cwd=bad)
    failed = 3 if rule.code == "WC023" else 1
    assert (done.stderr, done.exit) == ("", failed if rule.severity is Severity.ERROR else 0)
    compare(SUMMARY.sub("", done.stdout), FOLDER / rule.code / "expected")


@each_rule
def test_what_is_expected_is_of_this_rule(rule: Rule[Any]) -> None:
    found = FINDING.findall((FOLDER / rule.code / "expected").read_text(encoding="utf-8"))
    assert (rule.severity, rule.code, rule.name) in found
    assert {code for _, code, _ in found} == {rule.code}


@pytest.mark.parametrize("code", [rule.code for rule in RULES if rule.severity is Severity.WARNING])
def test_a_warning_fails_the_check_if_asked_to(code: str, tmp_path: Path, run_quickly: Run) -> None:
    org = became(code, "bad", tmp_path)
    done = run_quickly("check", "--today", TODAY, "--fail-on", "warning", cwd=org)
    assert done.exit == 1


def test_every_folder_belongs_to_a_rule() -> None:
    assert sorted(each.name for each in FOLDER.glob("WC*")) == [rule.code for rule in RULES]


def test_codes_ascend_and_names_are_unique() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert len(BY_NAME) == len(RULES)


@each_rule
def test_a_manual_is_one_sentence_then_why_then_fix(rule: Rule[Any]) -> None:
    assert re.fullmatch(r"[A-Z][^\n]+\.\n\nWhy: [^\n]+\.\nFix: [^\n]+\.", rule.manual)
    assert ". " not in rule.summary


def test_a_mentoring_rule_can_be_made_a_warning(tmp_path: Path, run_quickly: Run) -> None:
    org = copy_of_bad("WC301", tmp_path, "rules:", "  self-mentoring: warning")
    done = run_quickly("check", "--today", TODAY, cwd=org)
    assert {severity for severity, _, _ in FINDING.findall(done.stdout)} == {"warning"}
    assert done.exit == 0


def test_a_mentoring_rule_can_be_turned_off(tmp_path: Path, run_quickly: Run) -> None:
    org = copy_of_bad("WC301", tmp_path, "rules:", "  self-mentoring: off")
    done = run_quickly("check", "--today", TODAY, cwd=org)
    assert done.stdout.startswith("no findings in ")
    assert done.exit == 0


def test_a_warning_can_be_made_an_error(tmp_path: Path, run_quickly: Run) -> None:
    org = copy_of_bad("WC304", tmp_path, "rules:", "  leader-is-mentor: error")
    done = run_quickly("check", "--today", TODAY, cwd=org)
    assert {severity for severity, _, _ in FINDING.findall(done.stdout)} == {"error"}
    assert done.exit == 1


@pytest.mark.parametrize("level", ["off", "warning"])
def test_a_rule_about_shape_keeps_its_severity(level: str, tmp_path: Path, run_quickly: Run) -> None:
    org = copy_of_bad("WC104", tmp_path, "rules:", f"  bad-date: {level}")
    done = run_quickly("check", "--today", TODAY, cwd=org)
    found = FINDING.findall(done.stdout)
    assert ("error", "WC104", "bad-date") in found
    assert ("error", "WC214", "unknown-rule") in found
    assert done.exit == 1


@pytest.mark.skipif(sys.platform == "win32", reason="such files cannot be made there")
def test_names_of_windows_devices_are_reserved(tmp_path: Path, run_quickly: Run) -> None:
    shutil.copytree(FOLDER / "WC021" / "good", tmp_path, dirs_exist_ok=True)
    for name in ("aux", "com1", "con", "nul"):
        (tmp_path / f"teams/{name}.yaml").write_text("name: Norway\n")
    done = run_quickly("check", "--today", TODAY, cwd=tmp_path)
    assert [code for _, code, _ in FINDING.findall(done.stdout)] == ["WC021"] * 4
