"""What a command writes is allowed to whoever may run it; each step is a commit of its own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.conftest import TODAY
from tests.golden.stage import play, repository
from wecomplish_cli.review.authorize import authorize
from wecomplish_cli.review.merge import review

if TYPE_CHECKING:
    from pathlib import Path

ROLE = "roles/platform-engineer"
STEPS = (
    ("ola-nordmann", f"indicate ola-nordmann {ROLE}/keep-pipelines-green comfortable"),
    ("ola-nordmann", f"indicate ola-nordmann {ROLE}/keep-pipelines-green --unclear"),
    ("per-olsen", "offer per-olsen --capacity 9 --topic roles/platform-engineer"),
    ("siri-berg", "offer siri-berg --capacity 9"),
    ("ola-nordmann", f"request-help ola-nordmann {ROLE}/review-changes"),
    ("siri-berg", f"acknowledge-help ola-nordmann {ROLE}/review-changes --by siri-berg"),
    ("per-olsen", f"answer-help ola-nordmann {ROLE}/review-changes --by per-olsen"),
    ("per-olsen", f"checkin ola-nordmann {ROLE} --minutes 20 --next 2026-06-20"),
    ("per-olsen", f"pause ola-nordmann {ROLE} --until 2026-07-01"),
    ("ola-nordmann", f"resume ola-nordmann {ROLE}"),
    ("ola-nordmann", f"complete ola-nordmann {ROLE} --reason Done."),
    ("ola-nordmann", f"assign ola-nordmann {ROLE} --mentor siri-berg --propose"),
    ("siri-berg", f"accept ola-nordmann {ROLE} --by siri-berg"),
    ("siri-berg", f"assign ola-nordmann {ROLE} --mentor siri-berg --until 2026-12-01"),
    ("siri-berg", f"pause ola-nordmann {ROLE} --until 2026-07-01"),
    ("kari-hansen", f"assign ola-nordmann {ROLE} --mentor per-olsen --replace --reason Moved."),
    ("kari-hansen", f"assign ola-nordmann {ROLE} --mentor per-olsen --co-mentor bo-lind"),
    ("per-olsen", f"assign ola-nordmann {ROLE} --mentor per-olsen --co-mentor siri-berg"),
    ("kari-hansen", f"end ola-nordmann {ROLE} --reason Enough."),
    ("per-olsen", f"assign ola-nordmann {ROLE} --mentor per-olsen --propose"),
    ("ola-nordmann", f"decline ola-nordmann {ROLE} --by ola-nordmann --reason No."),
    ("kari-hansen", f"assign ola-nordmann {ROLE} --mentor siri-berg"),
    ("kari-hansen", "rename roles/platform-engineer pipeline-engineer"),
    ("kari-hansen", "rename people/ola-nordmann ola-ny"),
    ("kari-hansen", "set person per-olsen leaders kari-hansen ingrid-halvorsen"),
)


def test_each_step_is_allowed_to_whoever_takes_it(tmp_path: Path, thorough: bool) -> None:
    root = repository(tmp_path / "org")
    for number, (person, line) in enumerate(STEPS):
        env = {"WECOMPLISH_AS": person}
        done = play(*line.split(), "--commit", "--today", TODAY, cwd=root, env=env)
        assert done.exit == 0, (line, done)
        assert not done.stdout.startswith("Nothing to do"), line
        if number % 3 and not thorough:
            continue
        change = review(root, "HEAD~1", "HEAD")
        accounts = change.base.org.people[person].accounts
        answer = authorize(change, [f"github:{accounts['github'].id}"], [], date.fromisoformat(TODAY))
        assert answer.rulings, line
        assert answer.allowed, (person, line, [each for each in answer.rulings if not each.allowed])
        assert not authorize(change, ["github:990000129"], [], date.fromisoformat(TODAY)).allowed, line
