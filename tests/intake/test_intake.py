"""From an issue to a branch, and what the gate takes for one."""

from __future__ import annotations

import json
import os
import re
import subprocess
from copy import deepcopy
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
import yaml

from tests.conftest import Done, git, quiet_environment
from tests.golden.stage import BAKERY, commit, play, repository
from wecomplish_cli.dataset import store
from wecomplish_cli.derive.proof import proof
from wecomplish_cli.derive.view import View
from wecomplish_cli.intake.bodies import EMPTY, MOST_CHARACTERS, filled_in
from wecomplish_cli.intake.forms import forms_in
from wecomplish_cli.notify.answering import Answers
from wecomplish_cli.text import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from urllib.parse import SplitResult

    from wecomplish_cli.intake.forms import Form

WRITTEN = "2026-06-01T15:30:00Z"
"""After all commits, which are of noon."""
DAY = "2026-06-01"
ACCOUNTS = {"kari-hansen": 11, "ola-nordmann": 12, "per-olsen": 13}
SLOT, HELP = "mentorships/ola-nordmann/roles/baker", "help/ola-nordmann/2026-05-31-bake-rye"
PROPOSED = (
    "mentor: per-olsen\nstatus: proposed\nproposed: 2026-05-20\n\n"
    "acceptance:\n  ola-nordmann: waiting\n  per-olsen: waiting\n"
)
ACTIVE = "mentor: per-olsen\nstatus: active\nstarted: 2026-05-02\n\nbaseline:\n  taken: 2026-05-02\n"
BREAD = "Bake the rye bread (roles/baker/bake-rye)"
OVEN = "Light the oven at four (roles/baker/light-the-oven)"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The bakery, where everyone has an account, and a mentorship is proposed."""
    found = repository(tmp_path / "org", BAKERY)
    for person, number in ACCOUNTS.items():
        file = found / f"people/{person}.yaml"
        text = file.read_text(encoding="utf-8").replace("accounts:\n  github:\n    login: olano\n", "")
        first, _, rest = text.partition("\n")
        file.write_text(f"{first}\naccounts:\n  github:\n    id: {number}\n{rest}", encoding="utf-8")
    (found / f"{SLOT}.yaml").write_text(PROPOSED, encoding="utf-8")
    commit(found)
    git(found, "branch", "--move", "--force", "main")
    return found


FORMS = forms_in(catalogue.of(["en"]))
UNCLEAR = "The text is not clear to me"
ACCEPT, DECLINE = "I accept", "I decline"
SEEN = "I have seen it"
OPEN, CLOSED = "Yes, I am open to mentoring", "Not at the moment"


def body(key: str, **answers: str) -> str:
    """What the platform makes of a form that is filled in."""
    (form,) = (form for form in FORMS if form.key == key)
    assert answers.keys() <= {field.key for field in form.fields}
    return "\n\n".join(f"### {field.label}\n\n{answers.get(field.key, EMPTY)}" for field in form.fields)


def event(text: str, who: str = "ola-nordmann", **more: Any) -> dict[str, Any]:
    """The event of an issue that somebody opened."""
    issue = {
        "number": 7,
        "state": "open",
        "user": {"id": ACCOUNTS.get(who, 99), "type": "User", "login": who},
        "body": text,
        "created_at": WRITTEN,
        "updated_at": WRITTEN,
        "performed_via_github_app": None,
    }
    return {"action": "opened", "issue": issue, "sender": issue["user"], **more}


def answers(of: dict[str, Any]) -> dict[str, Any]:
    """All that the platform tells of the same issue when it is asked again."""
    issue = of["issue"]
    node = {
        "number": issue["number"],
        "state": "OPEN",
        "body": issue["body"],
        "lastEditedAt": None,
        "userContentEdits": {"totalCount": 0, "nodes": []},
    }
    return {"issue": issue, "edits": {"data": {"repository": {"issue": node}}}}


def make(root: Path, what: dict[str, Any]) -> Done:
    """Make the branch that an event asks for, as the workflow does."""
    file, stream = root.parent / "event.json", root.parent / "change"
    file.write_text(json.dumps(what), encoding="utf-8")
    done = play("intake", str(file), "--base", "main", "-o", str(stream), cwd=root)
    if done.exit == 0:
        with stream.open("rb") as source:
            subprocess.run(["git", "fast-import", "--quiet", "--force"], cwd=root, stdin=source, check=True)
    return done


def judge(root: Path, said: dict[str, Any], branch: str = "intake/7", head: str | None = None) -> Done:
    """Ask whose change the branch is, as the gate does."""
    file = root.parent / "answers.json"
    file.write_text(json.dumps(said), encoding="utf-8")
    return play(
        "intake", str(file), "--base", "main", "--judge", head or branch, "--branch", branch, cwd=root
    )


def proven(root: Path, ref: str) -> str:
    return proof(store.load(root, "main").org, ref)


ASKED: list[tuple[str, str, Callable[[Path], str], tuple[str, ...]]] = [
    (
        "a question to one's mentors",
        "ola-nordmann",
        lambda _: body(
            "ask-for-help", expectation=OVEN, question="How hot?\n\n### Question\n\n# Not a heading"
        ),
        (
            "request-help",
            "me",
            "roles/baker/light-the-oven",
            "--question",
            "How hot?\n\n### Question\n\n# Not a heading",
        ),
    ),
    (
        "a level",
        "ola-nordmann",
        lambda _: body("indicate-familiarity", expectation=BREAD, level="comfortable", clear=UNCLEAR),
        ("indicate", "me", "roles/baker/bake-rye", "comfortable", "--unclear"),
    ),
    (
        "a yes",
        "per-olsen",
        lambda root: body("answer-proposal", mentorship=proven(root, SLOT), answer=ACCEPT),
        ("accept", "ola-nordmann", "roles/baker"),
    ),
    (
        "a no",
        "per-olsen",
        lambda root: body("answer-proposal", mentorship=proven(root, SLOT), answer=DECLINE, reason="No time"),
        ("decline", "ola-nordmann", "roles/baker", "--reason", "No time"),
    ),
    (
        "help that was seen",
        "kari-hansen",
        lambda root: body("answer-help", request=proven(root, HELP), answer=SEEN),
        ("acknowledge-help", "ola-nordmann", "roles/baker/bake-rye"),
    ),
    (
        "an offer",
        "per-olsen",
        lambda _: body(
            "offer-to-mentor", open=OPEN, places="2", topics="Baker (roles/baker)\nskillsets/first-aid"
        ),
        ("offer", "--open", "--capacity", "2", "--topic", "roles/baker", "--topic", "skillsets/first-aid"),
    ),
    (
        "an offer taken back",
        "per-olsen",
        lambda _: body("offer-to-mentor", open=CLOSED),
        ("offer", "--closed"),
    ),
    (
        "a wish",
        "ola-nordmann",
        lambda _: body("ask-for-a-mentor", competence="First aid (skillsets/first-aid)"),
        ("offer", "--seek", "skillsets/first-aid"),
    ),
    (
        "taking part in a programme",
        "per-olsen",
        lambda _: body("join-a-programme", program="Rye for all (programs/rye-2026)", part="As a mentor"),
        ("programme", "join", "rye-2026", "--as", "mentor"),
    ),
]


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("who", "fill", "command"), [each[1:] for each in ASKED], ids=[each[0] for each in ASKED]
)
def test_a_form_makes_what_its_command_writes_and_is_its_authors(
    root: Path, who: str, fill: Callable[[Path], str], command: tuple[str, ...]
) -> None:
    what = event(fill(root), who)
    done = make(root, what)
    assert (done.exit, done.stderr) == (0, "")
    assert judge(root, answers(what)) == Done(f"github:{ACCOUNTS[who]}\n", "", 0)
    allowed = ("authorize", "--base", "main", "--head", "intake/7", "--today", DAY, "--actor")
    assert play(*allowed, f"github:{ACCOUNTS[who]}", cwd=root).exit == 0
    assert play(*allowed, "github:99", cwd=root).exit == 4
    assert play(*command, "--today", DAY, cwd=root, env={"WECOMPLISH_AS": who}).exit == 0
    commit(root)
    assert git(root, "diff", "--stat", "intake/7", "HEAD") == ""


def test_a_check_in_is_made_once_the_mentorship_is_active(root: Path) -> None:
    (root / f"{SLOT}.yaml").write_text(ACTIVE, encoding="utf-8")
    commit(root)
    text = body(
        "check-in",
        mentorship=f"Ola Nordmann: Baker ({SLOT})",
        date="2026-05-30",
        next="2026-06-15",
        summary="Bread.",
    )
    what = event(text, "per-olsen")
    assert make(root, what).exit == 0
    assert judge(root, answers(what)).stdout == "github:13\n"


def test_what_the_gate_would_refuse_is_refused_at_once(root: Path) -> None:
    (root / f"{SLOT}.yaml").write_text(ACTIVE, encoding="utf-8")
    (root / "people/siri-berg.yaml").write_text(
        "name: Siri Berg\naccounts:\n  github:\n    id: 99\n", "utf-8"
    )
    commit(root)
    met = event(body("check-in", mentorship=f"Ola Nordmann: Baker ({SLOT})"), "siri-berg")
    assert make(root, met) == Done(
        "",
        "error: Siri Berg may not do this: that is for the person, or their current mentor or co-mentor, "
        "or an administrator\nhelp: ask Ola Nordmann, Per Olsen or Kari Hansen to do it\n",
        4,
    )
    assert not (root.parent / "change").exists()


@pytest.mark.sampled(4)
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_whatever_the_intake_makes_the_gate_allows_and_nothing_else(form: Form, root: Path) -> None:
    """Everyone fills in every form with the first answer of each list: one table decides for both."""
    view = View(store.load(root).org, date.fromisoformat(DAY))
    proofs = {"mentorship": proven(root, SLOT), "request": proven(root, HELP)}
    given = {
        field.key: (field.choices(view) or [""])[0] if field.choices else proofs.get(field.key, "2")
        for field in form.fields
        if field.required
    }
    for who, number in ACCOUNTS.items():
        done = make(root, event(body(form.key, **given), who))
        if done.exit == 0:
            words = ("--base", "main", "--head", "intake/7", "--today", DAY, "--actor", f"github:{number}")
            assert play("authorize", *words, cwd=root).exit == 0, (who, form.key)


def test_a_person_who_has_left_is_refused(root: Path) -> None:
    file = root / "people/per-olsen.yaml"
    file.write_text(f"{file.read_text(encoding='utf-8')}status: left\n", encoding="utf-8")
    commit(root)
    done = make(root, event(body("ask-for-a-mentor", competence="Baker (roles/baker)"), "per-olsen"))
    assert (done.exit in (1, 4), "has left" in done.stderr) == (True, True)


def test_a_programme_that_is_over_is_no_choice(root: Path) -> None:
    (form,) = (form for form in FORMS if form.key == "join-a-programme")
    choices = form.fields[0].choices
    assert choices is not None
    view = View(store.load(root).org, date.fromisoformat(DAY))
    assert choices(view) == ["Rye for all (programs/rye-2026)"]
    file = root / "programs/rye-2026.yaml"
    file.write_text(f"{file.read_text(encoding='utf-8')}ends: 2026-05-31\n", encoding="utf-8")
    assert choices(View(store.load(root).org, date.fromisoformat(DAY))) == []


REFUSED: list[tuple[str, Callable[[Path], Any], str]] = [
    ("another kind of event", lambda _: {"action": "created", "comment": {}}, "not an event of an issue"),
    ("a label", lambda _: event(body("ask-for-help", expectation=OVEN), action="labeled"), "nothing follows"),
    (
        "an edit by somebody else",
        lambda _: event(body("ask-for-help", expectation=OVEN), action="edited", sender={"id": 11}),
        "somebody other than its author",
    ),
    (
        "a stranger",
        lambda _: event(body("ask-for-help", expectation=OVEN), "nobody"),
        "not an account in this data",
    ),
    ("no form", lambda _: event("Please help"), "one of the forms"),
    ("another organisation's form", lambda _: event("### I need\n\nhelp"), "one of the forms"),
    (
        "ten thousand lines",
        lambda _: event(body("ask-for-help", expectation=OVEN, question="x\n" * 10_000)),
        "characters",
    ),
    ("nothing where something must be", lambda _: event(body("ask-for-help")), "has no answer"),
    (
        "a heading twice",
        lambda _: event(body("indicate-familiarity", expectation=f"{OVEN}\n\n### Level\n\ncomfortable")),
        "is not where the form has it",
    ),
    ("an unknown expectation", lambda _: event(body("ask-for-help", expectation="Fly")), "no expectation"),
    (
        "right-to-left text",
        lambda _: event(body("ask-for-help", expectation=OVEN, question="a\u202eb")),
        "error into the data",
    ),
    (
        "changed terms",
        lambda _: event(body("answer-proposal", mentorship=f"{SLOT}@{'0' * 20}", answer=ACCEPT), "per-olsen"),
        "has changed since",
    ),
    (
        "a yes for somebody else",
        lambda root: event(
            body("answer-proposal", mentorship=proven(root, SLOT), answer=ACCEPT), "kari-hansen"
        ),
        "has not been asked",
    ),
    (
        "a record that is none",
        lambda _: event(body("answer-proposal", mentorship="../../x@1", answer=ACCEPT)),
        "not something that waits",
    ),
    (
        "a programme that nobody runs",
        lambda _: event(body("join-a-programme", program="Wheat (programs/wheat)", part="As a mentor")),
        "wheat",
    ),
    (
        "a part that is none",
        lambda _: event(
            body("join-a-programme", program="Rye for all (programs/rye-2026)", part="As a king")
        ),
        "is not an answer that the form has",
    ),
    (
        "a yes in other words",
        lambda root: event(
            body("answer-proposal", mentorship=proven(root, SLOT), answer="I accept."), "per-olsen"
        ),
        "not an answer that the form has",
    ),
    (
        "an offer in other words",
        lambda _: event(body("offer-to-mentor", open="Yes"), "per-olsen"),
        "not an answer that the form has",
    ),
    (
        "help in other words",
        lambda root: event(body("answer-help", request=proven(root, HELP), answer="Seen"), "kari-hansen"),
        "not an answer that the form has",
    ),
    (
        "clarity in other words",
        lambda _: event(
            body("indicate-familiarity", expectation=BREAD, level="comfortable", clear="It is unclear")
        ),
        "not an answer that the form has",
    ),
    (
        "half a mentorship",
        lambda _: event(body("check-in", mentorship="ola-nordmann"), "per-olsen"),
        "`ola-nordmann` is not a mentorship",
    ),
    (
        "a name that ends in brackets",
        lambda _: event(body("ask-for-help", expectation="Kneading (bake)")),
        "no expectation `Kneading (bake)`",
    ),
    (
        "places that are no number",
        lambda _: event(body("offer-to-mentor", open=OPEN, places="9" * 99)),
        "not a number",
    ),
]


@pytest.mark.sampled(4)
@pytest.mark.parametrize(("what", "said"), [each[1:] for each in REFUSED], ids=[each[0] for each in REFUSED])
def test_what_cannot_be_done_is_one_sentence_and_nothing_is_made(
    root: Path, what: Callable[[Path], Any], said: str
) -> None:
    done = make(root, what(root))
    assert done.exit in (1, 2, 3, 4)
    assert said in done.stderr
    assert done.stderr.count("error:") == 1
    assert not (root.parent / "change").exists()


def test_what_is_wrong_comes_with_the_form_filled_in_again(root: Path) -> None:
    settings = root / "wecomplish.yaml"
    forge = "forge:\n  platform: github\n  base: https://github.com\n  repository: fjord/people\n"
    settings.write_text(settings.read_text(encoding="utf-8") + f"\n{forge}", encoding="utf-8")
    commit(root)
    question = "How (again)? @all [x](y) & `z`"
    done = make(root, event(body("ask-for-help", expectation="roles/baker/nothing", question=question)))
    first = done.stderr.partition("\n")[0]
    assert first.startswith("fill it in again: https://github.com/fjord/people/issues/new?")
    query = dict(parse_qsl(urlsplit(first.partition(": ")[2]).query))
    assert query == {
        "template": "ask-for-help.yml",
        "expectation": "roles/baker/nothing",
        "question": question,
    }
    assert not set("()[]<>` ") & set(first.partition(": ")[2])


def test_a_yes_of_the_other_side_does_not_make_a_link_stale(root: Path) -> None:
    link = proven(root, SLOT)
    text = PROPOSED.replace("ola-nordmann: waiting", f"ola-nordmann: {DAY}")
    (root / f"{SLOT}.yaml").write_text(text, encoding="utf-8")
    commit(root)
    assert make(root, event(body("answer-proposal", mentorship=link, answer=ACCEPT), "per-olsen")).exit == 0


def test_changed_terms_make_a_link_stale(root: Path) -> None:
    link = proven(root, SLOT)
    (root / f"{SLOT}.yaml").write_text(f"{PROPOSED}\nagreement: Every day at four.\n", encoding="utf-8")
    commit(root)
    done = make(root, event(body("answer-proposal", mentorship=link, answer=ACCEPT), "per-olsen"))
    assert "has changed since you were asked" in done.stderr


FORGE = "forge:\n  platform: github\n  base: https://github.com\n  repository: skua/people\n"


@pytest.mark.parametrize(
    ("command", "who", "form", "choice"),
    [
        ("accept ola-nordmann roles/baker", "per-olsen", "answer-proposal", ACCEPT),
        ("decline ola-nordmann roles/baker", "per-olsen", "answer-proposal", DECLINE),
        ("acknowledge-help ola-nordmann roles/baker/bake-rye", "kari-hansen", "answer-help", SEEN),
    ],
)
def test_a_link_in_a_mail_fills_in_a_form_that_can_be_submitted(
    command: str, who: str, form: str, choice: str, root: Path
) -> None:
    settings = root / "wecomplish.yaml"
    plain = settings.read_text(encoding="utf-8")
    settings.write_text(f"{plain}{FORGE}", encoding="utf-8")
    assert link(root, command, who).path.startswith("/skua/people/edit/main/")
    settings.write_text(f"{plain}{FORGE}  forms: true\n", encoding="utf-8")
    commit(root)
    address = link(root, command, who)
    assert (address.hostname, address.path) == ("github.com", "/skua/people/issues/new")
    ((key, values),) = (pair for pair in parse_qs(address.query).items() if pair[0] != "template")
    assert parse_qs(address.query)["template"] == [f"{form}.yml"]
    assert make(root, event(body(form, **{key: values[0], "answer": choice}), who)).exit == 0
    assert "/edit/main/" in link(root, f"{command} --by {who}", "ola-nordmann").path


def test_a_link_to_the_form_for_a_check_in_names_the_mentorship_as_the_form_does(root: Path) -> None:
    (root / f"{SLOT}.yaml").write_text(ACTIVE, encoding="utf-8")
    settings = root / "wecomplish.yaml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}{FORGE}  forms: true\n", encoding="utf-8")
    commit(root)
    asked = parse_qs(link(root, "checkin ola-nordmann roles/baker", "per-olsen").query)
    assert asked == {"template": ["check-in.yml"], "mentorship": [f"Ola Nordmann: Baker ({SLOT})"]}
    what = event(body("check-in", mentorship=asked["mentorship"][0]), "per-olsen")
    assert make(root, what).stdout == "Ola Nordmann met Per Olsen about Baker on 1 June 2026.\n"


def link(root: Path, command: str, who: str) -> SplitResult:
    """The link that a mail has beside a command."""
    dataset = store.load(root)
    found = Answers(dataset, View(dataset.org, date.fromisoformat(DAY))).link(
        f"wecomplish {command}", who, catalogue.named("en")
    )
    assert found is not None
    return urlsplit(found.address)


# What the gate does not take for the author's.


def _at(said: dict[str, Any], *keys: str) -> dict[str, Any]:
    for key in keys:
        said = said[key]
    return said


def edited(*by: Any, **more: Any) -> Callable[[dict[str, Any]], None]:
    """Some people edited the issue, one after the other."""

    def forge(said: dict[str, Any]) -> None:
        node = _at(said, "edits", "data", "repository", "issue")
        edits = [{"editedAt": WRITTEN, "deletedAt": None, "editor": each, **more} for each in by]
        node["userContentEdits"] = {"totalCount": len(edits), "nodes": edits}
        node["lastEditedAt"] = WRITTEN

    return forge


def with_values(*keys: str, **values: Any) -> Callable[[dict[str, Any]], None]:
    """Something else stands at a place in the platform's answer."""
    return lambda said: _at(said, *keys).update(values)


