"""Prints figures of the code beside what is wanted of them: `python tools/figures.py`.

Lengths and parameters are counted by `ast` on the source without tests; complexity is McCabe's, by ruff.
Functions whose parameters are the options of a command are declarations of the command line as well: they
are counted apart, by the statements below their docstring and by the most options that one of them has.
Imports and cycles are those that grimp finds, type-checking imports included.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from statistics import median, quantiles

import grimp

REPOSITORY = Path(__file__).parent.parent
SOURCE = REPOSITORY / "src" / "wecomplish_cli"
TESTS = REPOSITORY / "tests"
OPTION = re.compile(r"typer\.(Option|Argument)\(|\b\w+(Option|Argument)\b")
"""What the type of a parameter contains that is an option or argument of a command."""


def functions() -> list[ast.FunctionDef]:
    """Every function of the source, also methods and inner ones."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py"))
    return [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def declares_options(function: ast.FunctionDef) -> bool:
    """Whether the parameters of a function are the arguments and options of a command."""
    parameters = (*function.args.args, *function.args.kwonlyargs)
    return any(
        OPTION.search(ast.unparse(each.annotation)) for each in parameters if each.annotation is not None
    )


def length(function: ast.FunctionDef) -> int:
    """How many lines a function has, without its decorators."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def body_length(function: ast.FunctionDef) -> int:
    """How many lines a function has below its docstring."""
    return (function.end_lineno or function.lineno) - function.body[1].lineno + 1


def parameters(function: ast.FunctionDef) -> int:
    """How many parameters a function has, `self` among them."""
    arguments = function.args
    return len(arguments.posonlyargs) + len(arguments.args) + len(arguments.kwonlyargs)


def complexities() -> list[int]:
    """The complexity of every function, in no order."""
    ruff = [Path(sys.executable).with_name("ruff"), "check", "--isolated", "--select", "C901"]
    shown = subprocess.run(
        [*ruff, "--config", "lint.mccabe.max-complexity=0", "--output-format", "concise", SOURCE],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    return [int(number) for number in re.findall(r"too complex \((\d+) > 0\)", shown)]


def cycles(graph: grimp.ImportGraph) -> int:
    """How many packages have children that import each other in a circle."""
    packages = {"wecomplish_cli", *(m for m in graph.modules if graph.find_children(m))}
    return sum(bool(graph.nominate_cycle_breakers(package)) for package in packages)


def lines(folder: Path) -> int:
    """The lines of all Python files in a folder."""
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in folder.rglob("*.py"))


def named() -> tuple[int, int]:
    """How many commands lie in a file or folder of their own name, and how many there are."""
    from wecomplish_cli.cli.registry import COMMANDS

    own = [name for name in COMMANDS if COMMANDS[name][0].rstrip("_") == name.replace("-", "_")]
    return len(own), len(COMMANDS)


def spread(values: list[int]) -> str:
    """The median, the 90th percentile and the maximum."""
    return f"{median(values):.0f} · {quantiles(values, n=10)[-1]:.0f} · {max(values)}"


def main() -> None:
    """Print the table."""
    every = functions()
    commands = [each for each in every if declares_options(each)]
    found = [each for each in every if each not in commands]
    complexity = complexities()
    graph = grimp.build_graph("wecomplish_cli", exclude_type_checking_imports=False)
    imports = sum(len(graph.find_modules_directly_imported_by(module)) for module in graph.modules)
    root = [path for path in SOURCE.glob("*.py") if not path.name.startswith("__")]
    own, of = named()
    rows = [
        ("function length: median · p90 · max", spread([length(f) for f in found]), "7 · 20 · 45"),
        ("parameters: median · p90 · max", spread([parameters(f) for f in found]), "– · 3 · 7"),
        ("commands: length below the docstring", spread([body_length(f) for f in commands]), "– · – · 45"),
        ("commands: most options as parameters", str(max(map(parameters, commands))), "–"),
        ("complexity: median · p90 · max", spread(complexity), "– · 6 · 15"),
        ("complexity over 10", f"{100 * sum(c > 10 for c in complexity) / len(complexity):.1f} %", "2 %"),
        ("packages with an import cycle", str(cycles(graph)), "0"),
        ("modules in the package root", str(len(root)), "4"),
        ("own imports per module", f"{imports / len(graph.modules):.1f}", "4"),
        ("tests : code, lines", f"{lines(TESTS) / lines(SOURCE):.2f}", "rising"),
        ("commands in a file of their own name", f"{own} of {of}", "all"),
    ]
    print(f"{'':40}{'now':>16}{'wanted':>16}")
    for what, now, wanted in rows:
        print(f"{what:40}{now:>16}{wanted:>16}")


if __name__ == "__main__":
    main()
