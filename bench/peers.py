"""Measures `wecomplish check` beside tools that check such files, over PyYAML merely parsing them.

Run it as `python bench/peers.py [--write] [--rounds N] [PEOPLE ...]`. The tools are installed into `.bench`;
hledger is taken from the PATH. What cannot be had is left out, and that is said. With `--write`, the table
goes into docs/performance.md.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import document
import organisation
from reading import PARSE, run
from wecomplish_cli.model.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Words = list[str | Path]

HERE = Path(__file__).parents[1]
TOOLS = HERE / ".bench"
PACKAGES = ("yamlruff", "ryl", "beancount", "yamllint", "check-jsonschema")
SLOW_UP_TO = 1_000
"""People up to whom the tools are measured that take more than ten times as long as parsing."""


def ours(data: Path) -> Iterator[Words]:
    """Check with the program itself."""
    yield [
        Path(sys.executable).with_name("wecomplish"),
        "check",
        "-C",
        data,
        "--today",
        str(organisation.TODAY),
    ]


def by_schema(data: Path) -> Iterator[Words]:
    """Check every kind of file against its schema, a process each."""
    for kind in KINDS:
        files = sorted((data / kind.folder).rglob("*.yaml")) if kind.folder else [data / "wecomplish.yaml"]
        if files:
            schema = HERE / "schema" / f"{kind.name}.schema.json"
            yield [tool("check-jsonschema"), "--schemafile", schema, *files]


def tool(name: str) -> str:
    """Where a tool lies; empty if it is not there."""
    return shutil.which(name, path=f"{TOOLS / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}") or ""


Tool = tuple[str, str, bool, "Callable[[Path], Iterator[Words]]"]
PEERS: tuple[Tool, ...] = (
    ("`wecomplish check`", "", False, ours),
    ("yamlruff", "yamlruff", False, lambda data: iter([[tool("yamlruff"), "lint", data]])),
    (
        "ryl, all rules",
        "ryl",
        False,
        lambda data: iter([[tool("ryl"), "check", "--enable=ALL", "--no-cache", data]]),
    ),
    (
        "bean-check, as many transactions as people",
        "bean-check",
        False,
        lambda data: iter([[tool("bean-check"), "--no-cache", data.parent / "ledger.beancount"]]),
    ),
    (
        "hledger, the same",
        "hledger",
        False,
        lambda data: iter([[tool("hledger"), "-f", data.parent / "ledger.journal", "check"]]),
    ),
    ("yamllint, relaxed", "yamllint", True, lambda data: iter([[tool("yamllint"), "-d", "relaxed", data]])),
    ("check-jsonschema, with our schemas", "check-jsonschema", True, by_schema),
)
"""What it is called, its program, whether it is slow, and what is run."""


def install() -> None:
    """Install what is not there yet, each by itself, so that one that cannot be had is in nobody's way."""
    if not TOOLS.exists():
        subprocess.run([sys.executable, "-m", "venv", TOOLS], check=True)
    pip = [TOOLS / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for package in PACKAGES:
        if (
            subprocess.run(
                [*pip, "--only-binary", ":all:", package], stderr=subprocess.DEVNULL, check=False
            ).returncode
            != 0
        ):
            print(f"LEFT OUT: {package} cannot be installed here", file=sys.stderr)


def ledgers(folder: Path, people: int) -> None:
    """Write as many transactions as there are people, as beancount and as hledger read them."""
    opened = "2020-01-01 open Assets:Bank\n2020-01-01 open Expenses:Food\n\n"
    beans, journal = [opened], []
    for n in range(people):
        day = f"2026-{1 + n % 12:02}-{1 + n % 28:02}"
        beans.append(
            f'{day} * "Shop {n}" "Lunch"\n  Assets:Bank  -{n}.50 EUR\n  Expenses:Food  {n}.50 EUR\n\n'
        )
        journal.append(f"{day} Shop {n}\n    assets:bank  -{n}.50 EUR\n    expenses:food  {n}.50 EUR\n\n")
    (folder / "ledger.beancount").write_text("".join(beans), encoding="utf-8")
    (folder / "ledger.journal").write_text("".join(journal), encoding="utf-8")


def measure(people: int, rounds: int) -> dict[str, float | None]:
    """The CPU time of each tool over that of parsing; None where it is left out."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "organisation"
        env = {key: value for key, value in os.environ.items() if not key.startswith("WECOMPLISH_")}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        run([sys.executable, organisation.__file__, str(people), data], env)
        ledgers(Path(folder), people)
        ratios: dict[str, list[float]] = {name: [] for name, *_ in PEERS}
        for number in range(rounds):
            parsed = run([sys.executable, "-c", PARSE, data], env).cpu
            cold = {**env, "XDG_STATE_HOME": f"{folder}/state-{number}"}
            for name, program, slow, words in PEERS:
                if (not program or tool(program)) and not (slow and people > SLOW_UP_TO):
                    took = sum(run(each, cold, expected=(0, 1, 2)).cpu for each in words(data))
                    ratios[name].append(took / parsed)
    return {name: statistics.median(found) if found else None for name, found in ratios.items()}


def main() -> None:
    """Measure the sizes given and print the table."""
    parser = argparse.ArgumentParser(description="Measure a check beside other tools.")
    parser.add_argument("people", metavar="PEOPLE", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--rounds", metavar="N", type=int, default=3, help="how often each is measured")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    given = parser.parse_args()
    install()
    found = [measure(people, given.rounds) for people in given.people]
    lines = [
        f"| tool | {' | '.join(f'{people:,} people' for people in given.people)} |",
        f"| --- |{' ---: |' * len(found)}",
    ]
    for name, program, *_ in PEERS:
        if program and not tool(program):
            print(f"LEFT OUT: {program} is not here", file=sys.stderr)
            continue
        ratios = (each[name] for each in found)
        lines.append(f"| {name} | {' | '.join('–' if r is None else f'{r:.2f}' for r in ratios)} |")
    print("\n".join(lines))
    if given.write:
        document.put(__file__, lines)


if __name__ == "__main__":
    main()
