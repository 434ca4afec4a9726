"""Mail through a real server that fails in every way: nothing is lost, and every repeat can be recognised."""

from __future__ import annotations

import random
import socket
from typing import TYPE_CHECKING

import pytest

from tests.conftest import TODAY, Done, git
from tests.golden.stage import BAKERY, commit, copied, play, repository
from tests.mail_server import (
    BEHAVIOURS,
    FINAL,
    HOST,
    IN_DOUBT,
    PASSWORD,
    SILENT,
    USER,
    Script,
    authority,
    free_port,
    serving,
)
from wecomplish_cli.notify import delivery

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KARI, OLA, PER = "kari@fjord.example", "ola@fjord.example", "per@fjord.example"
NOTIFIED, SENDING = "refs/wecomplish/notified", "refs/wecomplish/sending"


@pytest.fixture(scope="module")
def busy_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose newest commits concern three people, and of which nobody has been told."""
    root = repository(tmp_path_factory.mktemp("mail") / "org", BAKERY)
    for line in (
        "assign ola first-aid --mentor kari",
        "request-help ola light-the-oven",
        "offer per --capacity 2",
    ):
        assert play(*line.split(), "--commit", "--today", TODAY, cwd=root).exit == 0
    return root


@pytest.fixture
def busy(busy_once: Path, tmp_path: Path) -> Path:
    """A copy of that repository."""
    return copied(busy_once, tmp_path / "org")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Script, dict[str, str]]]:
    """A server with STARTTLS and a password, and the environment that names it."""
    context, trusted = authority(tmp_path_factory.mktemp("authority"))
    script = Script()
    with serving(script, context) as port:
        yield script, environment(port, trusted)


@pytest.fixture
def script(served: tuple[Script, dict[str, str]], monkeypatch: pytest.MonkeyPatch) -> Script:
    """The server's script, empty; and nobody waits long."""
    monkeypatch.setattr(delivery, "PAUSES", (0.0, 0.0, 0.0))
    monkeypatch.setattr(delivery, "PATIENCE", 5.0)
    served[0].__init__()  # type: ignore[misc]
    return served[0]


@pytest.fixture
def env(served: tuple[Script, dict[str, str]]) -> dict[str, str]:
    """The environment that names the server."""
    return dict(served[1])


def environment(port: int, trusted: str) -> dict[str, str]:
    return {
        "WECOMPLISH_SMTP_HOST": HOST,
        "WECOMPLISH_SMTP_PORT": str(port),
        "WECOMPLISH_SMTP_FROM": "mentoring@fjord.example",
        "WECOMPLISH_SMTP_USER": USER,
        "WECOMPLISH_SMTP_PASSWORD": PASSWORD,
        "WECOMPLISH_SMTP_CAFILE": trusted,
    }


def notify(root: Path, env: dict[str, str], *more: str) -> Done:
    """Tell what the three newest commits changed, or what an earlier run left."""
    first = [] if git(root, "for-each-ref", NOTIFIED) else ["--base", "HEAD~3"]
    done = play("notify", *first, *more, "--today", TODAY, cwd=root, env=env)
    assert git(root, "status", "--porcelain") == ""
    assert "Traceback" not in done.stderr
    return done


def told_all(root: Path) -> bool:
    """Whether everyone counts as told up to the newest commit."""
    found = git(root, "for-each-ref", "--format=%(objectname)", NOTIFIED).strip()
    return found == git(root, "rev-parse", "HEAD").strip() and not git(root, "for-each-ref", SENDING)


def test_everyone_is_told_once(script: Script, env: dict[str, str], busy: Path) -> None:
    done = notify(busy, env)
    assert (done.exit, done.stderr) == (0, "")
    assert done.stdout.endswith("3 messages were sent.\n")
    assert [message["To"].addresses[0].addr_spec for message in script.arrived] == [OLA, KARI, PER]
    assert told_all(busy)
    assert notify(busy, env).stdout.startswith("Nothing to do: all that changed up to HEAD has been mailed")
    assert len(script.arrived) == 3


def test_what_arrives_is_a_mail_of_a_program_in_two_forms(
    script: Script, env: dict[str, str], busy: Path
) -> None:
    notify(busy, env)
    for message in script.arrived:
        assert message["Auto-Submitted"] == "auto-generated"
        assert message["From"] == "Skua Bakery <mentoring@fjord.example>"
        assert message["Message-ID"].endswith("@wecomplish.invalid>")
        assert message["Date"].datetime.tzinfo is not None
        assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    to_per = script.arrived[2]
    assert to_per["Reply-To"] == f"Ola Nordmann <{OLA}>"
    assert script.arrived[0]["Reply-To"] is None