NODE = ("edits", "data", "repository", "issue")
TOLD: list[tuple[str, Callable[[dict[str, Any]], None]]] = [
    ("another author", with_values("issue", user={"id": 11, "type": "User"})),
    ("a bot", with_values("issue", user={"id": 12, "type": "Bot"})),
    ("an organisation", with_values("issue", user={"id": 12, "type": "Organization"})),
    ("an issue that was moved away", with_values("issue", number=8)),
    ("nobody", with_values("issue", user=None)),
    ("another body", with_values(*NODE, body=body("ask-for-help", expectation=BREAD))),
    ("another day", with_values(*NODE, lastEditedAt="2026-06-02T09:30:00Z")),
    ("a closed issue", with_values(*NODE, state="CLOSED")),
    ("an issue closed a moment ago", with_values("issue", state="closed")),
    ("another issue", with_values(*NODE, number=8)),
    ("a pull request", with_values("issue", pull_request={"url": "x"})),
    ("an app", with_values("issue", performed_via_github_app={"id": 1})),
    ("an edit by a maintainer", edited({"databaseId": 11})),
    ("an edit by a maintainer before the author's", edited({"databaseId": 11}, {"databaseId": 12})),
    ("an edit by a maintainer after the author's", edited({"databaseId": 12}, {"databaseId": 11})),
    ("an edit by a bot", edited({})),
    ("an edit by nobody", edited(None)),
    ("an edit taken out of the list", edited({"databaseId": 12}, deletedAt=WRITTEN)),
    ("a list cut short", with_values(*NODE, userContentEdits={"totalCount": 2, "nodes": []})),
    ("an edit without its list", with_values(*NODE, lastEditedAt=WRITTEN, userContentEdits=None)),
    ("no list", lambda said: _at(said, *NODE).pop("userContentEdits")),
    ("no issue", with_values("edits", "data", "repository", issue=None)),
    ("errors", lambda said: said.update(edits={"errors": [{"message": "x"}]})),
    ("no word of an app", lambda said: said["issue"].pop("performed_via_github_app")),
    ("a number in words", with_values("issue", number="7")),
]


