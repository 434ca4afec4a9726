"""Talks to yaml-language-server, as editors do; it is installed from npm once, beside the other tools."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock

from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

VERSION = "1.25.0"
PLACE = REPOSITORY / ".venv" / "language-server"
PROGRAM = PLACE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"


def installed() -> Path:
    """The program; the test is skipped where it cannot be had."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("no node and npm here: nothing was asked of yaml-language-server")
    PLACE.mkdir(parents=True, exist_ok=True)
    with FileLock(PLACE / "lock"):
        if not PROGRAM.exists():
            words = ("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(PLACE))
            done = subprocess.run(
                [*words, f"yaml-language-server@{VERSION}"], capture_output=True, text=True, check=False
            )
            if done.returncode:
                pytest.skip(f"yaml-language-server cannot be installed: {done.stderr[-300:]}")
    return PROGRAM


class LanguageServer:
    """A server for one folder, with or without the settings that the folder has for an editor."""

    def __init__(self, root: Path, settings: bool) -> None:
        text = (root / ".vscode" / "settings.json").read_text(encoding="utf-8") if settings else "{}"
        self.root, self.schemas = root, json.loads(text).get("yaml.schemas", {})
        self.process = subprocess.Popen(
            ["node", installed(), "--stdio"], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        uri = root.as_uri()
        item = {"documentationFormat": ["markdown"]}
        capabilities = {
            "workspace": {"configuration": True},
            "textDocument": {"completion": {"completionItem": item}},
        }
        self._ask(
            "initialize",
            processId=None,
            rootUri=uri,
            workspaceFolders=[{"uri": uri, "name": "org"}],
            capabilities=capabilities,
        )
        self._tell("initialized")
        self._tell("workspace/didChangeConfiguration", settings={"yaml": self._settings()})

    def end(self) -> None:
        """Stop the server."""
        self.process.kill()
        self.process.communicate()

    def complaints(self, path: Path, text: str) -> list[str]:
        """Open a file, and read what the editor would underline: each as its line and the message."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", textDocument=document)
        found = self._until(
            lambda said: (
                said.get("method") == "textDocument/publishDiagnostics"
                and said["params"]["uri"] == path.as_uri()
            )
        )
        each = found["params"]["diagnostics"]
        return [f"{one['range']['start']['line'] + 1}: {one['message']}" for one in each]

    def completions(self, path: Path, line: int, character: int) -> dict[str, str]:
        """What the editor offers at a place of an open file, with what it says of each."""
        place = {"line": line - 1, "character": character}
        said = self._ask("textDocument/completion", textDocument={"uri": path.as_uri()}, position=place)
        return {
            each["label"]: (each.get("documentation") or {}).get("value", "")
            for each in said["result"]["items"]
        }

    def _settings(self) -> dict[str, Any]:
        return {
            "schemas": self.schemas,
            "completion": True,
            "validate": True,
            "schemaStore": {"enable": False},
        }

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        self._send({"id": method, "method": method, "params": params})
        return self._until(lambda said: said.get("id") == method and "method" not in said)

    def _tell(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Read what the server says until it is what is wanted, and answer what it asks meanwhile."""
        while True:
            said = self._read()
            if said.get("method") == "workspace/configuration":
                asked = said["params"]["items"]
                answers = [self._settings() if each.get("section") == "yaml" else None for each in asked]
                self._send({"id": said["id"], "result": answers})
            elif "id" in said and "method" in said:
                self._send({"id": said["id"], "result": None})
            if wanted(said):
                return said

    def _read(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server has ended"
        found: dict[str, Any] = json.loads(self.process.stdout.read(length))
        return found