def test_tls_from_the_start(script: Script, env: dict[str, str], busy: Path, tmp_path: Path) -> None:
    context, trusted = authority(tmp_path)
    with serving(script, context, tls=True) as port:
        env |= environment(port, trusted) | {"WECOMPLISH_SMTP_SECURITY": "tls", "WECOMPLISH_SMTP_USER": ""}
        assert notify(busy, env).exit == 0
    assert len(script.arrived) == 3


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "tries",
    [
        ["451 at RCPT"],
        ["451 at DATA"],
        ["451 at RCPT", "451 at DATA"],
        ["500 at DATA"],
        ["503 at RCPT", "500 at DATA"],
    ],
)
def test_a_server_that_is_busy_is_asked_again(
    tries: list[str], script: Script, env: dict[str, str], busy: Path
) -> None:
    script.tries[KARI] = tries
    assert notify(busy, env).exit == 0
    assert len(script.arrived) == 3
    assert told_all(busy)


def test_what_three_tries_do_not_send_is_sent_by_the_next_run(
    script: Script, env: dict[str, str], busy: Path
) -> None:
    script.tries[KARI] = ["451 at DATA"] * 3
    done = notify(busy, env)
    assert done.exit == 5
    assert "not sent to Kari Hansen: 451 4.3.0 Try again\n" in done.stderr
    assert "error: 2 messages were sent; 1 not sent\n" in done.stderr
    assert "help: run it again: it sends what is missing, and nothing twice\n" in done.stderr
    assert not told_all(busy)
    assert notify(busy, env).stdout.endswith("1 message was sent.\n")
    assert len(script.arrived) == 3
    assert len(set(script.seen[KARI])) == 1
    assert told_all(busy)


@pytest.mark.parametrize("refusal", FINAL)
def test_what_is_refused_for_good_is_listed_and_not_tried_again(
    refusal: str, script: Script, env: dict[str, str], busy: Path
) -> None:
    script.tries[OLA] = [refusal]
    done = notify(busy, env)
    assert done.exit == 5
    assert "refused to Ola Nordmann: 55" in done.stderr
    assert "error: 2 messages were sent; 1 refused for good\n" in done.stderr
    assert told_all(busy)
    assert notify(busy, env).exit == 0
    assert len(script.arrived) == 2


def test_a_line_that_the_server_does_not_understand_refuses_nobody_for_good(
    script: Script, env: dict[str, str], busy: Path
) -> None:
    script.tries[KARI] = ["500 at DATA"] * 3
    done = notify(busy, env)
    assert done.exit == 5
    assert "not sent to Kari Hansen: 500 5.5.2 Line too long\n" in done.stderr
    assert not told_all(busy)
    assert notify(busy, env).exit == 0
    assert len(script.arrived) == 3
    assert told_all(busy)


def test_a_line_dropped_after_the_message_means_it_is_sent_again_with_the_same_id(
    script: Script, env: dict[str, str], busy: Path
) -> None:
    script.tries[PER] = ["dropped after DATA"]
    assert notify(busy, env).exit == 0
    to_per = [message for message in script.arrived if PER in message["To"]]
    assert len(to_per) == 2
    assert len({message["Message-ID"] for message in to_per}) == 1


def test_a_server_that_never_answers_is_not_waited_for_long(
    script: Script, env: dict[str, str], busy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "PATIENCE", 0.4)
    monkeypatch.setattr(delivery, "PAUSES", (0.0, 0.0))
    script.tries[KARI] = [SILENT] * 2
    done = notify(busy, env)
    assert done.exit == 5
    assert "not sent to Kari Hansen: the server did not answer within 0.4 seconds\n" in done.stderr
    assert len(script.arrived) == 2
    assert not told_all(busy)


def test_a_listener_that_says_nothing_is_no_mail_server(
    script: Script, env: dict[str, str], busy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "PATIENCE", 0.3)
    monkeypatch.setattr(delivery, "PAUSES", (0.0,))
    with socket.create_server((HOST, 0)) as silent:
        env["WECOMPLISH_SMTP_PORT"] = str(silent.getsockname()[1])
        done = notify(busy, env)
    assert done.exit == 5
    assert done.stderr.count("did not answer within 0.3 seconds") == 3
    assert script.arrived == []


