"""What `diff` tells: a sentence for every change, nothing left out, and what follows for the network."""

from __future__ import annotations

import re
import shutil
import typing
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import EXAMPLE, TODAY, git
from tests.golden.stage import commit, play
from wecomplish_cli.dataset import store
from wecomplish_cli.model.changes import OtherFiles, changes
from wecomplish_cli.model.edits import Delete, Edit, Put
from wecomplish_cli.model.kinds import KINDS, kind_of
from wecomplish_cli.render import difference as layout
from wecomplish_cli.render.mermaid import label
from wecomplish_cli.reports.difference import Difference, difference
from wecomplish_cli.reports.facts.keys import FLAGS, called
from wecomplish_cli.reports.neighbourhood import MOST_EDGES
from wecomplish_cli.review.merge import review

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.dataset.store import Dataset
    from wecomplish_cli.model.kinds import Kind

DAY = date.fromisoformat(TODAY)
BEFORE = store.load(EXAMPLE)
OLA = "mentorships/ola-nordmann/roles/platform-engineer"
EMRE = "mentorships/emre-celik/roles/customer-advocate"
FAMILIARITY = "familiarity/ola-nordmann"
KEYS = "roles/platform-engineer/rotate-fleet-keys"
GREEN = "roles/platform-engineer/keep-pipelines-green"
HELP = "help/ola-nordmann/2026-06-01-rotate-fleet-keys"
Change = tuple[str, str, Any]
"""A file, a pointer into it as keys joined by dots (none: the whole file), and its new value; None: gone."""


def edit(change: Change) -> Edit:
    ref, key, value = change
    pointer = tuple(key.split(".")) if key else ()
    return Delete(ref, pointer) if value is None else Put(ref, pointer, value)


def compared(after: Dataset, before: Dataset = BEFORE) -> Difference:
    unreadable = tuple(
        (path, found[0][1].message) for path, found in after.problems.items() if path not in after.org.records
    )
    files = OtherFiles((), unreadable, (), ())
    states = before.org, after.org
    return difference(("base", "head"), changes(*states), states, {}, files, DAY)


def told(*edits: Change, first: tuple[Change, ...] = ()) -> Difference:
    """What is told of edits to the example, to which those that come first are made already."""
    before = store.apply(BEFORE, map(edit, first)).after
    return compared(store.apply(before, map(edit, edits)).after, before)


def sentences(answer: Difference) -> list[str]:
    return [fact.sentence for fact in answer.facts]


TABLE = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))


@pytest.mark.sampled(4)
@pytest.mark.parametrize("case", TABLE)
def test_a_change_has_its_sentences(case: str) -> None:
    assert sentences(told(*map(tuple, TABLE[case]["edits"]))) == TABLE[case]["says"]


def test_whoever_is_called_like_somebody_else_is_told_with_their_id() -> None:
    twin = ("people/kari", "", {"name": "kari  hansen"})
    (said,) = sentences(told(("wecomplish", "administrators", ["kari"]), first=(twin,)))
    assert said == (
        "The data is administered by kari hansen (kari) now, no longer Ingrid Halvorsen and Kari Hansen "
        "(kari-hansen)"
    )


def test_two_teams_and_two_roles_of_one_name_are_told_apart() -> None:
    twins = (
        ("teams/robots", "", {"name": "robotics"}),
        ("roles/diver", "", {"name": "Platform Engineer"}),
        ("people/per-olsen", "assignments.roles/diver", {"since": date(2026, 1, 5), "teams": ["robots"]}),
    )
    key = "assignments.roles/diver.teams"
    (said,) = sentences(told(("people/per-olsen", key, ["robotics"]), first=twins))
    assert said == (
        "Per Olsen holds Platform Engineer (roles/diver) in Robotics (robotics) now, "
        "no longer robotics (robots)"
    )


def test_namesakes_are_told_apart_in_what_follows_and_in_the_picture() -> None:
    twin = ("people/ola", "", {"name": "Ola Nordmann", "mentoring": {"open": True, "capacity": 0}})
    began = {"mentor": "ola", "status": "active", "started": DAY}
    answer = told(("mentorships/per-olsen/roles/platform-engineer", "", began), first=(twin,))
    assert answer.consequences is not None
    said = [each.sentence for each in answer.consequences.sentences]
    assert "Ola Nordmann (ola) has 1 mentorship and 0 places" in said
    assert "Ola Nordmann (ola) mentors somebody now" in said
    assert [each.name for each in answer.consequences.load] == ["Ola Nordmann (ola)"]
    names = {edge.mentee_name for edge in answer.neighbourhood.edges} | {
        edge.mentor_name for edge in answer.neighbourhood.edges
    }
    assert {each for each in names if each.startswith("Ola")} <= {
        "Ola Nordmann (ola)",
        "Ola Nordmann (ola-nordmann)",
    }


