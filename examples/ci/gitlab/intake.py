"""Makes a merge request of each issue that asks for a change by a form; run by `intake.yml`.

    python3 -I intake.py TOOL...

TOOL is the command that runs the tool. Nothing of an issue is ever run or part of a command but as one of its
arguments: the tool reads it, and says what to change.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

MARK = "<!-- wecomplish -->"
"""How each of our own comments begins."""
PROPOSED = "This is proposed as a merge request. It counts once somebody has approved it, and it is merged:"
REFUSED = "This could not be done. Edit the issue, which is tried again within 15 minutes, or open a new one:"
CREDENTIALS = '!f() { echo username=intake; echo "password=$INTAKE_TOKEN"; }; f'


def ask(method: str, path: str, **fields: str) -> Any:
    """Ask GitLab's REST interface; what is sent is part of the address of a GET, and else a form."""
    sent = urlencode(fields)
    request = Request(
        f"{os.environ['CI_API_V4_URL']}/{path}" + (f"?{sent}" if method == "GET" else ""),
        data=None if method == "GET" else sent.encode(),
        headers={"PRIVATE-TOKEN": os.environ["INTAKE_TOKEN"]},
        method=method,
    )
    with urlopen(request, timeout=60) as response:
        return json.load(response)


def every(path: str, **fields: str) -> list[Any]:
    """List everything that there is, page by page."""
    found: list[Any] = []
    page = 1
    while some := ask("GET", path, **fields, per_page="100", page=str(page)):
        found += some
        page += 1
    return found


def git(*words: str, stdin: bytes = b"") -> str:
    """Run git."""
    done = subprocess.run(["git", *words], input=stdin, stdout=subprocess.PIPE, check=True)
    return done.stdout.decode().strip()


def made(tool: list[str], issue: dict[str, Any]) -> tuple[bytes | None, str]:
    """Have the tool make the change that an issue asks for: the commit, or None, and what it said."""
    with tempfile.TemporaryDirectory() as folder:
        asked, change = Path(folder, "issue.json"), Path(folder, "change")
        asked.write_text(json.dumps(issue), encoding="utf-8")
        words = [*tool, "intake", str(asked), "--org", os.environ["FOLDER"], "--output", str(change)]
        done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        return change.read_bytes() if done.returncode == 0 else None, done.stdout.decode()


def propose(project: str, number: int, change: bytes, earlier: list[Any]) -> None:
    """Push the branch of an issue, unless it is there, and open the merge request, or ours again."""
    branch = f"intake/{number}"
    git("fast-import", "--quiet", "--force", stdin=change)
    commit = git("rev-parse", f"refs/heads/{branch}")
    remote = f"{os.environ['CI_PROJECT_URL']}.git"
    with_token = ("-c", f"credential.helper={CREDENTIALS}")
    if commit not in git(*with_token, "ls-remote", remote, f"refs/heads/{branch}"):
        refs = f"refs/heads/{branch}:refs/heads/{branch}"
        git(*with_token, "push", "--quiet", "--force", remote, refs)
    if earlier and not any(each["state"] == "opened" for each in earlier):
        ask("PUT", f"{project}/merge_requests/{int(earlier[0]['iid'])}", state_event="reopen")
    elif not earlier:
        ask(
            "POST",
            f"{project}/merge_requests",
            source_branch=branch,
            target_branch=os.environ["CI_DEFAULT_BRANCH"],
            title=git("log", "-1", "--format=%s", commit),
            description=f"Closes #{number}.",
            remove_source_branch="true",
        )


def withdraw(project: str, me: int, standing: set[str]) -> None:
    """Close our merge requests that no open issue asks for any more, so that nobody approves them."""
    for request in every(f"{project}/merge_requests", state="opened", author_id=str(me)):
        folder, _, number = request["source_branch"].partition("/")
        if folder == "intake" and request["author"]["id"] == me and number not in standing:
            ask("PUT", f"{project}/merge_requests/{int(request['iid'])}", state_event="close")
            print(f"issue {number}: withdrawn")


def is_over(requests: list[Any], me: int) -> bool:
    """Whether somebody merged the request for an issue, or closed it."""
    if any(each["state"] == "opened" for each in requests):
        return False
    return any((each.get("closed_by") or {}).get("id") != me for each in requests)


def answer(project: str, number: int, me: int, said: str, *, done: bool) -> None:
    """Say in one comment what became of an issue; it is changed only if that is something else now."""
    # An indented line is no markup, and mentions nobody.
    shown = "".join(f"    {line}\n" for line in said.splitlines())
    body = f"{MARK}\n\n{PROPOSED if done else REFUSED}\n\n{shown}".strip()
    notes = f"{project}/issues/{number}/notes"
    ours = [each for each in every(notes) if each["author"]["id"] == me and each["body"].startswith(MARK)]
    if not ours:
        ask("POST", notes, body=body)
    elif ours[0]["body"].strip() != body:
        ask("PUT", f"{notes}/{int(ours[0]['id'])}", body=body)


def main(tool: list[str]) -> None:
    """Go through the open issues whose title begins as those of the forms do."""
    project = f"projects/{quote(os.environ['CI_PROJECT_ID'], safe='')}"
    me = int(ask("GET", "user")["id"])
    standing: set[str] = set()
    for issue in every(f"{project}/issues", state="opened"):
        if not issue["title"].startswith(os.environ["PREFIX"]):
            continue
        number = int(issue["iid"])
        requests = every(f"{project}/merge_requests", source_branch=f"intake/{number}", state="all")
        if is_over(requests, me):
            continue
        change, said = made(tool, issue)
        if change is not None:
            standing.add(str(number))
            propose(project, number, change, requests)
        answer(project, number, me, said, done=change is not None)
        print(f"issue {number}: {'proposed' if change is not None else 'refused'}")
    withdraw(project, me, standing)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (URLError, subprocess.CalledProcessError) as error:
        sys.exit(f"stopped: {error}; what is left is done at the next run")
