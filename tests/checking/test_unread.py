"""What cannot be read makes nothing else a finding."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.conftest import EXAMPLE, TODAY
from tests.golden.stage import BAKERY
from wecomplish_cli.checking import check
from wecomplish_cli.dataset import store
from wecomplish_cli.model.kinds import SETTINGS_PATH

DAY = date.fromisoformat(TODAY)
RULES = Path(__file__).parents[1] / "rules"
FOLDERS = [EXAMPLE, BAKERY, *sorted(path.parent for path in RULES.glob("WC*/*/wecomplish.yaml"))]


def found(dataset: store.Dataset) -> dict[tuple[str, str, object], str]:
    judged = check.judge(dataset.org, DAY)
    return {(rule.name, each.spot.path, each.spot.pointer): each.message for rule, _, each in judged}


@pytest.mark.sampled(6)
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_a_file_that_cannot_be_read_brings_no_finding_into_another(folder: Path) -> None:
    whole = store.load(folder, recover=False)
    known = found(whole)
    for path in [each for each in whole.org.records if each != SETTINGS_PATH]:
        broken = store.with_texts(whole, {path: b"nonsense: [\n"}).after
        new = {each: said for each, said in found(broken).items() if each not in known and each[1] != path}
        assert new == {}, path
        of_change = check.judge_change(whole.org, broken.org, DAY)
        assert [finding for _, _, finding in of_change if finding.spot.path != path] == []