def test_a_long_list_is_told_by_what_came_and_what_went() -> None:
    """However long a list is, what was added to it is said."""
    twelve = [f"team-{number}" for number in range(12)]
    teams = tuple((f"teams/{each}", "", {"name": each.title()}) for each in twelve)
    key = "assignments.roles/platform-engineer.teams"
    first = (*teams, ("people/per-olsen", key, twelve[:10]))
    (said,) = sentences(told(("people/per-olsen", key, twelve[1:]), first=first))
    assert said == "Per Olsen holds Platform engineer in Team-10 and Team-11 as well now, no longer Team-0"
    (said,) = sentences(
        told(("people/per-olsen", key, twelve), first=(*teams, ("people/per-olsen", key, None)))
    )
    assert all(each.title() in said for each in twelve)
    domains = [f"{letter}.example" for letter in "abcdefghijkl"]
    before = ("wecomplish", "mail.domains", domains[:11])
    (said,) = sentences(told(("wecomplish", "mail.domains", domains[1:]), first=(before,)))
    assert said == "Settings: the list of mail domains has l.example as well now, no longer a.example"


def test_the_order_of_a_list_is_told_where_it_means_something() -> None:
    before = ("people/per-olsen", "languages", ["nb", "en"])
    for after, said in {
        ("en", "nb"): "speaks en and nb now, in this order",
        ("sv", "nb", "en"): "speaks sv as well now; sv comes first now",
        ("en",): "no longer speaks nb; en comes first now",
        ("sv",): "speaks sv now, no longer nb and en",
    }.items():
        change = ("people/per-olsen", "languages", [*after])
        assert sentences(told(change, first=(before,))) == [f"Per Olsen {said}"]


@pytest.mark.parametrize("status", ["completed", "ended", None])
def test_someone_whose_past_comes_with_them_is_not_waiting_for_a_mentor(status: str | None) -> None:
    held = {"roles/platform-engineer": {"since": date(2025, 1, 1)}}
    over = {"mentor": "per-olsen", "status": status, "started": date(2025, 2, 1), "ended": date(2025, 9, 1)}
    past = [("mentorships/new-here/roles/platform-engineer", "", over)] if status else []
    answer = told(("people/new-here", "", {"name": "New Here", "assignments": held}), *past)
    assert answer.consequences is not None
    said = [each.sentence for each in answer.consequences.sentences]
    assert ("New Here has no mentor yet" in said) is not bool(status)


# Nothing is left out


PATHS = sorted(BEFORE.org.records)


@st.composite
def rewritten(draw: st.DrawFn) -> dict[str, bytes | None]:
    """Files of the example that are deleted, or hold what another file of their kind holds, or lack lines."""
    found: dict[str, bytes | None] = {}
    for path in draw(st.lists(st.sampled_from(PATHS), min_size=1, max_size=6)):
        alike = [each for each in PATHS if kind_of(each) is kind_of(path)]
        other = draw(st.sampled_from([None, path, *alike]))
        lines = b"" if other is None else store.content(BEFORE, other)
        without = draw(st.sets(st.integers(0, 30), max_size=3))
        kept = [line for number, line in enumerate(lines.splitlines(True)) if number not in without]
        found[path] = None if other is None else b"".join(kept)
    return found


@given(rewritten())
def test_every_value_that_differs_is_told(texts: dict[str, bytes | None]) -> None:
    after = store.with_texts(BEFORE, texts).after
    for before, now in ((BEFORE, after), (after, BEFORE)):
        answer = compared(now, before)
        values = {(fact.path, each.pointer) for fact in answer.facts for each in fact.values}
        differing = changes(before.org, now.org)
        assert {fact.path for fact in answer.facts} >= {each.path for each in differing}
        # Of a slot that began anew, the present record is told by itself, whatever the earlier one held.
        assert values >= {(each.path, value.pointer) for each in differing for value in each.changed}
        assert all(fact.sentence for fact in answer.facts)
        assert len(layout.comment(answer)) < layout.LONGEST_COMMENT
        assert layout.text(answer).count("\n") > len(answer.facts) - 1


