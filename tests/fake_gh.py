"""Stands in for `gh api`: answers from a file, with the real jq; what would change things is only noted."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

import jq  # type: ignore[import-not-found]  # it ships no types


def main() -> None:
    """Answer one call as `gh` does."""
    folder = Path(os.environ["FAKE_GH"])
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("command", choices=["api"])
    parser.add_argument("path")
    parser.add_argument("--method", default="GET")
    parser.add_argument("--jq")
    parser.add_argument("--raw-field", "--field", dest="fields", action="append", default=[])
    parser.add_argument("--paginate", action="store_true")
    parser.add_argument("--silent", action="store_true")
    given = parser.parse_args()
    if os.environ.get("GH_TOKEN") != "secret":
        sys.exit("gh: not logged in")
    with (folder / "calls" if given.method != "GET" else folder / "asked").open("a") as log:
        fields = [_read(each) for each in given.fields]
        log.write(json.dumps([given.method, given.path, *fields]) + "\n")
    if given.method != "GET":
        return
    pages = json.loads((folder / "api.json").read_text()).get(given.path.partition("?")[0])
    if pages is None:
        sys.exit("gh: Not Found (HTTP 404)")
    for page in pages if given.paginate else pages[:1]:
        for found in jq.compile(given.jq).input_value(page):
            sys.stdout.write(f"{found if isinstance(found, str) else json.dumps(found)}\n")


def _read(given: str) -> str:
    key, _, value = given.partition("=")
    return f"{key}={Path(value[1:]).read_text()}" if value.startswith("@") else given


if __name__ == "__main__":
    main()
