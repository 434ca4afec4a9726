"""Templates to pages: escaped always, with a policy that allows this page's own style and script alone."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from wecomplish_cli.derive.lookup import fold
from wecomplish_cli.render.site.links import allowed
from wecomplish_cli.text import phrases
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from jinja2 import Environment


@cache
def environment() -> Environment:
    """The templates: what they show of the data is escaped, and a name that is not known is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=PackageLoader("wecomplish_cli.render.site"),
        # Always: by its file name, a template called `.html.j2` would not be escaped.
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {
        "day": short_day,
        "count": phrases.counted,
        "people": phrases.people,
        "days": phrases.days,
        "age": phrases.age,
        "percent": percent,
        "folded": folded,
        "href": allowed,
    }
    return found


def page(template: str, rows: str = "", *, script: bool = True, **said: Any) -> str:
    """Render a page; `rows` are style rules beside the common ones."""
    style = own("page.css") + rows
    code = own("page.js") if script else ""
    hashes = f"style-src {_hash(style)}" + (f"; script-src {_hash(code)}" if code else "")
    policy = f"default-src 'none'; {hashes}; base-uri 'none'; form-action 'none'"
    return (
        environment()
        .get_template(template)
        .render(
            style=Markup(style),  # noqa: S704 - our own, and numbers
            script=Markup(code),  # noqa: S704 - our own
            policy=policy,
            **said,
        )
    )


def _shown(value: object) -> object:
    """What an expression shows: text with what is invisible in it made visible, and a dash for nothing."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return visible(value)
    return "–" if value is None else value


def short_day(day: date | None) -> Markup:
    """A day, short for people and whole for programs."""
    if day is None:
        return Markup("–")
    return Markup('<time datetime="{}">{} {} {}</time>').format(day, day.day, f"{day:%b}", day.year)


def percent(value: float | None, of: int) -> str:
    """A share in percent; of fewer than five people there is none."""
    return "–" if value is None or of < LEAST else f"{value:.0f} %"


LEAST = 5
"""People that a share must be of, so that it says nothing of a single one."""


def folded(texts: Iterable[str]) -> str:
    """What a search must know of texts beside their letters: words as the command line folds them.

    Only those that a browser could not make by taking marks off letters, such as `skjaervo` for `Skjærvø`.
    """
    from unicodedata import combining, normalize

    found: dict[str, None] = {}
    for text in texts:
        bare = "".join(c for c in normalize("NFKD", text) if not combining(c)).casefold()
        known = bare.split()
        found.update(dict.fromkeys(word for word in fold(text).split() if word not in known))
    return " ".join(found)


@cache
def own(name: str) -> str:
    """The text of our own style sheet or script."""
    return files("wecomplish_cli.render.site").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