def hopeless(root: Path, env: dict[str, str], script: Script) -> str:
    """Fail to send anything, having tried once; returns what was said."""
    done = notify(root, env)
    assert done.exit == 5
    assert "error: 0 messages were sent; 3 not sent\n" in done.stderr
    assert script.arrived == []
    assert not told_all(root)
    return done.stderr


def test_nobody_listens(script: Script, env: dict[str, str], busy: Path) -> None:
    env["WECOMPLISH_SMTP_PORT"] = str(free_port())
    assert "the server cannot be reached: Connection refused" in hopeless(busy, env, script)


def test_a_certificate_of_an_unknown_authority_is_not_trusted(
    script: Script, env: dict[str, str], busy: Path, tmp_path: Path
) -> None:
    env["WECOMPLISH_SMTP_CAFILE"] = authority(tmp_path)[1]
    said = hopeless(busy, env, script)
    assert f"the certificate of {HOST} cannot be trusted: " in said
    assert "help: nothing is sent without a certificate that can be verified" in said


def test_a_certificate_for_another_host_is_not_trusted(
    script: Script, env: dict[str, str], busy: Path
) -> None:
    env["WECOMPLISH_SMTP_HOST"] = "localhost"
    assert "the certificate of localhost cannot be trusted: " in hopeless(busy, env, script)


def test_a_wrong_password_is_not_tried_again(script: Script, env: dict[str, str], busy: Path) -> None:
    env["WECOMPLISH_SMTP_PASSWORD"] = "guess"  # noqa: S105 - a wrong one
    said = hopeless(busy, env, script)
    assert "the server refuses the sender: 535" in said
    assert "help: look at WECOMPLISH_SMTP_USER, _PASSWORD and _FROM\n" in said
    assert "guess" not in said


def test_no_password_where_one_is_asked_for_loses_nothing(
    script: Script, env: dict[str, str], busy: Path
) -> None:
    env["WECOMPLISH_SMTP_USER"] = ""
    assert "530" in hopeless(busy, env, script)


def test_nothing_is_sent_in_the_clear(script: Script, env: dict[str, str], busy: Path) -> None:
    with serving(script, None) as port:
        env["WECOMPLISH_SMTP_PORT"] = str(port)
        assert "does not offer what is needed: STARTTLS" in hopeless(busy, env, script)
        env["WECOMPLISH_SMTP_SECURITY"] = "tls"
        assert "does not speak TLS as expected" in hopeless(busy, env, script)


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("HOST", "", "WECOMPLISH_SMTP_HOST is not set"),
        ("FROM", "", "WECOMPLISH_SMTP_FROM is not set"),
        ("FROM", "us@fjord.example\nBcc: all", "is not an e-mail address"),
        ("FROM", "us..all@fjord.example", "`us..all` begins or ends with a dot"),
        ("FROM", "v\u00e5r@fjord.example", "only accept ASCII letters before the @"),
        ("PORT", "smtp", "`smtp` is not a port number"),
        ("PORT", "0", "`0` is not a port number"),
        ("SECURITY", "none", "`none` is unknown"),
        ("CAFILE", "no/such.pem", "WECOMPLISH_SMTP_CAFILE cannot be read"),
    ],
)
def test_settings_that_name_no_server_are_refused(
    name: str, value: str, said: str, script: Script, env: dict[str, str], busy: Path
) -> None:
    env[f"WECOMPLISH_SMTP_{name}"] = value
    done = notify(busy, env)
    assert done.exit == 2
    assert said in done.stderr
    assert script.arrived == []


def test_what_is_over_the_limit_stays_for_the_next_run(
    script: Script, env: dict[str, str], busy: Path
) -> None:
    done = notify(busy, env, "--limit", "2")
    assert done.exit == 5
    assert "error: 2 messages were sent; 1 over the limit of one run\n" in done.stderr
    assert not told_all(busy)
    assert notify(busy, env, "--limit", "2").exit == 0
    assert len(script.arrived) == len(set(script.ids())) == 3
    assert told_all(busy)