def test_a_mapping_with_nothing_in_it_is_told() -> None:
    text = store.content(BEFORE, f"{EMRE}.yaml")
    after = store.with_texts(BEFORE, {f"{EMRE}.yaml": text + b"target: {}\n"}).after
    assert sentences(compared(after)) == ["Emre Çelik aims at no level in Customer advocate"]


def test_a_file_without_any_value_is_told() -> None:
    empty = store.with_texts(BEFORE, {"familiarity/gunnar-moe.yaml": b"{}\n"}).after
    assert sentences(compared(empty)) == [
        "familiarity/gunnar-moe.yaml is new, without a value that says anything"
    ]
    assert sentences(compared(BEFORE, empty)) == [
        "familiarity/gunnar-moe.yaml is gone, without a value that says anything"
    ]


def test_what_cannot_be_read_any_more_is_not_taken_for_deleted() -> None:
    after = store.with_texts(BEFORE, {"people/per-olsen.yaml": b"name: [Per\n"}).after
    lost, why = sentences(compared(after))
    assert lost == "people/per-olsen.yaml cannot be read any more, so all that it says is lost"
    assert why.startswith("people/per-olsen.yaml cannot be read: ")


def test_without_readable_settings_nothing_follows() -> None:
    after = store.with_texts(BEFORE, {"wecomplish.yaml": b"format: 2\n"}).after
    answer = compared(after)
    assert answer.consequences is None
    assert "wecomplish.yaml cannot be read any more, so all that it says is lost" in sentences(answer)


# What follows for the network


ALONE = "mentorships/priya-raghunathan/roles/business-partner"
MARET = "mentorships/maret-eira/roles/field-technician"
MISAKI = "Misaki Satō (佐藤 美咲)"
EVENLY = "Are the roles of mentor and mentee evenly divided? Now yes, before no"


def over(ref: str) -> tuple[Change, ...]:
    return (ref, "status", "ended"), (ref, "ended", DAY)


FOLLOWS: dict[str, tuple[tuple[Change, ...], list[str]]] = {
    "nothing": (((OLA, "agreement", "Weekly."),), []),
    "a mentor lost, and somebody who mentors nobody": (
        over(ALONE),
        ["Priya Raghunathan has nobody to help them any more", "Ruth Wambui Kamau mentors nobody any more"],
    ),
    "a mentor who left": (
        (("people/ruth-kamau", "status", "left"),),
        ["Priya Raghunathan has nobody to help them any more"],
    ),
    "a mentor gained": (
        ((EMRE, "status", "active"),),
        [
            "Emre Çelik has somebody who helps them now",
            "Niamh O'Rourke mentors somebody now",
            EVENLY,
            "Does nearly everyone help someone? Now yes, before no",
            "Does nearly everyone have someone who helps them? Now yes, before no",
        ],
    ),
    "somebody new": (
        (
            (
                "people/nils-as",
                "",
                {"name": "Nils Ås", "assignments": {"roles/platform-engineer": {"since": DAY}}},
            ),
        ),
        ["Nils Ås has no mentor yet"],
    ),
    "over capacity": (
        (("people/per-olsen", "mentoring.capacity", 1),),
        ["Per Olsen has 3 mentorships and 1 place"],
    ),
    "less over capacity": ((("people/per-olsen", "mentoring.capacity", 9),), []),
    "a risk that grows": (
        (("people/misaki-sato", "mentoring.open", False),),
        ["Robot safety: no one could teach it (target: 2)"],
    ),
    "a risk made": (
        (("people/henrik-naess", "status", "left"),),
        ["Robotics engineer: only Łukasz Wiśniewski could teach it (target: 2)", EVENLY],
    ),
    "a risk removed": (
        (("wecomplish", "targets.mentors_per_critical_competence", 1),),
        ["Robot safety has enough people who can teach it again"],
    ),
    "help that reaches nobody": (
        (("people/maret-eira", "leaders", None), *over(MARET)),
        [
            "Máret Eira has nobody to help them any more",
            "Máret Eira waits for help with “Robot lost under a pen: who calls whom”, and it reaches nobody",
        ],
    ),
    "a verdict": ((("wecomplish", "targets.load_gini", 40),), [EVENLY]),
}


@pytest.mark.parametrize("case", FOLLOWS)
def test_what_follows_is_said(case: str) -> None:
    edits, expected = FOLLOWS[case]
    found = told(*edits).consequences
    assert found is not None
    assert [each.sentence for each in found.sentences] == expected


def test_help_that_reached_nobody_before_is_no_news() -> None:
    alone = (("people/maret-eira", "leaders", None), *over(MARET))
    found = told(("people/maret-eira", "languages", ["en"]), first=alone).consequences
    assert found is not None
    assert found.sentences == ()


