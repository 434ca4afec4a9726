"""Templates that ask and call objects directly, since a site has tens of thousands of small pieces of markup.

Jinja asks objects by a function that also looks for items, and calls them by one that looks for a wish to
see the context. No template here needs either: each name after a dot is an attribute, and an unknown one is
an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2.compiler import Frame

PHRASES = ("say", "label", "heads")
"""Functions that give the same markup whenever they are given the same."""


class Direct(CodeGenerator):
    """Python code of templates whose `finalize` also escapes, and that only call functions of our own."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write `thing.name`."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(  # noqa: N802 - Jinja's name
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: ARG002 - no template here has a `call` block
    ) -> None:
        """Write `function(argument, name=argument)`."""
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        """Write what a phrase says, not the call that says it, where nothing of the data is put into it."""
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and not node.kwargs:
            name, args = node.node.name, node.args
            if name in PHRASES and all(isinstance(each, nodes.Const) for each in args):
                said = self.environment.globals[name](*(each.value for each in args))  # type: ignore[attr-defined, operator]
                return str(finalize.const(said))
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(self, *_: object) -> None:
        self.write("environment.finalize(")

    def _output_child_post(self, *_: object) -> None:
        self.write(")")


class Templates(Environment):
    """Templates that are asked for thousands of pages, and so look their globals up in one plain mapping."""

    code_generator_class = Direct

    def make_globals(self, d: Mapping[str, Any] | None) -> dict[str, Any]:
        """All that a template knows without being told: no global is set once templates are loaded."""
        return {**self.globals, **(d or {})}