@pytest.mark.parametrize("international", [True, False])
def test_an_address_of_any_letters_is_sent_to_where_the_server_can(
    international: bool, script: Script, env: dict[str, str], busy: Path, tmp_path: Path
) -> None:
    address = "k\u00e5ri@fjord.example"
    assert play("set", "person", "kari", "email", address, "--commit", cwd=busy).exit == 0
    context, trusted = authority(tmp_path)
    with serving(script, context, international=international) as port:
        env |= environment(port, trusted)
        done = play("notify", "--base", "HEAD~4", "--today", TODAY, cwd=busy, env=env)
    arrived = bool(script.seen[address])
    assert arrived == (done.exit == 0) == international
    unable = "refused to Kari Hansen: the server cannot send to an address with such letters\n"
    assert (unable in done.stderr) != international
    assert told_all(busy)


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("kari@fj\u00f8rd.example", "kari@xn--fjrd-hra.example"),
        ("kari@stra\u00dfe.example", "kari@xn--strae-oqa.example"),
        ("Kari@\u0444\u044c\u043e\u0440\u0434.example", "Kari@xn--d1atgo4b.example"),
    ],
)
def test_a_domain_of_any_letters_is_sent_to_by_every_server(
    address: str, sent: str, script: Script, env: dict[str, str], busy: Path, tmp_path: Path
) -> None:
    assert play("set", "person", "kari", "email", address, "--commit", cwd=busy).exit == 0
    context, trusted = authority(tmp_path)
    with serving(script, context, international=False) as port:
        env |= environment(port, trusted) | {"WECOMPLISH_SMTP_FROM": "mentoring@fj\u00f8rd.example"}
        done = play("notify", "--base", "HEAD~4", "--today", TODAY, cwd=busy, env=env)
    assert (done.exit, done.stderr) == (0, "")
    (message,) = [m for m in script.arrived if "Kari" in m["To"]]
    assert message["To"].addresses[0].addr_spec == sent
    assert message["From"].addresses[0].addr_spec == "mentoring@xn--fjrd-hra.example"
    assert script.seen[sent]


def test_an_address_that_cannot_exist_is_as_good_as_none(
    script: Script, env: dict[str, str], busy: Path
) -> None:
    assert play("set", "person", "kari", "email", "kari@fjord-.example", "--commit", cwd=busy).exit == 0
    done = play("notify", "--base", "HEAD~4", "--today", TODAY, cwd=busy, env=env)
    assert done.exit == 5
    assert "error: 2 messages were sent; 1 for people without an address\n" in done.stderr
    assert len(script.arrived) == 2


def test_an_answer_to_an_address_that_few_servers_take_is_not_asked_for(
    script: Script, env: dict[str, str], busy: Path, tmp_path: Path
) -> None:
    assert play("set", "person", "per", "email", "p\u00e9r@fjord.example", "--commit", cwd=busy).exit == 0
    context, trusted = authority(tmp_path)
    with serving(script, context, international=False) as port:
        env |= environment(port, trusted)
        done = play("notify", "--base", "HEAD~4", "--today", TODAY, cwd=busy, env=env)
    assert "error: 2 messages were sent; 1 refused for good\n" in done.stderr
    (to_ola,) = [m for m in script.arrived if OLA in m["To"]]
    assert to_ola["Reply-To"] is None


def test_whoever_has_no_address_is_listed_and_holds_nobody_up(
    script: Script, env: dict[str, str], busy: Path
) -> None:
    assert play("set", "person", "kari", "email", "--unset", "--commit", cwd=busy).exit == 0
    line = ["notify", "--base", "HEAD~4", "--limit", "1", "--today", TODAY]
    done = play(*line, cwd=busy, env=env)
    without = "1 for people without an address"
    assert f"error: 1 message was sent; {without}; 1 over the limit of one run\n" in done.stderr
    done = play(*line, cwd=busy, env=env)
    assert done.exit == 5
    assert "no address for Kari Hansen in the data: " in done.stderr
    assert f"error: 1 message was sent; {without}\n" in done.stderr
    assert told_all(busy)
    assert len(script.arrived) == 2


def test_a_fresh_clone_goes_on_where_another_one_failed(
    script: Script, env: dict[str, str], busy: Path, tmp_path: Path
) -> None:
    script.tries[PER] = ["451 at RCPT"] * 3
    git(tmp_path, "clone", "--quiet", "--bare", str(busy), "shared.git")
    for number, exit_code in ((1, 5), (2, 0), (3, 0)):
        git(tmp_path, "clone", "--quiet", "shared.git", f"clone{number}")
        clone = tmp_path / f"clone{number}"
        git(clone, "fetch", "--quiet", "origin", "+refs/wecomplish/*:refs/wecomplish/*")
        assert notify(clone, env).exit == exit_code
        git(clone, "push", "--quiet", "--prune", "origin", "+refs/wecomplish/*:refs/wecomplish/*")
    assert len(script.ids()) == len(set(script.ids())) == 3
    assert told_all(clone)
    assert told_all(tmp_path / "shared.git")


