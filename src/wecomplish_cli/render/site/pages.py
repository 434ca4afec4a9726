"""Templates to pages: escaped always, with a policy that allows this page's own style and script alone."""

from __future__ import annotations

from base64 import b64encode
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from unicodedata import combining, normalize
from urllib.parse import quote

from markupsafe import Markup, escape

from wecomplish_cli.derive.lookup import fold
from wecomplish_cli.derive.small_groups import LEAST
from wecomplish_cli.model.addresses import on_the_wire
from wecomplish_cli.render.site.links import allowed
from wecomplish_cli.text import phrases
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from jinja2 import Environment

    from wecomplish_cli.derive.confidant import Confidant
    from wecomplish_cli.render.site.months import Month


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
    found.globals |= {"bar": bar, "sparkline": sparkline, "dots": dots, "steps": steps}
    return found


def page(
    template: str, rows: str = "", *, title: str, trusted: Confidant | None, script: bool = True, **said: Any
) -> str:
    """Render a page; `rows` are more rules of style, and `trusted` can be written to in confidence."""
    style = own("page.css") + rows
    code = own("page.js") if script else ""
    hashes = f"style-src {_hash(style)}" + (f"; script-src {_hash(code)}" if code else "")
    policy = f"default-src 'none'; {hashes}; base-uri 'none'; form-action 'none'"
    body = environment().get_template(template).render(said)
    return (
        environment()
        .get_template("base.html.j2")
        .render(
            title=title,
            body=Markup(body),  # noqa: S704 - it was escaped as it was rendered
            style=Markup(style),  # noqa: S704 - our own, and numbers
            script=Markup(code),  # noqa: S704 - our own
            policy=policy,
            trusted=trusted,
            trusted_at=f"mailto:{quote(on_the_wire(trusted.address) or '', safe='@+')}" if trusted else None,
        )
    )


def _shown(value: object) -> object:
    """What an expression shows: text with what is invisible in it made visible, and a dash for nothing."""
    if type(value) is Markup:
        return value
    if isinstance(value, str):
        return _safe(value)
    return "–" if value is None else value


@lru_cache(maxsize=1 << 16)
def _safe(text: str) -> Markup:
    return escape(visible(text))


@cache
def short_day(day: date | None) -> Markup:
    """A day, short for people and whole for programs."""
    if day is None:
        return Markup("–")
    return Markup('<time datetime="{}">{} {} {}</time>').format(day, day.day, f"{day:%b}", day.year)


def percent(value: float | None, of: int) -> str:
    """A share in percent; of fewer than five people there is none."""
    return "–" if value is None or of < LEAST else f"{value:.0f} %"


MOST_DOTS = 6


def folded(texts: Iterable[str]) -> str:
    """What a search must know of texts beside their letters: words as the command line folds them.

    Only those that a browser could not make by taking marks off letters, such as `skjaervo` for `Skjærvø`.
    """
    return " ".join(dict.fromkeys(word for text in texts for word in _folded(text)))


@lru_cache(maxsize=1 << 16)
def _folded(text: str) -> tuple[str, ...]:
    if text.isascii():
        return ()
    bare = "".join(c for c in normalize("NFKD", text) if not combining(c)).casefold()
    return tuple(word for word in fold(text).split() if word not in bare.split())


@cache
def bar(part: int, whole: int, label: str) -> Markup:
    """A picture of a number against what it is of."""
    most = max(whole, part, 1)
    picture = (
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="{0}">'
        '<title>{0}</title><rect class="whole" width="{1}" height="8"/>'
        '<rect class="{2}" width="{3}" height="8"/></svg>'
    )
    kind = "over" if part > whole else "part"
    return Markup(picture).format(  # noqa: S704 - our own; what is put in is escaped
        label, round(100 * whole / most, 1), kind, round(100 * part / most, 1)
    )


def sparkline(question: str, months: Sequence[Month], which: int, target: int) -> Markup:
    """A line through a verdict's months, with its target dashed; nothing where fewer than two are known."""
    values = [(at, value) for at, month in enumerate(months) if (value := month.values[which]) is not None]
    if len(values) < 2:
        return Markup("")
    points = " ".join(f"{at * 100 / (len(months) - 1):.1f},{100 - value:.1f}" for at, value in values)
    first, last = values[0], values[-1]
    picture = (
        '<svg class="spark" viewBox="0 0 100 100" preserveAspectRatio="none" role="img"><title>{}</title>'
        '<desc>{}</desc><path class="target" d="M0 {}H100"/><polyline points="{}"/></svg>'
    )
    said = f"From {first[1]:.0f} % to {last[1]:.0f} % over {len(months)} months; the target is {target} %."
    return Markup(picture).format(  # noqa: S704 - our own; what is put in is escaped
        f"The months of: {question}", said, 100 - target, points
    )


@cache
def dots(load: int, places: int, away: bool) -> Markup:
    """A mentor's places, taken and free; of many, their numbers."""
    label = f"{load} of {phrases.counted(places, 'place')} taken{', away' if away else ''}"
    few = max(load, places) <= MOST_DOTS
    shown = "●" * load + "○" * (places - load) if few else f"{load}/{places}"
    return Markup('<span class="dots" role="img" aria-label="{}">{}</span>').format(label, shown)


@cache
def steps(rank: int, of: int, level: str | None) -> Markup:
    """A level among all that there are."""
    picture = "●" * rank + "○" * (of - rank)
    said = Markup('<span class="dots" aria-hidden="true">{}</span> {}')
    return said.format(picture, visible(level) if level else "nothing yet")


@cache
def own(name: str) -> str:
    """The text of our own style sheet or script."""
    return files("wecomplish_cli.render.site").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