def test_the_load_of_everyone_touched_is_told_before_and_after() -> None:
    found = told(
        (OLA, "co_mentors", ["siri-berg"]), ("people/ola-nordmann", "mentoring.open", True)
    ).consequences
    assert found is not None
    assert [(each.name, each.load_before, each.load, each.places) for each in found.load] == [
        ("Bo Lind", 2, 1, 2),
        ("Siri Berg", 2, 3, 2),
    ]


# The picture


def picture(*edits: Change) -> list[tuple[str, str, str, bool, str]]:
    edges = told(*edits).neighbourhood.edges
    return [(e.mentor, e.mentee, e.title, e.proposed, str(e.fate)) for e in edges]


def test_without_a_mentorship_that_begins_or_ends_there_is_no_picture() -> None:
    assert picture((OLA, "until", date(2026, 12, 1)), ("people/per-olsen", "status", "left")) == []


def test_a_picture_shows_what_begins_and_ends_and_what_else_these_people_do() -> None:
    assert picture(*over(ALONE), (EMRE, "status", "active")) == [
        ("niamh-orourke", "emre-celik", "Customer advocate", False, "new"),
        ("ruth-kamau", "priya-raghunathan", "People & finance partner", False, "over"),
        ("priya-raghunathan", "ruth-kamau", "People & finance partner", False, "kept"),
    ]


def test_nothing_in_a_name_is_syntax_of_a_picture() -> None:
    hostile = 'end"]; click n1 "javascript:alert(1)" %% `--> #35;<script>\n```'
    shown = label(hostile)
    assert re.fullmatch(r"(?:[\w ]|#\d+;)*", shown)
    read = re.sub(r"#(\d+);", lambda found: chr(int(found[1])), shown)
    assert read == hostile.replace("\n", "\\x0a")


def many(number: int, name: str) -> Dataset:
    """The example with so many new people, all mentored by Per."""
    texts = {}
    for each in range(number):
        texts[f"people/x-{each}.yaml"] = f"name: '{name} {each}'\nemail: x{each}@fjord.example\n"
        texts[f"mentorships/x-{each}/roles/platform-engineer.yaml"] = (
            f"mentor: per-olsen\nstatus: active\nstarted: 2026-06-01\nagreement: '{name * 2}'\n"
        )
    return store.with_texts(BEFORE, {path: text.encode() for path, text in texts.items()}).after


@pytest.mark.sampled(3)
@pytest.mark.parametrize(("number", "name"), [(100, "A"), (600, "\\_*" * 65), (600, "😀" * 195)])
def test_a_comment_stays_below_what_code_hosts_allow(number: int, name: str) -> None:
    answer = compared(many(number, name))
    comment = layout.comment(answer)
    assert len(comment) < layout.LONGEST_COMMENT
    assert comment.startswith(f"{layout.MARKER}\n")
    assert comment.count("<details>") == comment.count("</details>") == 3
    assert comment.count("```") in (0, 2)
    assert ("this comment has no room for" in comment) == (number > 100)
    assert f"<summary>Mentorships: {2 * number}</summary>" in comment


def test_a_picture_says_how_many_mentorships_it_leaves_out() -> None:
    answer = compared(many(100, "A"))
    assert len(answer.neighbourhood.edges) == MOST_EDGES
    assert "44 more mentorships of these people left out." in layout.comment(answer)


# Files, in real repositories


@pytest.fixture
def june(tmp_path: Path) -> Path:
    """A repository with the example in the folder `org`, on a branch."""
    folder = tmp_path / "repository"
    shutil.copytree(EXAMPLE, folder / "org")
    git(folder, "init", "--quiet")
    commit(folder)
    git(folder, "checkout", "--quiet", "-b", "june")
    return folder


def diff(repository: Path, *words: str) -> str:
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--allow-empty", "--message", "June")
    done = play("diff", "main", *words, "--today", TODAY, cwd=repository / "org")
    assert (done.stderr, done.exit) == ("", 0)
    return done.stdout


def test_what_is_no_data_is_told_wherever_it_is(june: Path) -> None:
    (june / "deploy.sh").write_text("true\n")
    (june / "org" / "people" / "README.md").write_text("People\n")
    (june / "org" / ".hidden").write_text("?\n")
    assert diff(june).splitlines() == [
        "Other files",
        "  deploy.sh, which is not data, differs",
        "  org/.hidden, which is not data, differs",
        "  org/people/README.md, which is not data, differs",
    ]


