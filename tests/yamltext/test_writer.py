"""Scalars that are spelled without asking ruamel.yaml are spelled as it would spell them."""

from __future__ import annotations

from io import StringIO

from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from wecomplish_cli.yamltext import writer


@given(st.from_regex(writer._PLAIN, fullmatch=True), st.booleans())
@example("Null", True)
@example("O'Hara - Smith@x.example", False)
@example("a\u00b2 \U0001d49c", True)
def test_plain_words_mean_themselves(text: str, brackets: bool) -> None:
    yaml = YAML(typ="rt")
    yaml.width = 1 << 20
    yaml.default_flow_style = brackets
    out = StringIO()
    yaml.dump({"k": [text] if brackets else text}, out)
    spelled = writer.scalar(text, brackets)
    if not writer.needs_quotes(text):
        assert out.getvalue().rstrip("\n") == (f"{{k: [{spelled}]}}" if brackets else f"k: {spelled}")