@pytest.mark.sampled(5)
@pytest.mark.parametrize("forge", [each[1] for each in TOLD], ids=[each[0] for each in TOLD])
def test_what_the_platform_tells_is_not_taken_for_the_authors(
    root: Path, forge: Callable[[dict[str, Any]], None]
) -> None:
    what = event(body("ask-for-help", expectation=OVEN))
    assert make(root, what).exit == 0
    said = deepcopy(answers(what))
    forge(said)
    done = judge(root, said)
    assert (done.exit, done.stdout) == (4, "")
    assert done.stderr.count("error:") == 1


def test_an_edit_of_the_authors_own_is_the_day_that_counts(root: Path) -> None:
    what = event(body("ask-for-help", expectation=OVEN), action="edited")
    what["issue"]["created_at"] = "2026-05-30T09:30:00Z"
    assert make(root, what).exit == 0
    said = answers(what)
    edited({"databaseId": 12})(said)
    assert judge(root, said).stdout == "github:12\n"


def amended(*words: str) -> Callable[[Path], None]:
    return lambda root: (git(root, "commit", "--quiet", "--amend", "--no-edit", *words), None)[1]


def wrote(path: str, text: str) -> Callable[[Path], None]:
    def forge(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
        git(root, "add", "--all")
        _amend_unseen(root)

    return forge


def _amend_unseen(root: Path) -> None:
    """Amend a commit so that only its tree tells: the same author, committer, dates and message."""
    about = git(root, "log", "-1", "--format=%an%n%ae%n%at %ai%n%cn%n%ce").splitlines()
    when = f"{about[2].split()[0]} +0000"
    who = {"GIT_COMMITTER_NAME": about[3], "GIT_COMMITTER_EMAIL": about[4], "GIT_COMMITTER_DATE": when}
    subprocess.run(
        ["git", "commit", "--quiet", "--amend", "--no-edit", "--date", when],
        cwd=root,
        check=True,
        env={**os.environ, **who},
    )


def executable(root: Path) -> None:
    name = next((root / "help/ola-nordmann").glob("2026-06-01*"))
    git(root, "update-index", "--chmod=+x", str(name.relative_to(root)))
    _amend_unseen(root)


def on_another_base(root: Path) -> None:
    git(root, "switch", "--quiet", "main")
    (root / "teams/day.yaml").write_text("name: Day\n", encoding="utf-8")
    commit(root)
    git(root, "switch", "--quiet", "intake/7")


def with_another_commit(root: Path) -> None:
    (root / "README.md").write_text("x", encoding="utf-8")
    commit(root)


def merged_with_another(root: Path) -> None:
    git(root, "switch", "--quiet", "--create", "side", "main")
    with_another_commit(root)
    git(root, "switch", "--quiet", "intake/7")
    git(root, "merge", "--quiet", "--no-ff", "--no-edit", "side")


def on_a_base_that_was_replaced(root: Path) -> None:
    """The same files on a base with the same files, which is another commit."""
    base = git(root, "commit-tree", "main^{tree}", "-m", "Another story").strip()
    _commit_raw(root, lambda text: re.sub("(?m)^parent .*$", f"parent {base}", text, count=1))


def with_another_header(root: Path) -> None:
    _commit_raw(root, lambda text: text.replace("\n\n", "\nencoding latin-1\n\n", 1))


def _commit_raw(root: Path, change: Callable[[str], str]) -> None:
    """Move the branch to its commit with other words in it."""
    words = ["git", "hash-object", "-t", "commit", "-w", "--stdin"]
    text = change(git(root, "cat-file", "commit", "HEAD"))
    done = subprocess.run(words, cwd=root, input=text.encode(), check=True, capture_output=True)
    git(root, "reset", "--quiet", "--hard", done.stdout.decode().strip())


def a_link_in_its_place(root: Path) -> None:
    path = next((root / "help/ola-nordmann").glob("2026-06-01*"))
    path.unlink()
    path.symlink_to("../../people/per-olsen.yaml")
    git(root, "add", "--all")
    _amend_unseen(root)


def a_file_less(root: Path) -> None:
    git(root, "rm", "--quiet", "people/per-olsen.yaml")
    _amend_unseen(root)


NOT_IT, MORE = "not the one that the issue asks for", "changes something else"
PUSHED: list[tuple[str, Callable[[Path], None], str]] = [
    ("a file more", wrote("people/eve.yaml", "name: Eve\n"), MORE),
    ("a file outside the data", wrote(".github/workflows/x.yml", "on: push\n"), MORE),
    (
        "another text",
        wrote(
            "help/ola-nordmann/2026-06-01-light-the-oven.yaml",
            "expectation: roles/baker/bake-rye\nstatus: open\n",
        ),
        MORE,
    ),
    ("another mode", executable, MORE),
    ("a link in its place", a_link_in_its_place, MORE),
    ("a file less", a_file_less, MORE),
    ("another header", with_another_header, NOT_IT),
    ("a base that was replaced", on_a_base_that_was_replaced, NOT_IT),
    ("another message", amended("--message", "Something else"), NOT_IT),
    ("another author", amended("--author", "Kari Hansen <kari@fjord.example>"), NOT_IT),
    ("another date", amended("--date", "2026-06-01T10:00:00Z"), NOT_IT),
    ("another commit on top", with_another_commit, NOT_IT),
    ("a merge", merged_with_another, NOT_IT),
    ("a base that has moved on", on_another_base, NOT_IT),
    ("no change at all", lambda root: (git(root, "reset", "--quiet", "--hard", "main"), None)[1], NOT_IT),
]


@pytest.mark.sampled(5)
@pytest.mark.parametrize(("forge", "why"), [each[1:] for each in PUSHED], ids=[each[0] for each in PUSHED])
def test_what_was_pushed_by_hand_is_not_taken_for_the_authors(
    root: Path, forge: Callable[[Path], None], why: str
) -> None:
    what = event(body("ask-for-help", expectation=OVEN))
    assert make(root, what).exit == 0
    git(root, "switch", "--quiet", "intake/7")
    forge(root)
    done = judge(root, answers(what))
    assert (done.exit, done.stdout) == (4, "")
    assert why in done.stderr


def test_a_yes_made_by_hand_does_not_survive_changed_terms(root: Path) -> None:
    what = event(body("answer-proposal", mentorship=proven(root, SLOT), answer=ACCEPT), "per-olsen")
    assert make(root, what).exit == 0
    text = f"{PROPOSED}\nagreement: Every day at four.\n"
    (root / f"{SLOT}.yaml").write_text(text, encoding="utf-8")
    commit(root)
    git(root, "switch", "--quiet", "intake/7")
    git(root, "rebase", "--quiet", "--strategy-option=theirs", "main")
    git(root, "switch", "--quiet", "main")
    done = judge(root, answers(what))
    assert (done.exit, done.stdout) == (4, "")
    assert "has changed since you were asked" in done.stderr


def test_the_forgeries_are_more_than_forty() -> None:
    """With the two issues that are done again, and the yes to other terms."""
    assert len({each[0] for each in (*TOLD, *PUSHED)}) + len(BRANCHES) + 3 > 40


def taken_back(root: Path) -> None:
    assert play("offer", "--open", cwd=root, env={"WECOMPLISH_AS": "per-olsen"}).exit == 0


def answered(root: Path) -> None:
    words = (
        "answer-help",
        "ola-nordmann",
        "roles/baker/light-the-oven",
        "--by",
        "kari-hansen",
        "--today",
        DAY,
    )
    assert play(*words, cwd=root).exit == 0


@pytest.mark.parametrize(
    ("who", "text", "since", "changed"),
    [
        ("per-olsen", body("offer-to-mentor", open=CLOSED), taken_back, "people/per-olsen.yaml"),
        ("ola-nordmann", body("ask-for-help", expectation=OVEN), answered, "help/ola-nordmann"),
    ],
)
def test_an_old_issue_is_not_done_again(
    root: Path, who: str, text: str, since: Callable[[Path], None], changed: str
) -> None:
    what = event(text, who)
    assert make(root, what).exit == 0
    git(root, "merge", "--quiet", "intake/7")
    since(root)
    git(root, "add", "--all")
    later = {**quiet_environment(root), "GIT_COMMITTER_DATE": "2026-06-02T12:00:00Z"}
    subprocess.run(["git", "commit", "--quiet", "--message", "Later"], cwd=root, check=True, env=later)
    assert make(root, what).exit == 0
    done = judge(root, answers(what))
    assert (done.exit, done.stdout) == (4, "")
    assert f"{changed} changed after the issue was written" in done.stderr
    said = answers(what)
    edited({"databaseId": ACCOUNTS[who]})(said)
    said["edits"]["data"]["repository"]["issue"]["lastEditedAt"] = "2026-06-03T09:30:00Z"
    again = event(text, who, action="edited")
    again["issue"]["updated_at"] = "2026-06-03T09:30:00Z"
    assert make(root, again).exit == 0
    assert judge(root, said).stdout == f"github:{ACCOUNTS[who]}\n"


BRANCHES = ("intake/8", "intake/07", "intake/7/x", "intake/", "main", "intake/-7", "Intake/7")


@pytest.mark.parametrize("branch", BRANCHES)
def test_a_branch_of_another_name_is_no_branch_for_the_issue(root: Path, branch: str) -> None:
    what = event(body("ask-for-help", expectation=OVEN))
    assert make(root, what).exit == 0
    done = judge(root, answers(what), branch, head="intake/7")
    assert (done.exit, done.stdout) == (4, "")


def test_the_same_issue_makes_the_same_commit(root: Path) -> None:
    what = event(body("ask-for-help", expectation=OVEN))
    ids = []
    for _ in range(2):
        assert make(root, what).exit == 0
        ids.append(git(root, "rev-parse", "intake/7"))
    assert ids[0] == ids[1]


def test_forms_are_written_read_back_and_known_to_be_out_of_date(root: Path) -> None:
    assert play("forms", "--check", cwd=root).exit == 1
    assert play("forms", "--write", "--today", DAY, cwd=root).exit == 0
    assert play("forms", "--check", "--today", DAY, cwd=root).exit == 0
    for form in FORMS:
        found = yaml.safe_load((root / f".github/ISSUE_TEMPLATE/{form.key}.yml").read_text(encoding="utf-8"))
        assert list(_ids(found)) == [field.key for field in form.fields]
    (root / "roles/cook.yaml").write_text('name: "Cook: \\"x\\" {{ y }}"\n', encoding="utf-8")
    assert play("forms", "--check", "--today", DAY, cwd=root).exit == 1
    assert play("forms", "--write", "--today", DAY, cwd=root).exit == 0
    wishes = yaml.safe_load(
        (root / ".github/ISSUE_TEMPLATE/ask-for-a-mentor.yml").read_text(encoding="utf-8")
    )
    assert 'Cook: "x" {{ y }} (roles/cook)' in wishes["body"][1]["attributes"]["options"]


def _ids(form: dict[str, Any]) -> Iterator[str]:
    """The keys of the questions; what is only shown has none, and is no part of the answer."""
    for part in form["body"]:
        assert part["type"] in ("markdown", "input", "textarea", "dropdown")
        if part["type"] != "markdown":
            yield part["id"]
            options = part["attributes"].get("options", [])
            assert len(options) == len(set(options))


def test_only_the_last_question_of_a_form_may_have_several_lines() -> None:
    firsts = [form.fields[0].label for form in FORMS]
    assert len(firsts) == len(set(firsts))
    assert not [form.key for form in FORMS for field in form.fields[:-1] if field.long]


def test_a_question_may_be_as_long_as_a_body_may_be(root: Path) -> None:
    text = body("ask-for-help", expectation=OVEN, question="x")
    room = MOST_CHARACTERS - len(text)
    assert make(root, event(text + "x" * room)).exit in (0, 1)
    assert "characters" in make(root, event(text + "x" * (room + 1))).stderr


@pytest.mark.parametrize("language", catalogue.languages())
def test_a_form_is_read_as_it_was_written_in_every_language(language: str, root: Path) -> None:
    def asked(lang: str) -> list[Any]:
        forms = forms_in(catalogue.of([lang]))
        bodies = [
            "\n\n".join(f"### {field.label}\n\n{next(iter(field.answers), 'x')}" for field in form.fields)
            for form in forms
        ]
        return [(form.key, answers) for form, answers in map(filled_in, bodies)]

    assert asked(language) == asked("en")
    assert len(asked("en")) > 7
    assert play("forms", "--write", "--lang", language, "--today", DAY, cwd=root).exit == 0
    # They stay in their language.
    assert play("forms", "--check", "--today", DAY, cwd=root).exit == 0
    path = root / ".github/ISSUE_TEMPLATE/offer-to-mentor.yml"
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    words = catalogue.of([language])
    assert form["name"] == words.say("form_offer_to_mentor", "name")
    assert words.say("form_offer_to_mentor", "open_no") in form["body"][1]["attributes"]["options"]


def test_the_first_question_says_which_form_it_is_in_every_language() -> None:
    firsts = [form.fields[0].label for words in catalogue.languages().values() for form in forms_in(words)]
    assert len(firsts) == len(set(firsts))
    for words in catalogue.languages().values():
        for form in forms_in(words):
            assert all(len(field.answers) == len(field.options) for field in form.fields)


def test_an_answer_that_the_form_does_not_have_is_refused_with_those_it_has(root: Path) -> None:
    done = make(root, event(body("offer-to-mentor", open="Perhaps")))
    assert "“Perhaps” is not an answer that the form has" in done.stderr
    assert f"choose “{OPEN}” or “{CLOSED}”" in done.stderr