def test_what_lies_where_data_should_is_told(june: Path) -> None:
    (june / "org" / "people" / "notes.txt").write_text("?\n")
    (june / "org" / "people" / "per-olsen.yaml").unlink()
    (june / "org" / "people" / "per-olsen.yaml").symlink_to("bo-lind.yaml")
    said = diff(june)
    assert "  people/per-olsen.yaml cannot be read any more, so all that it says is lost\n" in said
    assert "  people/per-olsen.yaml cannot be read: a link, a device or something else" in said
    assert "  people/notes.txt cannot be read: this is not a valid dataset file name" in said


def test_what_can_be_read_again_is_told(june: Path) -> None:
    git(june, "checkout", "--quiet", "main")
    path = june / "org" / "people" / "per-olsen.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text("name: [\n", encoding="utf-8")
    commit(june)
    git(june, "checkout", "--quiet", "-B", "june")
    path.write_text(text, encoding="utf-8")
    said = diff(june)
    assert "  people/per-olsen.yaml could not be read before, and can be now\n" in said
    assert "  Per Olsen joins, led by Kari Hansen" in said


def test_comments_layout_and_modes_mean_nothing(june: Path) -> None:
    people = june / "org" / "people"
    (people / "per-olsen.yaml").chmod(0o755)
    text = (people / "bo-lind.yaml").read_text(encoding="utf-8")
    (people / "bo-lind.yaml").write_text(f"# Bo\n{text}", encoding="utf-8")
    said = "Only comments or layout change in 2 files: people/bo-lind.yaml and people/per-olsen.yaml."
    assert diff(june) == f"{said}\n"
    assert diff(june, "--format", "md") == f"{layout.MARKER}\n\n{said}\n"


def test_a_comment_in_a_file_of_somebody_renamed_is_no_part_of_that(june: Path) -> None:
    assert play("rename", "siri-berg", "siri", cwd=june / "org").exit == 0
    path = june / "org" / "people" / "siri.yaml"
    path.write_text(f"# Siri\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    assert diff(june).splitlines() == [
        "People",
        "  Siri Berg is called “siri” in the data now, no longer “siri-berg”",
        "",
        "Only comments or layout change in 1 file: people/siri.yaml.",
    ]


def test_without_an_account_a_new_id_is_told_but_gives_nobody_rights(june: Path) -> None:
    people = june / "org" / "people"
    text = (people / "gunnar-moe.yaml").read_text(encoding="utf-8")
    (people / "gunnar-moe.yaml").unlink()
    (people / "gunnar.yaml").write_text(text, encoding="utf-8")
    said = "  Gunnar Moe is called “gunnar” in the data now, no longer “gunnar-moe”"
    assert diff(june).splitlines()[:2] == ["People", said]
    assert review(june / "org", "main", "june").renamed == {}


def test_someone_else_in_place_of_somebody_is_told_as_somebody_else(june: Path) -> None:
    people = june / "org" / "people"
    text = (people / "gunnar-moe.yaml").read_text(encoding="utf-8")
    (people / "gunnar-moe.yaml").unlink()
    new = text.replace("Gunnar Moe", "Gunvor Lie").replace("since: 2014", "since: 2024")
    (people / "gunvor-lie.yaml").write_text(new, encoding="utf-8")
    assert diff(june).splitlines()[:3] == [
        "People",
        "  Gunnar Moe is deleted, with 2 assignments",
        "  Gunvor Lie is added as someone who left",
    ]


OTHERWISE = (
    "mentoring",
    "assignments",
    "accounts",
    "programs",
    "rules",
    "baseline",
    "outcome",
    "goals",
    "milestones",
    "target",
    "previous",
    "responsibilities",
    "skills",
)
"""Keys that have sentences of their own, or whose words are by what is below them."""


def _keys(record: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The keys of a record, with those of the records in it."""
    hints = typing.get_type_hints(record)
    for each in fields(record):
        kinds = (hints[each.name], *typing.get_args(hints[each.name]))
        inner = next(filter(is_dataclass, kinds), None)
        if inner:
            yield from _keys(inner, (*above, each.name))
        elif each.init:
            yield (*above, each.name)


@pytest.mark.parametrize(
    "kind", [each for each in KINDS if is_dataclass(each.record)], ids=lambda kind: kind.name
)
def test_no_value_is_told_by_the_name_of_its_key(kind: Kind) -> None:
    for key in _keys(kind.record):
        if key[0] not in OTHERWISE and ".".join(key) not in FLAGS:
            assert not set("._") & set(called(key, {})), key
