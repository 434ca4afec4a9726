"""An issue as the platform tells of it: by an event when it happens, or asked again by the gate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wecomplish_cli.errors import RefusedError

TRY_AGAIN = "open a new issue with the form"


@dataclass(frozen=True)
class Issue:
    """What somebody asked for by an issue."""

    number: int
    account: str
    """Who opened it, by the platform's own number: `github:583231`."""
    body: str
    written: datetime
    """When the body was written last."""

    @property
    def is_asked_again(self) -> bool:
        """Whether a gate asks the platform for it once more: GitLab has none."""
        return not self.account.startswith("gitlab:")


def of_event(event: Any) -> Issue:
    """Read an event of GitHub's: an issue was opened, or its author edited it. Or an issue of GitLab's.

    Raises:
        RefusedError: if it is another kind of event, or somebody else edited the issue.
    """
    if isinstance(event, dict) and "iid" in event:
        return of_gitlab(event)
    if not isinstance(event, dict) or not isinstance(event.get("issue"), dict):
        raise RefusedError("this is not an event of an issue", "give the event that started the workflow")
    issue = event["issue"]
    if event.get("action") not in ("opened", "edited", "reopened"):
        raise RefusedError(f"nothing follows from `{event.get('action')}`", "only opening and editing do")
    author = _author(issue)
    if event["action"] == "edited" and _number(event.get("sender"), "id") != author:
        raise RefusedError("somebody other than its author edited it", TRY_AGAIN)
    _require_written_by_hand(issue)
    written = issue.get("created_at") if event["action"] == "opened" else issue.get("updated_at")
    return Issue(_number(issue, "number"), f"github:{author}", str(issue.get("body") or ""), _time(written))


def of_gitlab(issue: Any) -> Issue:
    """Read an issue as GitLab's REST interface gives it.

    Who edited its text, and when, is not told there, so its day is the one on which it was opened.

    Raises:
        RefusedError: if it is not open, or not all about it is told.
    """
    if str(issue.get("state")) != "opened":
        raise RefusedError("the issue is not open", "open it again")
    author = _number(issue.get("author"), "id")
    lines = str(issue.get("description") or "").splitlines()
    body = "\n".join(line for line in lines if not (line.startswith("<!--") and line.endswith("-->")))
    return Issue(_number(issue, "iid"), f"gitlab:{author}", body, _time(issue.get("created_at")))


def of_answers(said: Any, number: int) -> Issue:
    """Read what the platform answered when asked for an issue, with every edit of its body.

    `said` has two keys: `issue`, as GitHub's REST interface gives it, and `edits`, the answer to the query in
    `examples/ci/github/gate.yml`.

    Raises:
        RefusedError: if the issue is not open, no issue of a person's, or anybody else edited its body.
    """
    try:
        issue, node = said["issue"], said["edits"]["data"]["repository"]["issue"]
        edits = node["userContentEdits"] or {"totalCount": 0, "nodes": []}
        editors = [_editor(each) for each in edits["nodes"]]
        total, body, edited = edits["totalCount"], str(node["body"]), node["lastEditedAt"]
        author = _author(issue)
        numbers = {_number(issue, "number"), _number(node, "number")}
        stated = (str(issue["state"]).lower(), str(node["state"]).lower())
    except (KeyError, TypeError):
        raise RefusedError("the platform did not tell all about the issue", "run the check again") from None
    if numbers != {number}:
        raise RefusedError(f"the platform told of another issue than {number}", "run the check again")
    if stated != ("open", "open"):
        raise RefusedError("the issue is not open", "open it again, or close this pull request")
    _require_written_by_hand(issue)
    if total != len(editors) or (edited is not None and not editors):
        raise RefusedError("the platform did not tell of every edit of the issue", TRY_AGAIN)
    if set(editors) - {author}:
        raise RefusedError("somebody other than its author edited it", TRY_AGAIN)
    return Issue(number, f"github:{author}", body, _time(edited or issue.get("created_at")))


def _author(issue: Any) -> int:
    if not isinstance(issue.get("user"), dict) or issue["user"].get("type") != "User":
        raise RefusedError("it was not opened by a person", TRY_AGAIN)
    return _number(issue["user"], "id")


def _editor(edit: Any) -> int:
    """The account that made an edit; 0 where it is nobody's, or the edit was taken out of the list."""
    if edit.get("deletedAt") is not None or not edit.get("editor"):
        return 0
    return _number(edit["editor"], "databaseId")


def _require_written_by_hand(issue: Any) -> None:
    if "pull_request" in issue:
        raise RefusedError("it is a pull request, not an issue", TRY_AGAIN)
    # Where the key is missing, it is not known: an app may open an issue in a person's name.
    if issue.get("performed_via_github_app", True) is not None:
        raise RefusedError("it was opened through an app, not by a person", TRY_AGAIN)


def _number(said: Any, key: str) -> int:
    number = said.get(key) if isinstance(said, dict) else None
    if type(number) is not int or number <= 0:
        raise RefusedError(f"the platform did not tell its `{key}`", TRY_AGAIN)
    return number


def _time(said: Any) -> datetime:
    try:
        found = datetime.fromisoformat(str(said))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise RefusedError("the platform did not tell when it was written", TRY_AGAIN)
    return found
