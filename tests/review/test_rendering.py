"""How a decision is shown: what is left out is counted, and nothing from a change is more than text."""

from __future__ import annotations

import json
from dataclasses import replace

from tests.review.cases import PERSON, change
from tests.review.organisation import FILES, HEAD, MIA, STRANGER, TODAY, judged, reviewed
from wecomplish_cli.render.authorization import MOST_SHOWN, as_json, as_markdown, text
from wecomplish_cli.review.authorize import authorize

HOSTILE = "evil\x1b[2J\n::error::\u202e<b>@everyone `x` | [y](z).txt"


def test_a_hostile_path_is_shown_on_its_line_and_escaped() -> None:
    answer = judged(replace(reviewed({}), paths=(HOSTILE,)), ["oda"])
    for shown in (text(answer), as_markdown(answer)):
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert not any(line.startswith("::") for line in shown.splitlines())
    assert "<b>" not in as_markdown(answer).replace("\\<", "")
    assert "@everyone" not in as_markdown(answer)
    assert json.loads(as_json(answer))["authorization"]["rulings"][0]["path"] == HOSTILE


def test_a_hostile_value_is_shown_as_text() -> None:
    name = "a | <img src=x> [b](c) @all"
    answer = judged(reviewed({PERSON: MIA.replace("name: Mia", f"name: '{name}'")}), ["mia"])
    assert f"name: Mia → {name}" in text(answer)
    assert "<img" not in as_markdown(answer).replace("\\<", "")
    assert "](c)" not in as_markdown(answer)


def test_more_than_fits_is_counted() -> None:
    many = tuple(f"notes/{number}.txt" for number in range(MOST_SHOWN + 7))
    answer = judged(replace(reviewed({}), paths=many), ["oda"])
    for shown in (text(answer), as_markdown(answer)):
        assert shown.count("✗") <= MOST_SHOWN + 1
        assert "and 7 more that are denied" in shown
    assert len(json.loads(as_json(answer))["authorization"]["rulings"]) == MOST_SHOWN + 7


def test_json_says_whose_approval_is_missing() -> None:
    answer = judged(reviewed(change(PERSON, "[lea, len]", "[lea]")), ["mia"])
    told = json.loads(as_json(answer))
    assert told["version"] == 1
    assert told["authorization"]["allowed"] is False
    assert told["authorization"]["actors"] == [{"account": "github:3", "person": "mia", "name": "Mia"}]
    (ruling,) = told["authorization"]["rulings"]
    assert (ruling["rule"], ruling["missing"]) == ("identity", 1)
    assert [each["accounts"] for each in ruling["could_approve"]] == [["github:1"], ["github:2"]]


def test_an_approval_that_does_not_count_is_told() -> None:
    found = reviewed({"roles/baker.yaml": FILES["roles/baker.yaml"] + "critical: true\n"})
    answer = authorize(found, ["github:9"], [f"{STRANGER}@{HEAD}", f"github:13@{HEAD}"], TODAY)
    assert answer.allowed
    assert (
        "the approval of github:99 for aaaaaaaaaaaa does not count: it is not an account in this data"
        in text(answer)
    )
    assert "the approval of Len (github:13) for aaaaaaaaaaaa does not count: they have left" in text(answer)
