from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.stress import editing
from tests.stress.editing_base import BASES, MARK, organisation
from tests.stress.editing_comments import astray, may_go
from tests.stress.editing_run import Run, Tally
from wecomplish_cli.actions.plan import Plan
from wecomplish_cli.dataset import store
from wecomplish_cli.model.edits import Delete, Put
from wecomplish_cli.model.kinds import KINDS, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.stress.editing_run import Figures
    from wecomplish_cli.dataset.store import Applied, Dataset
    from wecomplish_cli.model.edits import Edit

OFTEN = (
    *("add people", "add people --from", "add responsibility", "add skill", "set people", "set items"),
    *("unset", "hold", "drop", "offer", "retire", "rename items", "assign: terms", "assign: replace"),
    *("indicate", "indicate --from", "request-help", "withdraw-help", "answer-help"),
    *("check --fix", "undo", "a comment by hand"),
)
"""What is done many times in each part of the test; of everything else, nearly all at least once."""
SELDOM = (
    *(f"add {kind}" for kind in ("teams", "roles", "skillsets", "expectations", "insights", "programs")),
    *(f"set {kind}" for kind in ("teams", "roles", "skillsets", "expectations")),
    *("rename people", "assign", "assign: propose", "acknowledge-help"),
)


@pytest.mark.parametrize(
    ("first", "steps"),
    [
        (0, 400),
        pytest.param(0, 5_000, marks=pytest.mark.thorough),
        pytest.param(editing.CHUNK * editing.COUNTED, 5_000, marks=pytest.mark.thorough),
    ],
)
def test_any_sequence_of_edits_keeps_the_data_clean_and_every_comment(first: int, steps: int) -> None:
    figures = editing.run(steps, first)
    assert figures.steps >= steps
    assert figures.runs >= steps // editing.COUNTED
    assert figures.steps == figures.refused + figures.done.total() + figures.nothing_to_do.total()
    assert figures.refused == figures.refusals.total() > steps // 10
    assert figures.comments_checked > 2 * figures.steps
    assert 0 < figures.comments_gone.total() < figures.comments_checked // 20
    takes_away = {"unset", "set people", "set expectations", "offer", "hold", "indicate", "indicate --from"}
    replaces = {"assign", "assign: propose", "assign: replace"}
    assert figures.comments_gone.keys() <= takes_away | replaces
    if steps == 5_000:
        assert_varied(figures)


def assert_varied(figures: Figures) -> None:
    """Everything was done, often enough to count."""
    assert len(figures.refusals) > 20
    assert min(figures.done[each] for each in OFTEN) >= 5, figures.done
    never = [each for each in SELDOM if not figures.done[each]]
    assert len(never) <= 2, never
    assert sum(count for kind, count in figures.done.items() if kind.startswith("rename ")) > 8
    assert figures.states_written > 0
    assert figures.by_hand.total() < figures.steps // 100


def test_the_organisations_to_begin_with_are_complete_and_full_of_comments() -> None:
    for number, (share, _) in enumerate(BASES):
        dataset = organisation(number)
        assert {kind_of(path) for path in dataset.org.records} == {*KINDS}
        texts = "".join(dataset.source.read(path).decode() for path in dataset.org.records)
        assert len(MARK.findall(texts)) == len({*MARK.findall(texts)}) > 500 * share


def started() -> Run:
    run = editing.Editing(Tally())
    run.start(0, is_written=False)
    return run


def planned(run: Run, *edits: Edit) -> None:
    run.step(
        "a command", lambda _: Plan(edits, "done"), lambda: run.model.put(("people/di", ("name",), "Dee"))
    )


def test_a_step_that_changes_what_the_model_says_is_counted() -> None:
    run = started()
    planned(run, Put("people/di", ("name",), "Dee"))
    assert run.tally.figures() == replace(
        run.tally.figures(), steps=1, refused=0, done=Counter({"a command": 1}), comments_checked=12
    )


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ((), "done, but it is not so"),
        ((Put("people/cy", ("name",), "Dee"),), "not changed: {'people/di'}"),
        ((Put("people/di", ("name",), "Di!"),), r"reads as .*Di!.*\nnot as .*Dee"),
        ((Put("people/di", ("name",), "Dee"), Put("people/cy", ("timezone",), "UTC")), "changed as well"),
        ((Put("people/di", ("name",), "Dee"), Delete("people/di", ("email",))), "comments are gone"),
    ],
)
def test_a_step_that_changes_anything_else_fails(edits: Iterable[Edit], said: str) -> None:
    with pytest.raises(AssertionError, match=f"(?s){said}"):
        planned(started(), *edits)


def test_a_step_that_loses_or_doubles_a_comment_or_leaves_a_flaw_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    apply = store.apply

    def spoil(old: str, new: str) -> None:
        def spoiling(dataset: Dataset, edits: Iterable[Edit]) -> Applied:
            text = apply(dataset, edits).after.source.read("people/di.yaml").decode()
            assert old in text
            return store.with_texts(dataset, {"people/di.yaml": text.replace(old, new).encode()})

        monkeypatch.setattr(store, "apply", spoiling)

    comment = "#~6005~ behind"
    for new, said in (("", "comments are gone"), (f"{comment} {comment}", "comments that were not there")):
        spoil(comment, new)
        with pytest.raises(AssertionError, match=said):
            planned(started(), Put("people/di", ("name",), "Dee"))
    spoil("\n", "\r\n")
    with pytest.raises(AssertionError, match="lines end in CR LF"):
        planned(started(), Put("people/di", ("name",), "Dee"))


def test_a_comment_may_only_go_with_what_it_stands_behind_or_within() -> None:
    text = b"#~1~\na: 1  #~2~\n#~3~\nb:  #~4~\n  c: 1  #~5~\n  #~6~\n"
    text += b"d:  #~7~\n  - e  #~8~\n  #~9~\n  - f  #~10~\n"
    assert may_go(text, {"a": 2, "b": {"c": 2}, "d": ["e", "f"]}) == set()
    assert may_go(text, {"b": {"c": 1}, "d": ["e", "f"]}) == {"#~2~"}
    assert may_go(text, {"a": 1, "b": {}, "d": ["e", "f"]}) == {"#~5~"}
    assert may_go(text, {"a": 1, "d": ["e", "f"]}) == {"#~4~", "#~5~"}
    assert may_go(text, {"a": 1, "b": {"c": 1}, "d": ["f", "g"]}) == {"#~8~"}
    assert may_go(text, {"a": 1, "b": {"c": 1}, "d": ["g"]}) == {"#~8~", "#~9~", "#~10~"}
    assert may_go(text, None) == {f"#~{number}~" for number in range(1, 11)}


def test_a_comment_stays_at_its_key() -> None:
    old, values = b"a: 1\n#~1~\nb: 2  #~2~\nc: 3\n", {"a": 1, "b": 2, "c": 3}
    assert astray(old, b"a: 1\nb: 2\n#~1~\nc: 3  #~2~\n", values) == {"#~1~", "#~2~"}
    assert astray(old, b"a: 1\n#~1~\nc: 3\n", {"a": 1, "c": 3}) == set()


def test_a_failure_tells_the_steps_that_lead_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Run, "take_back", lambda _: 1 / 0)
    with pytest.raises(AssertionError, match=r"(?s)runs from 0 on: ZeroDivisionError.*state\.undo\(\)"):
        editing.run(100)