def test_a_shallow_clone_says_what_to_fetch(env: dict[str, str], busy: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{busy}", "shallow")
    base = git(busy, "rev-parse", "HEAD~3").strip()
    done = play("notify", "--base", base, cwd=tmp_path / "shallow", env=env)
    assert done.exit == 3
    assert f"error: this clone is shallow and lacks the commit `{base}` to compare with\n" in done.stderr
    assert "git fetch --unshallow" in done.stderr


def test_what_was_told_is_not_told_again_whatever_the_base(
    script: Script, env: dict[str, str], busy: Path
) -> None:
    assert notify(busy, env, "--head", "HEAD~2").exit == 0
    assert len(script.arrived) == 2
    assert notify(busy, env, "--base", "HEAD~3").exit == 0
    assert notify(busy, env, "--base", "HEAD~3").stdout.startswith("Nothing to do:")
    assert len(script.arrived) == 3
    assert told_all(busy)


def test_two_datasets_in_one_repository_are_told_apart(
    script: Script, env: dict[str, str], tmp_path: Path
) -> None:
    root = tmp_path / "both"
    for name in ("a", "b.c d"):
        copied(BAKERY, root / name)
    git(tmp_path, "init", "--quiet", "both")
    git(root, "config", "user.email", KARI)
    commit(root)
    for name in ("a", "b.c d"):
        assert play("notify", "--base", "HEAD", cwd=root / name, env=env).exit == 0
        line = ["request-help", "ola", "light-the-oven", "--commit"]
        assert play(*line, "--today", TODAY, cwd=root / name).exit == 0
    for name in ("a", "b.c d"):
        assert play("notify", "--today", TODAY, cwd=root / name, env=env).exit == 0
    assert len(script.arrived) == 2


@pytest.mark.sampled(8)
@pytest.mark.parametrize("seed", range(32))
def test_however_the_server_fails_no_message_is_lost(
    seed: int, script: Script, env: dict[str, str], busy: Path
) -> None:
    chance = random.Random(seed)  # noqa: S311 - to be the same each time
    planned = {who: chance.choices(BEHAVIOURS[1:], k=chance.randint(1, 5)) for who in (KARI, OLA, PER)}
    script.tries |= {who: list(tries) for who, tries in planned.items()}
    for _run in range(4):
        done = notify(busy, env)
        if told_all(busy):
            break
        assert done.exit == 5
        assert "not sent" in done.stderr
    assert told_all(busy)
    for who, tries in planned.items():
        made = tries[: len(tries) - len(script.tries[who])]
        refused = [each for each in made if each in FINAL]
        arrived = [m["Message-ID"] for m in script.arrived if who in m["To"]]
        doubts = sum(each in IN_DOUBT for each in made)
        assert len(arrived) == doubts + (0 if refused else 1), made
        assert len(set(script.seen[who])) <= 1
    notify(busy, env)
    assert len(set(script.ids())) == len({m["To"] for m in script.arrived})


def test_a_digest_goes_to_everyone_whom_something_needs(
    script: Script, env: dict[str, str], busy: Path
) -> None:
    script.tries[PER] = ["550 at RCPT"]
    done = play("digest", "--all", "--today", TODAY, cwd=busy, env=env)
    assert done.exit == 5
    assert "error: 2 messages were sent; 1 refused for good\n" in done.stderr
    again = play("digest", "ola", "--today", TODAY, cwd=busy, env=env)
    assert again.exit == 0
    to_ola = [message["Message-ID"] for message in script.arrived if OLA in message["To"]]
    assert len(to_ola) == 2
    assert len(set(to_ola)) == 1


def test_a_digest_over_the_limit_sends_nothing(script: Script, env: dict[str, str], busy: Path) -> None:
    done = play("digest", "--all", "--limit", "2", "--today", TODAY, cwd=busy, env=env)
    assert done.exit == 2
    assert "3 messages are more than the 2 of one run" in done.stderr
    assert script.arrived == []


def test_a_request_for_familiarity_comes_from_whoever_asks(
    script: Script, env: dict[str, str], busy: Path
) -> None:
    assert play("ask-familiarity", "ola", "--send", "--today", TODAY, cwd=busy, env=env).exit == 0
    (message,) = script.arrived
    assert message["Reply-To"] == f"Kari Hansen <{KARI}>"
    assert message["To"] == f"Ola Nordmann <{OLA}>"
    assert git(busy, "status", "--porcelain") == ""
