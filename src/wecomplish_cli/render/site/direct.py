"""Templates that ask and call objects directly, since a site has tens of thousands of small pieces of markup.

Jinja asks objects by a function that also looks for items, and calls them by one that looks for a wish to
see the context. No template here needs either: each name after a dot is an attribute, and an unknown one is
an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2.compiler import CodeGenerator

if TYPE_CHECKING:
    from jinja2 import nodes
    from jinja2.compiler import Frame


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

    def _output_child_pre(self, *_: object) -> None:
        self.write("environment.finalize(")

    def _output_child_post(self, *_: object) -> None:
        self.write(")")
